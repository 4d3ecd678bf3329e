"""What changed between intake and exit, on a few rows: scores, goals, functioning and risk."""

from __future__ import annotations

from typing import Any

import pytest

from data.home import Home
from tests.data.rows import clients, stay
from tests.metrics.money_rows import asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")
EXIT = "2025-03-10"


def score(
    number: int, phase: str, points: float, day: str, instrument: str = "skala", **more: Any
) -> dict[str, Any]:
    return {
        "measurement_id": f"{instrument}-{number}-{phase}-{day}",
        "organization_id": "o1",
        "client_id": f"c{number}",
        "enrollment_id": f"e{number}",
        "instrument_id": instrument,
        "phase": phase,
        "measured_on": day,
        "score": str(points),
        **more,
    }


def both(number: int, before: float, after: float, instrument: str = "skala") -> list[dict[str, Any]]:
    return [
        score(number, "baseline", before, "2025-01-12", instrument),
        score(number, "exit", after, EXIT, instrument),
    ]


def scale(instrument: str = "skala", **more: Any) -> dict[str, Any]:
    return {"instrument_id": instrument, "name": instrument, **more}


def left(*outcomes: str, **more: Any) -> list[dict[str, Any]]:
    return [stay(number, "2025-01-10", EXIT, outcome, **more) for number, outcome in enumerate(outcomes, 1)]


def test_a_change_counts_with_one_score_at_the_start_and_one_around_the_exit(home: Home) -> None:
    rows = [*left(*["achieved"] * 5, "excluded", "achieved"), stay(8, "2025-01-10")]
    scores = [
        *both(1, 20, 30),
        *both(2, 20, 29),
        *both(3, 30, 20),
        *both(4, 20, 26),
        score(4, "baseline", 25, "2025-02-01"),  # the first one counts
        *both(5, 20, 40),
        score(5, "exit", 30, "2025-03-12"),  # the last one counts
        *both(6, 10, 50),  # excluded
        score(7, "baseline", 10, "2025-01-12"),
        score(7, "exit", 50, "2025-04-10"),  # 31 days after the exit
        *both(8, 10, 50),  # has not left
    ]
    for row in scores[10:12]:
        row["enrollment_id"] = None  # found by the client and the days
    instrument = scale(standard_deviation="7.5", reliability="0.8")  # the least real change is 9.30
    tables = {"instrument": [instrument], "client": clients(rows), "enrollment": rows, "measurement": scores}
    reader = published(home, org(), tables)
    better = asked(reader, "reliable_improvement_rate", *YEAR)
    assert (better.numerator, better.denominator) == (2, 5)
    worse = asked(reader, "reliable_deterioration_rate", *YEAR)
    assert (worse.numerator, worse.denominator, worse.direction) == (1, 5, "down")
    change = asked(reader, "mean_outcome_change", *YEAR)
    assert (change.value, change.n, change.status) == (5.0, 5, "too_few")
    # Changes 10, 9, -10, 6, 10: sum of squares around 5 is 292, t(4) = 2.776445.
    assert (change.low, change.high) == pytest.approx((5 - 10.60875, 5 + 10.60875), abs=1e-4)
    assert reasons(change) >= {"note.effect_size", "note.regression_to_the_mean", "note.pairs_of_exits"}


def test_points_of_two_instruments_are_kept_apart_and_low_can_be_good(home: Home) -> None:
    rows = left("achieved", "achieved")
    scores = [*both(1, 20, 30), *both(2, 12, 4, "gejala")]
    tables = {
        "instrument": [scale(), scale("gejala", higher_is_better="false")],
        "client": clients(rows),
        "enrollment": rows,
        "measurement": scores,
    }
    reader = published(home, org(), tables)
    together = asked(reader, "mean_outcome_change", *YEAR)
    assert (together.value, together.status) == (None, "cannot_be_combined")
    assert reasons(together) == {"reason.several_instruments"}
    assert asked(reader, "mean_outcome_change", *YEAR, group="instrument=skala").value == 10
    assert asked(reader, "mean_outcome_change", *YEAR, group="instrument=gejala").value == 8
    unpublished = asked(reader, "reliable_improvement_rate", *YEAR)
    assert (unpublished.value, unpublished.status) == (None, "not_measured"), "no reliability, no verdict"


def test_goal_attainment_is_the_mean_of_peoples_published_t_scores(home: Home) -> None:
    def goal(number: int, level: int | None, weight: float = 1.0, nth: int = 0) -> dict[str, Any]:
        return {
            "goal_id": f"g{number}-{nth}",
            "organization_id": "o1",
            "client_id": f"c{number}",
            "enrollment_id": f"e{number}",
            "set_on": "2025-01-15",
            "author": "joint",
            "weight": str(weight),
            "attainment": None if level is None else str(level),
        }

    rows = left("achieved", "not_achieved", "unknown", "achieved", "excluded")
    goals = [
        *(goal(1, level, nth=nth) for nth, level in enumerate((1, 1, 0))),
        *(goal(2, level, weight, nth) for nth, (level, weight) in enumerate(((-1, 2), (0, 1), (1, 1)))),
        *(goal(3, -2, nth=nth) for nth in range(2)),
        goal(4, None),  # not scored
        goal(5, 2),  # excluded
    ]
    tables = {"client": clients(rows), "enrollment": rows, "case_goal": goals}
    found = asked(published(home, org(), tables), "goal_attainment_t", *YEAR)
    # 59.13, 46.67 and 25.19: methods of goal attainment scaling, with the formula of the erratum.
    assert found.value == pytest.approx((59.1287 + 46.6667 + 25.1930) / 3, abs=1e-3)
    assert (found.n, found.unit, found.status) == (3, "score", "too_few")


def test_functioning_is_gained_by_rising_in_two_domains_and_falling_in_none(home: Home) -> None:
    rows = left(*["achieved"] * 4)
    material, spiritual, social = (f"functioning_{name}" for name in ("material", "spiritual", "social"))
    gains = {1: (1, 1, 0), 2: (1, 0, 0), 3: (2, 1, -1)}
    scores = [
        row
        for number, moved in gains.items()
        for domain, by in zip((material, spiritual, social), moved, strict=True)
        for row in both(number, 3, 3 + by, domain)
    ]
    scores += both(4, 1, 5, material) + both(4, 1, 5, social)  # one domain was not rated
    instruments = [scale(domain) for domain in (material, spiritual, social)]
    tables = {
        "instrument": instruments,
        "client": clients(rows),
        "enrollment": rows,
        "measurement": scores,
    }
    reader = published(home, org(), tables)
    found = asked(reader, "social_functioning_gain", *YEAR)
    assert (found.numerator, found.denominator) == (1, 3)
    assert asked(reader, "mean_outcome_change", *YEAR).status == "not_measured", "a rubric is no scale"


def test_risk_is_reduced_among_those_judged_twice_who_did_not_come_at_low_risk(home: Home) -> None:
    judged = [
        ("high", "medium"),
        ("high", "low"),
        ("medium", "medium"),
        ("medium", "high"),
        ("low", "low"),
        ("high", "unknown"),
        ("unknown", "low"),
        ("medium", None),
    ]
    rows = [
        stay(number, "2025-01-10", EXIT, "achieved", risk_entry=before, risk_exit=after)
        for number, (before, after) in enumerate(judged)
    ]
    rows.append(stay(20, "2025-01-10", EXIT, "excluded", risk_entry="high", risk_exit="low"))
    rows.append(stay(21, "2025-01-10", None, None, risk_entry="high"))
    reader = published(home, org(), {"client": clients(rows), "enrollment": rows})
    found = asked(reader, "risk_reduction_rate", *YEAR)
    assert (found.numerator, found.denominator) == (2, 4)


def test_what_would_come_by_itself_is_that_of_barnett_2005_where_the_population_is_published(
    home: Home,
) -> None:
    # mean 60, SD 15, chosen below 40: the chosen begin at 60 - 15 * 1.7981 = 33.03 on average; with a
    # reliability of .8 they drift up by 5.39 points with no programme.
    rows = left(*["achieved"] * 2)
    tables = {
        "instrument": [scale(reliability="0.8", standard_deviation="15", population_mean="60")],
        "client": clients(rows),
        "enrollment": rows,
        "measurement": [*both(1, 31.03, 40), *both(2, 35.03, 45)],
    }
    change = asked(published(home, org(), tables), "mean_outcome_change", *YEAR)
    [note] = [one for one in change.notes if one.key == "note.regression_of_points"]
    assert note.values["points"] == pytest.approx(5.39, abs=0.05)
    assert "note.regression_to_the_mean" not in reasons(change)
