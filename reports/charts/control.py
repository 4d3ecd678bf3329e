"""Control charts of ``metrics.statistics`` as pictures: a sparkline, or a chart with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from locales.translate import Translator
from metrics.statistics.attribute_charts import AttributeChart
from metrics.statistics.spc import ControlChart, Xmr, variation
from metrics.statistics.target import Direction
from reports.charts.chart import Axis, Band, Chart, Event, Line, Point, Role, Tick
from reports.charts.make import spark, xmr
from reports.charts.scale import WHOLE, axis

_ROLES: dict[str, Role] = {
    "improvement": "good",
    "concern": "bad",
    "neutral_high": "neutral",
    "neutral_low": "neutral",
}


def control_spark(
    control: ControlChart, direction: Direction, alt: str, *, target: float | None = None, last: int = 24
) -> Chart:
    """Make a sparkline of the last so many points, judged on all of them."""
    skip = max(len(control.values) - last, 0)
    points = _points(control, direction, [""] * len(control.values), [""] * len(control.values))[skip:]
    return spark(points, alt, bands=_bands(control, skip), lines=_levels(control, target))


def control_xmr(
    control: ControlChart,
    direction: Direction,
    ticks: Sequence[Tick],
    labels: Sequence[str],
    texts: Sequence[str],
    alt: str,
    write: Callable[[float], str],
    t: Translator,
    *,
    target: float | None = None,
    unfinished: float | None = None,
    events: Sequence[Event] = (),
    title: str = "",
    note: str = "",
    unit: str = "",
) -> Chart:
    """Make a control chart with its four lines named at the right end.

    ``labels`` and ``texts`` name each point and say its value, with one more for an ``unfinished``
    period; ``unit`` is that of its values; ``ticks`` stand along the time axis at point numbers; ``write``
    writes a value of the axis.
    """
    points = _points(control, direction, labels, texts)
    if unfinished is not None:
        points.append(Point(label=labels[-1], value=unfinished, text=texts[-1], role="unfinished"))
    lines = [_named(line, write, t) for line in _levels(control, target)]
    usual = control.usual_range
    if usual is not None:
        ends = (("lower", usual[0]), ("upper", usual[1]))
        lines += [_named(Line(kind=kind, value=value), write, t) for kind, value in ends]
    bands = _bands(control, 0)
    held = [*(p.value for p in points), *(line.value for line in lines), *_edges(bands)]
    return xmr(
        points,
        axis(held, write, at_most=1.0 if unit == "proportion" else None, told=WHOLE.get(unit)),
        # An unfinished point has its words under it, which need room at the right.
        Axis(low=-0.5, high=len(points) + (0.4 if unfinished is not None else -0.5), ticks=tuple(ticks)),
        alt,
        bands=bands,
        lines=lines,
        events=events,
        unfinished=t("chart.unfinished"),
        title=title,
        note=note,
    )


def _points(
    control: ControlChart, direction: Direction, labels: Sequence[str], texts: Sequence[str]
) -> list[Point]:
    return [
        Point(
            label=labels[at],
            value=value,
            text=texts[at],
            role=_ROLES.get(variation(control, direction, at), "common"),
        )
        for at, value in enumerate(control.values)
    ]


def _levels(control: ControlChart, target: float | None) -> list[Line]:
    mean = [] if control.mean is None else [Line(kind="mean", value=control.mean)]
    return mean if target is None else [*mean, Line(kind="target", value=target)]


def _named(line: Line, write: Callable[[float], str], t: Translator) -> Line:
    said = write(line.value)
    return line.model_copy(update={"label": t(f"chart.{line.kind}", value=said), "short": said})


def _bands(control: ControlChart, skip: int) -> list[Band]:
    """Give the usual range: one band, or one for each run of points whose limits are the same."""
    if isinstance(control, Xmr):
        usual = control.usual_range
        return [] if usual is None else [Band(low=usual[0], high=usual[1])]
    if not isinstance(control, AttributeChart):
        return []
    limits = list(enumerate(zip(control.lower, control.upper, strict=True)))[skip:]
    bands = []
    for (low, high), run in groupby(limits, key=lambda item: item[1]):
        places = [place - skip for place, _ in run]
        if low is not None and high is not None:
            bands.append(Band(low=low, high=high, start=places[0] - 0.5, end=places[-1] + 0.5))
    return bands


def _edges(bands: Iterable[Band]) -> list[float]:
    return [edge for band in bands for edge in (band.low, band.high)]
