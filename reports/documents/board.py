"""The board's pack, at most eight pages: last decisions, the matrix, exceptions, targets, prevention, clients, money."""

from __future__ import annotations

from collections.abc import Sequence

from data.workspace.writing import Action, Decision
from locales import formats
from locales.formats import DASH
from metrics.lebaran import CURRENCY
from metrics.reviews.quarter import Measure, QuarterReview
from metrics.statistics.spc import Assurance, Variation
from metrics.value import IndicatorValue
from reports import funding, words
from reports import review as said
from reports.charts.chart import Axis, Chart, Tick
from reports.charts.control import control_xmr
from reports.charts.holiday import lebaran_events
from reports.charts.quarters import quarter_bars
from reports.charts.shares import shares_axis
from reports.document import Block, Box, Cell, Column, Document, Heading, Paragraph, Picture, Table
from reports.documents.parts import (
    Place,
    assemble,
    empty,
    interval,
    number,
    promise_blocks,
    status,
    target,
    written,
)
from reports.reading import Reading, brief_value, name_of, shown_value
from reports.request import Request

ASSURANCES: tuple[Assurance, ...] = ("pass", "hit_and_miss", "fail", "none")
VARIATIONS: tuple[Variation, ...] = ("improvement", "common", "concern")
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
            blocks += _exception(request, measure, actions, reading, lebaran=lebaran)
        blocks += [
            *_targets(review, reading),
            *_prevention(review, reading),
            *_clients(review, reading),
        ]
        blocks += _lines("money", said.money_heading(review, reading), review.money, reading)
        blocks += _lines("compliance", said.compliance_heading(review, reading), review.compliance, reading)
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
        *(Column(head=_capital(words.assurance_text(one, t)), width=21) for one in ASSURANCES),
    )
    rows = tuple(
        (
            Cell(text=f"{ICONS[row]} {_capital(words.variation_text(row, t))}", strong=True),
            *(Cell(text=_entries(review, row, column, reading) or DASH) for column in ASSURANCES),
        )
        for row in VARIATIONS
    )
    small = t.n("review.false_signals", len(review.measures))
    return [
        Heading(text=t("review.matrix_caption"), small=small),
        Table(caption=t("review.matrix_caption"), columns=columns, rows=rows),
    ]


def _entries(review: QuarterReview, row: Variation, column: Assurance, reading: Reading) -> str:
    return "\n".join(
        f"{name_of(one.value, reading.t)} {said.entry(one, reading)}"
        for one in review.measures
        if _row_of(one) == row and one.assurance == column
    )


def _row_of(measure: Measure) -> Variation:
    """Changes that are neither good nor bad, and what cannot be judged yet, stand in the middle row."""
    return measure.variation if measure.variation in VARIATIONS else "common"


def _exception(
    request: Request, measure: Measure, actions: Sequence[Action], reading: Reading, *, lebaran: bool
) -> list[Block]:
    """A chart, what it tells, and what people wrote about it."""
    t, watched = reading.t, measure.watched
    assert watched is not None, "an exception is found on a chart"
    id = measure.indicator.id
    action = next((one for one in reversed(actions) if one.indicator == id), None)
    rows = {
        "seen": said.seen(measure, reading),
        "cause": request.note(f"cause.{id}") or (action.cause if action else "") or "",
        "step": request.note(f"step.{id}") or (f"{action.text} ({action.owner})" if action else ""),
        "when": request.note(f"when.{id}") or (formats.day(action.due_on, t.language) if action else ""),
    }
    table = Table(
        caption=said.exception_heading(measure, reading),
        columns=(Column(head="", width=14), Column(head="", width=86)),
        rows=tuple(
            (
                Cell(text=t(f"review.{name}"), strong=True),
                Cell(text=text or t("review.unwritten"), grey=not text),
            )
            for name, text in rows.items()
        ),
    )
    chart = _chart(measure, reading, lebaran=lebaran)
    return [
        Heading(text=said.exception_heading(measure, reading)),
        *([Picture(chart=chart, height=200)] if chart else []),
        table,
    ]


def _chart(measure: Measure, reading: Reading, *, lebaran: bool) -> Chart | None:
    """The whole chart of an exception, with its limits named."""
    t, watched = reading.t, measure.watched
    if watched is None or all(value is None for value in watched.chart.values):
        return None
    unit, values = measure.value.unit, watched.values
    write = formats.quarter if watched.grain == "quarter" else formats.short_month
    labels = [write(one.start, t.language) for one in values]
    texts = [words.value_text(one, t) for one in values]
    ticks = [
        Tick(value=place, label=str(one.start.year))
        for place, one in enumerate(values)
        if one.start.month == 1
    ]
    return control_xmr(
        watched.chart,
        measure.indicator.direction,
        ticks,
        labels,
        texts,
        said.spark_alt(measure, reading),
        lambda amount: words.amount_text(amount, unit, t, short=True),
        t,
        target=measure.value.target.value if measure.value.target else None,
        events=lebaran_events(watched.grain, values, t) if lebaran else (),
        at_most=1.0 if unit == "proportion" else None,
    )


def _targets(review: QuarterReview, reading: Reading) -> list[Block]:
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


def _prevention(review: QuarterReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.prevention:
        return empty(
            t("review.prevention_none"), t("review.prevention_empty"), t("review.prevention_empty_why")
        )
    heading = said.prevention_heading(review, reading)
    chart = quarter_bars(review.prevention, heading, t)
    return [Heading(text=heading, small=t("review.prevention_small")), Picture(chart=chart, height=170)]


def _clients(review: QuarterReview, reading: Reading) -> list[Block]:
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


def _lines(name: str, heading: str, values: Sequence[IndicatorValue], reading: Reading) -> list[Block]:
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
