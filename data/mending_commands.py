"""The commands that look after what is there: its quality, single records, versions and the key."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import Any

from data.comparing import brought, compare_versions, versions_of
from data.erasing import purge
from data.errors import InputError
from data.home import current_home
from data.importing import Imported
from data.keyring import check_key, rotate, undo_rotation
from data.mending import correct, merge
from data.people.mending import doubles, to_mend
from data.quality import RULES, Quality, quality
from data.summary import problem_counts
from locales.translate import Translator

DOUBLES = "doubles"


def add_mending_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add them to the command line of ``python -m data``."""
    check = commands.add_parser("check", parents=[common], help="quality of the data, and what to mend")
    check.add_argument("--organization")
    check.add_argument("--rule", choices=(*(rule.id for rule in RULES), DOUBLES), help="list its records")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)

    one = commands.add_parser("correct", parents=[common], help="correct one record")
    one.add_argument("table", metavar="TABLE")
    one.add_argument("record", metavar="RECORD")
    one.add_argument("changes", nargs="+", metavar="COLUMN=VALUE")
    one.add_argument("--organization", required=True)
    one.set_defaults(run=_correct)

    same = commands.add_parser("merge", parents=[common], help="two case numbers are one person")
    same.add_argument("keep", metavar="CASE")
    same.add_argument("other", metavar="OTHER")
    same.add_argument("--organization", required=True)
    same.set_defaults(run=_merge)

    gone = commands.add_parser("purge", parents=[common], help="erase one client from everything")
    gone.add_argument("case", metavar="CASE")
    gone.add_argument("--organization", required=True)
    gone.add_argument("--backup", type=Path, action="append", default=[], help="rewrite this backup too")
    gone.add_argument("--yes", action="store_true", help="it cannot be undone")
    gone.set_defaults(run=_purge)

    changes = commands.add_parser("changes", parents=[common], help="what one import brought")
    changes.add_argument("batch", type=int, metavar="BATCH")
    changes.add_argument("--json", action="store_true")
    changes.set_defaults(run=_changes)

    versions = commands.add_parser("versions", parents=[common], help="versions kept, or how two differ")
    versions.add_argument("numbers", nargs="*", type=int, metavar="OLDER NEWER")
    versions.add_argument("--json", action="store_true")
    versions.set_defaults(run=_versions)

    key = commands.add_parser("key", parents=[common], help="check, rotate or take back the key")
    key.add_argument("action", choices=("check", "rotate", "undo"), metavar="check|rotate|undo")
    key.add_argument("--json", action="store_true")
    key.set_defaults(run=_key)


def _check(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    if options.rule:
        if not options.organization or not home.has_records:
            raise InputError("error.rule_of_whom" if home.has_records else "error.no_records")
        look = (home, getpass.getuser(), "people", options.organization)
        rows = doubles(*look) if options.rule == DOUBLES else to_mend(*look, options.rule)
        _print([row._asdict() for row in rows], options.json)
        return 0
    counts = {row["organization"]: row for row in problem_counts(home)}
    found = [one for one in quality(home) if options.organization in (None, one.organization)]
    documents = [_document(one, counts.get(one.organization, {}), t) for one in found]
    if options.json:
        _print(documents, True)
        return 0
    for one in found:
        row = counts.get(one.organization, {"rejected": 0, "warnings": 0})
        print(
            t(
                "cli.check_counts",
                organization=one.organization,
                errors=row["rejected"],
                warnings=row["warnings"],
            )
        )
        _print_quality(one, t)
    return 0


def _print_quality(found: Quality, t: Translator) -> None:
    for one in found.dimensions:
        name = t(f"quality.dimension.{one.dimension}")
        shown = "-" if one.share is None else f"{one.share:.1%}"
        print(f"  {name:20} {shown:>7}  {one.passed}/{one.checked}")
    if not found.judged:
        print("  " + t("quality.lead.unchecked"))
    for fault in found.failing:
        print(f"    {fault.failed:>6}  {fault.rule.id:22} {t(f'quality.rule.{fault.rule.id}')}")
    if found.doubles:
        print(f"    {found.doubles:>6}  {DOUBLES:22} {t('quality.rule.doubles')}")
    for silence in found.silences:
        what = t(f"quality.event.{silence.what}")
        print(
            "  "
            + t("cli.silence", what=what, program=silence.program or "-", week=silence.last_week.isoformat())
        )


def _document(found: Quality, counts: dict[str, Any], t: Translator) -> dict[str, Any]:
    return {
        "organization": found.organization,
        "rejected": counts.get("rejected", 0),
        "warnings": counts.get("warnings", 0),
        "dimensions": [{**one._asdict(), "share": one.share} for one in found.dimensions],
        "tables": [one._asdict() for one in found.tables],
        "to_mend": [
            {
                "rule": one.rule.id,
                "dimension": one.rule.dimension,
                "table": one.rule.table,
                "failed": one.failed,
                "checked": one.checked,
                "programs": dict(one.by_program),
                "problem": t(f"quality.rule.{one.rule.id}"),
                "remedy": t(f"quality.fix.{one.rule.id}"),
            }
            for one in found.failing
        ],
        "judged": {one.rule.id: one.checked for one in found.judged},
        "median_days_to_entry": dict(found.lags),
        "silences": [one._asdict() for one in found.silences],
        "patterns": [one._asdict() for one in found.patterns],
        "probable_doubles": found.doubles,
    }


def _correct(options: argparse.Namespace, t: Translator) -> int:
    changes = {}
    for text in options.changes:
        name, sign, value = text.partition("=")
        if not sign:
            raise InputError("error.change_not_understood", change=text)
        changes[name.strip()] = value.strip()
    done = correct(
        current_home(), getpass.getuser(), options.organization, options.table, options.record, changes
    )
    return _say(done, t)


def _merge(options: argparse.Namespace, t: Translator) -> int:
    return _say(
        merge(current_home(), getpass.getuser(), options.organization, options.keep, options.other), t
    )


def _say(done: Imported, t: Translator) -> int:
    if done.status == "imported":
        print(t("cli.mended", batch=str(done.batch)))
        return 0
    for problem in done.problems:
        spoken = problem.say(t)
        print(f"{spoken['column'] or ''}: {spoken['problem']} {spoken['remedy']}", file=sys.stderr)
    return 2


def _purge(options: argparse.Namespace, t: Translator) -> int:
    if not options.yes:
        raise InputError("error.purge_needs_yes")
    erased = purge(current_home(), getpass.getuser(), options.organization, options.case, options.backup)
    print(t("cli.purged", rows=erased.rows, versions=erased.versions, backups=erased.backups))
    print(t("cli.purged_means"), file=sys.stderr)
    return 0


def _changes(options: argparse.Namespace, t: Translator) -> int:
    rows = [one._asdict() for one in brought(current_home(), options.batch)]
    _print(rows, options.json)
    return 0


def _versions(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    if not options.numbers:
        _print(
            [{"version": int(path.stem), "bytes": path.stat().st_size} for path in versions_of(home)],
            options.json,
        )
        return 0
    if len(options.numbers) != 2:
        raise InputError("error.two_versions")
    _print([one._asdict() for one in compare_versions(home, *options.numbers)], options.json)
    return 0


def _key(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    document: dict[str, Any] = {}
    if options.action != "check":
        turn = rotate if options.action == "rotate" else undo_rotation
        turned = turn(home, getpass.getuser())
        document = {"derived": turned.derived, "mapped": turned.mapped}
    found = check_key(home)
    document |= {"state": found.state, "file": str(found.path), "key": found.own, "store": found.store}
    if options.json:
        _print(document, True)
    else:
        if options.action != "check":
            print(t("cli.key_turned", derived=document["derived"], mapped=document["mapped"]))
        print(t(f"cli.key.{found.state}", path=str(found.path)))
    return 0 if found.state in ("fits", "unknown") else 1


def _print(document: Any, as_json: bool) -> None:
    """Print a document, or its rows one a line."""
    if as_json:
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
        return
    for row in document:
        print("  ".join(f"{name}={value}" for name, value in row.items() if value is not None))
