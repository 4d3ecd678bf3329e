"""Quality of the data: one value a dimension, the lowest first, and never one number of all."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.quality import QUALITIES
from metrics.period import on_months
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured, shape
from metrics.values.sums import Place, sums_by

DIMENSION = "quality"


def dimensions(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> list[IndicatorValue]:
    """What passed of what was checked, for each dimension; or for the one asked for (``quality=consent``).

    An administrative total: without sampling error, and without an interval. What was never recorded, such as
    consent, is not measured.
    """
    if ask.dim not in ("all", DIMENSION) or (ask.dim == DIMENSION and ask.code not in QUALITIES):
        return [cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)]
    if not on_months(ask.period):
        return [cannot_be_combined(indicator, ask, place, "reason.whole_months")]
    assert indicator.denominator
    asked = ask.model_copy(update={"group": f"{DIMENSION}=any"})
    found = sums_by(reader, place, asked, indicator.fact, [indicator.numerator, indicator.denominator], "grp")
    answers = []
    for quality in QUALITIES:
        if ask.group not in (None, f"{DIMENSION}={quality}"):
            continue
        one = ask.model_copy(update={"group": f"{DIMENSION}={quality}"})
        row = found.get(quality)
        if row is None or not row[indicator.denominator]:
            answers.append(not_measured(indicator, one, place))
            continue
        passed, checked = row[indicator.numerator], row[indicator.denominator]
        answers.append(
            shape(
                indicator,
                one,
                place,
                status="ok",
                value=passed / checked,
                numerator=passed,
                denominator=checked,
                n=checked,
                notes=_lag(reader, place, ask) if quality == "timeliness" else (),
            )
        )
    return sorted(answers, key=lambda one: 2.0 if one.value is None else one.value)


def lowest_dimension(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The dimension that does worst: what a tile shows."""
    return dimensions(reader, place, indicator, ask)[0]


def _lag(reader: Reader, place: Place, ask: Ask) -> tuple[Reason, ...]:
    """The median of days until something was entered."""
    asked = ask.model_copy(update={"group": "lag_days=any"})
    rows = sums_by(reader, place, asked, "entry_lag", ["entries"], "grp")
    half, seen = sum(row["entries"] for row in rows.values()) / 2, 0.0
    for days in sorted(rows):
        seen += rows[days]["entries"]
        if seen >= half:
            return (Reason(key="note.median_lag", values={"days": int(days)}),)
    return ()
