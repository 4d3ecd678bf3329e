"""From a table as it was written to the stage: columns found by their headers, values in one way."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from data.check import LISTED_AT_MOST, MASK
from data.importers.source import Source
from data.importers.template.names import column_of, nearest_column
from data.importers.template.raw import RawTable
from data.importers.template.values import TIDY_TEXT, Evidence, Kind, Reading, kind_of
from data.model.base import column_type, declared, is_required
from data.model.examples import EXAMPLE
from data.quoting import literal, quoted
from data.stage import SOURCE_COLUMNS, Stage

_MOST_DISTINCT = 1_000_000


def stage_table(raw: RawTable, source: Source, stage: Stage) -> int:
    """Let the rows of a raw table stand in the stage; give how many examples were passed over.

    A table that cannot be used as a whole (a column is missing or comes twice) is named and left out.
    """
    columns = _columns(raw, stage)
    if columns is None:
        return 0
    rows, examples = _filled_rows(raw, columns, stage)
    if rows:
        _stage_rows(raw, rows, columns, source, stage)
    return examples


def _stage_rows(raw: RawTable, rows: str, columns: dict[str, str], source: Source, stage: Stage) -> None:
    _note_unknown(raw, rows, columns, stage)
    given = source.options.organization if "organization_id" in raw.record.model_fields else None
    missing = [
        name
        for name, information in raw.record.model_fields.items()
        if is_required(information) and name not in columns and not (given and name == "organization_id")
    ]
    for name in missing:
        _error(raw, stage, "template_missing_column", name)
    if missing:
        return
    written = _rewritten(raw, rows, columns, stage)
    own = dict(written.columns)
    if given:
        stated = own.get("organization_id", "null::varchar")
        own["organization_id"] = f"coalesce(nullif(trim({stated}), ''), {literal(given)})"
    own |= {"source_file": literal(raw.file), "source_row": "source_row"}
    if source.dated_at:
        own["dated_at"] = f"timestamp '{source.dated_at}'"
    nothing = dict.fromkeys(raw.record.model_fields, "null::varchar")
    nothing |= {name: f"null::{kind}" for name, kind in SOURCE_COLUMNS.items()}
    listed = ", ".join(f"{made} as {name}" for name, made in (nothing | own).items())
    query = f"select source_row as rowid, {listed} from {rows} as raw {written.joins} where {written.where}"
    stage.adopt(raw.record.table, query, own)


def _columns(raw: RawTable, stage: Stage) -> dict[str, str] | None:
    """Column -> its header; None when two headers stand for one column."""
    columns: dict[str, str] = {}
    for header in raw.header:
        name = column_of(raw.record, header)
        if name in columns:
            _error(raw, stage, "template_column_twice", name, first=columns[name], second=header)
            return None
        if name:
            columns[name] = header
    return columns


def _filled_rows(raw: RawTable, columns: dict[str, str], stage: Stage) -> tuple[str | None, int]:
    """The rows that are neither empty nor an example, as a relation (None for none); number of examples."""
    keys = [quoted(columns[name]) for name in raw.record.key if name in columns]
    example = " or ".join(f"coalesce(starts_with({key}, '{EXAMPLE}'), false)" for key in keys) or "false"
    keyless = " and ".join(f"coalesce({key} < '!', true)" for key in keys) or "true"
    total, examples, empties = _row(
        stage, f"select count(*), count(*) filter ({example}), count(*) filter ({keyless}) from {raw.name}"
    )
    if not (examples or empties):
        return raw.name if total else None, 0
    cells = ", ".join(TIDY_TEXT.format(x=quoted(header)) for header in raw.header)
    relation = f"(select * from {raw.name} where not ({example}) and coalesce({cells}) is not null)"
    return relation if _row(stage, f"select count(*) from {relation}") != (0,) else None, examples


def _note_unknown(raw: RawTable, rows: str, columns: dict[str, str], stage: Stage) -> None:
    """Name headers that are no column, if anything stands below them.

    One that is nearly a column was meant to be it: without it the file is refused. Others are the user's
    own notes, and are left out with a warning.
    """
    strangers = [header for header in raw.header if header not in columns.values()]
    if not strangers:
        return
    counted = ", ".join(f"count(nullif(trim({quoted(header)}), ''))" for header in strangers)
    for header, filled in zip(strangers, _row(stage, f"select {counted} from {rows}"), strict=True):
        near = nearest_column(raw.record, header, columns)
        if filled and near:
            _error(raw, stage, "template_nearly_column", header, near=near)
        elif filled:
            stage.problem(
                "template_unknown_column", file=raw.file, column=header, table=raw.record.table, rows=filled
            )


@dataclass
class _Written:
    """SQL that writes the values of raw rows in the one way that the records know."""

    columns: dict[str, str]
    joins: str = ""
    where: str = "true"


def _rewritten(raw: RawTable, rows: str, columns: dict[str, str], stage: Stage) -> _Written:
    """See which columns are written otherwise than the records know, and read those."""
    headers = {name: f"raw.{quoted(header)}" for name, header in columns.items()}
    kinds: dict[str, Kind] = {}
    for name in columns:
        information = raw.record.model_fields[name]
        kinds[name] = kind_of(name, column_type(information), declared(information))
    counted = ", ".join(
        f"count(*) filter ({kind.strange.format(x=headers[name])})" for name, kind in kinds.items()
    )
    written = _Written(headers)
    for name, count in zip(columns, _row(stage, f"select {counted} from {rows} as raw"), strict=True):
        if not count:
            continue
        written.columns[name] = TIDY_TEXT.format(x=headers[name])
        if kinds[name].read:
            _read_column(raw, rows, name, kinds[name], written, stage)
    return written


def _read_column(raw: RawTable, rows: str, name: str, kind: Kind, written: _Written, stage: Stage) -> None:
    """Read the texts of a column, put the canonical ones in their place, leave out rows with two readings."""
    cell = written.columns[name]
    relation = f"(select distinct {cell} as cell from {rows} as raw)"
    strange = kind.strange.format(x="cell")
    texts = _texts(stage, f"select cell from {relation} where {strange}")
    # In a workbook nobody can tell a number cell's text from a typed one: it proves nothing.
    others = _texts(stage, f"select cell from {relation} where not {strange}") if raw.separator else []
    assert kind.read is not None
    reading = kind.read(texts, Evidence(raw.separator, others))
    _note_decision(raw, name, reading, stage)
    known = f"known_{raw.record.table}_{name}"
    pairs = {"cell": list(reading.canonical.keys()), "known": list(reading.canonical.values())}
    stage.connection.register(
        "pairs", pa.table(pairs, pa.schema([("cell", pa.string()), ("known", pa.string())]))
    )
    stage.connection.execute(f"create or replace table {known} as select * from pairs")
    stage.connection.unregister("pairs")
    written.joins += f" left join {known} on {known}.cell = {cell}"
    written.columns[name] = f"coalesce({known}.known, {cell})"
    if reading.two_readings:
        unread = ", ".join(literal(text) for text in reading.two_readings)
        written.where += f" and coalesce({cell} not in ({unread}), true)"
        _list_two_readings(
            raw, name, f"select source_row, {cell} from {rows} as raw where {cell} in ({unread})", stage
        )


def _list_two_readings(raw: RawTable, name: str, query: str, stage: Stage) -> None:
    listed = stage.connection.execute(f"{query} order by source_row limit {LISTED_AT_MOST}").fetchall()
    for row, text in listed:
        _error(raw, stage, "template_two_readings", name, row=row, value=text)
    (total,) = _row(stage, f"select count(*) from ({query})")
    if total > len(listed):
        _error(raw, stage, "more_of_the_same", name, more=total - len(listed))


def _note_decision(raw: RawTable, name: str, reading: Reading, stage: Stage) -> None:
    """Tell how values with two readings were read."""
    if reading.note is None:
        return
    sensitive = declared(raw.record.model_fields[name]).sensitive
    code, values = reading.note
    shown = dict.fromkeys(values, MASK) if sensitive else values
    stage.problem(code, file=raw.file, column=name, table=raw.record.table, **shown)


def _texts(stage: Stage, query: str) -> list[str]:
    rows = stage.connection.execute(f"{query} limit {_MOST_DISTINCT}").fetchall()
    return [text for (text,) in rows if text is not None]


def _row(stage: Stage, query: str) -> tuple[int, ...]:
    return stage.connection.execute(query).fetchone() or ()


def _error(
    raw: RawTable,
    stage: Stage,
    code: str,
    column: str,
    *,
    row: int | None = None,
    value: str | None = None,
    **values: str | int,
) -> None:
    stage.problem(
        code,
        file=raw.file,
        row=row,
        column=column,
        value=value,
        severity="error",
        table=raw.record.table,
        **values,
    )
