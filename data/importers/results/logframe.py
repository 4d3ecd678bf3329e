"""Logframes and ActivityInfo exports read without a mapping: their headings say what they hold.

One row for each indicator, with its baseline, and target and achieved value for one period or several; or one
row for each indicator and period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.importers.results.mapping import Column, Period, Place, Results, Values
from data.importers.results.periods import Span, read_period
from data.importers.sheet.tables import Found

_ROLES: dict[str, re.Pattern[str]] = {
    role: re.compile(pattern, re.IGNORECASE)
    for role, pattern in {
        "percent": r"%|persen|percent|tingkat capaian|progress|selisih|deviasi|variance|gap",
        "indicator": r"^(?:uraian |nama )?indi[kc]ator(?:en)?(?: kinerja| name| utama)?$",
        "baseline": r"baseline|garis awal|data awal|kondisi awal|nilai awal",
        "target": r"target|sasaran|rencana|planned",
        "value": r"capaian|realisasi|achieve|actual|tercapai|reached|^value$|^nilai$|^result$|^hasil$",
        "unit": r"^(?:satuan|unit|uom|units?)$",
        "start": r"^(?:start|mulai|tanggal mulai|period start|awal periode|from)(?: ?date)?$",
        "end": r"^(?:end|selesai|tanggal selesai|period end|akhir periode|to)(?: ?date)?$",
        "period": r"^(?:periode?|bulan|month|quarter|triwulan|tahun|year|waktu)$",
        "organization": r"^(?:partner|reporting partner|mitra|lembaga|organi[sz]ation|organisasi)(?: name)?$",
        "program": r"^(?:program(?:me)?|project|proyek|database|kegiatan)(?: name)?$",
        "location": r"^(?:lokasi|location|kabupaten|district|site|provinsi|kab/kota)(?: name)?$",
    }.items()
}


def is_logframe_name(name: str) -> bool:
    """Say whether a heading is one that logframes have."""
    return any(pattern.search(name) for role, pattern in _ROLES.items() if role != "percent")


def plan_logframe(table: Found, year: int | None) -> Results | None:
    """How a table is read as a logframe; None when it is none.

    Where no heading says the period, a year in the title lines does, else ``year``.
    """
    roles: dict[str, list[str]] = {}
    for name in table.names:
        if name and (role := _role(name)):
            roles.setdefault(role, []).append(name)
    if "indicator" not in roles or not roles.keys() & {"target", "value"}:
        return None
    wide: dict[str, dict[str, tuple[str, ...]]] = {}
    for role in ("target", "value"):
        for name in roles.get(role, ()):
            if span := read_period(name):
                wide.setdefault(_said(span), {})[role] = (name,)
    period = _period(roles, table.titles, year) if not wide else None
    if not wide and period is None:
        return None
    return Results(
        indicator=Column(column=roles["indicator"][0]),
        unit=_column(roles, "unit"),
        organization=_place(roles, "organization"),
        program=_place(roles, "program"),
        location=_column(roles, "location"),
        baseline=tuple(roles.get("baseline", ())[:1]),
        value=tuple(roles.get("value", ())[:1]) if not wide else (),
        target=tuple(roles.get("target", ())[:1]) if not wide else (),
        period=period,
        periods={written: Values(**columns) for written, columns in wide.items()},
    )


def _role(name: str) -> str | None:
    """What a column holds. Of a header of two rows, either may say it."""
    return next(
        (role for role, pattern in _ROLES.items() if any(pattern.search(part) for part in _parts(name))), None
    )


def _parts(name: str) -> Sequence[str]:
    return [name, *name.split(" / ")]


def _period(roles: dict[str, list[str]], titles: Sequence[str], year: int | None) -> Period | None:
    if "start" in roles and "end" in roles:
        return Period(start=roles["start"][0], end=roles["end"][0])
    if "period" in roles:
        return Period(column=roles["period"][0])
    span = next((found for title in reversed(titles) if (found := read_period(title))), None)
    if span:
        return Period(value=_said(span))
    return Period(year=str(year)) if year else None


def _said(span: Span) -> str:
    return f"{span.start.isoformat()}/{span.end.isoformat()}"


def _column(roles: dict[str, list[str]], role: str) -> Column | None:
    return Column(column=roles[role][0]) if role in roles else None


def _place(roles: dict[str, list[str]], role: str) -> Place | None:
    return Place(column=roles[role][0]) if role in roles else None
