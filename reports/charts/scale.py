"""Axes: where they begin and end, and which round numbers stand along them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence

from reports.charts.chart import Axis, Tick

PER_CENT = 0.01
"""What labels of proportions tell apart."""
WHOLE = {"people": 1.0, "count": 1.0}
"""What labels of other units tell apart."""


def steps(low: float, high: float, about: int = 4, told: float | None = None) -> tuple[float, ...]:
    """Give round numbers that cover low to high, about so many steps of 1, 2, 2.5 or 5 times a power of 10.

    ``told`` is what labels can tell apart: every number is a multiple of it, so that none stands beside its place.

    >>> steps(0.44, 0.72)
    (0.4, 0.5, 0.6, 0.7, 0.8)
    >>> steps(0.9, 1.0, told=PER_CENT)
    (0.9, 0.95, 1.0)
    """
    reach = max(high - low, told or 0.0) or abs(high) or 1.0
    lowest = math.floor(math.log10(reach / about))
    round_steps = (nice * 10.0**power for power in itertools.count(lowest) for nice in (1, 2, 2.5, 5))
    step = next(one for one in round_steps if one * about >= reach * 0.999999 and _is_multiple(one, told))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 12) for number in range(first, max(last, first + 1) + 1))


def _is_multiple(step: float, told: float | None) -> bool:
    return told is None or (step >= told * 0.999999 and abs(step / told - round(step / told)) < 1e-6)


def axis(
    values: Iterable[float | None],
    write: Callable[[float], str],
    *,
    from_zero: bool = False,
    at_most: float | None = None,
    told: float | None = None,
    about: int = 4,
) -> Axis:
    """Give an axis that holds all values, labelled by ``write``.

    ``from_zero`` is for bars. ``at_most`` is a bound that no value passes: 1 for a proportion, which is labelled in
    whole per cent. ``told`` is what other labels tell apart, such as 1 for people.
    """
    told = PER_CENT if at_most == 1.0 else told
    known = [value for value in values if value is not None] or [0.0, 1.0]
    low, high = (min(0.0, *known) if from_zero else min(known)), max(known)
    numbers = steps(low, high, about, told)
    if at_most is not None:
        # Where every value is the bound itself there is nothing above it: the axis begins at 0.
        numbers = steps(0.0, at_most, about, told) if low > at_most - 1e-9 else numbers
        numbers = tuple(number for number in numbers if number <= at_most) or numbers
    top = max(numbers[-1], high) if at_most is None else min(max(numbers[-1], high), at_most)
    return Axis(
        low=numbers[0], high=top, ticks=tuple(Tick(value=number, label=write(number)) for number in numbers)
    )


def tight(values: Iterable[float | None]) -> Axis:
    """Give an unlabelled axis that just holds all values, for a sparkline."""
    known = [value for value in values if value is not None] or [0.0]
    low, high = min(known), max(known)
    return Axis(low=low, high=high) if high > low else Axis(low=low - 1, high=high + 1)


def spread(
    places: Sequence[float], gap: float, low: float = -math.inf, high: float = math.inf
) -> tuple[float, ...]:
    """Move labels apart so that neighbours lie at least ``gap`` from each other, each as little as can be.

    None is moved below ``low`` or above ``high``, where there is room for all of them.

    >>> spread([10, 12, 40], 8)
    (7.0, 15.0, 40.0)
    >>> spread([10, 12, 40], 8, low=10)
    (10.0, 18.0, 40.0)
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved: list[list[int]] = [[number] for number in order]
    while True:
        centres = [_centre([places[number] for number in group], gap, low, high) for group in moved]
        close = next(
            (
                number
                for number in range(len(moved) - 1)
                if centres[number + 1] - centres[number]
                < gap * (len(moved[number]) + len(moved[number + 1])) / 2
            ),
            None,
        )
        if close is None:
            break
        moved[close : close + 2] = [moved[close] + moved[close + 1]]
    given = list(places)
    for group, centre in zip(moved, centres, strict=True):
        for number, member in enumerate(group):
            given[member] = centre + gap * (number - (len(group) - 1) / 2)
    return tuple(given)


def _centre(group: Sequence[float], gap: float, low: float, high: float) -> float:
    """Give the middle of labels that stand together, between the bounds."""
    reach = gap * (len(group) - 1) / 2
    return max(min(sum(group) / len(group), high - reach), low + reach)
