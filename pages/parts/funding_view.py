"""*Funding → outcomes* as it is shown: all that is only read, made once for each choice and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from locales import formats
from locales.translate import translator
from locales.words import Language
from metrics.period import Period
from metrics.reader import Grant, Organization, Program
from metrics.reviews.funding import FundingReview, funding_review
from metrics.scope import Scope
from metrics.value import IndicatorValue
from pages.parts import funding_blocks as made
from pages.parts import head
from pages.parts.card import Card, cards
from pages.parts.door import Source, Visit
from pages.parts.funding_numbers import main_numbers, reported_numbers
from pages.parts.html import Html, el
from pages.parts.numbers import cards_of
from pages.parts.promise_table import how_to_read, on_screen, promise_table
from pages.parts.written import Writing, change_text, changes_about
from reports import funding as said
from reports.numbers import numbers_csv
from reports.reading import Reading

MISSED = 4
"""How many things that fell short are told at length; the table above has them all."""


@dataclass(frozen=True, slots=True)
class FundingView:
    """The review and its blocks, in the order of the screen."""

    review: FundingReview
    title: Html
    numbers: Html
    where: Html
    promises: Html
    years: Html
    lasting: Html
    groups: Html
    moved: Html
    not_measured: Html
    missed: Html
    ahead: Html
    cards: Html
    by_id: Mapping[str, Card]
    completeness: IndicatorValue
    csv: bytes


def funding_view(visit: Visit, writing: Writing) -> FundingView:
    """Give what a visitor looks at, with what people wrote."""
    query = tuple(visit.query.items())
    asked = (visit.organization, visit.program, visit.grant, visit.period)
    return _made(visit.source, visit.scope, *asked, visit.t.language, query, writing)


@lru_cache(maxsize=64)
def _made(
    source: Source,
    scope: Scope,
    organization: Organization,
    program: Program | None,
    grant: Grant | None,
    period: Period,
    language: Language,
    query: tuple[tuple[str, str], ...],
    writing: Writing,
) -> FundingView:
    review = _review(source, scope, organization, program, grant, period)
    programs = source.reader.programs(scope, organization.id)
    grants = [] if grant else source.reader.grants(scope, organization.id)
    reading = Reading(
        translator(language),
        scope.threshold,
        {one.id: one.name for one in programs},
        {one.id: one.name for one in grants},
    )
    told = {one.actual.promise for one in on_screen(review.promises)}
    shown = (one for one in review.all_values() if one.promise is None or one.promise in told)
    found = cards_of(shown, reading, source.home, dict(query))
    numbers = reported_numbers if review.reported_only else main_numbers
    return FundingView(
        review=review,
        title=head.title(said.message(review, reading), said.lead(review, reading)),
        numbers=numbers(review, reading),
        where=_where(review, reading),
        promises=_promises(review, reading),
        years=_years(review, reading),
        lasting=_lasting(review, reading),
        groups=_groups(review, reading),
        moved=_moved(review, reading),
        not_measured=_empty("people", reading),
        missed=_missed(review, writing, reading),
        ahead=_ahead(review, writing, reading),
        cards=cards(list(found.values())),
        by_id=found,
        completeness=review.completeness,
        csv=numbers_csv(review.all_values(), reading.t),
    )


@lru_cache(maxsize=64)
def _review(
    source: Source,
    scope: Scope,
    organization: Organization,
    program: Program | None,
    grant: Grant | None,
    period: Period,
) -> FundingReview:
    return funding_review(source.reader, scope, period, organization, program=program, grant=grant)


def _empty(block: str, reading: Reading) -> Html:
    """A block that cannot be shown: what, why, and the one thing to do."""
    t = reading.t
    words = (t(f"funding.{block}_empty"), t(f"funding.{block}_empty_why"), t(f"funding.{block}_empty_remedy"))
    return head.section(t(f"funding.{block}_none"), head.empty(*words))


def _where(review: FundingReview, reading: Reading) -> Html:
    if not review.lines:
        return _empty("where", reading)
    small = said.where_small(review, reading)
    return head.section(said.where_heading(review, reading), made.where(review, reading), small=small)


def _promises(review: FundingReview, reading: Reading) -> Html:
    if not review.promises:
        return _empty("promises", reading)
    return head.section(
        said.promises_heading(review, reading),
        promise_table(review.promises, reading),
        small=how_to_read(review.promises, reading),
    )


def _years(review: FundingReview, reading: Reading) -> Html:
    t = reading.t
    return head.section(
        said.years_heading(review, reading),
        made.years(review.years, reading, real=review.prices is not None),
        *([] if review.prices else [head.under(t("funding.no_price_index"))]),
        small=said.years_small(review, reading),
    )


def _lasting(review: FundingReview, reading: Reading) -> Html:
    small = said.lasting_small(review, reading)
    return head.section(
        said.lasting_heading(review, reading), made.lasting(review.lasting, reading), small=small
    )


def _groups(review: FundingReview, reading: Reading) -> Html:
    if not review.groups.rows:
        heading, *why = said.no_groups(review.outcomes, reading)
        return head.section(heading, head.empty(*why))
    small = said.groups_small(review.groups, reading, review.outcomes)
    return head.section(
        said.groups_heading(review.groups, reading), made.groups(review.groups, reading), small=small
    )


def _moved(review: FundingReview, reading: Reading) -> Html:
    if not review.moved:
        return _empty("where", reading)
    t = reading.t
    day = formats.day(min(review.period.end, review.outcomes.as_of), t.language)
    small = t("funding.moved_small", day=day)
    return head.section(t("funding.moved"), made.moved(review.moved, reading), small=small)


def _missed(review: FundingReview, writing: Writing, reading: Reading) -> Html:
    """What fell short is said by the data; why, and what was changed, is what people wrote."""
    t = reading.t
    boxes = [
        head.setback(said.missed_heading(one, reading), said.missed_text(one, reading))
        for one in review.missed[:MISSED]
    ]
    changed = [change_text(one, t) for one in changes_about(review.missed, writing)]
    notes = (
        head.bullets(changed)
        if changed
        else head.empty(t("funding.notes_empty"), t("funding.notes_why"), t("funding.notes_remedy"))
    )
    if not boxes:
        rest = [] if changed else [notes]
        return head.section(t("funding.missed_heading"), *rest, small=said.nothing_missed(review, reading))
    return head.section(t("funding.missed_heading"), *boxes, _apart(notes))


def _ahead(review: FundingReview, writing: Writing, reading: Reading) -> Html:
    """What comes next, as far as the data know it, and what people plan."""
    t = reading.t
    planned = [one for one in writing.actions if one.content.state == "open"]
    ahead = [*said.next_steps(review, reading), *(change_text(one, t) for one in planned)]
    if planned:
        return head.section(t("funding.next"), head.bullets(ahead))
    plans = head.empty(t("funding.plans_empty"), t("funding.plans_why"), t("funding.plans_remedy"))
    return head.section(t("funding.next"), *([head.bullets(ahead), _apart(plans)] if ahead else [plans]))


def _apart(block: Html) -> Html:
    return el("div", block, style="padding-top:.6rem")
