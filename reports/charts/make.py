"""The charts that pages and reports ask for, made from plain values. Words come in already said."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.value import IndicatorValue
from reports.charts.chart import Axis, Band, Chart, Event, Line, Point, Role, Series
from reports.charts.scale import tight

WHOLE = Axis(low=0.0, high=1.0)


def interval(
    value: float,
    axis: Axis,
    alt: str,
    *,
    low: float | None = None,
    high: float | None = None,
    role: Role = "actual",
    target: float | None = None,
    before: float | None = None,
    hollow: bool = False,
) -> Chart:
    """Make the picture of one interval in a row: ``before`` is the baseline or the last wave.

    ``hollow`` marks an estimate from 10 to 29 people.
    """
    now = Series(points=(Point(value=value, low=low, high=high, role=role, hollow=hollow),), role=role)
    then = (
        () if before is None else (Series(points=(Point(value=before, role="previous"),), role="previous"),)
    )
    lines = () if target is None else (Line(kind="target", value=target),)
    return Chart(kind="interval_row", alt=alt, series=(now, *then), values=axis, lines=lines)


def interval_of(value: IndicatorValue, axis: Axis, alt: str, *, verdict: bool = True) -> Chart | None:
    """Make the interval of an IndicatorValue with its target and baseline; None where there is no value.

    It is coloured only by a verdict: the whole interval on one side of the target.
    """
    if value.value is None:
        return None
    verdicts: dict[str | None, Role] = {"above": "good", "below": "bad"}
    return interval(
        value.value,
        axis,
        alt,
        low=value.low,
        high=value.high,
        role=verdicts.get(value.target_status, "actual") if verdict else "actual",
        target=value.target.value if value.target else None,
        before=value.target.baseline if value.target else None,
        hollow=value.status == "indicative",
    )


def bar(value: float, most: float, alt: str, *, role: Role = "previous") -> Chart:
    """Make one bar in a row; ``most`` is the value of the longest bar of its column."""
    axis = Axis(low=0.0, high=most or 1.0)
    return Chart(
        kind="bar_row", alt=alt, series=(Series(points=(Point(value=value, role=role),)),), values=axis
    )


def spend_result(
    spent: float | None, achieved: float | None, elapsed: float | None, alt: str, *, most: float = 1.0
) -> Chart:
    """Make spending (light) over results (dark) on one track; the upright line is the time passed.

    All three are shares of the plan; ``most`` is where the track ends.
    """
    series = (
        Series(points=(Point(value=spent, role="previous"),), role="previous"),
        Series(points=(Point(value=achieved, role="actual"),), role="actual"),
    )
    lines = () if elapsed is None else (Line(kind="mark", value=elapsed),)
    return Chart(kind="spend_result", alt=alt, series=series, values=Axis(low=0.0, high=most), lines=lines)


def stacked(parts: Sequence[tuple[str, float, Role]], alt: str) -> Chart:
    """Make one bar of the parts of a whole, dark to faint, dashed where unknown; each label stands in its part."""
    points = tuple(Point(label=label, value=value, role=role) for label, value, role in parts)
    total = sum(value for _, value, _ in parts) or 1.0
    return Chart(kind="stacked", alt=alt, series=(Series(points=points),), values=Axis(low=0.0, high=total))


def three_states(
    achieved: tuple[str, float], not_achieved: tuple[str, float], unknown: tuple[str, float], alt: str
) -> Chart:
    """Make the bar of achieved, not achieved and unknown, each a label and a count."""
    roles: tuple[Role, ...] = ("actual", "previous", "unknown")
    states = (achieved, not_achieved, unknown)
    points = tuple(
        Point(label=label, value=value, role=role)
        for (label, value), role in zip(states, roles, strict=True)
        if value
    )
    total = sum(value for _, value in states) or 1.0
    return Chart(
        kind="three_states", alt=alt, series=(Series(points=points),), values=Axis(low=0.0, high=total)
    )


def spark(
    points: Sequence[Point],
    alt: str,
    *,
    bands: Sequence[Band] = (),
    lines: Sequence[Line] = (),
) -> Chart:
    """Make a sparkline: points, usual range, mean and target, without words."""
    held = [
        *(p.value for p in points),
        *(b.low for b in bands),
        *(b.high for b in bands),
        *(x.value for x in lines),
    ]
    return Chart(
        kind="spark",
        alt=alt,
        series=(Series(points=tuple(points)),),
        values=tight(held),
        bands=tuple(bands),
        lines=tuple(lines),
    )


def xmr(
    points: Sequence[Point],
    values: Axis,
    places: Axis,
    alt: str,
    *,
    bands: Sequence[Band] = (),
    lines: Sequence[Line] = (),
    events: Sequence[Event] = (),
    unfinished: str = "",
    title: str = "",
    note: str = "",
) -> Chart:
    """Make a control chart with its labelled lines; ``unfinished`` is written at such a last point."""
    return Chart(
        kind="xmr",
        alt=alt,
        series=(Series(points=tuple(points)),),
        values=values,
        places=places,
        bands=tuple(bands),
        lines=tuple(lines),
        events=tuple(events),
        unfinished=unfinished,
        title=title,
        note=note,
    )
