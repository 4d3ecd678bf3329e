"""Empowerment in words: how far communities came, who leads and who decides."""

from __future__ import annotations

from locales import formats
from metrics.reviews.asking import measured
from metrics.reviews.empowerment import Community, EmpowermentReview, Question, Step
from reports import words
from reports.reading import Reading


def message(review: EmpowermentReview, reading: Reading) -> str:
    """How many activities people lead themselves, and how far communities came."""
    t = reading.t
    said = []
    if measured(review.led):
        said.append(t("empowerment.title.led", share=words.value_text(review.led, t)))
    if review.communities:
        said.append(t.n("empowerment.title.communities", len(review.communities)))
    return "; ".join(said) or t("empowerment.title.none")


def lead(review: EmpowermentReview, reading: Reading) -> str:
    """Proven steps of all, and communities that closed discovery without a SMART goal."""
    t = reading.t
    early = [one for one in review.communities if one.closed_too_early]
    said = [t("empowerment.lead.early", names=", ".join(one.name for one in early))] if early else []
    if measured(review.done):
        said.append(t("empowerment.lead", counts=words.n_text(review.done, t)))
    return " ".join(said) or t("empowerment.lead.none")


def step_alt(step: Step, reading: Reading) -> str:
    """Say a step: its code and what is known of it."""
    t = reading.t
    month = formats.month(step.reached_month, t.language) if step.reached_month else ""
    return t(f"empowerment.step.{step.state}", step=step.code, month=month)


def gate_text(community: Community, reading: Reading) -> str:
    """Whether the goal is SMART."""
    return reading.t(f"empowerment.gate.{community.gate}")


def question_name(question: Question, reading: Reading) -> str:
    """One of the four questions."""
    return question.question.label.say(reading.t.language)


def deciding_heading(review: EmpowermentReview, reading: Reading) -> str:
    """How often clients and frontline staff decided together."""
    t, shared = reading.t, review.deciding[0]
    if not measured(shared):
        return t("empowerment.deciding.none")
    return t("empowerment.deciding", share=words.value_text(shared, t))
