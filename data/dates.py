"""Dates as people write them, read only where one reading is possible.

``31/12/2025`` can be read in one way, ``05/03/2025`` in two. A column is written by one hand, so one value
that has a single reading decides for the whole column; where nothing decides, the caller's ``fallback``
does, and the caller tells the user. Years have four digits: nobody knows the century of ``31/12/25``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb
import pyarrow as pa

Order = Literal["day_first", "month_first"]
"""How a date of three numbers that ends in its year is read: 31/12/2025 or 12/31/2025."""


@dataclass(frozen=True)
class DayReading:
    """How the texts of one column were read."""

    iso: Mapping[str, str]
    """Text as written -> ISO date (or date-time) for every text that could be read."""
    unread: tuple[str, ...]
    """Texts that are no date, or whose reading nothing decides; sorted."""
    order: Order | None
    """The order used for texts with two readings; None when none was needed or none was decided."""
    decided_by: str | None
    """A text with one reading that decided the order; None when the fallback did, or nothing."""
    ambiguous: str | None
    """A text that has two different readings, if there is any: say how it was read."""


def read_days(
    texts: Iterable[str], fallback: Order | None = None, *, order: Order | None = None
) -> DayReading:
    """Read the distinct texts of a column as days; a time of day that is written is dropped.

    ``fallback`` is used where the column does not decide; ``order`` is used in any case, and what does not
    fit it stays unread. A column that decides both ways (31/12/2025 and 12/31/2025) decides nothing: its
    ambiguous texts stay unread, whatever the fallback.

    >>> read_days(["05/03/2025", "31/12/2025"]).iso["05/03/2025"]
    '2025-03-05'
    >>> read_days(["05/03/2025"]).unread
    ('05/03/2025',)
    """
    return _read(texts, fallback, order, lambda moment: moment.date().isoformat())


def read_moments(
    texts: Iterable[str], fallback: Order | None = None, *, order: Order | None = None
) -> DayReading:
    """Read the distinct texts of a column as moments; without a written time it is midnight.

    A zone that is written is applied, and the moment given in UTC, as everywhere in the records.
    """
    return _read(texts, fallback, order, lambda moment: _utc(moment).isoformat(sep=" "))


def register_reading(connection: duckdb.DuckDBPyConnection, name: str, reading: DayReading) -> None:
    """Make a temporary table ``name`` (written, iso) of a reading, to join a staged column with."""
    rows = pa.table(
        {
            "written": pa.array(list(reading.iso), pa.string()),
            "iso": pa.array(list(reading.iso.values()), pa.string()),
        }
    )
    connection.register("reading_rows", rows)
    connection.execute(f"create or replace temporary table {name} as select * from reading_rows")
    connection.unregister("reading_rows")


def _read(
    texts: Iterable[str],
    fallback: Order | None,
    fixed: Order | None,
    say: Callable[[dt.datetime], str],
) -> DayReading:
    readings = {text: _readings(text) for text in sorted(set(texts))}
    if fixed is not None:
        readings = {
            text: {order: moment for order, moment in found.items() if order in (None, fixed)}
            for text, found in readings.items()
        }
    order, decided_by = _decide(readings)
    double = next((text for text, found in readings.items() if _is_double(found)), None)
    conflict = order is None and decided_by is not None
    if order is None and double is not None and not conflict:
        order = fallback
    iso: dict[str, str] = {}
    unread: list[str] = []
    for text, found in readings.items():
        moment = found.get(order) if _is_double(found) else next(iter(found.values()), None)
        if moment is None:
            unread.append(text)
        else:
            iso[text] = say(moment)
    return DayReading(iso, tuple(unread), order, None if conflict else decided_by, double)


Readings = Mapping[Order | None, dt.datetime]
"""The possible readings of one text: by order, or under None when the order does not matter."""


def _decide(readings: Mapping[str, Readings]) -> tuple[Order | None, str | None]:
    """Give the order that texts with one reading decide, and such a text; (None, text) on conflict."""
    decided: dict[Order, str] = {}
    for text, found in readings.items():
        if len(found) == 1:
            (order,) = found
            if order is not None:
                decided.setdefault(order, text)
    if len(decided) == 2:
        return None, decided["day_first"]
    for order, text in decided.items():
        return order, text
    return None, None


def _is_double(found: Readings) -> bool:
    return len(set(found.values())) == 2


def _readings(text: str) -> Readings:
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        return {}
    time = _time(match)
    if time is None:
        return {}
    if match["y1"]:
        return _keep({None: _moment(match["y1"], match["m1"], match["d1"], time)})
    if match["name1"] or match["name2"]:
        month = MONTHS.get((match["name1"] or match["name2"]).lower().rstrip("."))
        day, year = (match["d2"], match["y2"]) if match["name1"] else (match["d3"], match["y3"])
        return _keep({None: _moment(year, month, day, time)}) if month else {}
    first, second, year = match["n1"], match["n2"], match["y4"]
    return _keep(
        {"day_first": _moment(year, second, first, time), "month_first": _moment(year, first, second, time)}
    )


def _keep(found: Mapping[Order | None, dt.datetime | None]) -> Readings:
    return {order: moment for order, moment in found.items() if moment is not None}


def _moment(year: str, month: str | int | None, day: str, time: dt.time) -> dt.datetime | None:
    try:
        return dt.datetime.combine(dt.date(int(year), int(month or 0), int(day)), time)
    except ValueError:
        return None


def _time(match: re.Match[str]) -> dt.time | None:
    """Read the written time of day; midnight when there is none, None when it is impossible."""
    if not match["hour"]:
        return dt.time()
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = (match["fraction"] or "").ljust(6, "0")[:6]
    try:
        return dt.time(
            hour, int(match["minute"]), int(match["second"] or 0), int(fraction), _zone(match["zone"])
        )
    except ValueError:
        return None


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text in "Zz":
        return dt.UTC
    if text in _INDONESIAN_ZONES:
        return dt.timezone(dt.timedelta(hours=_INDONESIAN_ZONES[text]))
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)


_INDONESIAN_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


_MONTH_NAMES: tuple[str, ...] = (
    "januari january jan",
    "februari february pebruari feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu ags agt aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}
"""Indonesian and English names and abbreviations of the months, in small letters."""

_WRITTEN = re.compile(
    r"""
    (?: [A-Za-z']{3,10} ,\s* )?                                                        # Rabu, / Wednesday,
    (?: (?P<y1>\d{4}) (?P<s1>[-/.]) (?P<m1>\d{1,2}) (?P=s1) (?P<d1>\d{1,2})            # 2025-12-31
      | (?P<n1>\d{1,2}) \s?(?P<s2>[-/.])\s? (?P<n2>\d{1,2}) \s?(?P=s2)\s? (?P<y4>\d{4})  # 31/12/2025
      | (?P<name1>[A-Za-z]{3,9}\.?) \s+ (?P<d2>\d{1,2}) (?:st|nd|rd|th)? ,?\s+ (?P<y2>\d{4})   # Dec 31, 2025
      | (?P<d3>\d{1,2}) [-\s]+ (?P<name2>[A-Za-z]{3,9}\.?) [-,\s]+ (?P<y3>\d{4})       # 31 Desember 2025
    )
    (?: (?:[T,]?\s*|\s+pukul\s+) (?<![\d]) (?P<hour>\d{1,2}) [:.] (?P<minute>\d{2})
        (?: [:.] (?P<second>\d{2}) (?: [.,] (?P<fraction>\d{1,9}) )? )?
        \s* (?P<half>[AaPp][Mm])? \s* (?P<zone>[Zz]|[+-]\d{2}:?(?:\d{2})?|WIB|WITA|WIT)?
    )?
    """,
    re.VERBOSE,
)
