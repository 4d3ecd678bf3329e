"""``python -m reports``: make reports, open them again, compare them with what is known now, send what is due."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from data.clock import day_of_schedules
from data.command_line import a_day, run_command, with_language
from data.errors import InputError
from data.home import Home, current_home
from data.workspace import audit
from data.workspace.reports import kept_reports
from locales.translate import Translator
from metrics.publish import ensure_published
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER
from reports.asking import requests
from reports.frozen import Frozen, reopen, store
from reports.making import make
from reports.names import file_name
from reports.reading import name_of, shown_value
from reports.rendering import render_and_keep
from reports.request import FORMATS, KINDS, PAPERS, Format
from reports.restated import restatements
from reports.schedule import run_due

_OF_ENDING: dict[str, Format] = {"pdf": "pdf", "html": "html", "htm": "html", "pptx": "pptx", "xlsx": "xlsx"}
_OF_ENDING |= {"csv": "csv", "xml": "xml", "txt": "text"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0, 2 for bad input, 1 for a fault."""
    return run_command(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    common = with_language()
    parser = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for kind in KINDS:
        one = commands.add_parser(kind, parents=[common], help=f"{', '.join(FORMATS[kind])}")
        one.add_argument("--out", type=Path, required=True, help="a file, or a folder with --all-grants")
        for name in ("organization", "program", "grant"):
            one.add_argument(f"--{name}")
        one.add_argument("--from", dest="start", type=a_day)
        one.add_argument("--to", dest="end", type=a_day)
        one.add_argument("--format", choices=FORMATS[kind])
        one.add_argument("--note", action="append", default=[], metavar="NAME=TEXT")
        one.add_argument("--notes", type=Path, help="a YAML file of notes by name")
        one.add_argument("--all-grants", action="store_true", help="one file for each grant")
        if kind in PAPERS:
            one.add_argument("--paper", choices=PAPERS[kind])
        one.set_defaults(run=_make, kind=kind, paper=None)

    listing = commands.add_parser("list", parents=[common], help="the reports that were made")
    listing.add_argument("--organization")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)

    show = commands.add_parser("show", parents=[common], help="a report again, exactly as it was made")
    show.add_argument("id")
    show.add_argument("--out", type=Path, required=True)
    show.add_argument("--format", choices=sorted({one for known in FORMATS.values() for one in known}))
    show.set_defaults(run=_show)

    compare = commands.add_parser("compare", parents=[common], help="as sent beside as known now")
    compare.add_argument("id")
    compare.add_argument("--json", action="store_true")
    compare.set_defaults(run=_compare)

    due = commands.add_parser("due", parents=[common], help="make and send what a schedule asks for")
    due.add_argument("schedule", type=Path)
    due.add_argument("--on", type=a_day, help="the day to go by; today unless given")
    due.set_defaults(run=_due)
    return parser


def _opened() -> tuple[Home, Reader]:
    home = current_home()
    if not home.has_records:
        raise InputError("error.no_records")
    ensure_published(home)
    return home, open_reader(home)


def _make(options: argparse.Namespace, t: Translator) -> int:
    home, reader = _opened()
    asked = requests(
        reader,
        OWNER,
        options.kind,
        organization=options.organization,
        program=options.program,
        grant=options.grant,
        start=options.start,
        end=options.end,
        all_grants=options.all_grants,
        notes=_notes(options),
        paper=options.paper,
    )
    format = _format(options.format, options.out, FORMATS[options.kind], many=options.all_grants)
    for request in asked:
        path = options.out / file_name(request, t.language, format) if options.all_grants else options.out
        frozen = make(home, reader, OWNER, request)
        _write(home, frozen, path, t, format)
    return 0


def _write(home: Home, frozen: Frozen, path: Path, t: Translator, format: Format) -> None:
    content = render_and_keep(home, frozen, t.language, format)
    store(home, frozen, getpass.getuser())
    audit(
        home,
        getpass.getuser(),
        "report",
        frozen.request.organization,
        f"{frozen.request.kind} {frozen.stamp}",
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InputError("error.report_not_written", file=str(path)) from error
    print(t("cli.report_made", file=str(path), stamp=frozen.stamp))


def _format(asked: Format | None, path: Path, known: Sequence[Format], *, many: bool) -> Format:
    """The format that is asked for, else that of the file's ending, else the report's usual one."""
    if asked is not None:
        return asked
    found = _OF_ENDING.get(path.suffix.lstrip(".").lower())
    if found in known and found is not None:
        return found
    if found is None and (many or not path.suffix):
        return known[0]
    raise InputError(
        "error.no_such_format", kind="", format=path.suffix.lstrip(".") or "?", formats=", ".join(known)
    )


def _notes(options: argparse.Namespace) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    if options.notes is not None:
        try:
            read = yaml.safe_load(options.notes.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise InputError("error.note_unread", text=str(options.notes)) from error
        if not isinstance(read, dict):
            raise InputError("error.note_unread", text=str(options.notes))
        found |= {str(name): str(text) for name, text in read.items()}
    for written in options.note:
        name, equals, text = written.partition("=")
        if not equals:
            raise InputError("error.note_unread", text=written)
        found[name.strip()] = text.strip()
    return list(found.items())


def _list(options: argparse.Namespace, t: Translator) -> int:
    found = kept_reports(current_home(), t.language, options.organization)
    if options.json:
        _print_json([one._asdict() for one in found])
        return 0
    for one in found:
        print(f"{one.id[:12]}  {one.made_at}  {one.kind:8} {one.organization}  {one.title}")
    return 0


def _show(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    _, frozen = reopen(home, options.id)
    format = _format(options.format, options.out, FORMATS[frozen.request.kind], many=False)
    content = render_and_keep(home, frozen, t.language, format)
    options.out.write_bytes(content)
    print(t("cli.report_made", file=str(options.out), stamp=frozen.stamp))
    return 0


def _compare(options: argparse.Namespace, t: Translator) -> int:
    home, reader = _opened()
    kept, frozen = reopen(home, options.id)
    found = restatements(home, reader, OWNER, frozen, kept.last_batch)
    if options.json:
        _print_json(
            [
                {
                    "sent": one.sent.model_dump(mode="json"),
                    "now": one.now.model_dump(mode="json") if one.now else None,
                    "reason": one.reason,
                }
                for one in found
            ]
        )
        return 0
    print(t.n("report.restated", len(found)) if found else t("report.restated.none"))
    for one in found:
        now = shown_value(one.now, t) if one.now else "–"
        place = " · ".join(part for part in (one.sent.program, one.sent.group, one.sent.promise) if part)
        print(
            f"  {name_of(one.sent, t)} {place}  {shown_value(one.sent, t)} → {now}  "
            f"({t(f'report.restated.{one.reason}')})"
        )
    return 0


def _due(options: argparse.Namespace, t: Translator) -> int:
    home, reader = _opened()
    made = run_due(home, reader, options.schedule, options.on or day_of_schedules(), getpass.getuser())
    for one in made:
        print(t("cli.report_made", file=str(one.path), stamp=one.stamp))
        if one.sent_to:
            print(t("cli.report_sent", to=", ".join(one.sent_to), file=one.path.name))
    if not made:
        print(t("cli.nothing_due"))
    return 0


def _print_json(found: object) -> None:
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


if __name__ == "__main__":
    sys.exit(main())
