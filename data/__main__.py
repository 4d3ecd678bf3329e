"""``python -m data``: import, look, undo, back up. Everything the Data screen does."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from data.backup import back_up, restore
from data.batches import set_state
from data.command_line import a_day, run_command, with_language
from data.corrected import write_corrected
from data.demonstration import make_demonstration
from data.entering import Entry, enter
from data.errors import InputError
from data.home import Home, current_home, main_home
from data.importers.formats import READERS
from data.importers.kobo.xlsform import write_own_forms
from data.importers.source import Options, Source
from data.importing import Imported, Rules, import_sources, sources_of
from data.mappings import propose, remember, with_remembered
from data.mending_commands import add_mending_commands
from data.model.codes import TargetKind
from data.previews import preview
from data.sharing_commands import add_sharing_commands
from data.store import writing
from data.summary import summary
from data.targets import NewTarget, set_target
from data.templates import write_templates
from locales.translate import Translator

_ENTRIES = TypeAdapter(list[Entry])
SHOWN_PROBLEMS = 20
"""Problems that the plain output lists for a file; ``--json`` lists all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0, 2 for bad input, 1 for a fault of the store."""
    return run_command(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    common = with_language()
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", parents=[common], help="make the demonstration data")
    demo.add_argument("--as-of", type=a_day, default=None)
    demo.set_defaults(run=_demo)

    bring = commands.add_parser("import", parents=[common], help="import files or folders")
    bring.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    bring.add_argument("--format", choices=("auto", *READERS), default="auto")
    bring.add_argument("--mapping", type=Path)
    bring.add_argument("--file-date", type=a_day)
    bring.add_argument("--organization")
    bring.add_argument("--accept-valid", action="store_true")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--corrected", type=Path, help="write what is to be mended back as a workbook")
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(run=_import)

    promise = commands.add_parser("target", parents=[common], help="set a target")
    promise.add_argument("indicator", metavar="INDICATOR")
    promise.add_argument("--organization", required=True)
    promise.add_argument("--value", type=float, required=True)
    promise.add_argument("--from", dest="start", type=a_day, required=True)
    promise.add_argument("--to", dest="end", type=a_day, required=True)
    for name in ("program", "grant", "group"):
        promise.add_argument(f"--{name}")
    promise.add_argument("--kind", choices=tuple(TargetKind), default="level")
    promise.add_argument("--baseline", type=float)
    promise.add_argument("--set-on", type=a_day)
    promise.add_argument("--json", action="store_true")
    promise.set_defaults(run=_target)

    typed = commands.add_parser("enter", parents=[common], help="take in typed rows: JSON on standard input")
    typed.add_argument("--own", action="store_true", help="into data of one's own, leaving the demonstration")
    typed.add_argument("--json", action="store_true")
    typed.set_defaults(run=_enter)

    mapping = commands.add_parser("mapping", parents=[common], help="propose a mapping for a file")
    mapping.add_argument("path", type=Path)
    mapping.add_argument("--out", type=Path)
    mapping.add_argument(
        "--json", action="store_true", help="with the tables and a few values of each column"
    )
    mapping.add_argument("--file-date", type=a_day)
    mapping.add_argument("--organization")
    mapping.set_defaults(run=_mapping)

    templates = commands.add_parser("templates", parents=[common], help="write an empty workbook, or forms")
    templates.add_argument("out", type=Path)
    templates.add_argument("--all", action="store_true", help="every table, not only the first eight or so")
    templates.add_argument("--format", choices=("template", "kobo"), default="template")
    templates.add_argument("--organization", help="whose the forms are (kobo)")
    templates.set_defaults(run=_templates)

    look = commands.add_parser("summary", parents=[common], help="rows, organisations, batches")
    look.add_argument("--json", action="store_true")
    look.set_defaults(run=_summary)
    add_mending_commands(commands, common)
    add_sharing_commands(commands, common)

    for name, state in (("undo", "undone"), ("redo", "live")):
        command = commands.add_parser(name, parents=[common], help=f"{name} one import")
        command.add_argument("batch", type=int)
        command.set_defaults(run=_change_state, state=state)

    backup = commands.add_parser("backup", parents=[common], help="write everything into one file")
    backup.add_argument("file", type=Path)
    backup.add_argument("--with-key", action="store_true")
    backup.set_defaults(run=_backup)

    back = commands.add_parser("restore", parents=[common], help="bring a backup back")
    back.add_argument("file", type=Path)
    back.set_defaults(run=_restore)
    return parser


def _demo(options: argparse.Namespace, t: Translator) -> int:
    as_of = options.as_of or dt.date.today()
    home = make_demonstration(main_home(), as_of)
    organizations = len(summary(home)["organizations"])
    print(t("cli.demo_made", organizations=organizations, as_of=as_of.isoformat()))
    return 0


def _import(options: argparse.Namespace, t: Translator) -> int:
    given = Options(mapping=options.mapping, file_date=options.file_date, organization=options.organization)
    home = main_home()
    sources = [source for path in options.paths for source in sources_of(path, given)]
    if options.format == "auto":
        sources = [with_remembered(home, source) for source in sources]
    results = import_sources(
        home,
        sources,
        Rules(accept_valid=options.accept_valid, dry_run=options.dry_run),
        format_name=None if options.format == "auto" else options.format,
    )
    if options.json:
        _print_json([_document(result, t) for result in results])
    else:
        for result in results:
            _print_result(result, t, options.dry_run)
    for source, result in zip(sources, results, strict=True):
        if result.status == "imported" and not options.dry_run and given.mapping:
            remember(home, source)
    if options.corrected:
        _write_corrected(options, home, sources, results, t)
    return 2 if any(result.status == "refused" for result in results) else 0


def _target(options: argparse.Namespace, t: Translator) -> int:
    if options.start > options.end:
        raise InputError("error.period_reversed")
    target = NewTarget(
        organization_id=options.organization,
        indicator=options.indicator,
        program_id=options.program,
        grant_id=options.grant,
        people_group=options.group,
        kind=options.kind,
        value=options.value,
        baseline=options.baseline,
        starts_on=options.start,
        due_on=options.end,
        set_on=options.set_on or dt.date.today(),
    )
    result = set_target(current_home(), target)
    if options.json:
        _print_json([_document(result, t)])
    else:
        _print_result(result, t, dry_run=False)
    return 2 if result.status == "refused" else 0


def _enter(options: argparse.Namespace, t: Translator) -> int:
    # Typed rows may be about people: they come on standard input, never as arguments that others can list.
    try:
        entries = _ENTRIES.validate_json(sys.stdin.buffer.read())
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"]) or "-"
        raise InputError("error.entry_not_understood", place=place) from error
    results = enter(main_home() if options.own else current_home(), entries)
    if options.json:
        _print_json([_document(result, t) for result in results])
    else:
        for result in results:
            _print_result(result, t, dry_run=False)
    return 2 if any(result.status == "refused" for result in results) else 0


def _write_corrected(
    options: argparse.Namespace,
    home: Home,
    sources: Sequence[Source],
    results: Sequence[Imported],
    t: Translator,
) -> None:
    """Write a corrected-file workbook for each file with rows to mend; of several the later ones are numbered."""
    written = 0
    for source, result in zip(sources, results, strict=True):
        out: Path = options.corrected
        out = out.with_stem(f"{out.stem}-{written + 1}") if written else out
        rows = write_corrected(home, source, result, out, t)
        written += bool(rows)
        if rows:
            print(t("cli.corrected_written", file=str(out), rows=rows), file=sys.stderr)


def _mapping(options: argparse.Namespace, t: Translator) -> int:
    given = Options(file_date=options.file_date, organization=options.organization)
    source = Source(path=options.path, name=options.path.name, options=given)
    if options.json:
        _print_json(preview(main_home(), source).model_dump(mode="json"))
        return 0
    text = propose(source)
    if options.out is None:
        sys.stdout.write(text)
        return 0
    if options.out.exists():
        raise InputError("error.output_exists", file=str(options.out))
    options.out.write_text(text, encoding="utf-8")
    print(t("cli.mapping_written", file=str(options.out)))
    return 0


def _document(result: Imported, t: Translator) -> dict[str, object]:
    document = result.model_dump(exclude={"problems"})
    return {**document, "problems": [problem.say(t) for problem in result.problems]}


def _print_result(result: Imported, t: Translator, dry_run: bool) -> None:
    key = "dry_run" if dry_run and result.status == "imported" else result.status
    print(t(f"cli.{key}", file=result.file, format=result.format or "?", batch=str(result.batch)))
    for table, rows in result.rows.items():
        print("  " + t("cli.rows", table=table, rows=rows))
    if result.rejected:
        print("  " + t("cli.rejected", rows=result.rejected))
    for problem in result.problems[:SHOWN_PROBLEMS]:
        spoken = problem.say(t)
        place = [spoken["file"]]
        place += [t("cli.line", row=str(spoken["row"]))] if spoken["row"] else []
        place += [spoken["column"]] if spoken["column"] else []
        print(f"  {', '.join(place)}: {spoken['problem']} {spoken['remedy']}", file=sys.stderr)
    more = len(result.problems) - SHOWN_PROBLEMS
    if more > 0:
        print("  " + t("cli.more_problems", more=more), file=sys.stderr)


def _templates(options: argparse.Namespace, t: Translator) -> int:
    if options.format == "kobo":
        forms = write_own_forms(options.out, options.organization)
        print(t("cli.forms_written", count=len(forms), file=str(options.out)))
        return 0
    write_templates(options.out, options.all, t)
    print(t("cli.templates_written", file=str(options.out)))
    return 0


def _summary(options: argparse.Namespace, t: Translator) -> int:
    document = summary(current_home())
    if options.json:
        _print_json(document)
        return 0
    print(t("cli.summary_rows"))
    for table, rows in document["tables"].items():
        if rows:
            print(f"  {table:24} {rows:>12,}")
    print(t("cli.organizations"))
    for organization in document["organizations"]:
        print(f"  {organization['id']}: {organization['name']}")
    print(t("cli.batches"))
    for batch in document["batches"]:
        print(f"  {batch['batch']} {batch['state']} {batch['imported_at']} {batch['file']}")
    return 0


def _change_state(options: argparse.Namespace, t: Translator) -> int:
    home = current_home()
    if not home.has_records:
        raise InputError("error.no_records")
    with writing(home, f"{options.state} batch {options.batch}") as draft:
        set_state(draft.connection, options.batch, options.state)
    print(t("cli.undone" if options.state == "undone" else "cli.redone", batch=str(options.batch)))
    return 0


def _backup(options: argparse.Namespace, t: Translator) -> int:
    back_up(current_home(), options.file, with_key=options.with_key)
    print(t("cli.backup_written", file=str(options.file)))
    print(t("cli.backup_key" if options.with_key else "cli.backup_no_key"), file=sys.stderr)
    return 0


def _restore(options: argparse.Namespace, t: Translator) -> int:
    restore(main_home(), options.file)
    print(t("cli.restored", file=str(options.file)))
    return 0


def _print_json(document: object) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


if __name__ == "__main__":
    sys.exit(main())
