"""The quarter review as it is shown: all that is only read, made once for each choice and language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from locales.translate import translator
from locales.words import Language
from metrics.period import Period
from metrics.reader import Organization, Program
from metrics.reviews.quarter import QuarterReview, quarter_review
from metrics.scope import Scope
from pages.parts import head
from pages.parts import review_blocks as made
from pages.parts.card import Card, cards
from pages.parts.door import Source, Visit
from pages.parts.html import Html, join
from pages.parts.numbers import cards_of
from pages.parts.promise_table import how_to_read, on_screen, promise_table
from reports import funding
from reports import review as said
from reports.charts.chart import Chart
from reports.numbers import numbers_csv
from reports.reading import Reading, name_of


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The review and its blocks, in the order of the screen."""

    review: QuarterReview
    title: Html
    matrix: Html
    exceptions: Html
    decisions: Html
    prevention: Html
    bars: Chart | None
    targets: Html
    promises: Html
    clients: Html
    money: Html
    compliance: Html
    not_measured: Html
    cards: Html
    by_id: Mapping[str, Card]
    csv: bytes


def review_view(visit: Visit) -> ReviewView:
    """Give the quarter that a visitor looks at."""
    query = tuple(visit.query.items())
    asked = (visit.organization, visit.program, visit.period)
    return _made(visit.source, visit.scope, *asked, visit.t.language, query)


@lru_cache(maxsize=64)
def _made(
    source: Source,
    scope: Scope,
    organization: Organization,
    program: Program | None,
    quarter: Period,
    language: Language,
    query: tuple[tuple[str, str], ...],
) -> ReviewView:
    review = _review(source, scope, organization, program, quarter)
    programs = source.reader.programs(scope, organization.id)
    reading = Reading(translator(language), scope.threshold, {one.id: one.name for one in programs})
    told = {one.actual.promise for one in on_screen(review.promises)}
    shown = (one for one in review.all_values() if one.promise is None or one.promise in told)
    found = cards_of(shown, reading, source.home, dict(query))
    return ReviewView(
        review=review,
        title=head.title(said.message(review, reading), said.lead(review, reading)),
        matrix=_matrix(review, reading),
        exceptions=_exceptions(review, reading),
        decisions=_decisions(reading),
        prevention=_prevention(review, reading),
        bars=made.prevention(review, reading) if review.prevention else None,
        targets=_targets(review, reading),
        promises=_promises(review, reading),
        clients=_clients(review, reading),
        money=_money(review, reading),
        compliance=_compliance(review, reading),
        not_measured=_not_measured(reading),
        cards=cards(list(found.values())),
        by_id=found,
        csv=numbers_csv(review.all_values(), reading.t),
    )


@lru_cache(maxsize=64)
def _review(
    source: Source, scope: Scope, organization: Organization, program: Program | None, quarter: Period
) -> QuarterReview:
    of_program = program.id if program else None
    return quarter_review(source.reader, scope, quarter, organization=organization.id, program=of_program)


def _matrix(review: QuarterReview, reading: Reading) -> Html:
    if not review.measures:
        return _empty("matrix", reading)
    t = reading.t
    notes = [head.under(t.n("review.false_signals", len(review.measures)))]
    if review.unmeasured:
        names = ", ".join(name_of(one, t) for one in review.unmeasured)
        notes.append(head.under(t("review.unmeasured", names=names)))
    return join([made.matrix(review, reading), *notes])


def _exceptions(review: QuarterReview, reading: Reading) -> Html:
    if not review.exceptions:
        return _empty("exceptions", reading)
    return made.exceptional(review, reading)


def _decisions(reading: Reading) -> Html:
    """What only people can write."""
    return join([_empty("decisions", reading), _empty("decided", reading)])


def _prevention(review: QuarterReview, reading: Reading) -> Html:
    if not review.prevention:
        return _empty("prevention", reading)
    return head.section(said.prevention_heading(review, reading), small=reading.t("review.prevention_small"))


def _targets(review: QuarterReview, reading: Reading) -> Html:
    if not review.measures:
        return _empty("targets", reading)
    small = reading.t("review.targets_small")
    return head.section(said.targets_heading(review, reading), made.targets(review, reading), small=small)


def _promises(review: QuarterReview, reading: Reading) -> Html:
    t = reading.t
    if not review.promises:
        return head.section(
            t("funding.promises_none"),
            head.empty(
                t("funding.promises_empty"),
                t("funding.promises_empty_why"),
                t("funding.promises_empty_remedy"),
            ),
        )
    shown = promise_table(review.promises, reading)
    return head.section(
        funding.promises_sentence(review.promises, reading),
        shown,
        small=how_to_read(review.promises, reading),
    )


def _clients(review: QuarterReview, reading: Reading) -> Html:
    shown = made.single_lines(review.clients, reading)
    return head.section(said.clients_heading(review, reading), shown)


def _money(review: QuarterReview, reading: Reading) -> Html:
    shown = made.single_lines(review.money, reading, ("reserve",))
    return head.section(said.money_heading(review, reading), shown)


def _compliance(review: QuarterReview, reading: Reading) -> Html:
    shown = made.single_lines(review.compliance, reading, ("accreditation",))
    return head.section(reading.t("review.compliance"), shown)


def _not_measured(reading: Reading) -> Html:
    t = reading.t
    return head.section(
        t("funding.people_none"),
        head.empty(
            t("funding.people_empty"), t("funding.people_empty_why"), t("funding.people_empty_remedy")
        ),
    )


def _empty(block: str, reading: Reading) -> Html:
    """A block that cannot be shown: what, why, and the one thing to do."""
    t = reading.t
    words = (t(f"review.{block}_empty"), t(f"review.{block}_empty_why"), t(f"review.{block}_empty_remedy"))
    return head.section(t(f"review.{block}_none"), head.empty(*words))
