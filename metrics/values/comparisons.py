"""Fair comparison: outcomes against what was to be expected, and one group against everyone else."""

from __future__ import annotations

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.reader import Reader
from metrics.statistics.proportion import newcombe
from metrics.statistics.standardise import indirect
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import NOTHING_RECORDED, not_measured, sample_status, shape, unaskable
from metrics.values.sums import Place, sums, sums_by

EQUITY_GROUPS = ("sex", "disability", "age_group", "category", "district")
"""The groups that are compared (SADD)."""
UNKNOWN = "unknown"


def expected_ratio(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """Outcomes observed over those expected of people like these; 1 is as before here.

    ``numerator`` is what was observed, ``denominator`` what was expected, ``n`` the exits they rest on. Exits of
    people unlike any before count in neither, and are said.
    """
    if problem := unaskable(indicator, ask, place):
        return problem
    assert indicator.denominator and indicator.unknown
    measures = [indicator.numerator, indicator.denominator, "mix_exits", indicator.unknown]
    found = sums(reader, place, ask, indicator.fact, measures)
    observed, expected, exits, unmatched = (found[name] or 0.0 for name in measures)
    ratio = indirect(observed, expected)
    if ratio is None:
        key = "reason.no_reference" if unmatched else NOTHING_RECORDED
        return not_measured(indicator, ask, place, key)
    status = sample_status(expected, indicator.minimum)
    few = Reason(key="reason.few_expected", values={"n": round(expected, 1), "minimum": indicator.minimum})
    return shape(
        indicator,
        ask,
        place,
        status=status,
        value=ratio.value,
        numerator=observed,
        denominator=expected,
        low=ratio.low,
        high=ratio.high,
        interval_method="poisson",
        n=exits,
        reason=few if status == "too_few" else None,
        notes=(Reason(key="note.unlike_any_before", values={"n": int(unmatched)}),) if unmatched else (),
    )


def equity_gaps(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> list[IndicatorValue]:
    """One gap a group, in percentage points: its rate minus that of everyone else, with Newcombe's interval.

    Gaps whose interval excludes 0 come first, the widest of all at the top; every gap says how many
    comparisons were made and how many of them are findings. ``numerator`` and ``denominator`` are those of
    the group, ``n`` are all who left. Groups of unknown are nobody's and are not compared, but belong to
    everyone else. With a group in the question, only its gap is given.
    """
    if problem := unaskable(indicator, ask, place):
        return [problem]
    assert indicator.denominator
    gaps: list[IndicatorValue] = []
    counted = False
    for dim in EQUITY_GROUPS:
        asked = ask.model_copy(update={"group": f"{dim}=any"})
        groups = sums_by(
            reader, place, asked, indicator.fact, [indicator.numerator, indicator.denominator], "grp"
        )
        gaps += _gaps_of(indicator, ask, place, dim, groups)
        counted = counted or any(row[indicator.denominator] for row in groups.values())
    compared = [gap for gap in gaps if gap.status != "too_few"]
    findings = [gap for gap in compared if is_finding(gap)]
    said = Reason(key="note.comparisons", values={"compared": len(compared), "findings": len(findings)})
    gaps = [gap.model_copy(update={"notes": (*gap.notes, said)}) for gap in gaps]
    if ask.group is not None:
        gaps = [gap for gap in gaps if gap.group == ask.group]
    gaps.sort(
        key=lambda gap: (
            gap.status == "too_few",
            not is_finding(gap),
            -abs(gap.value or 0.0),
            gap.group or "",
        )
    )
    # Where people left but all are of one group, or of none that was written down, nothing is awaited.
    return gaps or [not_measured(indicator, ask, place, "reason.one_group" if counted else NOTHING_RECORDED)]


def equity_gap(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> IndicatorValue:
    """The widest gap that is a finding, or the widest of all; or that of the group asked for."""
    return equity_gaps(reader, place, indicator, ask)[0]


def is_finding(gap: IndicatorValue) -> bool:
    """Whether a gap's whole interval lies on one side of 0, on enough people."""
    return (
        gap.status in ("ok", "indicative")
        and gap.low is not None
        and gap.high is not None
        and (gap.low > 0 or gap.high < 0)
    )


def _gaps_of(
    indicator: Indicator, ask: Ask, place: Place, dim: str, groups: dict[str, dict[str, float]]
) -> list[IndicatorValue]:
    """The gaps of the groups of one dimension."""
    assert indicator.denominator
    achieved = {code: row[indicator.numerator] for code, row in groups.items()}
    exits = {code: row[indicator.denominator] for code, row in groups.items()}
    whole, reached = sum(exits.values()), sum(achieved.values())
    gaps = []
    for code in sorted(groups):
        others = whole - exits[code]
        if code == UNKNOWN or not exits[code] or not others:
            continue
        low, high = newcombe(achieved[code], exits[code], reached - achieved[code], others)
        gap = achieved[code] / exits[code] - (reached - achieved[code]) / others
        fewest = min(exits[code], others)
        status = sample_status(fewest, indicator.minimum)
        few = Reason(key="reason.too_few", values={"n": int(fewest), "minimum": indicator.minimum})
        asked = ask.model_copy(update={"group": f"{dim}={code}"})
        answer = shape(
            indicator,
            asked,
            place,
            status=status,
            value=100 * gap,
            numerator=achieved[code],
            denominator=exits[code],
            low=100 * low,
            high=100 * high,
            interval_method="newcombe",
            n=whole,
            reason=few if status == "too_few" else None,
        )
        if not is_finding(answer) and status != "too_few":
            answer = answer.model_copy(update={"notes": (Reason(key="note.gap_may_be_chance"),)})
        gaps.append(answer)
    return gaps
