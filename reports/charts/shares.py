"""Axes of proportions for tables: numbers along the axis, the sign only at its end."""

from __future__ import annotations

from collections.abc import Iterable

from locales.translate import Translator
from metrics.value import IndicatorValue
from reports import words
from reports.charts.chart import Axis
from reports.charts.scale import axis


def shares_axis(values: Iterable[IndicatorValue], t: Translator, *, targets: bool = False) -> Axis:
    """Give one axis for the intervals of a table; with ``targets``, it holds targets and baselines too.

    Without a single number nothing is drawn: the axis has no ticks.
    """
    values = list(values)
    held = [end for one in values for end in _ends(one, targets)]
    drawn = axis(held, lambda amount: words.amount_text(amount, "proportion", t), at_most=1.0)
    if all(one.value is None for one in values):
        return drawn.model_copy(update={"ticks": ()})
    *first, last = drawn.ticks
    bare = tuple(tick.model_copy(update={"label": tick.label.removesuffix("%")}) for tick in first)
    # A dot that lies on an end of the axis is shown whole.
    room = _ROOM * (drawn.high - drawn.low)
    dots = [place for place in held if place is not None]
    low = drawn.low - room if any(place < drawn.low + room for place in dots) else drawn.low
    high = drawn.high + room if any(place > drawn.high - room for place in dots) else drawn.high
    return drawn.model_copy(update={"low": low, "high": high, "ticks": (*bare, last)})


def whole_dot(drawn: Axis, value: float) -> float:
    """Give where a dot is drawn: one that lies beyond an end of the axis stands whole at that end."""
    room = _ROOM * (drawn.high - drawn.low)
    return min(max(value, drawn.low + room), drawn.high - room)


_ROOM = 0.045
"""The part of an axis that half a dot takes."""


def _ends(value: IndicatorValue, targets: bool) -> list[float | None]:
    ends = [value.value, value.low, value.high]
    if targets and value.target is not None:
        ends += [value.target.value, value.target.baseline]
    return ends
