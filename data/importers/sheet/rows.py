"""The rows of a planned table as rows of the records: values read, people and programmes found, ids made."""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from data.importers.sheet.blanks import is_blank
from data.importers.sheet.fields import Field
from data.importers.sheet.plan import SheetPlan
from data.importers.sheet.tables import Found
from data.importers.template.formulas import broken_cells
from data.importers.template.values import Evidence, Reading, kind_of
from data.importers.template.workbook import Value, cell_text
from data.model import TABLES
from data.model.base import column_type, declared, is_required
from data.stage import Stage

_EXACT = 10**15
"""From here on Excel keeps no further digits of a number."""
_NATURAL: Mapping[str, tuple[Field, ...]] = {
    "enrollment": (("program", "name"), ("client", "client_id"), ("enrollment", "entry_on")),
    "follow_up": (("follow_up", "enrollment_id"), ("follow_up", "due_on")),
}
"""What tells one row from another where it has no id of its own; else everything that is read of it."""


@dataclass(frozen=True)
class ReadRow:
    """One row: its number, and its values by field, in the way that the records know."""

    number: int
    values: dict[Field, str]
    written: tuple[str, ...]
    """What was written in the columns that are read, which tells it from other rows."""
    is_done: bool
    program: str = ""
    """The programme as it was written, before the mapping said what is meant."""


def read_rows(table: Found, plan: SheetPlan, path: Path, stage: Stage) -> Iterator[ReadRow]:
    """Read every row of a table as its plan says.

    Rows with a value of two readings, a broken formula or an id whose digits Excel lost are named and left out.
    """
    cells = {field: _texts(table, heading, field) for field, heading in plan.fields.items()}
    readings = {field: _reading(field, texts) for field, texts in cells.items()}
    for field, reading in readings.items():
        if reading and reading.note:
            code, values = reading.note
            stage.problem(code, file=table.grid.place, column=field[1], table=field[0], **values)
    spoiled = _broken_cells(table, plan, path, stage)
    words = {plan.field(name): given for name, given in plan.words.items()}
    fixed = {plan.field(name): value for name, value in plan.values.items()}
    for place, (number, _) in enumerate(table.rows):
        values = dict(fixed)
        is_lost = number in spoiled
        for field, texts in cells.items():
            text = words.get(field, {}).get(texts[place] or "", texts[place])
            if text is None:
                continue
            reading = readings[field]
            if reading and text in reading.two_readings:
                is_lost = True
                _two_readings(table, number, field, text, stage)
            values[field] = reading.canonical.get(text, text) if reading else text
        written = tuple(texts[place] or "" for texts in cells.values())
        if any(written) and (not is_lost or number in table.done):
            program = cells[("program", "name")][place] if ("program", "name") in cells else None
            yield ReadRow(number, values, written, number in table.done, program or "")


def _texts(table: Found, heading: str, field: Field) -> list[str | None]:
    place = table.names.index(heading)
    kind = column_type(TABLES[field[0]].model_fields[field[1]]).python
    return [_text(cells[place], kind) for _, cells in table.rows]


def _text(value: Value, kind: type) -> str | None:
    text = cell_text(value, kind) or ""
    return None if is_blank(text) else text.strip()


def _reading(field: Field, texts: Sequence[str | None]) -> Reading | None:
    """How the texts of a column are read; None where they stay as they are."""
    information = TABLES[field[0]].model_fields[field[1]]
    read = kind_of(field[1], column_type(information), declared(information)).read
    distinct = sorted({text for text in texts if text is not None})
    return read(distinct, Evidence(None)) if read and distinct else None


def _broken_cells(table: Found, plan: SheetPlan, path: Path, stage: Stage) -> set[int]:
    """Name the cells of a table that a workbook could not work out or keep; give their rows."""
    fields = {table.place(heading): field for field, heading in plan.fields.items()}
    broken: list[tuple[int, Field, str, str | None]] = []
    numbers = {number for number, _ in table.rows}
    if table.grid.sheet and zipfile.is_zipfile(path):
        for (number, place), error in broken_cells(path, table.grid.sheet).items():
            if place in fields and number in numbers:
                code = "template_cell_error" if error else "template_formula_without_value"
                broken.append((number, fields[place], code, error or None))
    for place, field in fields.items():
        kind = column_type(TABLES[field[0]].model_fields[field[1]]).python
        for number, cells in table.rows:
            value = cells[place - table.left]
            if kind is str and isinstance(value, float) and abs(value) >= _EXACT:
                broken.append((number, field, "template_lost_digits", None))
    for number, field, code, value in broken:
        stage.problem(
            code,
            file=table.grid.place,
            row=number,
            column=field[1],
            value=value,
            severity="error",
            table=field[0],
        )
    return {number for number, *_ in broken}


def _two_readings(table: Found, number: int, field: Field, text: str, stage: Stage) -> None:
    stage.problem(
        "template_two_readings",
        file=table.grid.place,
        row=number,
        column=field[1],
        value=text,
        severity="error",
        table=field[0],
    )


class Known:
    """What the records already know of an organisation: its programmes, funders and clients."""

    def __init__(self, connection: DuckDBPyConnection, organization: str) -> None:
        self.organization = organization
        self.named: set[tuple[str, str]] = set()
        """What this file named already, by table and id: it is named once, whatever the number of sheets."""
        programs = connection.execute(
            "select program_id, name, source_id from records.current_program where organization_id = ?",
            [organization],
        ).fetchall()
        self.programs = {
            _plain(name): program for program, *names in programs for name in (program, *names) if name
        }
        funders = connection.execute("select funder_id, name from records.current_funder").fetchall()
        self.funders = {
            _plain(name): funder for funder, *names in funders for name in (funder, *names) if name
        }
        self.only_program = programs[0][0] if len(programs) == 1 else None
        clients = connection.execute(
            """select case_number, sex, birth_on::varchar, disability, category, district, registered_on::varchar
               from records.current_client where organization_id = ?""",
            [organization],
        )
        names = [column[0] for column in clients.description or []]
        self.clients = {row[0]: dict(zip(names, row, strict=True)) for row in clients.fetchall() if row[0]}

    def program(self, name: str | None) -> str | None:
        """The id of a programme: one that is known by this name, or one made of it."""
        if name is None:
            return self.only_program
        return self.programs.get(_plain(name)) or f"{self.organization}/{name}"

    def funder(self, name: str) -> str:
        """The id of a funder: one that is known by this name, or the name itself."""
        return self.funders.get(_plain(name)) or name


def make_records(
    rows: Sequence[ReadRow], plan: SheetPlan, known: Known, fallback: str
) -> Iterator[tuple[str, dict[str, str | int]]]:
    """The record rows that a sheet's rows stand for: table and columns, parents first. Rows that are done give none."""
    model = TABLES[plan.table].model_fields
    key = TABLES[plan.table].key[0]
    named = known.named
    if rows and ("organization", known.organization) not in named:
        named.add(("organization", known.organization))
        whose = {"organization_id": known.organization, "name": known.organization}
        yield "organization", {**whose, "source_row": rows[0].number}
    seen: Counter[str] = Counter()
    for row in rows:
        own = {column: value for (table, column), value in row.values.items() if table == plan.table}
        own["organization_id"] = known.organization
        client = {column: value for (table, column), value in row.values.items() if table == "client"}
        identity = _identity(row, plan, known.organization)
        seen[identity] += 1
        if "client_id" in model and (client or is_required(model["client_id"])):
            client.setdefault("client_id", f"#{identity[:10]}-{seen[identity]}")
            own["client_id"] = client["client_id"]
        if key not in own:
            is_natural = plan.table in _NATURAL and ("client", "client_id") in row.values
            own[key] = (
                identity[:32] if is_natural or seen[identity] == 1 else f"{identity[:32]}-{seen[identity]}"
            )
        if row.is_done:
            continue
        if "program_id" in model and "program_id" not in own:
            name = row.values.get(("program", "name"))
            if name is None and known.only_program is None and is_required(model["program_id"]):
                name = fallback
            program = known.program(name)
            if (
                program
                and name
                and program not in known.programs.values()
                and ("program", program) not in named
            ):
                named.add(("program", program))
                values = {
                    "program_id": program,
                    "organization_id": known.organization,
                    "name": name,
                    "source_id": name,
                }
                yield "program", {**values, "source_row": row.number}
            own |= {"program_id": program} if program else {}
        funder_name = row.values.get(("funder", "name"))
        if funder_name and "funder_id" in model:
            own["funder_id"] = known.funder(funder_name)
            if own["funder_id"] not in known.funders.values() and ("funder", own["funder_id"]) not in named:
                named.add(("funder", own["funder_id"]))
                yield "funder", {"funder_id": own["funder_id"], "name": funder_name, "source_row": row.number}
        if client and ("client", client["client_id"]) not in named:
            named.add(("client", client["client_id"]))
            before = {
                name: value for name, value in known.clients.get(client["client_id"], {}).items() if value
            }
            if len(client) > 1 or not before:
                before.pop("case_number", None)
                yield (
                    "client",
                    {**before, **client, "organization_id": known.organization, "source_row": row.number},
                )
        yield plan.table, {**own, "source_row": row.number}


def _identity(row: ReadRow, plan: SheetPlan, organization: str) -> str:
    """What tells a row from others, as a hash: never the text itself."""
    natural = _NATURAL.get(plan.table, ())
    parts = [row.program if field == ("program", "name") else row.values.get(field, "") for field in natural]
    has_own = ("client", "client_id") in row.values or plan.table == "follow_up"
    told = parts if natural and has_own else list(row.written)
    return hashlib.sha256("\x1f".join([organization, plan.table, *told]).encode()).hexdigest()


def _plain(text: str) -> str:
    """A name without the spaces around its words; names that differ in more are two names."""
    return " ".join(text.split())
