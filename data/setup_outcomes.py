"""The answer to "what counts as an outcome": one sentence, and a rule whose every change is a new version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.home import Home
from data.model.codes import OutcomeRuleName
from data.setup import Row
from data.store import newest_records, reading

CONDITIONS = (
    "destination",
    "exit_reason",
    "instrument_id",
    "phase",
    "score_at_least",
    "score_at_most",
    "improved_by",
    "outcome",
)
"""What a line of a rule says beside its place."""
SPELLED_OFTEN = 5
"""Exits to one destination from which on it is offered as a spelling: rarer ones may tell of one person."""


def rule_answer(
    program: Row, words: str | None, rule: OutcomeRuleName, lines: Sequence[Row], known: Iterable[Row]
) -> dict[str, list[Row]]:
    """The rows that a changed answer brings, by table; nothing where nothing changed.

    ``lines`` are those typed, in any order: ``step`` puts them in order, those without come last. ``known``
    are all lines of all versions. A rule whose sentence, kind or lines changed gets the next version, with all
    of its lines; older versions stay as they are.
    """
    mine = [row for row in known if row["program_id"] == program["program_id"]]
    old = lines_of(program, mine)
    new = _in_order(lines) if rule is OutcomeRuleName.own else []
    was = OutcomeRuleName(program["outcome_rule"])
    if (words, rule, new) == (program.get("outcome_words"), was, old):
        return {}
    version = str(program["outcome_rule_version"])
    only_first_words = was is rule and new == old and not program.get("outcome_words")
    if not only_first_words:
        version = _next_version(version, {str(row["rule_version"]) for row in mine})
    answer: dict[str, list[Row]] = {
        "program": [
            {**program, "outcome_words": words, "outcome_rule": rule, "outcome_rule_version": version}
        ]
    }
    if new and not only_first_words:
        whose = {name: program[name] for name in ("organization_id", "program_id")}
        answer["outcome_rule_line"] = [
            {**whose, "rule_version": version, "step": step, **line} for step, line in enumerate(new, 1)
        ]
    return answer


def lines_of(program: Row, known: Iterable[Row], version: str | None = None) -> list[Row]:
    """The conditions of a programme's rule, in order: of the version in force, or of another."""
    which = version or str(program["outcome_rule_version"])
    mine = (
        row
        for row in known
        if row["program_id"] == program["program_id"] and str(row["rule_version"]) == which
    )
    return _in_order(mine)


def spelled(home: Home, program: str) -> list[str]:
    """Destinations as staff of a programme write them, the most frequent first."""
    if newest_records(home) is None:
        return []
    with reading(home) as connection:
        return [
            row[0]
            for row in connection.execute(
                """select min(trim(destination)) from current_enrollment
                   where program_id = $program and trim(destination) <> ''
                   group by lower(trim(destination)) having count(*) >= $often
                   order by count(*) desc, 1 limit 12""",
                {"program": program, "often": SPELLED_OFTEN},
            ).fetchall()
        ]


def _in_order(lines: Iterable[Mapping[str, Any]]) -> list[Row]:
    kept = [
        line for line in lines if any(line.get(name) is not None for name in CONDITIONS if name != "phase")
    ]
    ordered = sorted(kept, key=lambda line: (line.get("step") is None, line.get("step") or 0))
    return [{name: line.get(name) for name in CONDITIONS} for line in ordered]


def _next_version(version: str, used: set[str]) -> str:
    number = int(version) + 1 if version.isdigit() else 1
    while str(number) in used:
        number += 1
    return str(number)
