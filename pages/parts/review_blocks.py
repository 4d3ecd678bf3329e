"""Blocks of the quarter review that are made of numbers: matrix, exceptions, table, bars, single lines."""

from __future__ import annotations

from collections.abc import Sequence

from locales.formats import DASH
from metrics.reviews.quarter import Measure, QuarterReview
from metrics.statistics.spc import Variation
from metrics.value import IndicatorValue
from pages.parts.html import Html, Span, Text
from pages.parts.lists import LineRow, lines
from pages.parts.number_card import status_span
from pages.parts.numbers import card_id
from pages.parts.review import Entry, Exceptional, MatrixColumn, MatrixRow, exceptions
from pages.parts.review import matrix as grid
from pages.parts.table import Cell, Column, Row, table
from pages.parts.written import Writing, when_text
from reports import review as said
from reports import words
from reports.charts.chart import Axis, Chart, Tone
from reports.charts.control import control_spark
from reports.charts.icons import Way
from reports.charts.make import interval_of
from reports.charts.quarters import quarter_bars
from reports.charts.shares import shares_axis
from reports.reading import Reading, brief_value, counts_text, name_of, shown_value

POINTS = 24
"""Points that the chart of an exception shows."""
TONES: dict[Variation, Tone] = {
    "improvement": "good",
    "concern": "bad",
    "neutral_high": "neutral",
    "neutral_low": "neutral",
}


def matrix(review: QuarterReview, reading: Reading) -> Html:
    """Show every measure by what changed and by whether its target will be met."""
    t = reading.t
    columns = [
        MatrixColumn(one, _capital(words.assurance_text(one, t)), t(f"assurance.{one}.small"))
        for one in said.ASSURANCES
    ]
    rows = [
        MatrixRow(
            one,
            _capital(words.variation_text(one, t)),
            t(f"variation.{one}.small"),
            tuple(_entries(said.in_cell(review, one, column), reading) for column in said.ASSURANCES),
            _way(one),
        )
        for one in said.VARIATIONS
    ]
    few = _entries(said.unjudged(review), reading)
    if few:
        name = _capital(t("review.unjudged"))
        rows.append(MatrixRow("too_few", name, t("review.unjudged.small"), (few,)))
    return grid(t("review.matrix_caption"), columns, rows)


def _entries(measures: Sequence[Measure], reading: Reading) -> tuple[Entry, ...]:
    return tuple(
        Entry(name_of(one.value, reading.t), said.entry(one, reading), card_id(one.value)) for one in measures
    )


def _way(variation: Variation) -> Way | None:
    ways: dict[Variation, Way] = {"improvement": "up", "concern": "down"}
    return ways.get(variation)


def exceptional(review: QuarterReview, writing: Writing, reading: Reading) -> Html:
    """Show what to look at, side by side; what is done about it is what people wrote."""
    return exceptions([_exception(one, writing, reading) for one in review.exceptions])


def _exception(measure: Measure, writing: Writing, reading: Reading) -> Exceptional:
    t, watched, value = reading.t, measure.watched, measure.value
    assert watched is not None, "an exception is found on a chart"
    target = value.target.value if value.target else None
    first, last = said.ends(watched, reading, POINTS)
    unwritten = Span(t("review.unwritten"), quiet=True)
    action = writing.action_on(measure.indicator.id)
    rows: tuple[tuple[str, Text], ...] = (
        (t("review.seen"), said.seen(measure, reading)),
        (t("review.cause"), (action and action.content.cause) or unwritten),
        (t("review.step"), action.content.text if action else unwritten),
        (t("review.when"), when_text(action, t) if action else unwritten),
    )
    return Exceptional(
        said.exception_heading(measure, reading),
        control_spark(
            watched.chart,
            measure.indicator.direction,
            said.spark_alt(measure, reading),
            target=target,
            last=POINTS,
        ),
        # The number beside a chart is that of its last point, which the sentence speaks of.
        words.value_text(watched.latest, t, short=True),
        first,
        last,
        rows,
        TONES.get(measure.variation),
        card_id(watched.latest),
    )


def targets(review: QuarterReview, reading: Reading) -> Html:
    """Show every measure against its target, the last quarter and the same quarter a year ago."""
    t = reading.t
    shares = [one.value for one in review.measures if one.value.unit == "proportion"]
    drawn = shares_axis(shares, t, targets=True)
    columns = [
        Column(t("review.measure"), width="24%"),
        Column(t("promises.target"), right=True),
        Column(t("review.now"), right=True, width="14%"),
        Column(t("promises.interval"), axis=drawn, width="20%"),
        Column(t("promises.status"), width="12%"),
        Column(t("review.last_quarter"), right=True),
        Column(t("review.year_ago"), right=True),
    ]
    rows = [_target(one, review, drawn, reading) for one in review.measures]
    return table(t("review.targets_caption"), columns, rows, fold="targets")


def _target(measure: Measure, review: QuarterReview, drawn: Axis, reading: Reading) -> Row:
    t, value = reading.t, measure.value
    name = name_of(value, t)
    alt = f"{name}: {words.value_text(value, t)} {words.interval_text(value, t)}".strip()
    pictured = value.unit == "proportion" and value.status != "too_few"
    shown = interval_of(value, drawn, alt) if pictured else None
    return Row(
        (
            Cell(name, under=said.period_of(value, review, reading)),
            Cell(words.target_text(value, t, short=True) if value.target else DASH, grey=True),
            Cell(
                shown_value(value, t, short=True),
                small=counts_text(value, t, short=True),
                strong=value.value is not None,
                card=card_id(value),
            ),
            Cell(chart=shown),
            Cell(status_span(value, t)),
            _before(measure.before, reading),
            _before(measure.year_ago, reading),
        )
    )


def _before(value: IndicatorValue | None, reading: Reading) -> Cell:
    if value is None:
        return Cell(DASH, grey=True)
    return Cell(shown_value(value, reading.t, short=True), grey=True, card=card_id(value))


def prevention(review: QuarterReview, reading: Reading) -> Chart:
    """Draw prevention's share of spending by quarter, with its target."""
    return quarter_bars(review.prevention, said.prevention_heading(review, reading), reading.t)


def single_lines(values: Sequence[IndicatorValue], reading: Reading) -> Html:
    """Show a few single numbers; what nobody records yet stands with them, and says so."""
    t = reading.t
    return lines(
        [
            LineRow(
                name_of(one, t),
                brief_value(one, t),
                said.line_small(one, reading),
                "bad" if one.target_status == "below" else None,
                card_id(one),
            )
            for one in values
        ]
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
