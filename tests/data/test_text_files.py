"""Text files are read as they are saved, and every row keeps the line it began on."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFile
from data.text_files import load, look, look_into

TABLE = "nama;umur\nSiti Zubaidah;34\nJosé;\n"
ROWS = [("Siti Zubaidah", "34", 2), ("José", None, 3)]


def rows_of(path: Path) -> list[tuple[str | int | None, ...]]:
    connection = duckdb.connect()
    load(look(path), connection, "t")
    return connection.execute("select * from t order by source_row").fetchall()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_gives_the_same_rows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode(encoding))
    assert look(path).header == ("nama", "umur")
    assert rows_of(path) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_separator_and_line_end_gives_the_same_rows(
    tmp_path: Path, separator: str, line_end: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.replace(";", separator).replace("\n", line_end).encode())
    assert look(path).separator == separator
    assert rows_of(path) == ROWS


def test_decimal_commas_do_not_outvote_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kode;nilai;jam\na;1,5;2,25\nb;3;4,0\n")
    assert look(path).separator == ";"


def test_the_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\na|b\n1|2\n")
    assert rows_of(path) == [("1", "2", 3)]


def test_a_row_keeps_its_line_after_breaks_in_cells_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"two\nlines"\n\n3,4\n"5\n\n",6\n7,8\n')
    assert rows_of(path) == [("1", "two\nlines", 2), ("3", "4", 5), ("5\n\n", "6", 6), ("7", "8", 9)]


def test_ragged_rows_are_given_back_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3\n4,5\n6,7,8,\n9,10,11,12\n")
    connection = duckdb.connect()
    ragged = load(look(path), connection, "t")
    assert [(row.row, row.cells, row.expected) for row in ragged] == [(3, 2, 3), (5, 4, 3)]
    assert connection.execute("select a, source_row from t").fetchall() == [("1", 2), ("6", 4)]


def test_columns_that_are_not_asked_for_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name\n1,Budi\n")
    connection = duckdb.connect()
    load(look(path), connection, "t", ["id"])
    assert connection.execute("select * from t").fetchall() == [("1", 2)]
    assert connection.execute("select * from t_cells").fetchall() == [("1",)]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "error.text_empty"),
        (b"\n\n \n", "error.text_empty"),
        (b",,\n", "error.text_empty"),
        (b"PK\x03\x04\x00\x00binary", "error.text_binary"),
        (b"a,b\n1,\x81\n", "error.text_encoding"),
        (b"a,b\n" + b"1," * 1_100_000, "error.text_long_line"),
        (b"a," + b"b" * 2_100_000, "error.text_long_line"),
        (b"a,A\n1,2\n", "error.text_column_twice"),
        ("a,b\n1,2\n".encode("utf-16")[:-1], "error.text_encoding"),
        ("a,b\n1,2\n".encode("utf-32"), "error.text_encoding"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        load(look(path), duckdb.connect(), "t")
    assert refused.value.key == key


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,2\n3,"four\n')
    with pytest.raises(UnreadableFile) as refused:
        load(look(path), duckdb.connect(), "t")
    assert (refused.value.key, refused.value.values["row"]) == ("error.text_broken", 3)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x1a"), max_size=6).filter(
    lambda cell: cell == cell.strip()
)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL), max_size=8))
def test_any_cells_come_back_as_they_were_written(cells: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    written.write("left,right\n")
    for left, right in cells:
        written.write(",".join('"' + cell.replace('"', '""') + '"' for cell in (left, right)) + "\n")
    content = written.getvalue().encode()
    connection = duckdb.connect()
    load(look_into(lambda: io.BytesIO(content), "a.csv"), connection, "t")
    read = connection.execute('select "left", "right" from t order by source_row').fetchall()
    assert read == [(left or None, right or None) for left, right in cells]
