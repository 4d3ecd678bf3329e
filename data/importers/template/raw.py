"""Tables as they were written, found in a CSV file, a folder or an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.errors import UnreadableFile
from data.folders import open_folders
from data.importers.source import Source
from data.importers.template.names import nearest_table, table_of
from data.model import TABLES, Record
from data.stage import Stage
from data.text_files import TextFile, load, look

TEXT_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class RawTable:
    """One table as it was written, lying as the relation ``name`` in the stage's connection.

    Its columns are those of ``header``, all text, and ``source_row``.
    """

    file: str
    """What the user calls it, in problems."""
    record: type[Record]
    name: str
    header: tuple[str, ...]
    separator: str | None
    """What parts its cells; None in a workbook, whose cells may hold numbers rather than texts."""


def raw_name(table: str) -> str:
    """Name of the table of the connection that holds a record table as it was written."""
    return f"raw_{table}"


def read_text_file(source: Source, stage: Stage) -> Iterator[RawTable]:
    """Read a single CSV, whose name says which table it is."""
    table = table_of(source.path.stem)
    if table is None:
        raise unknown_table(source.name, source.path.stem)
    yield _load(look(source.path, source.name), TABLES[table], stage)


def read_folder(source: Source, stage: Stage) -> Iterator[RawTable]:
    """Read the CSVs of a folder or archive, whose names say which tables they are; others are named."""
    with open_folders(source.path, source.name) as folders:
        found: dict[str, str] = {}
        for member in (member for folder in folders.values() for member in folder.values()):
            path = Path(member.name)
            table = table_of(path.stem) if path.suffix.lower() in TEXT_ENDINGS else None
            if table is None:
                stage.problem("template_unknown_file", file=member.name, value=path.stem)
                continue
            if table in found:
                raise UnreadableFile(
                    "error.template_table_twice",
                    file=source.name,
                    table=table,
                    first=found[table],
                    second=member.name,
                )
            found[table] = member.name
            yield _load(member.look(), TABLES[table], stage)
    if not found:
        raise unknown_table(source.name, "")


def unknown_table(file: str, name: str) -> UnreadableFile:
    """Say that a file holds no table of Hasil, and which one may be meant."""
    near = nearest_table(name)
    if near:
        return UnreadableFile("error.template_nearly_table", file=file, name=name, near=near)
    return UnreadableFile("error.template_no_table", file=file, tables=starter_names())


def starter_names() -> str:
    """The tables that a first organisation uses, for messages."""
    return ", ".join(name for name, record in TABLES.items() if record.starter)


def _load(text: TextFile, record: type[Record], stage: Stage) -> RawTable:
    name = raw_name(record.table)
    for ragged in load(text, stage.connection, name):
        stage.problem(
            "template_ragged_row",
            file=text.name,
            row=ragged.row,
            severity="error",
            table=record.table,
            cells=ragged.cells,
            expected=ragged.expected,
        )
    return RawTable(text.name, record, name, text.header, text.separator)
