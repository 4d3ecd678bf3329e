"""Damage to bytes, and to tables of cells."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from random import Random

Cells = list[list[str]]

JUNK = (
    "", " ", "-", "n/a", "belum ada", "0", "-1", "1e999", "NaN", "inf", "1.234", "1,234", "1.2.3,4", "12%",
    "999999999999999999999999", "2025-02-30", "31/02/2025", "0000-00-00", "9999-12-31", "10000-01-01",
    "1899-12-31", "45000", "13/13/2025", "2025-01-01T25:00:00Z", "=1/0", "=HYPERLINK(1)", "#REF!", "TRUE",
    "null", "None", "[]", "{}", "{x}", "%s", "'; drop table client; --", '"', "''", "a\nb", "a\r\nb", "a;b,c\td",
    "\u0000", "\ufeff", "\u202e", "\U0001f9fe", "é" * 40, "e\u0301", "x" * 5000, "١٢٣", "Ａ", "ß", "İ",
    "$.a", "\\", "\\x", "../../etc/passwd", "<b>", "&amp;", "&x;", "]]>", "client_id", "enrollment",
    "o1", "p1", "k1", "female", "P", "achieved", "yes", "dont_know", "TW I 2025", "2025Q1", "Jumlah", "_uuid",
    "_parent_index", "iati_identifier", "dataelement", "orgunit", "-0", "+5", "5-", "1/2", "½", "٪", "1_000",
)  # fmt: skip
"""Cells that somebody once put into a table."""

_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "cp1252",
    "latin-1",
    "utf-32",
    "cp037",
    "utf-7",
)


def any_bytes(random: Random, content: bytes) -> bytes:
    """Overwrite, lose, repeat or put in bytes somewhere; cut off; pack; say it in another encoding."""
    return random.choice(_BYTES)(random, content)


def _overwritten(random: Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(random.choice((1, 1, 3, 20))):
        if damaged:
            damaged[random.randrange(len(damaged))] = random.randrange(256)
    return bytes(damaged)


def _lost(random: Random, content: bytes) -> bytes:
    begin, end = _slice(random, content)
    return content[:begin] + content[end:]


def _repeated(random: Random, content: bytes) -> bytes:
    begin, end = _slice(random, content)
    return content[:end] + content[begin:end] * random.choice((1, 2, 30)) + content[end:]


def _put_in(random: Random, content: bytes) -> bytes:
    begin, _ = _slice(random, content)
    piece = random.choice(
        (random.randbytes(9), b"\0" * 4, b'"', b"\xff\xfe", b"\r", random.choice(JUNK).encode())
    )
    return content[:begin] + piece + content[begin:]


def _cut(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _encoded(random: Random, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "replace")


def _lines(random: Random, content: bytes) -> bytes:
    return content.replace(b"\n", random.choice((b"\r", b"\r\n", b"\n\n", b"\n\r", b"\x0b", b"\xe2\x80\xa8")))


def _wrapped(random: Random, content: bytes) -> bytes:
    return random.choice(
        (gzip.compress(content, 1), content * 2, content[::-1], b"PK\x03\x04" + content, b"")
    )


def _slice(random: Random, content: bytes) -> tuple[int, int]:
    begin = random.randrange(len(content) + 1)
    return begin, min(len(content), begin + random.choice((1, 4, 40, 400)))


_BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _overwritten, _lost, _repeated, _put_in, _cut, _encoded, _lines, _wrapped,
)  # fmt: skip


def any_csv(random: Random, content: bytes) -> bytes:
    """Damage the cells of a CSV, and write it as somebody else's program would."""
    text = content.decode("utf-8-sig", "replace")
    comma = max(",;\t|", key=text.split("\n", 1)[0].count)
    rows = any_cells(random, list(csv.reader(io.StringIO(text), delimiter=comma)))
    written = io.StringIO()
    style = random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    mark = random.choice((comma, comma, comma, ",", ";", "\t", "|", "^"))
    csv.writer(written, delimiter=mark, quoting=style).writerows(rows)
    return written.getvalue().encode("utf-8", "surrogatepass")


def any_cells(random: Random, rows: Cells) -> Cells:
    """Damage a table once to four times."""
    rows = [list(row) for row in rows]
    for _ in range(random.choice((1, 1, 2, 4))):
        if rows:
            rows = random.choice(_CELLS)(random, rows)
    return rows


def _cell(random: Random, rows: Cells) -> Cells:
    row = random.choice(rows)
    if row:
        row[random.randrange(len(row))] = random.choice(JUNK)
    return rows


def _column(random: Random, rows: Cells) -> Cells:
    """The same junk in a whole column below its heading."""
    place, junk = random.randrange(max(map(len, rows)) or 1), random.choice(JUNK)
    for row in rows[random.choice((0, 1, 1)) :]:
        if place < len(row):
            row[place] = junk
    return rows


def _swapped(random: Random, rows: Cells) -> Cells:
    """Two columns change places, with or without their headings."""
    width = max(map(len, rows))
    one, other = random.randrange(width or 1), random.randrange(width or 1)
    for row in rows[random.choice((0, 1)) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    return rows


def _without_column(random: Random, rows: Cells) -> Cells:
    place = random.randrange(max(map(len, rows)) or 1)
    return [row[:place] + row[place + 1 :] for row in rows]


def _twice(random: Random, rows: Cells) -> Cells:
    """A column twice."""
    place = random.randrange(max(map(len, rows)) or 1)
    return [[*row, *row[place : place + 1]] for row in rows]


def _shifted(random: Random, rows: Cells) -> Cells:
    """Cells too many, or too few."""
    row = random.choice(rows)
    if random.random() < 0.5:
        row[random.randrange(len(row) + 1) :] = []
    else:
        row += [random.choice(JUNK) for _ in range(random.choice((1, 3, 60)))]
    return rows


def _row(random: Random, rows: Cells) -> Cells:
    """A row lost, repeated, emptied or of junk."""
    place = random.randrange(len(rows))
    new: Cells = random.choice(
        ([], [rows[place]] * 2, [[]], [[random.choice(JUNK) for _ in rows[place]], rows[place]])
    )
    return [*rows[:place], *(list(row) for row in new), *rows[place + 1 :]]


def _order(random: Random, rows: Cells) -> Cells:
    if random.random() < 0.5:
        return rows[::-1]
    random.shuffle(rows)
    return rows


def _turned(random: Random, rows: Cells) -> Cells:
    """Rows become columns."""
    width = max(map(len, rows))
    return [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]


def _titles(random: Random, rows: Cells) -> Cells:
    return [*([random.choice(JUNK)] for _ in range(random.choice((1, 2, 12)))), *rows]


def _wide(random: Random, rows: Cells) -> Cells:
    """Many empty columns to the left or right."""
    more = [""] * random.choice((1, 3, 300))
    return [[*more, *row] if random.random() < 0.8 else [*row, *more] for row in rows]


_CELLS: tuple[Callable[[Random, Cells], Cells], ...] = (
    _cell, _cell, _cell, _column, _swapped, _without_column, _twice, _shifted, _row, _order, _turned, _titles, _wide,
)  # fmt: skip
