"""The clock: what day it is, for schedules. Numbers never ask."""

from __future__ import annotations

import datetime as dt


def day_of_schedules() -> dt.date:
    """The day it is where this runs."""
    return dt.date.today()
