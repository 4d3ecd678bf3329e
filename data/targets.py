"""Setting a target: one row of the table ``target``, brought in as a batch of its own.

A target is never changed in place. One of the same organisation, programme, grant, group and indicator that
begins or ends on the same day is its next version; what was promised first stays in the records.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from data.errors import InputError
from data.home import Home
from data.importing import Imported, import_rows
from data.stage import Stage

FORMAT = "target"
"""What the list of imports calls it."""


class NewTarget(BaseModel):
    """What is promised: of whom, how much, and from when until when.

    ``value`` and ``baseline`` are in the indicator's own unit: a proportion runs from 0 to 1. A target of 0 is
    a target. ``set_on`` is the day on which it was decided.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    organization_id: str
    indicator: str
    program_id: str | None = None
    grant_id: str | None = None
    people_group: str | None = None
    kind: str = "level"
    value: float
    baseline: float | None = None
    starts_on: dt.date
    due_on: dt.date
    set_on: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> NewTarget:
        if self.starts_on > self.due_on:
            raise ValueError("a target ends before it begins")
        return self


def set_target(home: Home, target: NewTarget, now: dt.datetime | None = None) -> Imported:
    """Bring a target into the records; it is checked there like every row.

    Raises InputError when there are no records to set a target for.
    """
    if not home.has_records:
        raise InputError("error.no_records")
    moment = now or dt.datetime.now()
    name = f"{target.indicator}-{moment:%Y%m%dT%H%M%S%f}"
    cells: dict[str, Any] = {"target_id": name, **target.model_dump(mode="json")}

    def fill(stage: Stage) -> None:
        columns = {column: [None if cell is None else str(cell)] for column, cell in cells.items()}
        stage.add("target", {**columns, "source_file": [FORMAT], "source_row": [1]})

    return import_rows(home, FORMAT, fill, moment)
