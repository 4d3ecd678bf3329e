"""Text files as people save them: encoding and separator recognised, every row with its line number.

A CSV may come as UTF-8, UTF-16 or Windows-1252, with commas, semicolons, tabs or bars, with or without
Excel's first line ``sep=;``. What is no text, is empty or holds a monstrous line is refused with a reason.
Nothing is ever copied to disk: plain UTF-8 files are read by DuckDB where they lie, others are decoded on
the way.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import duckdb
import pyarrow as pa
from pyarrow import csv as arrow_csv

from data.errors import UnreadableFile
from data.quoting import quoted

LONGEST_LINE = 2_000_000
"""Bytes in one line; a longer one is no table that anybody typed or exported."""
ROW = "source_row"
"""Column of a loaded table that holds the line each row begins on."""
LONGEST_CELL = 1_000_000
SEPARATORS = ",;\t|"
_BLOCK = 1 << 20
_ROWS_AT_ONCE = 50_000


@dataclass(frozen=True)
class TextFile:
    """A table in a text file, looked at but not yet read."""

    name: str
    """What the user calls it."""
    open: Callable[[], BinaryIO]
    """Opens it from the start."""
    path: Path | None
    """Where it lies on disk as it is; None inside an archive."""
    encoding: str
    """``utf-8-sig``, ``utf-16`` (or -le, -be) or ``cp1252``."""
    separator: str
    header: tuple[str, ...]
    """Names of the columns, trimmed."""
    header_line: int
    """Line of the header, counted from 1: 2 when Excel's ``sep=;`` stands above it."""
    lines: int
    """Lines in the file, the last one also where nothing ends it."""


@dataclass(frozen=True)
class RaggedRow:
    """A row that has more or fewer cells than the header; it is not read."""

    row: int
    cells: int
    expected: int


def look(path: Path, name: str | None = None, separator: str | None = None) -> TextFile:
    """Recognise encoding and separator (unless it is given) of a file on disk.

    Raises UnreadableFile when it is empty, no text, not decodable, has a line above 2 MB or repeats a
    column name.
    """
    return look_into(lambda: path.open("rb"), name or path.name, path, separator)


def look_into(
    opener: Callable[[], BinaryIO], name: str, path: Path | None = None, separator: str | None = None
) -> TextFile:
    """Like ``look``, for anything that can be opened again and again, such as a member of an archive."""
    file = _look_at_form(opener, name, path, separator)
    _, header = next(_records(file), (0, []))
    return replace(file, header=_columns(header, name))


def records(opener: Callable[[], BinaryIO], name: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a text table of any shape, each with the line it begins on; empty lines are passed over.

    For files whose header is not yet found. Raises UnreadableFile as ``look`` does, but for a repeated name.
    """
    yield from _records(_look_at_form(opener, name, None, None))


def _look_at_form(
    opener: Callable[[], BinaryIO], name: str, path: Path | None, separator: str | None
) -> TextFile:
    """Recognise encoding and separator; the header is not yet read."""
    encoding, lines = _scan(opener, name)
    with _decoded(opener, encoding, name) as text:
        first_lines = list(islice(text, 100))
    declared = first_lines[0].strip().lower()
    excel = declared.startswith("sep=") and len(declared) == 5
    separator = separator or (declared[4] if excel else _separator(first_lines))
    return TextFile(name, opener, path, encoding, separator, (), 2 if excel else 1, lines)


def _columns(header: Sequence[str], name: str) -> tuple[str, ...]:
    """Name the columns: trimmed, without empty ones at the end; one without a name gets its place."""
    trimmed = [column.strip() for column in header]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    if not trimmed:
        raise UnreadableFile("error.text_empty", file=name)
    if any("\0" in column for column in trimmed):  # four bytes a letter, read as two
        raise UnreadableFile("error.text_encoding", file=name)
    columns = tuple(column or f"({place})" for place, column in enumerate(trimmed, start=1))
    small = [column.casefold() for column in columns]
    twice = next((column for column in columns if small.count(column.casefold()) > 1), None)
    if twice or ROW in small:
        raise UnreadableFile("error.text_column_twice", file=name, column=twice or ROW)
    return columns


def load(
    file: TextFile, connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[str] | None = None
) -> list[RaggedRow]:
    """Read a text file into a new view ``table``: every column as text, empty cells NULL, and ``source_row``.

    ``source_row`` is the line that a row begins on, counted from 1 with the header, also where quoted
    cells hold line breaks. ``columns`` (of the header) may leave out what must not be read. Rows whose
    number of cells is not the header's are left out and given back.

    DuckDB reads a plain file, Arrow one that must be decoded or unpacked. Where a row is not simply a line
    (line breaks in cells, empty lines, ragged rows) the csv module reads, which is slower but knows the
    lines.
    """
    wanted = [column for column in file.header if columns is None or column in columns]
    cells = f"{table}_cells"
    plain = file.path is not None and file.encoding == "utf-8-sig"
    line, ragged = "rowid + 2", []
    if file.header_line > 1 or not (_read_plain if plain else _read_stream)(file, connection, cells, wanted):
        line, ragged = ROW, _read_records(file, connection, cells, wanted)
    chosen = ", ".join(quoted(column) for column in wanted)
    connection.execute(f"create or replace view {table} as select {chosen}, {line} as {ROW} from {cells}")
    return ragged


def _read_plain(
    file: TextFile, connection: duckdb.DuckDBPyConnection, table: str, wanted: Sequence[str]
) -> bool:
    """Let DuckDB read the file; False when its rows are not its lines."""
    chosen = ", ".join(quoted(column) for column in wanted)
    try:
        connection.execute(
            f"""
            create or replace table {table} as select {chosen}
            from read_csv(?, columns = ?, delim = ?, header = true, quote = '"', escape = '"',
                          auto_detect = false, strict_mode = true, null_padding = false,
                          allow_quoted_nulls = true, max_line_size = ?)
            """,
            [str(file.path), dict.fromkeys(file.header, "VARCHAR"), file.separator, LONGEST_LINE],
        )
    except duckdb.Error:
        return False
    return _is_line_by_line(file, connection, table)


def _read_stream(
    file: TextFile, connection: duckdb.DuckDBPyConnection, table: str, wanted: Sequence[str]
) -> bool:
    """Let Arrow decode and read the file; False when its rows are not its lines."""
    encoding = "utf8" if file.encoding == "utf-8-sig" else file.encoding
    try:
        with _readable(file.name), file.open() as stream:
            incoming_text = arrow_csv.open_csv(
                stream,
                arrow_csv.ReadOptions(column_names=file.header, skip_rows=1, encoding=encoding),
                arrow_csv.ParseOptions(delimiter=file.separator),
                arrow_csv.ConvertOptions(
                    include_columns=list(wanted),
                    column_types={column: pa.string() for column in wanted},
                    null_values=[""],
                    strings_can_be_null=True,
                ),
            )
            connection.register("incoming_text", incoming_text)
            connection.execute(f"create or replace table {table} as select * from incoming_text")
            connection.unregister("incoming_text")
    except (pa.ArrowException, duckdb.Error):
        return False
    return _is_line_by_line(file, connection, table)


def _is_line_by_line(file: TextFile, connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether there are as many rows as lines; DuckDB then numbers them from 0 in the order of the file."""
    (rows,) = connection.execute(f"select count(*) from {table}").fetchone() or (0,)
    return rows + 1 == file.lines


def _read_records(
    file: TextFile, connection: duckdb.DuckDBPyConnection, table: str, wanted: Sequence[str]
) -> list[RaggedRow]:
    """Read record by record with the csv module, which knows on which line each begins."""
    own = "".join(f"{quoted(column)} varchar, " for column in wanted)
    connection.execute(f"create or replace table {table} ({own}{ROW} bigint)")
    places = [file.header.index(column) for column in wanted]
    width = len(file.header)
    ragged: list[RaggedRow] = []
    records = _records(file)
    next(records, None)
    while block := list(islice(records, _ROWS_AT_ONCE)):
        good: list[tuple[int, list[str]]] = []
        for line, cells in block:
            if len(cells) == width or (len(cells) > width and not any(cells[width:])):
                good.append((line, cells))
            else:
                ragged.append(RaggedRow(line, len(cells), width))
        arrays = [pa.array([cells[place] or None for _, cells in good], pa.string()) for place in places]
        arrays.append(pa.array([line for line, _ in good], pa.int64()))
        connection.register("incoming_text", pa.table(arrays, names=[*wanted, ROW]))
        connection.execute(f"insert into {table} select * from incoming_text")
        connection.unregister("incoming_text")
    return ragged


def _records(file: TextFile) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line it begins on, the header first; empty lines are passed over."""
    csv.field_size_limit(LONGEST_CELL)
    with _decoded(file.open, file.encoding, file.name) as text:
        for _ in range(file.header_line - 1):
            text.readline()
        reader = csv.reader(text, delimiter=file.separator, strict=True)
        begins = file.header_line
        try:
            for cells in reader:
                if cells:
                    yield begins, cells
                begins = reader.line_num + file.header_line
        except csv.Error as error:
            raise UnreadableFile("error.text_broken", file=file.name, row=begins) from error


def _scan(opener: Callable[[], BinaryIO], name: str) -> tuple[str, int]:
    """Read all bytes once: give the encoding and the number of lines."""
    lines = unbroken = 0
    utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    with _readable(name), opener() as stream:
        block = stream.read(_BLOCK)
        if not block.strip():
            raise UnreadableFile("error.text_empty", file=name)
        wide = _wide_encoding(block)
        while block:
            if wide is None and b"\0" in block:
                raise UnreadableFile("error.text_binary", file=name)
            first, last = block.find(b"\n"), block.rfind(b"\n")
            if unbroken + (len(block) if first < 0 else first) > LONGEST_LINE:  # no longer line fits a block
                raise UnreadableFile("error.text_long_line", file=name, row=lines + 1)
            unbroken = unbroken + len(block) if last < 0 else len(block[last + 1 :].strip(b"\0"))
            lines += block.count(b"\n")
            following = stream.read(_BLOCK)
            if wide is None and utf8 and not (block.isascii() and not utf8.getstate()[0]):
                try:
                    utf8.decode(block, final=not following)
                except UnicodeDecodeError:
                    utf8 = None
            block = following
    return wide or ("utf-8-sig" if utf8 else "cp1252"), lines + (unbroken > 0)


def _wide_encoding(start: bytes) -> str | None:
    """Recognise UTF-16 by its mark, or by every second byte being zero in the first few."""
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    head = start[:400]
    even, odd = head[0::2], head[1::2]
    if odd and odd.count(0) > 0.8 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even and even.count(0) > 0.8 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _separator(first_lines: list[str]) -> str:
    """Choose the separator that cuts the first lines into the most cells, equally many in each.

    A file of one column has none of them; a comma does it no harm.
    """
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = [len(cells) for cells in csv.reader(first_lines, delimiter=separator) if cells]
        if not widths or widths[0] == 1:
            continue
        score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if score > best_score:
            best, best_score = separator, score
    return best


@contextmanager
def _decoded(opener: Callable[[], BinaryIO], encoding: str, name: str) -> Iterator[io.TextIOWrapper]:
    with _readable(name), io.TextIOWrapper(opener(), encoding=encoding, newline="") as text:
        yield text


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn the ways in which bytes cannot be read into one sentence."""
    try:
        yield
    except UnicodeError as error:
        raise UnreadableFile("error.text_encoding", file=name) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableFile("error.zip_broken", file=name) from error
