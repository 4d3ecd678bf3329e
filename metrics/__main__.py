"""``python -m metrics``: publish, list the catalogue, ask for values, verify them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from data.command_line import a_day, run_command, with_language
from data.errors import InputError
from data.home import current_home
from data.identities import NAME
from locales.translate import LANGUAGES, Translator, translator
from metrics.ask import Ask
from metrics.catalogue import CATALOGUE
from metrics.catalogue.document import catalogue_document
from metrics.compute import BREAKDOWNS, values, values_by
from metrics.group import require_recorded_group
from metrics.publish import ensure_published, publish
from metrics.reader import Reader, aside, open_reader
from metrics.scope import OWNER, Scope
from metrics.value import IndicatorValue
from metrics.verification import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0, 2 for a bad question, 1 for a fault."""
    return run_command(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    common = with_language()
    parser = argparse.ArgumentParser(prog="python -m metrics", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    bring = commands.add_parser("publish", parents=[common], help="bring the published numbers up to date")
    bring.add_argument("--organization", action="append")
    bring.add_argument("--as-of", type=a_day)
    bring.set_defaults(run=_publish)

    listing = commands.add_parser("list", parents=[common], help="the catalogue")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    book = commands.add_parser(
        "catalogue", parents=[common], help="the catalogue as documents in both languages"
    )
    book.add_argument("folder", metavar="OUT_FOLDER", type=Path)
    book.set_defaults(run=_catalogue)

    ask = commands.add_parser("value", parents=[common], help="values of indicators")
    ask.add_argument("indicators", nargs="+", metavar="INDICATOR")
    for name in ("organization", "program", "grant", "group"):
        ask.add_argument(f"--{name}", action=_Once)
    ask.add_argument("--agreement", help="the organisations of one identity agreement together")
    ask.add_argument("--from", dest="start", type=a_day, required=True)
    ask.add_argument("--to", dest="end", type=a_day, required=True)
    ask.add_argument("--as-of", type=a_day)
    ask.add_argument("--by", choices=BREAKDOWNS)
    ask.add_argument("--json", action="store_true")
    ask.set_defaults(run=_value)

    check = commands.add_parser("verify", parents=[common], help="published against a second formulation")
    check.add_argument("--organization", action="append")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_verify)
    return parser


class _Once(argparse.Action):
    """An option that asks for one thing: given twice, the second would silently win."""

    def __call__(
        self, parser: argparse.ArgumentParser, options: argparse.Namespace, value: Any, *_: Any
    ) -> None:
        if getattr(options, self.dest) is not None:
            parser.error(f"argument --{self.dest}: may be given once; ask once for each, or use --by")
        setattr(options, self.dest, value)


def _publish(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    if not home.has_records:
        raise InputError("error.no_records")
    names = publish(home, options.organization, options.as_of)
    print(t.n("cli.published", len(names)))
    return 0


def _list(options: argparse.Namespace, t: Translator) -> int:
    if options.json:
        _print_json(
            [
                {
                    "id": one.id,
                    "name": {"id": one.name.id, "en": one.name.en},
                    "principle": one.principle,
                    "unit": one.unit,
                    "direction": one.direction,
                    "cadence": one.cadence,
                    "seed": one.seed,
                    "headline": one.headline,
                }
                for one in CATALOGUE
            ]
        )
        return 0
    for one in CATALOGUE:
        print(f"{'★' if one.headline else ' '} {one.id:32} {one.name.say(t.language)}")
    return 0


def _catalogue(options: argparse.Namespace, t: Translator) -> int:
    if options.folder.exists() and not options.folder.is_dir():
        raise InputError("error.not_a_folder", path=str(options.folder))
    options.folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        path = options.folder / f"catalogue.{language}.md"
        path.write_text(catalogue_document(translator(language)), encoding="utf-8")
        print(t("cli.catalogue", path=str(path)))
    return 0


def _value(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    if not home.has_records:
        raise InputError("error.no_records")
    if options.start > options.end:
        raise InputError("error.period_reversed")
    if options.as_of is None:
        ensure_published(home)
        opened: Any = nullcontext(open_reader(home))
    else:
        opened = aside(home, options.as_of)
    found: list[IndicatorValue] = []
    with opened as reader:
        scope = _scope(reader, options.agreement)
        for indicator in options.indicators:
            asked = Ask(
                indicator=indicator,
                organization=options.organization,
                program=options.program,
                grant=options.grant,
                group=options.group,
                start=options.start,
                end=options.end,
            )
            require_recorded_group(reader, scope, asked)
            found += (
                values_by(reader, scope, asked, options.by) if options.by else values(reader, scope, asked)
            )
    if not found and options.by in ("week", "month", "quarter", "year"):
        raise InputError(f"cli.no_whole.{options.by}", start=str(options.start), end=str(options.end))
    if options.json:
        _print_json([document(value, t) for value in found])
        return 0
    for value in found:
        print(_line(value, t))
    return 0


def _scope(reader: Reader, agreement: str | None) -> Scope:
    """The owner's scope, or only the organisations of one identity agreement."""
    if agreement is None:
        return OWNER
    named = f"select organization from published.identity_agreement where agreement = {NAME.format(agreement='?')}"
    own = frozenset(one for (one,) in reader.rows(named, [agreement]))
    if not own:
        raise InputError("cli.agreement_of_nobody", agreement=agreement)
    return OWNER.model_copy(update={"organizations": own})


def document(value: IndicatorValue, t: Translator) -> dict[str, Any]:
    """The JSON object of a value (design.md §4)."""
    return {
        "indicator": value.indicator,
        "organization": value.organization,
        "program": value.program,
        "grant": value.grant,
        "group": value.group,
        "from": value.start,
        "to": value.end,
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "unknown": value.unknown,
        "low": value.low,
        "high": value.high,
        "interval_method": value.interval_method,
        "worst": value.worst,
        "best": value.best,
        "n": value.n,
        "status": value.status,
        "source": value.source,
        "target": value.target.value if value.target else None,
        "target_status": value.target_status,
        "unit": value.unit,
        "direction": value.direction,
        "rule_version": value.rule_version,
        "as_of": value.as_of,
        "share": value.share,
        "promise": value.promise,
        "promise_name": value.promise_name,
        "baseline": value.target.baseline if value.target else None,
        "first_target": _first_target(value),
        "target_meaning": value.target.meaning if value.target else None,
        "gates": list(value.gates),
        "reason": t(value.reason.key, **value.reason.values) if value.reason else None,
        "notes": [t(note.key, **note.values) for note in value.notes],
    }


def _first_target(value: IndicatorValue) -> float | None:
    """What was promised at first; the target itself where it never changed."""
    if value.target is None:
        return None
    first = value.target.first_value
    return value.target.value if first is None else first


def _line(value: IndicatorValue, t: Translator) -> str:
    place = " · ".join(part for part in (value.organization, value.program, value.grant, value.group) if part)
    number = "–" if value.value is None else f"{value.value:,.4g}"
    parts = [value.indicator, place, f"{value.start}–{value.end}", number, value.status]
    if value.denominator is not None and value.numerator is not None:
        parts.append(f"{value.numerator:,.10g}/{value.denominator:,.10g}")
    parts.append(_target_text(value, t))
    if value.reason:
        parts.append(t(value.reason.key, **value.reason.values))
    return "  ".join(part for part in parts if part)


def _target_text(value: IndicatorValue, t: Translator) -> str:
    """What was promised; "" where nothing was, which is not a target of 0."""
    if value.target is None:
        return ""
    said = t(f"cli.target.{value.target.meaning}", target=f"{value.target.value:,.4g}")
    return f"{said} {value.target_status}" if value.target_status else said


def _verify(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    if not home.has_records:
        raise InputError("error.no_records")
    ensure_published(home)
    differences, compared = verify(home, options.organization)
    if options.json:
        _print_json({"compared": compared, "differences": [one.model_dump() for one in differences]})
    else:
        for one in differences:
            print(one.line(), file=sys.stderr)
        print(t("cli.verified", compared=compared, differences=len(differences)))
    return 1 if differences else 0


def _print_json(found: object) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


if __name__ == "__main__":
    sys.exit(main())
