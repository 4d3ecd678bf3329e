"""Source: what the user gave to import, and how."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Options(BaseModel):
    """Options of an import, as on the command line."""

    model_config = ConfigDict(frozen=True)

    mapping: Path | None = None
    file_date: dt.date | None = None
    organization: str | None = None


class Source(BaseModel):
    """One file or folder to import.

    ``name`` is what the user calls it (shown in messages); ``path`` where it lies.
    """

    model_config = ConfigDict(frozen=True)

    path: Path
    name: str
    options: Options = Options()

    @property
    def dated_at(self) -> dt.datetime | None:
        """The date that the user gave the file with ``--file-date``."""
        day = self.options.file_date
        return dt.datetime.combine(day, dt.time()) if day else None
