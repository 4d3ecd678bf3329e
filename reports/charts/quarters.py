"""A share by quarter as bars: the newest dark, the target dotted, each year named once."""

from __future__ import annotations

from collections.abc import Sequence

from locales import formats
from locales.translate import Translator
from metrics.value import IndicatorValue
from reports import words
from reports.charts.chart import Axis, Chart, Line, Point, Series, Tick
from reports.charts.scale import axis

LATE = 8
"""A first year that begins in this month or later has no room for its name."""


def quarter_bars(found: Sequence[IndicatorValue], alt: str, t: Translator) -> Chart:
    """Make the bars of a share in quarters that follow each other; a quarter without a value is a gap."""
    last = len(found) - 1
    points = tuple(
        Point(
            label=formats.quarter(one.start, t.language),
            value=one.value,
            text=words.value_text(one, t),
            role="actual" if place == last else "previous",
        )
        for place, one in enumerate(found)
    )
    target = found[-1].target
    named = words.target_text(found[-1], t)
    lines = () if target is None else (_target(target.value, t("chart.target", value=named), named),)
    held = [*(point.value for point in points), target.value if target else None]
    years = tuple(
        Tick(value=place, label=str(one.start.year))
        for place, one in enumerate(found)
        if one.start.month == 1 or (place == 0 and one.start.month < LATE)
    )
    return Chart(
        kind="bars",
        alt=alt,
        series=(Series(points=points),),
        values=axis(
            held, lambda amount: words.amount_text(amount, "proportion", t), from_zero=True, at_most=1.0
        ),
        places=Axis(low=-0.6, high=last + 0.6, ticks=years),
        lines=lines,
    )


def _target(value: float, label: str, short: str) -> Line:
    return Line(kind="target", value=value, label=label, short=short)
