"""*Prevention* as it is shown."""

from __future__ import annotations

from data.model.codes import Risk
from metrics.reviews.asking import measured
from metrics.reviews.prevention import PreventionReview, prevention_review
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.html import Html
from pages.parts.lists import LineRow, lines
from pages.parts.measures import numbers, shares, waits
from pages.parts.numbers import card_id
from pages.parts.screen import Block, Row, beside, full, view
from reports import prevention as said
from reports import words
from reports.charts.curves import return_curve
from reports.charts.quarters import quarter_bars
from reports.reading import Reading, begun, people_behind, shown_value


def _rows(review: PreventionReview, reading: Reading) -> list[Row]:
    return [
        beside((2, 1), _curve(review, reading), (_returned(review, reading), *_doubts(review, reading))),
        beside((2, 1), (_success(review, reading),), (_early(review, reading),)),
        full(*_spending(review, reading)),
    ]


prevention_view = view(prevention_review, said, _rows)
"""What a visitor looks at."""


def _curve(review: PreventionReview, reading: Reading) -> tuple[Block, ...]:
    t = reading.t
    heading = said.curve_heading(review, reading)
    if not review.now.points:
        return (head.section(heading, waits(said.curveless(review), reading)),)
    chart = return_curve(
        (review.now, review.before),
        lambda one: (said.period_name(one, reading), said.returned(one, reading)),
        said.message(review, reading),
        t,
    )
    section = head.section(heading, small=t("prevention.curve.small"))
    return (
        section,
        chart,
        head.under(" ".join([said.under_curve(review, reading), *said.notes(review, reading)])),
    )


def _returned(review: PreventionReview, reading: Reading) -> Html:
    t = reading.t
    rows = [
        _rate(one, t(f"prevention.within.{one.indicator}"), reading)
        for one in (review.now.half_year, review.now.year)
    ]
    blocks = [lines(rows)]
    if measured(review.median):
        blocks.append(numbers((review.median,), reading))
    elif review.median.reason is not None and review.now.points:
        blocks.append(head.under(words.status_text(review.median, t, threshold=reading.threshold)))
    return head.section(begun(said.cohort_name(review.now, reading)), *blocks)


def _rate(value: IndicatorValue, name: str, reading: Reading) -> LineRow:
    t = reading.t
    if not measured(value):
        return LineRow(name, shown_value(value, t), t(f"status.{value.status}"), card=card_id(value))
    return LineRow(name, shown_value(value, t), words.interval_text(value, t, bare=True), card=card_id(value))


def _doubts(review: PreventionReview, reading: Reading) -> tuple[Html, ...]:
    """What the untraced may change, and why this is not a plain division."""
    t = reading.t
    traced = head.section(said.traced_heading(review, reading), numbers((review.traced,), reading))
    if not measured(review.now.year):
        return (traced,)
    worst = LineRow(t("prevention.worst"), said.worst(review, reading))
    traced = head.section(
        said.traced_heading(review, reading), numbers((review.traced,), reading, more=[worst])
    )
    plain = head.section(t("prevention.plain.heading"), head.paragraph(said.why_not_plain(review, reading)))
    return traced, plain


def _success(review: PreventionReview, reading: Reading) -> Html:
    t, heading = reading.t, said.success_heading(review, reading)
    if not measured(review.success):
        return head.section(heading, waits(review.success, reading))
    known = [one for one in review.by_risk if not (one.group or "").endswith(("=low", "=unknown"))]
    table = shares(
        (review.success, *known) if len(known) > 1 else (review.success,),
        reading,
        t("prevention.success.caption"),
        head=t("prevention.success.head"),
        named=lambda one: _risk(one, reading),
        verdict=True,
    )
    blocks = [table, head.under(t("measures.marks"))]
    if review.success.unknown:
        blocks.append(head.under(words.unknown_text(review.success, t)))
    return head.section(heading, *blocks, small=t("prevention.success.small"))


def _risk(value: IndicatorValue, reading: Reading) -> str:
    code = (value.group or "=").split("=", 1)[1]
    return (
        Risk(code).label.say(reading.t.language) if code in set(Risk) else reading.t("prevention.all_risks")
    )


def _early(review: PreventionReview, reading: Reading) -> Html:
    heading = said.early_heading(review, reading)
    if not measured(review.early):
        return head.section(heading, waits(review.early, reading))
    return head.section(
        heading,
        numbers((review.early, *review.further), reading),
        *(head.under(line) for line in people_behind(review.further, reading)),
        small=said.early_small(review, reading),
    )


def _spending(review: PreventionReview, reading: Reading) -> tuple[Block, ...]:
    t = reading.t
    if not review.spending:
        words_ = (t(f"review.prevention_{part}") for part in ("empty", "empty_why", "empty_remedy"))
        return (head.section(t("review.prevention_none"), head.empty(*words_)),)
    heading = said.spending_heading(review, reading)
    section = head.section(heading, small=t("review.prevention_small"))
    return section, quarter_bars(review.spending, heading, t)
