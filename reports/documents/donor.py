"""The donor's report (methods of funding → outcomes): nine blocks, from what was achieved to how it is counted."""

from __future__ import annotations

from collections.abc import Iterable

from locales import formats
from metrics.reviews.funding import FundingReview
from metrics.value import IndicatorValue
from reports import funding as said
from reports import words
from reports.document import (
    Block,
    Box,
    Document,
    Heading,
    Headline,
    Headlines,
)
from reports.documents.donor_money import moved_blocks, where_blocks, years_blocks
from reports.documents.donor_people import groups_blocks, lasting_blocks
from reports.documents.parts import (
    PROMISES,
    Place,
    amount,
    assemble,
    bullets,
    empty,
    headline,
    promise_blocks,
    written,
)
from reports.documents.sheets import method_blocks
from reports.reading import Reading, sentence
from reports.request import Request

MISSED = 6
"""How many things that fell short are told at length."""
PROMISES_IN_SHORT = 12
"""Promises that one page has room for."""


def donor_document(request: Request, place: Place, review: FundingReview, reading: Reading) -> Document:
    """Say what a grant, programme or organisation achieved with its money."""
    blocks = _headlines(review, reading)
    if review.reported_only:
        blocks += [*_promises(review, reading), *moved_blocks(review, reading), *_not_measured(reading)]
    else:
        blocks += [
            *where_blocks(review, reading),
            *_promises(review, reading),
            *years_blocks(review, reading),
        ]
        blocks += [*lasting_blocks(review, reading), *groups_blocks(review, reading)]
    blocks += [*_missed(request, review, reading), *_ahead(request, review, reading)]
    blocks += method_blocks(_shown(review), reading)
    return _assembled(request, place, review, reading, blocks)


def program_document(request: Request, place: Place, review: FundingReview, reading: Reading) -> Document:
    """Say the same on one page: what was achieved, at what cost, against what promise, for whom."""
    blocks = _headlines(review, reading)
    blocks += _promises(review, reading, most=PROMISES_IN_SHORT)
    if not review.reported_only:
        blocks += groups_blocks(review, reading)
    blocks += _missed(request, review, reading, most=2)
    return _assembled(request, place, review, reading, blocks)


def _assembled(
    request: Request, place: Place, review: FundingReview, reading: Reading, blocks: list[Block]
) -> Document:
    return assemble(
        request,
        place,
        reading,
        title=said.message(review, reading),
        lead=said.lead(review, reading),
        blocks=blocks,
        as_of=review.outcomes.as_of,
        completeness=review.completeness,
    )


def _shown(review: FundingReview) -> Iterable[IndicatorValue]:
    """What stands in the report: of an organisation that only reports, its promises and the money it moved."""
    found: Iterable[IndicatorValue] = review.all_values()
    if review.reported_only:
        moved = [one for row in review.moved for one in (row.received, row.spent)]
        found = [*moved, *(promise.actual for promise in review.promises)]
    return (one for one in found if one.value is not None)


def _headlines(review: FundingReview, reading: Reading) -> list[Block]:
    if review.reported_only:
        return [Headlines(items=_judged(review, reading))] if review.promises else []
    t, outcomes, cost, year = reading.t, review.outcomes, review.cost, review.lasting.year
    counts = sentence(words.n_text(outcomes, t), words.interval_text(outcomes, t))
    plan = t("funding.plan", target=words.target_text(cost, t)) if cost.target else ""
    followed = t("funding.observed", n=amount(year.n, t)) if year.n is not None else ""
    items = (
        headline(
            t("funding.outcomes"),
            outcomes,
            reading,
            counts,
            sentence(words.unknown_text(outcomes, t), said.clients_text(outcomes, reading)),
        ),
        headline(t("funding.cost_of_outcome"), cost, reading, words.interval_text(cost, t), plan),
        headline(t("funding.lasting_12m"), year, reading, sentence(words.interval_text(year, t), followed)),
        _money(review, reading),
    )
    return [Headlines(items=items)]


def _judged(review: FundingReview, reading: Reading) -> tuple[Headline, ...]:
    """For an organisation that only reports results: its promises by their status word."""
    t = reading.t
    known = [one.actual.target_status for one in review.promises]
    counted = {
        "kept": len([word for word in known if word in ("above", "likely")]),
        "missed": len([word for word in known if word in ("below", "unclear")]),
        "open": len([word for word in known if word is None]),
    }
    return tuple(
        Headline(
            label=t(f"funding.promises.{name}"),
            value=formats.count(count, t.language),
            lines=(t("funding.promises.of", n=len(known)), t(f"funding.promises.{name}_small")),
        )
        for name, count in counted.items()
    )


def _money(review: FundingReview, reading: Reading) -> Headline:
    t, money, shared, outcomes = reading.t, review.money, review.shared, review.outcomes
    if review.grant is None:
        return headline(t("funding.full_cost"), money, reading)
    of_cost = of_outcomes = ""
    if money.share is not None:
        share = formats.percent(money.share, t.language)
        of_cost = t("funding.share_of_cost", share=share, whole=words.value_text(review.full_cost, t))
    if shared is not None and shared.value is not None and outcomes.numerator is not None:
        whole = amount(outcomes.numerator, t)
        of_outcomes = t("funding.share_of_outcomes", part=words.value_text(shared, t), whole=whole)
    return headline(t("funding.money_of_grant"), money, reading, of_cost, of_outcomes)


def _promises(review: FundingReview, reading: Reading, *, most: int = PROMISES) -> list[Block]:
    t = reading.t
    if not review.promises:
        return empty(t("funding.promises_none"), t("funding.promises_empty"), t("funding.promises_empty_why"))
    shares = any(one.actual.unit == "proportion" for one in review.promises)
    small = t("promises.marks") if shares else ""
    heading = Heading(text=said.promises_heading(review, reading), small=small)
    return [heading, *promise_blocks(review.promises, reading, most=most)]


def _not_measured(reading: Reading) -> list[Block]:
    t = reading.t
    return empty(t("funding.people_none"), t("funding.people_empty"), t("funding.people_empty_why"))


def _missed(request: Request, review: FundingReview, reading: Reading, *, most: int = MISSED) -> list[Block]:
    """What fell short is said by the data; why, and what was changed, only people can write."""
    t = reading.t
    boxes = [
        Box(
            style="setback",
            heading=said.missed_heading(one, reading),
            lines=tuple(text for text in (said.missed_text(one, reading),) if text),
        )
        for one in review.missed[:most]
    ]
    small = "" if boxes else said.nothing_missed(review, reading)
    heading = Heading(text=t("funding.missed_heading"), small=small)
    return [heading, *boxes, written(request, "not_worked", t)]


def _ahead(request: Request, review: FundingReview, reading: Reading) -> list[Block]:
    t = reading.t
    return [
        Heading(text=t("funding.next")),
        *bullets(said.next_steps(review, reading)),
        written(request, "next", t),
        written(request, "risks", t),
    ]
