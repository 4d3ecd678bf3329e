"""Ask: one question about one number."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from metrics.period import Period


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
