"""Practice in words: do referrals arrive, are needs answered, what blocks them, and how the hours are spent."""

from __future__ import annotations

from data.model.codes import Blocker, Level, Role
from metrics.reviews.asking import measured
from metrics.reviews.practice import PracticeReview
from metrics.value import IndicatorValue
from reports import words
from reports.reading import Reading
from reports.reasons import reason_text

MOST = 0.5
"""The share of needs without a written cause from which on no blocker can be called the main one."""


def message(review: PracticeReview, reading: Reading) -> str:
    """How many referrals arrived and how many needs were answered."""
    t, referral, needs = reading.t, review.referrals[0], review.needs
    said = []
    if measured(referral):
        said.append(
            t(
                "practice.title.referrals",
                share=words.value_text(referral, t),
                counts=words.n_text(referral, t),
            )
        )
    if measured(needs):
        key = "practice.title.needs" if said else "practice.title.only_needs"
        said.append(t(key, share=words.value_text(needs, t)))
    if said:
        return "; ".join(said)
    recorded = any(one.status != "not_measured" for one in (referral, needs))
    return t("practice.title.few" if recorded else "practice.title.none")


def lead(review: PracticeReview, reading: Reading) -> str:
    """What most hours are spent on, and how many contacts have no hours."""
    t, mix = reading.t, review.mix
    if not measured(mix):
        return t("practice.lead.none")
    role = role_name((mix.group or "=").split("=", 1)[1], reading).lower()
    said = [t("practice.lead", role=role, share=words.value_text(mix, t))]
    return " ".join([*said, *(reason_text(note, t) for note in mix.notes)])


def role_name(code: str, reading: Reading) -> str:
    """Name one of the five roles."""
    return Role(code).label.say(reading.t.language) if code in set(Role) else code


def level_name(code: str, reading: Reading) -> str:
    """Name a level of practice."""
    return Level(code).label.say(reading.t.language)


def blocker_name(value: IndicatorValue, reading: Reading) -> str:
    """Name what blocked a need: one of the seed's four, or not written down."""
    blocker = _blocker(value)
    return blocker.label.say(reading.t.language) if blocker else reading.t("practice.blocker.unknown")


def _blocker(value: IndicatorValue) -> Blocker | None:
    code = (value.group or "=").split("=", 1)[1]
    return Blocker(code) if code in set(Blocker) else None


def referrals_heading(review: PracticeReview, reading: Reading) -> str:
    """How many partners' referrals arrived, without a ranking."""
    t, referral = reading.t, review.referrals[0]
    if not measured(referral):
        return t("practice.referrals.none")
    return t("practice.referrals", share=words.value_text(referral, t))


def needs_heading(review: PracticeReview, reading: Reading) -> str:
    """What blocks most of the needs that were not answered; or that for most of them nobody wrote it down."""
    t = reading.t
    known = [one for one in review.blockers if one.value is not None]
    if not known:
        return t("practice.needs.none")
    silent = [one for one in known if _blocker(one) is None]
    if silent and (silent[0].value or 0.0) >= MOST:
        return t("practice.needs.unknown", share=words.value_text(silent[0], t))
    return t(
        "practice.needs", blocker=blocker_name(known[0], reading).lower(), share=words.value_text(known[0], t)
    )


def process_heading(review: PracticeReview, reading: Reading) -> str:
    """How many closed cases have all steps dated and in order."""
    t = reading.t
    if not measured(review.process):
        return t("practice.process.none")
    return t("practice.process", share=words.value_text(review.process, t))
