"""The funnel: units of every size between the limits that chance alone would give them."""

from __future__ import annotations

from locales.translate import Translator
from metrics.reviews.comparing import CompareReview, Limit, Unit
from metrics.value import IndicatorValue
from reports import words
from reports.charts.chart import Axis, Chart, Line, Point, Role, Series, Tick
from reports.charts.scale import WHOLE, axis, steps
from reports.reading import counts_text, sentence


def funnel(review: CompareReview, alt: str, t: Translator) -> Chart:
    """Draw the units that may be shown; only those beyond the limits carry a colour and a name."""
    assert review.pooled is not None and review.pooled.value is not None
    limits = review.limits
    last = limits[-1]
    drawn = review.shown
    ends = [end for limit in limits for end in (limit.outer_low, limit.outer_high)]
    held = [*(unit.value.value for unit in drawn), *ends]
    mean = words.value_text(review.pooled, t)
    edges = (last.outer_high, last.inner_high, last.inner_low, last.outer_low)
    names = ("99.8", "95", "95", "99.8")
    lines = [
        Line(kind="mean", value=review.pooled.value, label=t("chart.mean", value=mean), short=mean),
        *(
            Line(kind="upper", value=edge, label=t(f"compare.limit.{name}"), short=t(f"compare.limit.{name}"))
            for edge, name in zip(edges, names, strict=True)
        ),
    ]
    return Chart(
        kind="funnel",
        alt=alt,
        series=(
            Series(points=tuple(_point(unit, t) for unit in drawn)),
            _edge(limits, "faint", "95"),
            _edge(limits, "common", "99.8"),
        ),
        values=axis(held, lambda share: words.amount_text(share, "proportion", t), at_most=1.0),
        places=_sizes(limits, t),
        lines=tuple(lines),
    )


def role_of(unit: Unit) -> Role:
    """Give the verdict of a unit: good or bad by the measure's direction, nothing within the limits."""
    if unit.place in (None, "usual"):
        return "common"
    if unit.value.direction == "neutral":
        return "neutral"
    high = unit.place in ("ask_high", "watch_high")
    return "good" if high == (unit.value.direction == "up") else "bad"


def _point(unit: Unit, t: Translator) -> Point:
    value = unit.value
    said = sentence(words.value_text(value, t), counts_text(value, t))
    name = unit.name.split(" · ")[0]
    return Point(
        label=f"{name} {words.value_text(value, t)}" if unit.place != "usual" else name,
        value=value.value,
        place=_size(value),
        text=said,
        role=role_of(unit),
        hollow=unit.place in ("watch_low", "watch_high"),
    )


def _size(value: IndicatorValue) -> float:
    return value.denominator or 0.0


def _edge(limits: tuple[Limit, ...], role: Role, name: str) -> Series:
    inner = role == "faint"
    points = tuple(
        Point(
            value=None,
            place=one.size,
            low=one.inner_low if inner else one.outer_low,
            high=one.inner_high if inner else one.outer_high,
        )
        for one in limits
    )
    return Series(name=name, points=points, role=role)


def _sizes(limits: tuple[Limit, ...], t: Translator) -> Axis:
    low, high = limits[0].size, limits[-1].size
    ticks = [
        Tick(value=number, label=words.amount_text(number, "count", t))
        for number in steps(low, high, 5, WHOLE["count"])
        if low <= number <= high
    ]
    return Axis(low=low, high=high, ticks=tuple(ticks))
