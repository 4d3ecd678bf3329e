"""The second formulation of outcomes: a programme's rule read line by line, for one exit at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.outcome_rules import decide, load_rule

Row = dict[str, Any]
_NOT_COUNTED = ("deceased", "admin_error", "duplicate")
_AROUND = dt.timedelta(days=30)


def outcome_of(exit: Row, program: Row, lines: list[Row], scores: list[Row], instruments: list[Row]) -> str:
    """The outcome of one exit: by its programme's rule, else as recorded.

    ``lines`` are those of all programmes' rules; ``scores`` the measurements of the exit's stay that are known.
    """
    if program["outcome_rule"] == "own":
        version = program["outcome_rule_version"]
        mine = [
            line
            for line in lines
            if line["program_id"] == program["program_id"] and line["rule_version"] == version
        ]
        turned = {row["instrument_id"]: 1 if row["higher_is_better"] else -1 for row in instruments}
        for line in sorted(mine, key=lambda line: line["step"]):
            if _leaves_so(exit, line) and _scores_so(exit, line, scores, turned):
                return str(line["outcome"])
    elif program["outcome_rule"] != "as_recorded":
        case = {**exit, "project_type": program["project_type"]}
        return str(decide(load_rule(program["outcome_rule"]), case))
    if exit["outcome"]:
        return str(exit["outcome"])
    return "excluded" if exit["exit_reason"] in _NOT_COUNTED else "unknown"


def _leaves_so(exit: Row, line: Row) -> bool:
    if line["destination"] is not None:
        if exit["destination"] is None:
            return False
        if exit["destination"].strip().lower() != line["destination"].strip().lower():
            return False
    if line["exit_reason"] is None:
        return exit["exit_reason"] not in _NOT_COUNTED
    return bool(exit["exit_reason"] == line["exit_reason"])


def _scores_so(exit: Row, line: Row, scores: list[Row], turned: dict[str, int]) -> bool:
    instrument = line["instrument_id"]
    if instrument is None:
        return True
    taken = sorted(
        (row for row in scores if row["instrument_id"] == instrument),
        key=lambda row: (row["measured_on"], row["measurement_id"]),
    )
    after = [row for row in taken if row["phase"] == line["phase"]]
    if line["phase"] == "exit":
        after = [row for row in after if abs(row["measured_on"] - exit["exit_on"]) <= _AROUND]
    if not after:
        return False
    score = after[-1]["score"]
    if line["score_at_least"] is not None and score < line["score_at_least"]:
        return False
    if line["score_at_most"] is not None and score > line["score_at_most"]:
        return False
    if line["improved_by"] is None:
        return True
    before = [row for row in taken if row["phase"] == "baseline" and row["measured_on"] <= exit["exit_on"]]
    better = turned[instrument] * (score - before[0]["score"]) if before else -1
    return bool(better >= line["improved_by"])
