"""The board's quarter: the main measures by what really changed and whether they will meet their target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from metrics.ask import Ask
from metrics.catalogue import BY_ID, CATALOGUE
from metrics.catalogue.definition import Indicator
from metrics.compute import value, values_by
from metrics.period import Period, add_months, quarter_of, rolling_months
from metrics.reader import Reader
from metrics.reviews.charted import HISTORY, charted, without
from metrics.reviews.cover import uncovering
from metrics.reviews.promised import Promise, promised, reported_only
from metrics.reviews.signals import Watched, since_begun
from metrics.reviews.window import QUARTER, TWO_YEARS, YEAR, shortest
from metrics.scope import Scope
from metrics.statistics.spc import Assurance, Variation
from metrics.value import IndicatorValue

MEASURES: tuple[Indicator, ...] = (
    *(one for one in CATALOGUE if one.headline and one.kind != "promises"),
    *(
        BY_ID[name]
        for name in ("high_risk_contact_rate", "complaint_resolution_rate", "followup_coverage_12m")
    ),
)
"""The main measures: the headline, and three without which they cannot be judged."""
RIGHTS: tuple[str, ...] = tuple(
    one.id for one in CATALOGUE if one.id.startswith("rights_") and one.id != "rights_all_seven_share"
)
CLIENTS = ("rights_all_seven_share", "complaint_resolution_rate", "survey_response_rate")
MONEY = ("reserve_months", "largest_funder_share", "spending")
COMPLIANCE = ("accreditation_readiness_index", "protection_response_24h", "record_completeness")
EXCEPTIONS = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """A main measure: its value in the shortest window that can be read, and how it moved until now.

    ``before`` and ``year_ago`` are the same window a quarter and a year earlier; None where that window is
    longer than a quarter, because it would hold the same months again.
    """

    indicator: Indicator
    value: IndicatorValue
    before: IndicatorValue | None
    year_ago: IndicatorValue | None
    watched: Watched | None

    @property
    def variation(self) -> Variation:
        """What the chart says of the latest point; too few without a chart."""
        return self.watched.variation if self.watched else "too_few"

    @property
    def assurance(self) -> Assurance:
        """Whether the target will be met; none without a target or enough points."""
        return self.watched.assurance if self.watched else "none"


@dataclass(frozen=True, slots=True)
class QuarterReview:
    """Everything the board's screen shows of one organisation and quarter."""

    quarter: Period
    measures: tuple[Measure, ...]
    """Those that are measured at all."""
    unmeasured: tuple[IndicatorValue, ...]
    exceptions: tuple[Measure, ...]
    prevention: tuple[IndicatorValue, ...]
    """Prevention's share of spending by quarter, the last one the quarter itself."""
    rights: tuple[IndicatorValue, ...]
    """The seven rights, the lowest first; those without a value are left out."""
    clients: tuple[IndicatorValue, ...]
    money: tuple[IndicatorValue, ...]
    compliance: tuple[IndicatorValue, ...]
    promises: tuple[Promise, ...]
    completeness: IndicatorValue
    reported_only: bool
    """Nothing about people is recorded; there are only results that somebody reports."""

    def counted(self, *variations: Variation) -> int:
        """How many measures vary in one of these ways."""
        return sum(measure.variation in variations for measure in self.measures)

    @property
    def judged(self) -> int:
        """How many measures have enough points for their variation to be judged."""
        return len(self.measures) - self.counted("too_few")

    @property
    def none_judged(self) -> bool:
        """Say whether every measure still has too few points, or there is none at all."""
        return self.judged == 0

    def failing(self) -> int:
        """How many will not meet their target unless the way of working changes."""
        return sum(measure.assurance == "fail" for measure in self.measures)

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        for measure in self.measures:
            yield from (one for one in (measure.value, measure.before, measure.year_ago) if one is not None)
        for measure in self.exceptions:
            yield from measure.watched.values if measure.watched else ()
        for group in (self.prevention, self.rights, self.clients, self.money, self.compliance):
            yield from group
        yield from (promise.actual for promise in self.promises)


def quarter_review(
    reader: Reader, scope: Scope, quarter: Period, *, organization: str, program: str | None = None
) -> QuarterReview:
    """Assemble the quarter of an organisation, or of one of its programmes."""
    place = {"organization": organization, "program": program}
    found = [_measure(reader, scope, one, quarter, place) for one in MEASURES]
    measures = tuple(one for one in found if _is_measured(one))
    tiles = {
        name: uncovering(reader, scope, shortest(reader, scope, name, quarter.end, **place))
        for name in (*RIGHTS, *CLIENTS, *MONEY, *COMPLIANCE)
    }
    rights = sorted(
        (tiles[name] for name in RIGHTS if tiles[name].value is not None), key=lambda one: one.value or 0.0
    )
    promises = promised(reader, scope, _ask("target_achievement_ratio", quarter, place))
    return QuarterReview(
        quarter=quarter,
        measures=measures,
        unmeasured=tuple(one.value for one in found if not _is_measured(one)),
        exceptions=tuple(_drawable(reader, scope, one) for one in _exceptions(measures)),
        prevention=_prevention(reader, scope, quarter, place),
        rights=tuple(rights),
        clients=tuple(tiles[name] for name in CLIENTS),
        money=tuple(tiles[name] for name in MONEY),
        compliance=tuple(tiles[name] for name in COMPLIANCE),
        promises=promises,
        completeness=tiles["record_completeness"],
        reported_only=reported_only(reader, organization),
    )


def _measure(
    reader: Reader, scope: Scope, indicator: Indicator, quarter: Period, place: dict[str, str | None]
) -> Measure:
    # A state at the end of a period is the same however long the period.
    months = (QUARTER,) if indicator.combines == "last" else (QUARTER, YEAR, TWO_YEARS)
    found = shortest(reader, scope, indicator.id, quarter.end, months=months, **place)
    tile = uncovering(reader, scope, found)
    before = year_ago = None
    if (tile.start, tile.end) == quarter:
        before, year_ago = (
            uncovering(
                reader, scope, value(reader, scope, _ask(indicator.id, _earlier(quarter, months), place))
            )
            for months in (3, 12)
        )
    chart = charted(reader, scope, _ask(indicator.id, quarter, place), tile)
    return Measure(indicator, tile, before, year_ago, chart)


def _drawable(reader: Reader, scope: Scope, measure: Measure) -> Measure:
    """A measure whose chart draws no point that gives another programme's people."""
    if measure.watched is None:
        return measure
    shown = without(measure.watched, scope.threshold, lambda one: uncovering(reader, scope, one))
    return replace(measure, watched=shown)


def _exceptions(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """What to look at: what got worse, what will not meet its target, what else changed."""
    ranks = ("concern", "fail", "neutral_high", "neutral_low", "improvement")
    ranked = [
        (ranks.index(word), measure)
        for measure in measures
        for word in (measure.variation if measure.variation != "common" else measure.assurance,)
        if word in ranks
    ]
    return tuple(measure for _, measure in sorted(ranked, key=lambda one: one[0])[:EXCEPTIONS])


def _prevention(
    reader: Reader, scope: Scope, quarter: Period, place: dict[str, str | None]
) -> tuple[IndicatorValue, ...]:
    ask = _ask("prevention_spend_share", rolling_months(quarter.end, HISTORY), place)
    return tuple(since_begun(values_by(reader, scope, ask, "quarter")))


def _ask(indicator: str, period: Period, place: dict[str, str | None]) -> Ask:
    return Ask(indicator=indicator, start=period.start, end=period.end, **place)


def _earlier(quarter: Period, months: int) -> Period:
    return quarter_of(add_months(quarter.start, -months))


def _is_measured(measure: Measure) -> bool:
    return measure.value.status not in ("not_measured", "not_applicable", "cannot_be_combined")
