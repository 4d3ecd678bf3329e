"""Prevention in words: how many come back, how sure that is, and a sentence a block."""

from __future__ import annotations

from locales import formats
from metrics.reviews.asking import measured
from metrics.reviews.prevention import Cohort, PreventionReview
from metrics.value import IndicatorValue
from reports import words
from reports.charts.curves import YEAR, readable
from reports.reading import Reading, shown_value, whole
from reports.reasons import reason_text


def message(review: PreventionReview, reading: Reading) -> str:
    """How many had returned within a year, and of the cohort before; else within half a year."""
    t, now, before = reading.t, review.now.year, review.before.year
    if not measured(now):
        if measured(review.now.half_year):
            return t("prevention.title.half", share=words.value_text(review.now.half_year, t))
        if measured(review.success):
            share, counts = words.value_text(review.success, t), words.n_text(review.success, t)
            return t("prevention.title.success", share=share, counts=counts)
        return t("prevention.title.none")
    said = t("prevention.title", share=words.value_text(now, t))
    return (
        said + t("prevention.title.before", share=words.value_text(before, t)) if measured(before) else said
    )


def lead(review: PreventionReview, reading: Reading) -> str:
    """What poor tracing may hide first, then both intervals and whether they differ for certain."""
    t, now, before = reading.t, review.now.year, review.before.year
    if not measured(now):
        why = words.status_text(now, t, threshold=reading.threshold)
        return _lead_of_half(review.now.half_year, why, reading) or whole(why)
    said = [reason_text(now.reason, t)] if now.gates and now.reason else []
    if measured(before):
        ranges = [words.interval_text(one, t, bare=True) for one in (now, before)]
        said.append(t(f"prevention.lead.{review.difference}", now=ranges[0], before=ranges[1]))
    else:
        said.append(t("prevention.lead.alone", now=words.interval_text(now, t, bare=True)))
    return " ".join(said)


def _lead_of_half(half: IndicatorValue, why: str, reading: Reading) -> str:
    """What is known of half a year, and why no more is; "" where that is not known either."""
    if not measured(half):
        return ""
    t = reading.t
    said = [reason_text(half.reason, t)] if half.gates and half.reason else []
    now, because = words.interval_text(half, t, bare=True), why[:1].lower() + why[1:].removesuffix(".")
    return " ".join([*said, t("prevention.lead.half", now=now, why=because)])


def cohort_name(cohort: Cohort, reading: Reading) -> str:
    """When the people of a cohort left."""
    t = reading.t
    return t("prevention.cohort", period=formats.date_range(*cohort.period, t.language))


def period_name(cohort: Cohort, reading: Reading) -> str:
    """The period of a cohort, for the end of its line."""
    return formats.date_range(*cohort.period, reading.t.language)


def returned(cohort: Cohort, reading: Reading) -> str:
    """How many had returned within a year, as the title says, or where a shorter curve ends."""
    t, year = reading.t, dict(readable(cohort)).get(YEAR)
    if year is not None:
        return t("prevention.returned_year", share=words.value_text(year, t))
    share = words.amount_text(cohort.points[-1].returned, "proportion", t)
    return t("prevention.returned", share=share)


def curve_heading(review: PreventionReview, reading: Reading) -> str:
    """What the curve shows."""
    return reading.t("prevention.curve" if review.now.points else "prevention.curve.none")


def under_curve(review: PreventionReview, reading: Reading) -> str:
    """What the numbers under the axis are, and why the cohort of which the title tells has no line."""
    t, before = reading.t, review.before
    if before.points:
        return t("prevention.curve.under")
    said = t("prevention.curve.under_alone")
    hidden = "suppressed" in (before.half_year.status, before.year.status)
    return f"{said} {t('prevention.curve.before_hidden')}" if hidden else said


def curveless(review: PreventionReview) -> IndicatorValue:
    """The number that says why no curve is drawn: where one of them is hidden, the curve would tell it."""
    half, year = review.now.half_year, review.now.year
    return half if half.status == "suppressed" else year


def notes(review: PreventionReview, reading: Reading) -> list[str]:
    """What must be said of how the returns of either cohort were counted."""
    found = (note for one in (review.now, review.before) for note in one.year.notes)
    return list(dict.fromkeys(reason_text(note, reading.t) for note in found))


def traced_heading(review: PreventionReview, reading: Reading) -> str:
    """How many were traced, and that the others may change the number."""
    t = reading.t
    if not measured(review.traced):
        return t("prevention.traced.none")
    return t("prevention.traced", share=words.value_text(review.traced, t))


def worst(review: PreventionReview, reading: Reading) -> str:
    """The rate if all who were lost on the way had returned."""
    t, year = reading.t, review.now.year
    return words.amount_text(year.worst, "proportion", t) if year.worst is not None else ""


def why_not_plain(review: PreventionReview, reading: Reading) -> str:
    """What two plain divisions would say, and why the curve says something else."""
    t = reading.t
    return t(
        "prevention.plain",
        naive=shown_value(review.naive, t),
        followed=shown_value(review.followed_only, t),
    )


def success_heading(review: PreventionReview, reading: Reading) -> str:
    """For how many at risk the problem was prevented."""
    t = reading.t
    if not measured(review.success):
        return t("prevention.success.none")
    return t("prevention.success", counts=words.n_text(review.success, t))


def early_heading(review: PreventionReview, reading: Reading) -> str:
    """How many came in before the crisis."""
    t = reading.t
    if not measured(review.early):
        return t("prevention.early.none")
    return t("prevention.early", share=words.value_text(review.early, t))


def early_small(review: PreventionReview, reading: Reading) -> str:
    """Coming early must not mean that the neediest are kept out."""
    t = reading.t
    if review.high_risk.value is None:
        return t("prevention.early.small_unknown")
    return t("prevention.early.small", high=words.value_text(review.high_risk, t))


def spending_heading(review: PreventionReview, reading: Reading) -> str:
    """Prevention's share of spending in the last quarter; two quarters that differ are no change yet."""
    t = reading.t
    last = review.spending[-1]
    if last.value is None:
        return t("prevention.spending")
    return t("prevention.spending.share", share=words.value_text(last, t))
