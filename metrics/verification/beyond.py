"""The second formulation of programmes beyond the funnel: over all organisations, with binomials summed one by one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from metrics.ask import Ask
from metrics.compute import value
from metrics.period import Period, add_months, rolling_months
from metrics.reader import Organization, Reader
from metrics.scope import OWNER
from metrics.verification.change import exits
from metrics.verification.records import Records

FUNNEL = "funnel_outlier_units"
FEWEST, DISPERSED, TOO_UNLIKE = 5, 10, 4.0
FAR = 3.0902323061678132
"""Standard deviations that leave one in a thousand beyond, on one side."""


class Unit(NamedTuple):
    """A programme in a period: whose it is, and by risk at entry how many achieved of how many."""

    organization: str
    program: str
    strata: dict[str, tuple[int, int]]

    @property
    def achieved(self) -> int:
        """All who achieved."""
        return sum(x for x, _ in self.strata.values())

    @property
    def n(self) -> int:
        """All who count."""
        return sum(n for _, n in self.strata.values())


class Compared(NamedTuple):
    """What was published of an organisation beside the second formulation."""

    organization: str
    period: Period
    published: float | None
    recomputed: float | None
    agree: bool


def units_of(records: Records, period: Period) -> dict[str, list[Unit]]:
    """The programmes of an organisation that anybody who counts left in the period, by their kind."""
    counts: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in exits(records, None, period):
        strata = counts[row["kind"], row["program_id"]]
        x, n = strata.get(row["risk_entry"], (0, 0))
        strata[row["risk_entry"]] = (x + (row["outcome"] == "achieved"), n + 1)
    found: dict[str, list[Unit]] = defaultdict(list)
    for (kind, program), strata in counts.items():
        found[kind].append(Unit(records.organization, program, strata))
    return found


def years(known: Iterable[Organization]) -> list[Period]:
    """The last three years of whoever has the newest data."""
    last = max((one.as_of for one in known if one.as_of), default=None)
    return (
        []
        if last is None
        else [rolling_months(add_months(last.replace(day=1), -12 * back), 12) for back in range(3)]
    )


def compared(
    reader: Reader, units: dict[Period, dict[str, list[Unit]]], organizations: Iterable[str]
) -> Iterator[Compared]:
    """How many programmes of each organisation lie beyond the funnel of all of their kind, in each period."""
    for period, kinds in units.items():
        beyond: dict[str, int] = defaultdict(int)
        judged: dict[str, int] = defaultdict(int)
        for alike in kinds.values():
            for unit, outside in judge(alike):
                judged[unit.organization] += 1
                beyond[unit.organization] += outside
        for one in organizations:
            asked = Ask(indicator=FUNNEL, organization=one, start=period.start, end=period.end)
            answer = value(reader, OWNER, asked)
            ours = float(beyond[one]) if judged[one] else None
            agree = answer.value == ours and (answer.denominator or 0) == judged[one]
            yield Compared(one, period, answer.value, ours, agree)


def judge(units: Sequence[Unit]) -> list[tuple[Unit, bool]]:
    """Which units lie beyond 99.8 % limits at the risk of all; none where too few or too unlike."""
    if len(units) < FEWEST:
        return []
    whole: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for unit in units:
        for risk, (x, n) in unit.strata.items():
            whole[risk] = (whole[risk][0] + x, whole[risk][1] + n)
    mean = sum(x for x, _ in whole.values()) / sum(n for _, n in whole.values())
    rates = []
    for unit in units:
        expected = sum(n * whole[risk][0] / whole[risk][1] for risk, (_, n) in unit.strata.items())
        rates.append(min(unit.achieved / expected * mean, 1.0) if expected else unit.achieved / unit.n)
    between = 0.0
    if len(units) >= DISPERSED and 0 < mean < 1:
        sizes = [unit.n for unit in units]
        phi = _phi(rates, sizes, mean)
        if phi > TOO_UNLIKE:
            return []
        weight = 4 * sum(sizes) - 4 * sum(n * n for n in sizes) / sum(sizes)
        between = max((len(units) * phi - (len(units) - 1)) / weight, 0.0)
    return [
        (unit, not low <= rate <= high)
        for unit, rate in zip(units, rates, strict=True)
        for low, high in [_wide(mean, unit.n, between) if between else _exact(mean, unit.n)]
    ]


def _phi(rates: Sequence[float], sizes: Sequence[int], mean: float) -> float:
    """The mean square of deviations on the arcsine scale, a tenth at each end drawn in."""
    far = sorted(
        (math.asin(math.sqrt(rate)) - math.asin(math.sqrt(mean))) * 2 * math.sqrt(n)
        for rate, n in zip(rates, sizes, strict=True)
    )

    def quantile(share: float) -> float:
        place = share * (len(far) - 1)
        below = math.floor(place)
        return far[below] + (place - below) * (far[min(below + 1, len(far) - 1)] - far[below])

    low, high = quantile(0.1), quantile(0.9)
    return sum(min(max(one, low), high) ** 2 for one in far) / len(far)


def _wide(mean: float, n: int, between: float) -> tuple[float, float]:
    reach = FAR * math.sqrt(1 / (4 * n) + between)
    centre = math.asin(math.sqrt(mean))
    return math.sin(max(centre - reach, 0.0)) ** 2, math.sin(min(centre + reach, math.pi / 2)) ** 2


def _exact(mean: float, n: int) -> tuple[float, float]:
    """Interpolated binomial limits (Spiegelhalter 2005); nobody lies beyond all of n."""
    if mean in (0.0, 1.0):
        return mean, mean
    chance = [
        math.exp(
            math.lgamma(n + 1)
            - math.lgamma(x + 1)
            - math.lgamma(n - x + 1)
            + x * math.log(mean)
            + (n - x) * math.log(1 - mean)
        )
        for x in range(n + 1)
    ]
    return max(_limit(chance, 0.001), 0.0), 1.0 if sum(chance[:n]) < 0.999 else _limit(chance, 0.999)


def _limit(chance: Sequence[float], tail: float) -> float:
    reached = 0.0
    for x, one in enumerate(chance):
        reached += one
        if reached >= tail:
            return (x - (reached - tail) / one) / (len(chance) - 1)
    return 1.0
