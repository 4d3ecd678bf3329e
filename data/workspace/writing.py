"""What people write beside the numbers: notes on a chart, actions, and decisions of the board.

Nothing is edited in place: a change is a new version that supersedes the one before, with its own author
and time, and all versions stay to be read. Nothing about a client may be written here (``guard``).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import uuid
from collections.abc import Iterable
from typing import Annotated, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from data.errors import InputError
from data.home import Home
from data.workspace.guard import refuse_people
from data.workspace.store import moment_text, opened

LONGEST = 300
"""Letters of one text: it stands in a row beside its chart."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
Variation = Literal["improvement", "concern", "neutral_high", "neutral_low", "common", "too_few"]
"""What a chart said when something was written about it."""


class _Content(BaseModel):
    """Of whom and of which number something is written; ``program`` None is all, ``indicator`` None is any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    organization: str
    program: str | None = None
    indicator: str | None = None


class Note(_Content):
    """What happened on a day; it stands on the charts of its indicator, or on all of them."""

    happened_on: dt.date
    text: Words


class Action(_Content):
    """What is done about a signal, by whom and until when."""

    text: Words
    owner: Words
    due_on: dt.date
    cause: Words | None = None
    """What people think is behind the signal."""
    state: Literal["open", "done", "dropped"] = "open"
    signal: Variation | None = None
    """What the chart said when the action was raised."""
    signal_on: dt.date | None = None
    """The last day of the period that gave the signal."""


class Decision(_Content):
    """What a board was asked, and what became of it."""

    text: Words
    owner: Words
    due_on: dt.date
    quarter: dt.date
    """The first day of the quarter whose review asked for it."""
    state: Literal["asked", "taken", "declined", "done"] = "asked"


Content = Note | Action | Decision
C = TypeVar("C", Note, Action, Decision)


class Written(BaseModel, Generic[C]):
    """One version of something written: who wrote it, when, and whether it was taken back."""

    model_config = ConfigDict(frozen=True)

    id: str
    version: int
    at: dt.datetime
    author: str
    withdrawn: bool = False
    content: C


def write(home: Home, author: str, content: C, now: dt.datetime | None = None) -> Written[C]:
    """Write something new. Raises InputError for a text that names a client."""
    return _append(home, uuid.uuid4().hex, 1, author, content, now)


def revise(
    home: Home,
    author: str,
    old: Written[C],
    content: C,
    *,
    withdrawn: bool = False,
    now: dt.datetime | None = None,
) -> Written[C]:
    """Supersede a version by a new one; ``withdrawn`` takes it back.

    Raises InputError when somebody else changed it meanwhile, or for a text that names a client.
    """
    return _append(home, old.id, old.version + 1, author, content, now, withdrawn=withdrawn)


def newest(home: Home, kind: type[C], organization: str) -> tuple[Written[C], ...]:
    """What stands of one kind for an organisation: the newest versions, in the order of first writing."""
    return _standing(_rows(home, "organization = ? and kind = ?", (organization, _name(kind))), kind)


def newest_of_all(
    home: Home, organization: str
) -> tuple[tuple[Written[Note], ...], tuple[Written[Action], ...], tuple[Written[Decision], ...]]:
    """What stands of every kind for an organisation, read at once: each as from ``newest``."""
    rows = _rows(home, "organization = ?", (organization,))
    return _standing(rows, Note), _standing(rows, Action), _standing(rows, Decision)


def history(home: Home, written: Written[C]) -> tuple[Written[C], ...]:
    """All versions of something written, the first one first."""
    kind = type(written.content)
    return tuple(_written(row, kind) for row in _rows(home, "entry_id = ?", (written.id,)))


def _append(
    home: Home,
    id: str,
    version: int,
    author: str,
    content: C,
    now: dt.datetime | None,
    *,
    withdrawn: bool = False,
) -> Written[C]:
    refuse_people(home, content.organization, _texts(content))
    at, kind = moment_text(now), _name(type(content))
    row = (id, version, kind, content.organization, at, author, int(withdrawn), content.model_dump_json())
    try:
        with opened(home) as connection:
            connection.execute("insert into writing values (?, ?, ?, ?, ?, ?, ?, ?)", row)
    except sqlite3.IntegrityError as error:
        raise InputError("error.changed_meanwhile") from error
    return Written(
        id=id,
        version=version,
        at=dt.datetime.fromisoformat(at),
        author=author,
        withdrawn=withdrawn,
        content=content,
    )


def _texts(content: Content) -> list[str]:
    return [
        str(value) for name, value in content if name in ("text", "cause", "owner") and isinstance(value, str)
    ]


def _name(kind: type[Content]) -> str:
    return kind.__name__.lower()


class _Row(NamedTuple):
    """A version as it is stored."""

    id: str
    version: int
    kind: str
    at: str
    author: str
    withdrawn: int
    content: str


def _rows(home: Home, where: str, parameters: tuple[str, ...]) -> list[_Row]:
    """Stored versions, in the order of writing."""
    with opened(home) as connection:
        found = connection.execute(
            f"""select entry_id, version, kind, at, author, withdrawn, content from writing
                where {where} order by rowid""",
            parameters,
        ).fetchall()
    return [_Row(*row) for row in found]


def _standing(rows: Iterable[_Row], kind: type[C]) -> tuple[Written[C], ...]:
    newest_of = {row.id: row for row in rows if row.kind == _name(kind)}
    return tuple(_written(row, kind) for row in newest_of.values() if not row.withdrawn)


def _written(row: _Row, kind: type[C]) -> Written[C]:
    return Written(
        id=row.id,
        version=row.version,
        at=dt.datetime.fromisoformat(row.at),
        author=row.author,
        withdrawn=bool(row.withdrawn),
        content=kind.model_validate_json(row.content),
    )
