"""The schedule: which reports are made for whom, when, and where they are sent.

A report is due when so many days have passed since its period ended, and its file is not there yet. So a run
that was missed is made up for by the next one, and none is made twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.errors import InputError
from data.home import Home
from data.workspace import audit
from locales.translate import translator
from locales.words import Language
from metrics.reader import Reader
from metrics.scope import OWNER
from reports.asking import requests
from reports.frozen import store
from reports.mail import Letter, Mail, send
from reports.making import make
from reports.names import file_name
from reports.rendering import render_and_keep
from reports.request import FORMATS, PAPERS, Format, Kind, Paper, Request


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Strict):
    """One line of a schedule."""

    report: Kind
    organization: str | None = None
    program: str | None = None
    grant: str | None = None
    all_grants: bool = False
    every: Literal["week", "month", "quarter", "year"]
    days_after: int = Field(default=1, ge=0, le=366)
    """Days after the period's end from which on the report is due: time to type in what is late."""
    language: Language = "id"
    formats: tuple[Format, ...] = ()
    paper: Paper | None = None
    """Another paper than the usual one, for reports that leave a choice."""
    to: tuple[str, ...] = ()
    notes: dict[str, str] = {}

    @model_validator(mode="after")
    def _on_a_paper_it_is_made_on(self) -> Entry:
        if self.paper is not None and self.paper not in PAPERS.get(self.report, ()):
            raise ValueError(f"{self.report} is not made on {self.paper}")
        return self


class Schedule(_Strict):
    """What a schedule file holds."""

    folder: Path
    mail: Mail | None = None
    reports: tuple[Entry, ...]


class Made(NamedTuple):
    """A file that was made, and who it was sent to."""

    path: Path
    stamp: str
    sent_to: tuple[str, ...]


def read_schedule(path: Path) -> Schedule:
    """Read a schedule file. Its folder is beside it unless it is absolute. Raises InputError."""
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        schedule = Schedule.model_validate(held)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError("error.schedule_unread", file=str(path), problem=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(
            "error.schedule_unread", file=str(path), problem=f"{place}: {first['msg']}"
        ) from error
    return schedule.model_copy(update={"folder": path.parent / schedule.folder})


def run_due(home: Home, reader: Reader, path: Path, day: dt.date, viewer: str) -> list[Made]:
    """Make and send what a schedule asks for on a day."""
    schedule = read_schedule(path)
    return [
        made
        for entry in schedule.reports
        for request in _due(reader, entry, day)
        for made in _run(home, reader, schedule, entry, request, viewer)
    ]


def _due(reader: Reader, entry: Entry, day: dt.date) -> Iterator[Request]:
    """The requests of an entry whose period had ended so many days ago, and whose data reach to its end."""
    until = day - dt.timedelta(days=entry.days_after)
    known = {one.id: one for one in reader.organizations(OWNER)}
    for request in requests(
        reader,
        OWNER,
        entry.report,
        organization=entry.organization,
        program=entry.program,
        grant=entry.grant,
        all_grants=entry.all_grants,
        by=until,
        grain=entry.every,
        notes=tuple(entry.notes.items()),
        paper=entry.paper,
    ):
        as_of = known[request.organization].as_of
        if as_of is not None and as_of >= request.start:
            yield request


def _run(
    home: Home, reader: Reader, schedule: Schedule, entry: Entry, request: Request, viewer: str
) -> Iterator[Made]:
    """Make the files that are not there yet. They are sent before they are written: what failed is tried again."""
    formats = entry.formats or FORMATS[entry.report][:1]
    paths = {format: schedule.folder / file_name(request, entry.language, format) for format in formats}
    missing = {format: path for format, path in paths.items() if not path.exists()}
    if not missing:
        return
    frozen = make(home, reader, OWNER, request)
    files = {format: render_and_keep(home, frozen, entry.language, format) for format in missing}
    store(home, frozen, viewer)
    audit(home, viewer, "report", request.organization, f"{request.kind} {frozen.stamp}")
    if schedule.mail is not None and entry.to:
        documents = frozen.documents.get(entry.language)
        t = translator(entry.language)
        subject = documents.title if documents else t(f"report.kind.{request.kind}")
        attached = {
            paths[format].name: held for format, held in files.items() if format not in ("mail", "text")
        }
        html = files.get("mail")
        text = files.get("text") or (documents.message or documents.title if documents else subject).encode()
        send(
            schedule.mail, Letter(to=entry.to, subject=subject, text=text.decode(), html=html, files=attached)
        )
    for format, path in missing.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[format])
        yield Made(path, frozen.stamp, entry.to if schedule.mail is not None else ())
