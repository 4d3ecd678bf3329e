"""Outcomes in words: the message, what to know before reading on, a sentence a block."""

from __future__ import annotations

from metrics.reviews.asking import measured
from metrics.reviews.outcomes import OutcomesReview
from metrics.value import IndicatorValue
from reports import words
from reports.reading import Reading, begun, sentence, shown_value, whole
from reports.reasons import reason_text


def message(review: OutcomesReview, reading: Reading) -> str:
    """How many of those who left reached their goal, and how that stands to the target."""
    t, value = reading.t, review.outcomes
    if not measured(value):
        return t("outcomes.title.none")
    said = t("outcomes.title", share=words.value_text(value, t), counts=words.n_text(value, t))
    if value.target is None:
        return said
    target = words.target_said(value, t)
    return said + t("outcomes.title.target", status=words.target_status_text(value, t), target=target)


def lead(review: OutcomesReview, reading: Reading) -> str:
    """What missing data may hide, then the interval and what changed within a year."""
    t, value = reading.t, review.outcomes
    if not measured(value):
        return whole(words.status_text(value, t, threshold=reading.threshold))
    said = [reason_text(value.reason, t)] if value.gates and value.reason else []
    said.append(begun(sentence(words.interval_text(value, t), words.unknown_text(value, t))) + ".")
    said.append(_against_before(review, reading))
    return " ".join(part for part in said if part)


def _against_before(review: OutcomesReview, reading: Reading) -> str:
    t = reading.t
    if not measured(review.before):
        return ""
    return t(f"outcomes.before.{review.difference}", before=words.value_text(review.before, t))


def unknown_heading(review: OutcomesReview, reading: Reading) -> str:
    """How many outcomes could be judged at all."""
    t = reading.t
    if not measured(review.coverage):
        return t("outcomes.coverage.none")
    return t("outcomes.coverage", share=words.value_text(review.coverage, t))


def unknown_small(review: OutcomesReview, reading: Reading) -> str:
    """The bounds if all unknown were good or bad, and how many people stand behind the exits."""
    t = reading.t
    bounds = words.bounds_text(review.outcomes, t) if review.outcomes.unknown else t("outcomes.all_known")
    people = ""
    if measured(review.left) and measured(review.outcomes):
        exits = words.amount_text(review.outcomes.denominator, "count", t)
        people = t("outcomes.people", exits=exits, people=words.value_text(review.left, t))
    return " ".join(part for part in (bounds, people) if part)


def programs_heading(review: OutcomesReview, reading: Reading) -> str:
    """Programmes differ in whom they serve: they stand side by side, and are not ranked."""
    t = reading.t
    below = [one for one in review.programs if one.target_status == "below"]
    if not any(one.target_status for one in review.programs):
        return t("outcomes.programs.not_judged")
    if not below:
        hidden = any(one.value is None for one in review.programs)
        return t("outcomes.programs.none_shown_below" if hidden else "outcomes.programs.none_below")
    return t.n("outcomes.programs.below", len(below))


def change_heading(review: OutcomesReview, reading: Reading) -> str:
    """How many got better for certain, and how many worse."""
    t = reading.t
    better, worse = review.change
    if not measured(better):
        return t("outcomes.change.none")
    if not measured(worse):
        return t("outcomes.change.better", better=words.value_text(better, t))
    return t("outcomes.change", better=words.value_text(better, t), worse=words.value_text(worse, t))


def change_text(review: OutcomesReview, reading: Reading) -> str:
    """How far the scores moved on average, with its interval, and what would have come by itself."""
    t, value = reading.t, review.mean_change
    said = t(
        "outcomes.change.mean",
        mean=shown_value(value, t),
        range=words.interval_text(value, t) or t("outcomes.change.no_range"),
        n=words.n_alone_text(value, t),
    )
    notes = [reason_text(note, t) for note in value.notes]
    return " ".join([said, *notes]) if notes else f"{said} {t('outcomes.change.by_itself')}"


def goals_heading(value: IndicatorValue, reading: Reading) -> str:
    """Whether goals were reached as expected: 50 is as expected, and well above may mean easy goals."""
    t = reading.t
    if not measured(value):
        return t("outcomes.goals.none")
    return t("outcomes.goals", score=shown_value(value, t))
