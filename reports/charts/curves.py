"""The curve of returns: this cohort dark, the one before grey, and how many are still followed under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from locales.translate import Translator
from metrics.reviews.asking import measured
from metrics.reviews.prevention import Cohort
from metrics.value import IndicatorValue
from reports import words
from reports.charts.chart import Axis, Chart, Line, Mark, Point, Role, Series, Tick
from reports.charts.scale import axis

HALF_YEAR, YEAR = 6, 12


def return_curve(
    cohorts: Sequence[Cohort], named: Callable[[Cohort], tuple[str, str]], alt: str, t: Translator
) -> Chart:
    """Draw cohorts, the newest first; ``named`` gives each its name and what is said at its end."""
    roles: tuple[Role, ...] = ("actual", "previous")
    drawn = [(one, role) for one, role in zip(cohorts, roles, strict=False) if one.points]
    longest = max(one.points[-1].month for one, _ in drawn)
    last = max((months for one, _ in drawn for months, _ in one.followed), default=YEAR)
    end = max(longest, float(last), float(YEAR))
    return Chart(
        kind="curve",
        alt=alt,
        series=tuple(
            _series(one, role, *named(one), t).model_copy(
                update={"marks": _marks(one, [other for other, _ in drawn if other is not one], t)}
            )
            for one, role in drawn
        ),
        values=axis(
            [point.high for one, _ in drawn for point in one.points],
            lambda share: words.amount_text(share, "proportion", t),
            from_zero=True,
            at_most=1.0,
        ),
        places=Axis(low=0.0, high=end, ticks=tuple(_months(end, t))),
        lines=tuple(
            Line(kind="mark", value=float(months), label=t("prevention.months", count=months))
            for months in (HALF_YEAR, YEAR)
        ),
    )


def _series(cohort: Cohort, role: Role, name: str, note: str, t: Translator) -> Series:
    points = tuple(
        Point(
            place=one.month,
            value=one.returned,
            low=one.low,
            high=one.high,
            text=t(
                "prevention.point",
                share=words.amount_text(one.returned, "proportion", t),
                range=words.range_text(one.low, one.high, "proportion", t),
            ),
        )
        for one in cohort.points
    )
    counts = tuple(
        Tick(value=month, label=words.amount_text(people, "count", t)) for month, people in cohort.followed
    )
    return Series(name=name, note=note, points=points, role=role, counts=counts)


def _marks(cohort: Cohort, others: Sequence[Cohort], t: Translator) -> tuple[Mark, ...]:
    """Half a year and a year, as far as the curve goes; on the outer side of the other curve's mark."""
    found = []
    for months, value in readable(cohort):
        beside = [other.value for one in others for at, other in readable(one) if at == months]
        assert value.value is not None
        above = all(other is None or value.value >= other for other in beside)
        label = words.amount_text(value.value, "proportion", t)
        found.append(Mark(place=float(months), value=value.value, label=label, above=above))
    return tuple(found)


def readable(cohort: Cohort) -> list[tuple[int, IndicatorValue]]:
    """The values that may be read from a cohort's curve, by months."""
    reads = ((HALF_YEAR, cohort.half_year), (YEAR, cohort.year))
    return [(months, one) for months, one in reads if measured(one) and cohort.points[-1].month >= months]


def _months(end: float, t: Translator) -> list[Tick]:
    whole = range(0, int(end) + 1, 3 if end <= 24 else 6)
    ticks = [Tick(value=month, label=str(month)) for month in whole]
    return [*ticks[:-1], ticks[-1].model_copy(update={"label": t("prevention.months", count=whole[-1])})]
