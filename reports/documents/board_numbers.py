"""The board's numbers: every measure against its target, prevention, clients, money and compliance."""

from __future__ import annotations

from collections.abc import Sequence

from locales.formats import DASH
from metrics.reviews.quarter import Measure, QuarterReview
from metrics.value import IndicatorValue
from reports import review as said
from reports import words
from reports.charts.chart import Axis
from reports.charts.quarters import quarter_bars
from reports.charts.shares import shares_axis
from reports.document import Block, Cell, Column, Heading, Picture, Table
from reports.documents.parts import empty, interval, number, status, target
from reports.reading import Reading, brief_value, name_of, shown_value


def target_blocks(review: QuarterReview, reading: Reading) -> list[Block]:
    """Each measure with its target, its interval, and the quarters it is held against."""
    t = reading.t
    if not review.measures:
        return []
    shares = [one.value for one in review.measures if one.value.unit == "proportion"]
    drawn = shares_axis(shares, t, targets=True) if shares else None
    columns = (
        Column(head=t("review.measure"), width=30),
        Column(head=t("promises.target"), width=11, right=True),
        Column(head=t("review.now"), width=16, right=True),
        *([Column(head=t("promises.interval"), width=20, axis=drawn)] if drawn else []),
        Column(head=t("promises.status"), width=17),
        Column(head=t("review.last_quarter"), width=12, right=True),
        Column(head=t("review.year_ago"), width=12, right=True),
    )
    rows = tuple(_target(one, review, drawn, reading) for one in review.measures)
    heading = Heading(text=said.targets_heading(review, reading), small=t("review.targets_small"))
    return [heading, Table(caption=t("review.targets_caption"), columns=columns, rows=rows)]


def _target(
    measure: Measure, review: QuarterReview, drawn: Axis | None, reading: Reading
) -> tuple[Cell, ...]:
    t, value = reading.t, measure.value
    name = name_of(value, t)
    pictured = drawn is not None and value.unit == "proportion"
    return (
        Cell(text=name, under=said.period_of(value, review, reading)),
        target(value, t),
        number(value, reading, strong=True, counts=True),
        *([interval(value, drawn, name, reading, verdict=True) if pictured else Cell()] if drawn else []),  # type: ignore[arg-type]
        status(value, t),
        _before(measure.before, reading),
        _before(measure.year_ago, reading),
    )


def _before(value: IndicatorValue | None, reading: Reading) -> Cell:
    text = DASH if value is None else shown_value(value, reading.t, short=True)
    return Cell(text=text, grey=True)


def prevention_blocks(review: QuarterReview, reading: Reading) -> list[Block]:
    """Prevention's share of spending, quarter by quarter."""
    t = reading.t
    if not review.prevention:
        return empty(
            t("review.prevention_none"), t("review.prevention_empty"), t("review.prevention_empty_why")
        )
    heading = said.prevention_heading(review, reading)
    chart = quarter_bars(review.prevention, heading, t)
    return [Heading(text=heading, small=t("review.prevention_small")), Picture(chart=chart, height=170)]


def client_blocks(review: QuarterReview, reading: Reading) -> list[Block]:
    """All rights from the lowest, then what else clients say."""
    t = reading.t
    heading = Heading(text=said.clients_heading(review, reading))
    if not review.rights:
        return [heading, _single(review.clients, reading)]
    drawn = shares_axis(review.rights, t, targets=True)
    columns = (
        Column(head=t("report.right"), width=42),
        Column(head=t("promises.interval"), width=34, axis=drawn),
        Column(head=t("review.now"), width=24, right=True),
    )
    rows = tuple(
        (
            Cell(text=name_of(one, t), under=words.period_text(one, t)),
            interval(one, drawn, name_of(one, t), reading),
            number(one, reading, strong=True, counts=True),
        )
        for one in review.rights
    )
    rights = Table(caption=said.clients_heading(review, reading), columns=columns, rows=rows)
    return [heading, rights, _single(review.clients, reading)]


def line_blocks(heading: str, values: Sequence[IndicatorValue], reading: Reading) -> list[Block]:
    """A few single numbers under the sentence that says them."""
    return [Heading(text=heading), _single(values, reading)]


def _single(values: Sequence[IndicatorValue], reading: Reading) -> Table:
    """A few single numbers, each with what it is read by."""
    t = reading.t
    rows = tuple(
        (
            Cell(text=name_of(one, t), under=words.period_text(one, t)),
            Cell(text=brief_value(one, t), strong=one.value is not None, grey=one.value is None),
            Cell(text=said.line_small(one, reading), grey=True),
            status(one, t),
        )
        for one in values
    )
    columns = (
        Column(head="", width=44),
        Column(head=t("review.now"), width=18, right=True),
        Column(head="", width=20),
        Column(head=t("promises.status"), width=18),
    )
    return Table(caption=t("review.now"), columns=columns, rows=rows)
