"""Frozen reports: everything that a report shows, kept so that it can be opened again exactly as it was sent."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from data.activities import Activity
from data.changes import last_batch
from data.errors import InputError
from data.home import Home
from data.workspace.reports import Kept, keep, kept
from locales.words import Language
from metrics.catalogue.definition import Indicator
from metrics.value import IndicatorValue
from reports.document import Document
from reports.request import Request


class Definition(BaseModel):
    """An indicator as it was defined when a report was frozen; ``fingerprint`` changes when it is redefined."""

    model_config = ConfigDict(frozen=True)

    indicator: Indicator
    fingerprint: str


class Frozen(BaseModel):
    """A report's content: what was asked, what was said in each language, and the values it rests on.

    Who made it and when stand beside it in the workspace: the same content has the same hash, whoever makes it.
    """

    model_config = ConfigDict(frozen=True)

    request: Request
    as_of: dt.date
    definitions_version: str
    documents: dict[Language, Document] = {}
    values: tuple[IndicatorValue, ...] = ()
    definitions: tuple[Definition, ...] = ()
    names: dict[str, str] = {}
    """Names of the organisation, programmes and grants that the values are about, by id."""
    activities: tuple[Activity, ...] = ()
    """What IATI is told beyond the values; only where the report goes there."""
    tables: dict[str, list[dict[str, str | float | bool | None]]] = {}
    """Rows of promises and who made them, as they are imported again; only in a workbook."""

    @cached_property
    def canonical(self) -> bytes:
        """The content as bytes, always in the same order."""
        said = self.model_dump(mode="json")
        return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def id(self) -> str:
        """SHA-256 of the content."""
        return hashlib.sha256(self.canonical).hexdigest()

    @property
    def stamp(self) -> str:
        """The beginning of the hash, which stands on every page and finds the report again."""
        return self.id[:12]

    def document(self, language: Language) -> Document:
        """What the report says in a language. Raises InputError where this report has no words."""
        found = self.documents.get(language)
        if found is None:
            raise InputError("error.report_without_pages", kind=self.request.kind)
        return found


def store(home: Home, frozen: Frozen, viewer: str) -> None:
    """Keep a frozen report in the workspace; the same content is kept once.

    In a list it is named by its period, grant or programme, and its message, in each language.
    """
    keep(
        home,
        id=frozen.id,
        kind=frozen.request.kind,
        organization=frozen.request.organization,
        titles={
            language: " · ".join((*document.scope[2:], document.title))
            for language, document in frozen.documents.items()
        },
        viewer=viewer,
        as_of=frozen.as_of,
        last_batch=last_batch(home),
        content=frozen.canonical,
    )


def reopen(home: Home, id: str) -> tuple[Kept, Frozen]:
    """Open a report again as it was frozen. Raises InputError when there is none of this id."""
    found = kept(home, id)
    if found is None:
        raise InputError("error.unknown_report", id=id)
    kept_as, content = found
    return kept_as, Frozen.model_validate_json(content)
