"""Does it last? Of those who left with the outcome, how many are still without the problem after so long."""

from __future__ import annotations

from dataclasses import dataclass

from locales.words import Words
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.compute import value
from metrics.period import Period, add_months, month_of, quarter_of
from metrics.reader import Reader
from metrics.reviews.cover import uncovering
from metrics.reviews.protect import hidden_with
from metrics.scope import Scope
from metrics.statistics.survival import at
from metrics.value import IndicatorValue, Reason
from metrics.values.returns import curve
from metrics.values.shape import shape, suppress
from metrics.values.sums import place_of

RETURN_RATES: dict[int, str] = {6: "return_rate_6m", 12: "return_rate_12m"}
TWO_YEARS = 730


def _lasting(months: int, horizon: Words, days: int) -> Indicator:
    """An indicator that is the complement of a return rate."""
    return BY_ID["return_rate_12m"].model_copy(
        update={
            "id": f"lasting_{months}m",
            "name": Words(f"Bertahan {horizon.id}", f"Lasting {horizon.en}"),
            "question": Words(
                f"Dari yang keluar dengan hasil, berapa yang masalahnya belum kembali setelah {horizon.id}?",
                f"Of those who left with the outcome, for how many had the problem not returned "
                f"after {horizon.en}?",
            ),
            "formula": Words(
                f"S({days} hari) = 1 − yang kembali, tabel kelangsungan",
                f"S({days} days) = 1 − those who returned, life table",
            ),
            "direction": "up",
            "unknown": None,
            "headline": False,
        }
    )


LASTING: dict[str, Indicator] = {
    one.id: one
    for one in (
        _lasting(6, Words("6 bulan", "6 months"), 182),
        _lasting(12, Words("12 bulan", "12 months"), 365),
        _lasting(24, Words("24 bulan", "24 months"), TWO_YEARS),
    )
}
"""The same return rates, read the other way round: by id."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """The share that lasted after 6, 12 and 24 months, of whom, and how many were traced.

    In each value ``n`` are those still followed at that time, ``denominator`` the whole cohort, and
    ``worst`` the value if all who were lost on the way had returned.
    """

    cohort: Period
    after: tuple[IndicatorValue, ...]
    traced: IndicatorValue

    @property
    def year(self) -> IndicatorValue:
        """The value after 12 months."""
        return self.after[1]


def lasting(reader: Reader, scope: Scope, ask: Ask) -> Lasting:
    """Follow all who left with the outcome in whole quarters of the question's period."""
    cohort = _whole_quarters(ask.period)
    asked = ask.model_copy(update={"start": cohort.start, "end": cohort.end})
    half, year = (
        _complement(uncovering(reader, scope, value(reader, scope, _about(asked, name))), months)
        for months, name in RETURN_RATES.items()
    )
    traced = uncovering(reader, scope, value(reader, scope, _about(asked, "followup_coverage_12m")))
    two_years = hidden_with(_two_years(reader, scope, asked, year), year, scope.threshold)
    return Lasting(cohort, (half, year, two_years), traced)


def _about(ask: Ask, indicator: str) -> Ask:
    return ask.model_copy(update={"indicator": indicator})


def _whole_quarters(period: Period) -> Period:
    return Period(quarter_of(period.start).start, quarter_of(period.end).end)


def _two_years(reader: Reader, scope: Scope, ask: Ask, year: IndicatorValue) -> IndicatorValue:
    """The same curve read at two years, where enough people were followed for so long."""
    indicator = LASTING["lasting_24m"]
    if year.status in ("not_measured", "not_applicable", "cannot_be_combined"):
        return year.model_copy(update={"indicator": indicator.id})
    place = place_of(reader, scope, ask)
    found = curve(reader, place, ask)
    point = at(found, TWO_YEARS) if found else None
    followed = point.at_risk if point else 0.0
    if point is None or followed < indicator.minimum:
        first = add_months(month_of(ask.start).start, 24 + 3)
        reason = Reason(
            key="funding.few_two_years",
            values={"n": int(followed), "minimum": indicator.minimum, "earliest": first.isoformat()},
        )
        return shape(indicator, ask, place, status="too_few", n=followed, reason=reason)
    answer = shape(
        indicator,
        ask,
        place,
        status="ok",
        value=point.value,
        low=point.low,
        high=point.high,
        interval_method="log_log",
        n=followed,
        denominator=found.n if found else None,
        gates=year.gates,
        notes=year.notes,
    )
    return suppress(answer, scope)


def _complement(returned: IndicatorValue, months: int) -> IndicatorValue:
    """The share that did not return. Its numerator is not known: of those lost nobody can say."""
    update: dict[str, object] = {"indicator": f"lasting_{months}m", "direction": "up", "numerator": None}
    ends = {"value": "value", "low": "high", "high": "low", "worst": "worst", "best": "best"}
    for name, source in ends.items():
        known = getattr(returned, source)
        update[name] = None if known is None else 1.0 - known
    target = returned.target
    if target is not None:
        turned = {
            name: None if amount is None else 1.0 - amount
            for name, amount in (
                ("value", target.value),
                ("baseline", target.baseline),
                ("first_value", target.first_value),
            )
        }
        update["target"] = target.model_copy(update=turned)
    return returned.model_copy(update=update)
