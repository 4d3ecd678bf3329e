"""The quarter review as it is shown: all that is only read, made once for each choice and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.workspace.writing import Decision, Written
from locales.translate import translator
from locales.words import Language
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.period import Period, quarter_of
from metrics.reader import Organization, Program
from metrics.reviews.moved import moved
from metrics.reviews.quarter import QuarterReview, quarter_review
from metrics.scope import Scope
from pages.parts import head
from pages.parts import review_blocks as made
from pages.parts.card import Card, cards
from pages.parts.door import Source, Visit, day_of
from pages.parts.html import Html, join
from pages.parts.numbers import cards_of
from pages.parts.promise_table import how_to_read, on_screen, promise_table
from pages.parts.review_decisions import asked_before, asked_now, asked_table, decided_table, is_late
from pages.parts.written import Writing
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
    decided: Html
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


def review_view(visit: Visit, writing: Writing) -> ReviewView:
    """Give the quarter that a visitor looks at, with what people wrote."""
    query = tuple(visit.query.items())
    asked = (visit.organization, visit.program, visit.period)
    return _made(visit.source, visit.scope, *asked, visit.t.language, query, writing)


@lru_cache(maxsize=64)
def _made(
    source: Source,
    scope: Scope,
    organization: Organization,
    program: Program | None,
    quarter: Period,
    language: Language,
    query: tuple[tuple[str, str], ...],
    writing: Writing,
) -> ReviewView:
    review = _review(source, scope, organization, program, quarter)
    programs = source.reader.programs(scope, organization.id)
    reading = Reading(translator(language), scope.threshold, {one.id: one.name for one in programs})
    told = {one.actual.promise for one in on_screen(review.promises)}
    shown = (one for one in review.all_values() if one.promise is None or one.promise in told)
    found = cards_of(shown, reading, source.home, dict(query))
    asked, earlier = asked_now(writing, quarter), asked_before(writing, quarter)
    return ReviewView(
        review=review,
        title=head.title(said.message(review, reading), said.lead(review, reading, len(asked))),
        matrix=_matrix(review, reading),
        exceptions=_exceptions(review, writing, reading),
        decisions=_decisions(asked, reading),
        decided=_decided(earlier, source, scope, quarter, _looked_on(organization, quarter), reading),
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
    notes = [head.under(note) for note in (said.matrix_note(review, t),) if note]
    if review.unmeasured:
        names = ", ".join(name_of(one, t) for one in review.unmeasured)
        notes.append(head.under(t("review.unmeasured", names=names)))
    return join([made.matrix(review, reading), *notes])


def _exceptions(review: QuarterReview, writing: Writing, reading: Reading) -> Html:
    if not review.exceptions:
        return _empty("exceptions_unjudged" if review.none_judged else "exceptions", reading)
    return made.exceptional(review, writing, reading)


def _decisions(asked: Sequence[Written[Decision]], reading: Reading) -> Html:
    """What the board is asked to decide."""
    t = reading.t
    if not asked:
        return _empty("decisions", reading)
    return head.section(t.n("review.asked", len(asked)), asked_table(asked, t))


def _decided(
    earlier: Sequence[Written[Decision]],
    source: Source,
    scope: Scope,
    quarter: Period,
    day: dt.date,
    reading: Reading,
) -> Html:
    """What became of earlier decisions, and whether their charts moved since."""
    if not earlier:
        return _empty("decided", reading)
    t = reading.t
    movements = [_movement(one.content, source, scope, quarter, reading) for one in earlier]
    late = sum(is_late(one, day) for one in earlier)
    done = sum(one.content.state == "done" for one in earlier)
    heading = t.n("review.decided", len(earlier), done=done, late=late)
    shown = decided_table(earlier, movements, day, t)
    return head.section(heading, shown, small=t("review.decided_small"))


def _looked_on(organization: Organization, quarter: Period) -> dt.date:
    """The day on which a board looks at a quarter: as late as the data reach, before the next one is over."""
    return max(quarter.end, min(day_of(organization), quarter.end + dt.timedelta(days=92)))


def _movement(decision: Decision, source: Source, scope: Scope, quarter: Period, reading: Reading) -> str:
    if decision.indicator not in BY_ID:
        return ""
    asked = quarter_of(decision.quarter)
    where = {"organization": decision.organization, "program": decision.program}
    ask = Ask(indicator=decision.indicator, start=asked.start, end=asked.end, **where)
    return said.moved_text(moved(source.reader, scope, ask, quarter), reading)


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
    shown = made.single_lines(review.money, reading)
    return head.section(said.money_heading(review, reading), shown)


def _compliance(review: QuarterReview, reading: Reading) -> Html:
    shown = made.single_lines(review.compliance, reading)
    return head.section(said.compliance_heading(review, reading), shown)


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
