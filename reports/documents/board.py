"""The board's pack, at most eight pages: last decisions, the matrix, exceptions, targets, prevention, clients, money."""

from __future__ import annotations

from collections.abc import Sequence

from data.workspace.writing import Action, Decision
from locales import formats
from locales.formats import DASH
from metrics.lebaran import CURRENCY
from metrics.reviews.quarter import Measure, QuarterReview
from reports import funding, words
from reports import review as said
from reports.document import Block, Box, Cell, Column, Document, Heading, Paragraph, Table
from reports.documents.board_exceptions import exception_blocks
from reports.documents.board_numbers import client_blocks, line_blocks, prevention_blocks, target_blocks
from reports.documents.parts import (
    Place,
    assemble,
    empty,
    promise_blocks,
    written,
)
from reports.reading import Reading, name_of
from reports.request import Request

ICONS = {"improvement": "▲", "common": "≈", "concern": "▼"}


def board_document(
    request: Request,
    place: Place,
    review: QuarterReview,
    decisions: Sequence[Decision],
    actions: Sequence[Action],
    reading: Reading,
) -> Document:
    """Say the quarter to the board; it opens on what became of the last decisions."""
    t = reading.t
    blocks = _decided(request, review, decisions, reading)
    if review.reported_only:
        blocks += _promises(review, reading)
    else:
        blocks += _matrix(review, reading)
        lebaran = place.organization.currency == CURRENCY
        for measure in review.exceptions:
            blocks += exception_blocks(request, measure, actions, reading, lebaran=lebaran)
        blocks += [
            *target_blocks(review, reading),
            *prevention_blocks(review, reading),
            *client_blocks(review, reading),
        ]
        blocks += line_blocks(said.money_heading(review, reading), review.money, reading)
        blocks += line_blocks(said.compliance_heading(review, reading), review.compliance, reading)
    blocks += [Heading(text=t("report.asked")), *_asked(request, review, decisions, reading)]
    blocks.append(written(request, "risks", t))
    return assemble(
        request,
        place,
        reading,
        title=said.message(review, reading),
        lead=said.lead(review, reading),
        blocks=blocks,
        as_of=review.completeness.as_of,
        completeness=review.completeness,
        period=formats.quarter(request.start, t.language),
    )


def _decided(
    request: Request, review: QuarterReview, decisions: Sequence[Decision], reading: Reading
) -> list[Block]:
    """What became of the decisions of earlier quarters."""
    t = reading.t
    before = [one for one in decisions if one.quarter < review.quarter.start]
    heading = Heading(text=t("report.decided"))
    if request.note("decided") or not before:
        return [heading, written(request, "decided", t)]
    return [heading, _decisions(before, reading)]


def _asked(
    request: Request, review: QuarterReview, decisions: Sequence[Decision], reading: Reading
) -> list[Block]:
    """What the board is asked this time."""
    now = [one for one in decisions if one.quarter == review.quarter.start]
    if request.note("asked") or not now:
        return [written(request, "asked", reading.t)]
    return [_decisions(now, reading)]


def _decisions(decisions: Sequence[Decision], reading: Reading) -> Table:
    t = reading.t
    columns = (
        Column(head=t("report.decision"), width=50),
        Column(head=t("report.decision.owner"), width=20),
        Column(head=t("review.when"), width=16),
        Column(head=t("promises.status"), width=14),
    )
    rows = tuple(
        (
            Cell(text=one.text),
            Cell(text=one.owner, grey=True),
            Cell(text=formats.day(one.due_on, t.language), grey=True),
            Cell(text=t(f"report.decision.{one.state}"), strong=True),
        )
        for one in decisions
    )
    return Table(caption=t("report.decided"), columns=columns, rows=rows)


def _matrix(review: QuarterReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.measures:
        return empty(t("review.matrix_none"), t("review.matrix_empty"), t("review.matrix_empty_why"))
    columns = (
        Column(head="", width=16),
        *(Column(head=_capital(words.assurance_text(one, t)), width=21) for one in said.ASSURANCES),
    )
    rows = tuple(
        (
            Cell(text=f"{ICONS[row]} {_capital(words.variation_text(row, t))}", strong=True),
            *(
                Cell(text=_listed(said.in_cell(review, row, column), reading) or DASH)
                for column in said.ASSURANCES
            ),
        )
        for row in said.VARIATIONS
    )
    few = _listed(said.unjudged(review), reading)
    if few:
        head = Cell(text=_capital(t("review.unjudged")), strong=True)
        rows += ((head, Cell(text=few, span=len(said.ASSURANCES))),)
    return [
        Heading(text=t("review.matrix_caption"), small=said.matrix_note(review, t)),
        Table(caption=t("review.matrix_caption"), columns=columns, rows=rows),
    ]


def _listed(measures: Sequence[Measure], reading: Reading) -> str:
    return "\n".join(f"{name_of(one.value, reading.t)} {said.entry(one, reading)}" for one in measures)


def _promises(review: QuarterReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.promises:
        return empty(t("funding.promises_none"), t("funding.promises_empty"), t("funding.promises_empty_why"))
    heading = Heading(text=funding.promises_sentence(review.promises, reading))
    return [
        heading,
        *promise_blocks(review.promises, reading),
        Box(style="empty", heading=t("funding.people_none"), lines=(t("funding.people_empty_why"),)),
        Paragraph(text=t("funding.lead.reported"), style="small"),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
