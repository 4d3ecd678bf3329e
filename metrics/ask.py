"""Ask: one question about one number."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from data.model.codes import AgeGroup, Answer, Risk, Sex
from metrics.errors import UnknownGroup
from metrics.period import Period

CODES: dict[str, tuple[str, ...]] = {
    "sex": tuple(Sex),
    "age_group": tuple(AgeGroup),
    "disability": tuple(Answer),
    "risk": tuple(Risk),
}
"""Groups of people whose codes are given; others, such as districts, are as they were written."""


class Ask(BaseModel):
    """Which indicator, of whom, when. ``group`` is written ``dim=code``; ``None`` means all that may be seen."""

    model_config = ConfigDict(frozen=True)

    indicator: str
    organization: str | None = None
    program: str | None = None
    grant: str | None = None
    group: str | None = None
    start: dt.date
    end: dt.date

    @property
    def period(self) -> Period:
        """The inclusive period."""
        return Period(self.start, self.end)

    @property
    def dim(self) -> str:
        """The people group's dimension, ``all`` without a group."""
        return self.group.split("=", 1)[0] if self.group else "all"

    @property
    def code(self) -> str:
        """The people group's code, ``all`` without a group."""
        return self.group.split("=", 1)[1] if self.group and "=" in self.group else "all"


def require_group(ask: Ask) -> None:
    """Raise UnknownGroup where a group is not written as ``dim=code``, or its code is none of the list.

    Without this a slip of the pen would be answered with 0.
    """
    if ask.group is None:
        return
    dim, _, code = ask.group.partition("=")
    if not dim or not code:
        raise UnknownGroup("error.group_form", group=ask.group)
    if code not in CODES.get(dim, (code,)):
        raise UnknownGroup("error.unknown_group", group=ask.group, codes=", ".join(CODES[dim]))
