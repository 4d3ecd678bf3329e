"""The second formulation of what changed between intake and exit, in plain Python over plain rows."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

from metrics.period import Period
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row, stays

NEAR = 30
"""Days around the exit within which its score was taken."""
DOMAINS = ("functioning_material", "functioning_spiritual", "functioning_social")
_LEVEL = {"low": 1, "medium": 2, "high": 3}


class Pair(NamedTuple):
    """A stay with the score at its start and the one around its exit; ``gain`` is turned so that more is better."""

    stay: Row
    instrument: Row
    gain: float


def exits(records: Records, program: str | None, period: Period) -> list[Row]:
    """Exits of the period that count."""
    return [
        row
        for row in stays(records)
        if row["exit_on"] is not None
        and row["outcome"] != "excluded"
        and period.start <= row["exit_on"] <= period.end
        and program in (None, row["program_id"])
    ]


def _pairs(records: Records) -> list[Pair]:
    instruments = {row["instrument_id"]: row for row in records.of("instrument")}
    by_stay = {row["enrollment_id"]: row for row in stays(records)}
    scored: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in records.of("measurement"):
        for stay in _stays_of(records, by_stay, row):
            scored[stay, row["instrument_id"]].append(row)
    found = []
    for (enrollment, instrument), rows in scored.items():
        stay = by_stay.get(enrollment)
        if stay is None or stay["exit_on"] is None or stay["outcome"] == "excluded":
            continue
        order = sorted(rows, key=lambda row: (row["measured_on"], row["measurement_id"]))
        first = [row for row in order if row["phase"] == "baseline" and row["measured_on"] <= stay["exit_on"]]
        last = [
            row
            for row in order
            if row["phase"] == "exit"
            and abs((row["measured_on"] - stay["exit_on"]).days) <= NEAR
            and row["measured_on"] <= records.as_of
        ]
        if first and last:
            gain = last[-1]["score"] - first[0]["score"]
            known = instruments[instrument]
            found.append(Pair(stay, known, gain if known["higher_is_better"] else -gain))
    return found


def _stays_of(records: Records, by_stay: dict[str, Row], measured: Row) -> list[str]:
    """The stay that a score names, else the stays of that person at that time."""
    if measured["enrollment_id"] is not None:
        return [measured["enrollment_id"]]
    person, day = records.person(measured["client_id"]), measured["measured_on"]
    return [
        name
        for name, stay in by_stay.items()
        if stay["client_id"] == person
        and (stay["entry_on"] - day).days <= NEAR
        and (day - (stay["exit_on"] or records.as_of)).days <= NEAR
    ]


def pairs(records: Records, program: str | None, period: Period) -> list[Pair]:
    """Pairs of scores of the exits of a period."""
    everyone: list[Pair] = records.once("pairs", lambda: _pairs(records))
    return [
        pair
        for pair in everyone
        if period.start <= pair.stay["exit_on"] <= period.end and program in (None, pair.stay["program_id"])
    ]


def _reliable(records: Records, program: str | None, period: Period) -> list[float]:
    """Changes in standard errors of a difference, where the instrument's figures are known."""
    found = []
    for pair in pairs(records, program, period):
        r, sd = pair.instrument["reliability"], pair.instrument["standard_deviation"]
        if pair.instrument["instrument_id"] not in DOMAINS and r is not None and r < 1 and sd:
            found.append(pair.gain / (sd * math.sqrt(2) * math.sqrt(1 - r)))
    return found


def reliable_improvement_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Better by more than measurement error, over pairs."""
    found = _reliable(records, program, period)
    return sum(change >= 1.96 for change in found), len(found)


def reliable_deterioration_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Worse by more than measurement error, over pairs."""
    found = _reliable(records, program, period)
    return sum(change <= -1.96 for change in found), len(found)


def mean_outcome_change(records: Records, program: str | None, period: Period) -> Counts:
    """The sum of changes over the pairs; rubrics stand apart."""
    gains = [
        pair.gain
        for pair in pairs(records, program, period)
        if pair.instrument["instrument_id"] not in DOMAINS
    ]
    return sum(gains), len(gains)


def social_functioning_gain(records: Records, program: str | None, period: Period) -> Counts:
    """Up in two domains or more and down in none, over those rated twice in all three."""
    gains: dict[str, list[float]] = defaultdict(list)
    for pair in pairs(records, program, period):
        if pair.instrument["instrument_id"] in DOMAINS:
            gains[pair.stay["enrollment_id"]].append(pair.gain)
    whole = [found for found in gains.values() if len(found) == len(DOMAINS)]
    return sum(sum(gain >= 1 for gain in found) >= 2 and min(found) >= 0 for found in whole), len(whole)


def goal_attainment_t(records: Records, program: str | None, period: Period) -> Counts:
    """The sum of people's T scores over these people."""
    goals: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in records.of("case_goal"):
        if row["attainment"] is not None and row["weight"] > 0 and row["set_on"] <= records.as_of:
            goals[row["enrollment_id"]].append((row["weight"], row["attainment"]))
    scores = []
    for row in exits(records, program, period):
        own = goals.get(row["enrollment_id"])
        if own:
            spread = 0.7 * sum(w * w for w, _ in own) + 0.3 * sum(w for w, _ in own) ** 2
            scores.append(50 + 10 * sum(w * x for w, x in own) / math.sqrt(spread))
    return sum(scores), len(scores)


def risk_reduction_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Left at a lower risk than they came, over those judged twice who did not come at low risk."""
    judged = [
        (_LEVEL[row["risk_entry"]], _LEVEL[row["risk_exit"]])
        for row in exits(records, program, period)
        if row["risk_entry"] in _LEVEL and row["risk_exit"] in _LEVEL and row["risk_entry"] != "low"
    ]
    return sum(after < before for before, after in judged), len(judged)


FORMULATIONS = {
    "reliable_improvement_rate": reliable_improvement_rate,
    "reliable_deterioration_rate": reliable_deterioration_rate,
    "mean_outcome_change": mean_outcome_change,
    "social_functioning_gain": social_functioning_gain,
    "goal_attainment_t": goal_attainment_t,
    "risk_reduction_rate": risk_reduction_rate,
}
"""What this module formulates."""
