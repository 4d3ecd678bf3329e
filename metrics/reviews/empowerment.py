"""Empowerment: the 17 steps of each community, who leads, who decides, and the four evaluation questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from data.model.codes import Answer, EvaluationQuestion
from metrics.reviews.asking import Asking
from metrics.value import IndicatorValue

STAGES: dict[str, str] = {"1": "abcde", "2": "abcde", "3": "abcdefg"}
"""Dialogue, discovery, development (seed 004): 5 + 5 + 7 steps."""
GOAL = "1e"
"""The step whose goal must be SMART before discovery may close."""
COMMUNITY = "empowerment_stage_completion"
LED = "community_led_activity_share"
DECIDING = ("decision_participation_rate", "decision_lead_time", "client_set_goal_share")
STAYING = ("volunteer_retention_rate", "aid_dependency_share", "market_linkage_retention_rate")

StepState = Literal["proven", "unproven", "not_yet"]
GateState = Literal["smart", "not_smart", "not_yet"]


class Step(NamedTuple):
    """One of the 17 steps of a community."""

    code: str
    state: StepState
    reached_month: dt.date | None


class Community(NamedTuple):
    """A community: its steps in order, whether its goal is SMART, how far it came, and who leads there."""

    id: str
    name: str
    steps: tuple[Step, ...]
    gate: GateState
    done: IndicatorValue
    led: IndicatorValue

    @property
    def closed_too_early(self) -> bool:
        """Discovery is complete although the goal is not SMART."""
        discovered = all(step.state == "proven" for step in self.steps if step.code.startswith("2"))
        return discovered and self.gate != "smart"


class Question(NamedTuple):
    """One of the four evaluation questions, and the newest answers of the communities."""

    question: EvaluationQuestion
    yes: int
    no: int
    unknown: int


@dataclass(frozen=True, slots=True)
class EmpowermentReview:
    """Everything the screen shows of one organisation."""

    done: IndicatorValue
    communities: tuple[Community, ...]
    led: IndicatorValue
    deciding: tuple[IndicatorValue, ...]
    staying: tuple[IndicatorValue, ...]
    questions: tuple[Question, ...]

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (self.done, self.led, *self.deciding, *self.staying)
        for community in self.communities:
            yield from (community.done, community.led)


def empowerment_review(asking: Asking) -> EmpowermentReview:
    """Assemble the empowerment work of an organisation."""
    return EmpowermentReview(
        done=asking.value(COMMUNITY),
        communities=_communities(asking),
        led=asking.value(LED),
        deciding=asking.values(*DECIDING),
        staying=asking.values(*STAYING),
        questions=_questions(asking),
    )


def _communities(asking: Asking) -> tuple[Community, ...]:
    last = min(asking.period.end, asking.place().as_of)
    names = asking.reader.rows(
        "select community, name from published.community where organization = ? order by lower(name)",
        [asking.organization.id],
    )
    reached = asking.reader.rows(
        """select community, step, reached_month, proven, smart from published.community_milestone
           where organization = ? and reached_month <= ?""",
        [asking.organization.id, last],
    )
    return tuple(
        _community(asking, id, name, {row[1]: row for row in reached if row[0] == id}) for id, name in names
    )


def _community(asking: Asking, id: str, name: str, reached: dict[str, tuple]) -> Community:  # type: ignore[type-arg]
    group = {"group": f"community={id}"}
    goal = reached.get(GOAL)
    return Community(
        id,
        name,
        tuple(_step(f"{stage}{letter}", reached) for stage, letters in STAGES.items() for letter in letters),
        "not_yet" if goal is None else "smart" if goal[4] and goal[3] else "not_smart",
        asking.answer(asking.ask(COMMUNITY).model_copy(update=group)),
        asking.answer(asking.ask(LED).model_copy(update=group)),
    )


def _step(code: str, reached: dict[str, tuple]) -> Step:  # type: ignore[type-arg]
    row = reached.get(code)
    if row is None:
        return Step(code, "not_yet", None)
    return Step(code, "proven" if row[3] else "unproven", row[2])


def _questions(asking: Asking) -> tuple[Question, ...]:
    """The newest answer of each community to each question."""
    last = min(asking.period.end, asking.place().as_of)
    rows = asking.reader.rows(
        """select question, answer, count(*) from (
               select question, answer, row_number() over (
                   partition by community, program, question order by held_month desc
               ) as nth
               from published.evaluation where organization = ? and held_month <= ?
           ) where nth = 1 group by question, answer""",
        [asking.organization.id, last],
    )
    counts = {(question, answer): int(count) for question, answer, count in rows}
    return tuple(
        Question(
            question,
            *(counts.get((question, answer), 0) for answer in (Answer.yes, Answer.no, Answer.unknown)),
        )
        for question in EvaluationQuestion
        if any(known == question for known, _ in counts)
    )
