"""What stands out for the board: a chart, what it tells, and what people wrote about it."""

from __future__ import annotations

from collections.abc import Sequence

from data.workspace.writing import Action
from locales import formats
from metrics.reviews.quarter import Measure
from reports import review as said
from reports import words
from reports.charts.chart import Chart, Tick
from reports.charts.control import control_xmr
from reports.charts.holiday import lebaran_events
from reports.document import Block, Cell, Column, Heading, Picture, Table
from reports.reading import Reading
from reports.request import Request


def exception_blocks(
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
        unit=unit,
    )
