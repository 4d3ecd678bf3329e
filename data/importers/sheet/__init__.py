"""Spreadsheets of any shape: whatever an organisation keeps about people, services, money or complaints.

Tables are found on every sheet (``tables``), their columns guessed from names and values (``fields``, ``plan``)
or taken from a mapping file, and their rows read as the template's are. Names, id cards, phones and addresses
are never read. Sums, notes and blanks in words are passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from data.errors import BadMapping, InputError, UnreadableFile
from data.importers.grid import Grid, is_text, is_workbook, read_grids
from data.importers.iati.rows import Rows
from data.importers.sheet.fields import is_known, is_personal
from data.importers.sheet.plan import BookPlan, SheetPlan, begin, guess, is_plan, load_plan
from data.importers.sheet.rows import Known, ReadRow, make_records, read_rows
from data.importers.sheet.tables import STATUS, Found, find_tables
from data.importers.similar import alike
from data.importers.source import Source
from data.importers.survey.rows import PLACEHOLDER
from data.stage import Stage

__all__ = ["is_plan", "look", "planned", "propose_plan", "proposed", "read", "recognises"]

_PLACEHOLDERS = ("organization", "program", "funder")
"""Tables that a sheet only names: what anybody else says about them stands."""
_NAMED = (("program", "name"), ("funder", "name"), ("client", "district"), ("client", "category"))
"""Fields whose values are names that people type."""
_LISTED = 12


def recognises(path: Path) -> bool:
    """Say whether this is a spreadsheet with a table whose columns are known."""
    if not (path.is_file() and (is_text(path.name) or is_workbook(path.name))):
        return False
    try:
        return guess(look(path, path.name)) is not None
    except InputError:
        return False


def look(path: Path, name: str, plan: BookPlan | None = None) -> list[Found]:
    """Find the tables of a spreadsheet. Raises UnreadableFile."""
    return [table for grid in read_grids(path, name) for table in _find(grid, plan)]


def _find(grid: Grid, plan: BookPlan | None) -> list[Found]:
    """The tables of a sheet; where a plan names header rows, those."""
    headers = (
        [part.header for part in plan.records if part.header and part.sheet in (None, grid.sheet or None)]
        if plan
        else []
    )
    found = find_tables(grid, is_known)
    for header in headers:
        if not any(table.header_rows == header for table in found):
            found += find_tables(grid, is_known, header)
    return found


def propose_plan(source: Source) -> BookPlan | None:
    """How a spreadsheet would be read, or what is known of it; None where not one column is known."""
    tables = look(source.path, source.name)
    return guess(tables) or begin(tables)


def proposed(source: Source) -> list[tuple[Found, SheetPlan]]:
    """The tables of a spreadsheet with what is proposed for each; also where a person must complete it."""
    tables = look(source.path, source.name)
    plan = guess(tables) or begin(tables)
    return [(table, part) for table in tables if plan and (part := plan.for_table(table))]


def planned(source: Source) -> list[tuple[Found, SheetPlan]]:
    """The tables of a spreadsheet, each with how it is read. Raises BadMapping or UnreadableFile."""
    given = load_plan(source.options.mapping) if source.options.mapping else None
    tables = look(source.path, source.name, given)
    plan = given or guess(tables)
    if plan is None:
        raise UnreadableFile("error.sheet_no_table", file=source.name)
    pairs = [(table, part) for table in tables if (part := plan.for_table(table))]
    if not pairs:
        headings = ", ".join(heading for part in plan.records for heading in part.columns)
        raise BadMapping("error.sheet_no_such_table", file=source.name, columns=headings[:500])
    return pairs


def read(source: Source, stage: Stage) -> None:
    """Read a spreadsheet into the stage. Raises BadMapping or UnreadableFile."""
    pairs = planned(source)
    organization = source.options.organization or _organization(pairs, stage)
    known = Known(stage.connection, organization)
    for table, plan in pairs:
        _say_what_is_left(table, plan, stage)
        rows = list(read_rows(table, plan, source.path, stage))
        _offer_spellings(rows, table, plan, stage)
        staged = Rows(table.grid.place, stage)
        fallback = (table.titles[0] if table.titles else source.path.stem)[:200]
        for name, values in make_records(rows, plan, known, fallback):
            dated_at = PLACEHOLDER if name in _PLACEHOLDERS else source.dated_at
            staged.add(name, {**values, "dated_at": dated_at})
        staged.finish()


def _organization(pairs: Sequence[tuple[Found, SheetPlan]], stage: Stage) -> str:
    """The organisation that a plan names, or the only one there is. Raises BadMapping where neither says it."""
    named = {plan.values["organization_id"] for _, plan in pairs if "organization_id" in plan.values}
    if len(named) == 1:
        return named.pop()
    known = stage.connection.execute(
        """select distinct organization_id from records.current_organization
           where organization_id in (select organization_id from records.current_program) limit 2"""
    ).fetchall()
    if len(known) != 1:
        raise BadMapping("error.sheet_of_nobody")
    return known[0][0]


def _say_what_is_left(table: Found, plan: SheetPlan, stage: Stage) -> None:
    """Tell which rows and columns were passed over, without what stands in them."""
    place = table.grid.place
    for code, numbers in (("sheet_totals", table.totals), ("sheet_notes", table.notes)):
        if numbers:
            listed = ", ".join(map(str, numbers[:_LISTED])) + ("…" if len(numbers) > _LISTED else "")
            stage.problem(code, file=place, row=numbers[0], count=len(numbers), numbers=listed)
    hidden = sum(number in table.grid.hidden for number, _ in table.rows)
    if hidden:
        stage.problem("sheet_hidden", file=place, count=hidden)
    if table.done:
        stage.problem("sheet_done", file=place, count=len(table.done))
    left = [name for name in table.names if name and name not in plan.columns and not name.startswith(STATUS)]
    for code, names in (
        ("sheet_personal", [name for name in left if is_personal(name)]),
        ("sheet_unread", [name for name in left if not is_personal(name)]),
    ):
        if names:
            stage.problem(code, file=place, column=", ".join(names)[:300])


def _offer_spellings(rows: Sequence[ReadRow], table: Found, plan: SheetPlan, stage: Stage) -> None:
    for field in _NAMED:
        heading = plan.fields.get(field)
        if heading is None:
            continue
        counts = Counter(row.values[field] for row in rows if field in row.values)
        for group in alike(counts):
            stage.problem(
                "similar_names", file=table.grid.place, column=heading, value=group.name, names=group.listed
            )
