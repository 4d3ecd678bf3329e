"""Making a report: a request becomes a frozen report, with its words in both languages."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from data.activities import Activity, activities, promise_tables
from data.errors import InputError
from data.home import Home
from data.workspace.guard import refuse_people
from data.workspace.writing import Action, Decision, newest
from locales.translate import LANGUAGES, translator
from locales.words import Language
from metrics.ask import Ask
from metrics.building import definitions_version
from metrics.catalogue import CATALOGUE
from metrics.compute import value
from metrics.errors import UnknownPlace
from metrics.fingerprint import fingerprint
from metrics.period import published_grain
from metrics.reader import Grant, Organization, Program, Reader
from metrics.reviews.cover import uncovering
from metrics.reviews.digest import digest
from metrics.reviews.funding import FundingReview, funding_review
from metrics.reviews.quarter import quarter_review
from metrics.scope import Scope
from metrics.value import IndicatorValue
from reports.document import Document
from reports.documents.board import board_document
from reports.documents.donor import donor_document, program_document
from reports.documents.parts import Place
from reports.documents.poster import poster_document, shown_on_poster
from reports.documents.sheets import once, sheets_document
from reports.documents.week import digest_document
from reports.frozen import Definition, Frozen
from reports.reading import Reading
from reports.request import Kind, Request


def make(home: Home, reader: Reader, scope: Scope, request: Request) -> Frozen:
    """Make a report. Whoever asks, nothing in it is about fewer people than the request's threshold.

    Raises InputError for a place that is not there or a note that names a client.
    """
    scope = scope.model_copy(
        update={"threshold": max(scope.threshold, request.threshold), "detail": "aggregate"}
    )
    request = request.model_copy(update={"threshold": scope.threshold})
    published_grain(request.period)
    refuse_people(home, request.organization, (text for _, text in request.notes))
    place = place_asked(reader, scope, request)
    return _MAKERS[request.kind](_Asked(home, reader, scope, request, place))


def place_asked(reader: Reader, scope: Scope, request: Request) -> Place:
    """Find whom a request is about. Raises UnknownPlace naming the nearest."""
    organization = _found(reader.organizations(scope), request.organization)
    programs, grants = reader.programs(scope, organization.id), reader.grants(scope, organization.id)
    return Place(
        organization,
        _found(programs, request.program) if request.program else None,
        _found(grants, request.grant) if request.grant else None,
    )


Named = TypeVar("Named", Organization, Program, Grant)


def _found(known: Sequence[Named], id: str) -> Named:
    by_id = {one.id: one for one in known}
    if id not in by_id:
        near = difflib.get_close_matches(id, by_id, n=1, cutoff=0.3)
        raise UnknownPlace("error.unknown_place", id=id, nearest=near[0] if near else "?")
    return by_id[id]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every maker needs."""

    home: Home
    reader: Reader
    scope: Scope
    request: Request
    place: Place

    def reading(self, language: Language) -> Reading:
        """In what language and for whom numbers are written."""
        organization = self.place.organization.id
        programs = {one.id: one.name for one in self.reader.programs(self.scope, organization)}
        grants = {one.id: one.name for one in self.reader.grants(self.scope, organization)}
        return Reading(translator(language), self.scope.threshold, programs, grants)

    def funding(self, program: Program | None = None) -> FundingReview:
        """What the money achieved."""
        place = self.place
        return funding_review(
            self.reader,
            self.scope,
            self.request.period,
            place.organization,
            program=program or place.program,
            grant=place.grant,
        )


Write = Callable[[Reading], Document]
Tables = dict[str, list[dict[str, str | float | bool | None]]]


def _frozen(
    asked: _Asked,
    values: Iterable[IndicatorValue],
    write: Write | None,
    activities: tuple[Activity, ...] = (),
    tables: Tables | None = None,
) -> Frozen:
    """Freeze values and what is written of them in both languages."""
    kept = _distinct(values)
    readings = [asked.reading(language) for language in LANGUAGES]
    organization = asked.place.organization
    definitions = sorted((one for one, _ in once(kept)), key=lambda one: one.id)
    return Frozen(
        request=asked.request,
        as_of=organization.as_of or asked.request.end,
        definitions_version=definitions_version(),
        documents={reading.t.language: write(reading) for reading in readings} if write else {},
        values=kept,
        definitions=tuple(Definition(indicator=one, fingerprint=fingerprint(one)) for one in definitions),
        names={organization.id: organization.name, **readings[0].programs, **readings[0].grants},
        activities=activities,
        tables=tables or {},
    )


def _distinct(values: Iterable[IndicatorValue]) -> tuple[IndicatorValue, ...]:
    """Each value once, in the order they are shown."""
    return tuple({value.model_dump_json(): value for value in values}.values())


def _donor(asked: _Asked) -> Frozen:
    review = asked.funding()
    write = program_document if asked.request.kind == "program" else donor_document
    told = _told(asked, review.programs) if asked.request.kind == "donor" else ()
    return _frozen(
        asked,
        (*review.all_values(), review.completeness),
        lambda reading: write(asked.request, asked.place, review, reading),
        told,
    )


def _board(asked: _Asked) -> Frozen:
    place, program = asked.place, asked.request.program
    review = quarter_review(
        asked.reader, asked.scope, asked.request.period, organization=place.organization.id, program=program
    )
    decisions = [one.content for one in newest(asked.home, Decision, place.organization.id)]
    actions = [one.content for one in newest(asked.home, Action, place.organization.id)]
    return _frozen(
        asked,
        review.all_values(),
        lambda reading: board_document(asked.request, place, review, decisions, actions, reading),
    )


def _week(asked: _Asked) -> Frozen:
    if asked.request.program or asked.request.grant:
        raise InputError("error.digest_of_part")
    review = digest(asked.reader, asked.scope, asked.request.period, asked.place.organization)
    return _frozen(
        asked,
        review.all_values(),
        lambda reading: digest_document(asked.request, asked.place, review, reading),
    )


def _poster(asked: _Asked) -> Frozen:
    review = asked.funding()
    return _frozen(
        asked,
        shown_on_poster(review),
        lambda reading: poster_document(asked.request, asked.place, review, reading),
    )


def _sheets(asked: _Asked) -> Frozen:
    """A sheet for every indicator of the catalogue that is measured here."""
    ask = Ask(
        indicator="exits",
        organization=asked.place.organization.id,
        program=asked.request.program,
        start=asked.request.start,
        end=asked.request.end,
    )
    found = [
        one
        for indicator in CATALOGUE
        if indicator.kind != "promises"
        for one in (_beside_the_whole(asked, ask.model_copy(update={"indicator": indicator.id})),)
        if one.status not in ("not_measured", "not_applicable", "cannot_be_combined")
    ]
    if not found:
        raise InputError("error.nothing_to_report")
    return _frozen(asked, found, lambda reading: sheets_document(asked.request, asked.place, found, reading))


def _beside_the_whole(asked: _Asked, ask: Ask) -> IndicatorValue:
    """A number as it may stand in the sheets of one programme, laid beside those of the whole."""
    return uncovering(asked.reader, asked.scope, value(asked.reader, asked.scope, ask))


def _workbook(asked: _Asked) -> Frozen:
    review = asked.funding()
    # Whoever is told of one grant or programme is told nothing of the others.
    is_part = asked.request.program is not None or asked.request.grant is not None
    programs = {one.id for one in review.programs} if is_part else None
    tables = promise_tables(asked.home, asked.place.organization.id, programs, asked.request.grant)
    return _frozen(asked, (*review.all_values(), review.completeness), None, tables=tables)


def _iati(asked: _Asked) -> Frozen:
    """Every programme's own numbers, each protected as its own report is, and what is reported elsewhere."""
    found: list[IndicatorValue] = []
    programs = asked.reader.programs(asked.scope, asked.place.organization.id)
    programs = [one for one in programs if asked.request.program in (None, one.id)]
    if asked.reader.records("exit", [asked.place.organization.id]):
        for program in programs:
            review = asked.funding(program)
            found += [review.outcomes, *(one.actual for one in review.promises if one.is_ours)]
            found += review.groups.rows
    return _frozen(asked, found, None, _told(asked, programs))


def _told(asked: _Asked, programs: Sequence[Program]) -> tuple[Activity, ...]:
    """The activities of some programmes; a grant's donor is told of no other donor's money."""
    known = {one.id for one in programs}
    found = [
        one
        for one in activities(asked.home, asked.place.organization.id, asked.request.program)
        if one.program_id in known
    ]
    grant = asked.place.grant
    if grant is None:
        return tuple(found)
    return tuple(
        one.model_copy(
            update={
                "transactions": tuple(paid for paid in one.transactions if paid.provider == grant.funder),
                "funders": tuple(funder for funder in one.funders if funder[0] == grant.funder),
                "budgets": (),
            }
        )
        for one in found
    )


_MAKERS: dict[Kind, Callable[[_Asked], Frozen]] = {
    "donor": _donor,
    "program": _donor,
    "board": _board,
    "week": _week,
    "poster": _poster,
    "sheets": _sheets,
    "workbook": _workbook,
    "iati": _iati,
}
