"""Outcome rules: what counts as an outcome achieved, decided by declared rules and not by code.

A rule pack is a YAML file of ``data/rules`` that a domain expert can read: lists of destinations, then
rules of which the first that fits decides. A rule looks at the project type, the destination, the exit
reason and scores on instruments; what is missing fits no rule. A stay that has not ended has no outcome.

The same pack is spoken as SQL (``outcome_sql``, for importers and facts) and evaluated in plain Python
(``decide``, for one case and as the second formulation in tests).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from data.errors import InputError
from data.model.codes import ExitReason, Outcome, Phase
from data.quoting import literal
from locales.words import Words

RULES = Path(__file__).parent / "rules"

Code = Annotated[str, BeforeValidator(str)]
"""A code of the source; numbers may be written without quotes."""


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScoreTest(_Declared):
    """A test of a score on an instrument, or of its change from the baseline; all limits must hold.

    A change is the score of ``phase`` less that of the baseline: negative where scores fall.
    """

    instrument: str
    phase: Phase = Phase.exit
    at_least: float | None = None
    at_most: float | None = None
    change_at_least: float | None = None
    change_at_most: float | None = None

    @model_validator(mode="after")
    def _tests_something(self) -> Self:
        if {self.at_least, self.at_most, self.change_at_least, self.change_at_most} == {None}:
            raise ValueError("a score test needs at_least, at_most, change_at_least or change_at_most")
        return self

    def limits(self) -> Iterator[tuple[bool, Literal[">=", "<="], float]]:
        """Give each limit: whether it is on the change, its direction, its value."""
        if self.at_least is not None:
            yield False, ">=", self.at_least
        if self.at_most is not None:
            yield False, "<=", self.at_most
        if self.change_at_least is not None:
            yield True, ">=", self.change_at_least
        if self.change_at_most is not None:
            yield True, "<=", self.change_at_most


class Rule(_Declared):
    """All conditions that are given must hold; then this is the outcome."""

    project_type: tuple[Code, ...] = ()
    destination: tuple[Code, ...] = ()
    """Names of lists, or codes."""
    exit_reason: tuple[ExitReason, ...] = ()
    score: ScoreTest | None = None
    outcome: Outcome


class OutcomeRule(_Declared):
    """A rule pack."""

    id: str
    version: str
    title: Words
    source: str
    lists: dict[str, dict[str, tuple[Code, ...]]] = {}
    """List -> destination in words -> its codes."""
    rules: tuple[Rule, ...]
    otherwise: Outcome | Literal["recorded"]
    """The outcome where no rule fits; ``recorded``: the one that was typed in, else unknown."""

    @model_validator(mode="before")
    @classmethod
    def _read_title(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and isinstance(raw.get("title"), dict):
            return {**raw, "title": Words(**raw["title"])}
        return raw

    @model_validator(mode="after")
    def _lists_are_known(self) -> Self:
        for name in {name for rule in self.rules for name in rule.destination}:
            if name not in self.lists and not name.isdigit():
                near = difflib.get_close_matches(name, self.lists, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise ValueError(f"no list {name!r}{hint}")
        return self

    def codes(self, rule: Rule) -> tuple[str, ...]:
        """The destination codes that a rule names, its lists written out."""
        found: dict[str, None] = {}
        for name in rule.destination:
            members = self.lists.get(name)
            codes = (name,) if members is None else (code for codes in members.values() for code in codes)
            found.update(dict.fromkeys(codes))
        return tuple(found)

    @property
    def scores(self) -> tuple[str, ...]:
        """The inputs of scores that it needs, as ``score:<instrument>:<phase>``."""
        needed: dict[str, None] = {}
        for test in (rule.score for rule in self.rules if rule.score):
            needed[score_input(test.instrument, test.phase)] = None
            if any(is_change for is_change, _, _ in test.limits()):
                needed[score_input(test.instrument, Phase.baseline)] = None
        return tuple(needed)


INPUTS: tuple[str, ...] = ("exit_on", "project_type", "destination", "exit_reason", "outcome")
"""What a rule may look at beside scores; ``outcome`` is the recorded one."""


def score_input(instrument: str, phase: Phase) -> str:
    """Name the input that holds an enrollment's latest score on an instrument in a phase."""
    return f"score:{instrument}:{phase}"


@cache
def load_rule(name: str, folder: Path = RULES) -> OutcomeRule:
    """Read a rule pack by its name. Raises InputError when there is none, or when it is not valid."""
    path = folder / f"{name}.yaml"
    known = sorted(pack.stem for pack in folder.glob("*.yaml"))
    if path.stem not in known:
        near = difflib.get_close_matches(name, known, n=1)
        raise InputError("error.rule_unknown", rule=name, near=near[0] if near else ", ".join(known))
    try:
        return OutcomeRule.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise InputError("error.rule_broken", rule=name, detail=str(error)) from error


def outcome_sql(rule: OutcomeRule, inputs: Mapping[str, str] | None = None) -> str:
    """Speak a rule as one SQL expression that gives the outcome's code, or NULL while the stay is open.

    ``inputs`` names the SQL expression of an input where it is not the column of the same name; the
    inputs of ``rule.scores`` must be given. Portable: CASE, IN and comparisons only.
    """
    columns = {**{name: name for name in INPUTS}, **(inputs or {})}
    branches = [f"when {columns['exit_on']} is null then null"]
    for one in rule.rules:
        conditions = " and ".join(_conditions(rule, one, columns)) or "true"
        branches.append(f"when {conditions} then {literal(one.outcome)}")
    otherwise = literal(rule.otherwise)
    if rule.otherwise == "recorded":
        otherwise = f"coalesce({columns['outcome']}, {literal(Outcome.unknown)})"
    return f"case {' '.join(branches)} else {otherwise} end"


def decide(rule: OutcomeRule, case: Mapping[str, Any]) -> Outcome | None:
    """Decide one stay from its inputs by name; a missing input is unknown. None while the stay is open."""
    if case.get("exit_on") is None:
        return None
    for one in rule.rules:
        if _fits(rule, one, case):
            return one.outcome
    if rule.otherwise == "recorded":
        return Outcome(case.get("outcome") or Outcome.unknown)
    return rule.otherwise


def _conditions(rule: OutcomeRule, one: Rule, columns: Mapping[str, str]) -> Iterator[str]:
    for name, codes in _chosen(rule, one):
        yield f"{columns[name]} in ({', '.join(literal(code) for code in codes)})"
    if one.score:
        score = columns[score_input(one.score.instrument, one.score.phase)]
        for is_change, sign, limit in one.score.limits():
            baseline = columns[score_input(one.score.instrument, Phase.baseline)] if is_change else ""
            yield f"{score} - {baseline} {sign} {limit!r}" if is_change else f"{score} {sign} {limit!r}"


def _fits(rule: OutcomeRule, one: Rule, case: Mapping[str, Any]) -> bool:
    if any(case.get(name) not in codes for name, codes in _chosen(rule, one)):
        return False
    if one.score is None:
        return True
    score = case.get(score_input(one.score.instrument, one.score.phase))
    baseline = case.get(score_input(one.score.instrument, Phase.baseline))
    for is_change, sign, limit in one.score.limits():
        if score is None or (is_change and baseline is None):
            return False
        value = score - baseline if is_change else score
        if not (value >= limit if sign == ">=" else value <= limit):
            return False
    return True


def _chosen(rule: OutcomeRule, one: Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The inputs that must be one of several codes."""
    if one.project_type:
        yield "project_type", one.project_type
    if one.destination:
        yield "destination", rule.codes(one)
    if one.exit_reason:
        yield "exit_reason", tuple(str(reason) for reason in one.exit_reason)
