"""Reasons and notes in words: why there is no number, and what must be said beside one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from locales import formats
from locales.translate import Translator
from metrics.value import Reason

DECIMALS: Mapping[str, int] = {"points": 1, "sds": 1, "mean": 1, "n": 1, "alpha": 2, "hhi": 2, "amount": 0}
"""Decimals of means, coefficients and amounts of money; whole numbers are counts."""
SHARES = ("percent", "worst", "best")
"""Shares, from 0 to 100; they are written as every other share."""
DAYS = ("day", "since", "until")
"""Days, as ISO dates; the last two together are also a ``period``."""
MONTH = "month"
"""A month, as 2026-03."""
AS_WRITTEN = "note.reported_percent_differs"
"""The note that repeats a percentage as its source wrote it."""


def reason_text(reason: Reason, t: Translator) -> str:
    """Say a reason or note in the reader's language; days, shares and means in it as they stand elsewhere."""
    return t(reason.key, **{**_numbers(reason, t), **_days(reason, t)})


def _numbers(reason: Reason, t: Translator) -> dict[str, str | int | float]:
    written: dict[str, str | int | float] = {}
    bounds = [
        formats.percent(float(reason.values.get(name, 0)) / 100, t.language) for name in ("worst", "best")
    ]
    alike = reason.values.get("worst") != reason.values.get("best") and bounds[0] == bounds[1]
    for name, one in reason.values.items():
        if isinstance(one, float) and name in DECIMALS:
            written[name] = formats.number(one, t.language, DECIMALS[name])
        elif isinstance(one, float) and name in ("worst", "best") and alike:
            written[name] = formats.number(one, t.language, 1)
        elif isinstance(one, float) and name in SHARES and reason.key != AS_WRITTEN:
            written[name] = formats.percent(one / 100, t.language).removesuffix("%")
        else:
            written[name] = one
    return written


def _days(reason: Reason, t: Translator) -> dict[str, str]:
    days = {
        name: dt.date.fromisoformat(day) for name in DAYS if isinstance(day := reason.values.get(name), str)
    }
    written = {name: formats.day(day, t.language) for name, day in days.items()}
    if "since" in days and "until" in days:
        written["period"] = formats.date_range(days["since"], days["until"], t.language)
    if isinstance(month := reason.values.get(MONTH), str):
        written[MONTH] = formats.month(dt.date.fromisoformat(f"{month}-01"), t.language)
    return written
