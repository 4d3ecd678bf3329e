"""Outcome rules decide as HUD's published answers say, and SQL and Python decide alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import InputError
from data.model.codes import Phase
from data.outcome_rules import OutcomeRule, decide, load_rule, outcome_sql, score_input

HUD = load_rule("hud_destinations")

# One exit to each destination of FY2022, as in HUD's test kit (35 exits: each code once).
KIT = [str(code) for code in (*range(1, 8), *range(8, 35))] + ["99"]

SCORED = OutcomeRule.model_validate(
    {
        "id": "less_distress",
        "version": "1",
        "title": {"id": "Berkurang", "en": "Less distress"},
        "source": "test",
        "rules": [
            {"exit_reason": ["deceased", "admin_error"], "outcome": "excluded"},
            {"score": {"instrument": "k'10", "at_most": 19}, "outcome": "achieved"},
            {"score": {"instrument": "k'10", "change_at_most": -5.5}, "outcome": "achieved"},
            {"score": {"instrument": "k'10", "at_least": 0}, "outcome": "not_achieved"},
        ],
        "otherwise": "unknown",
    }
)
EXIT_SCORE, BASELINE = score_input("k'10", Phase.exit), score_input("k'10", Phase.baseline)


def counts(project_type: int, destinations: list[str]) -> tuple[int, int, int, int]:
    """Exits, achieved, excluded, unknown."""
    decided = [
        decide(HUD, {"exit_on": "2021-08-01", "project_type": str(project_type), "destination": code})
        for code in destinations
    ]
    return len(decided), decided.count("achieved"), decided.count("excluded"), decided.count("unknown")


@pytest.mark.parametrize(
    ("project_type", "achieved", "excluded"),
    [(3, 13, 4), (13, 13, 4), (6, 13, 4), (8, 13, 4), (2, 14, 4), (0, 14, 4), (1, 14, 4), (4, 25, 3)],
)
def test_each_project_type_counts_one_exit_to_every_destination_as_hud_does(
    project_type: int, achieved: int, excluded: int
) -> None:
    # HUD HMIS Data Lab FY2021, question 23c, rows e, f1 and f2. For street outreach the kit's own answer
    # has f1 = 24; the published lists, which the rule follows, hold 25 of these destinations.
    assert counts(project_type, KIT) == (35, achieved, excluded, 4)


def test_homelessness_prevention_counts_as_the_test_kit_does() -> None:
    # In this project of the kit somebody went to 23 (permanent) where the others had 12 (temporary).
    assert counts(12, ["23" if code == "12" else code for code in KIT]) == (35, 14, 4, 4)


def test_the_codes_of_fy2024_are_decided_like_those_of_fy2022() -> None:
    renumbered = {
        code: next(new for new in codes if len(new) == 3)
        for places in HUD.lists.values()
        for codes in places.values()
        if any(len(new) == 3 for new in codes)
        for code in codes
    }
    for project_type in range(15):
        for old, new in renumbered.items():
            case = {"exit_on": "2021-08-01", "project_type": str(project_type)}
            assert decide(HUD, {**case, "destination": old}) == decide(HUD, {**case, "destination": new})


@pytest.mark.parametrize("destination", [None, "", "8", "9", "30", "99", "37", "seaside"])
def test_not_knowing_where_somebody_went_is_unknown_and_not_a_failure(destination: str | None) -> None:
    assert (
        decide(HUD, {"exit_on": "2021-08-01", "project_type": "3", "destination": destination}) == "unknown"
    )


def test_other_is_an_answer_and_stays_in_the_denominator() -> None:
    assert decide(HUD, {"exit_on": "2021-08-01", "project_type": "3", "destination": "17"}) == "not_achieved"


def test_a_stay_that_has_not_ended_has_no_outcome() -> None:
    for rule in (HUD, load_rule("as_recorded"), SCORED):
        assert decide(rule, {"exit_on": None, "destination": "410", "outcome": "achieved"}) is None


def test_as_recorded_keeps_what_was_typed_and_calls_the_rest_unknown() -> None:
    rule = load_rule("as_recorded")
    assert decide(rule, {"exit_on": "2021-08-01", "outcome": "not_achieved"}) == "not_achieved"
    assert decide(rule, {"exit_on": "2021-08-01", "outcome": None}) == "unknown"


@pytest.mark.parametrize(
    ("baseline", "score", "reason", "outcome"),
    [
        (30, 19, None, "achieved"),
        (30, 24.5, None, "achieved"),
        (30, 24.6, None, "not_achieved"),
        (None, 24, None, "not_achieved"),
        (30, None, None, "unknown"),
        (30, 19, "deceased", "excluded"),
    ],
)
def test_scores_decide_by_threshold_or_by_change_from_the_baseline(
    baseline: float | None, score: float | None, reason: str | None, outcome: str
) -> None:
    case = {"exit_on": "2021-08-01", "exit_reason": reason, EXIT_SCORE: score, BASELINE: baseline}
    assert decide(SCORED, case) == outcome
    assert SCORED.scores == (EXIT_SCORE, BASELINE)


CASES = st.fixed_dictionaries(
    {
        "exit_on": st.sampled_from([None, "2021-08-01"]),
        "project_type": st.sampled_from([None, *map(str, range(15))]),
        "destination": st.sampled_from(
            [None, "x'y", *KIT, *{c for p in HUD.lists.values() for cs in p.values() for c in cs}]
        ),
        "exit_reason": st.sampled_from([None, "deceased", "completed", "admin_error"]),
        "outcome": st.sampled_from([None, "achieved", "not_achieved", "unknown", "excluded"]),
        EXIT_SCORE: st.sampled_from([None, 0.0, 19.0, 19.5, 24.5, 40.0]),
        BASELINE: st.sampled_from([None, 0.0, 25.0, 30.0]),
    }
)


@pytest.mark.parametrize("rule", [HUD, load_rule("as_recorded"), SCORED], ids=lambda rule: rule.id)
@settings(max_examples=40, deadline=None)
@given(cases=st.lists(CASES, min_size=1, max_size=30))
def test_sql_and_python_decide_every_case_alike(rule: OutcomeRule, cases: list[dict[str, Any]]) -> None:
    columns = {name: f"c{place}" for place, name in enumerate(cases[0])}
    kinds = ", ".join(
        f"{column} {'double' if name.startswith('score:') else 'varchar'}" for name, column in columns.items()
    )
    connection = duckdb.connect()
    connection.execute(f"create table cases (place integer, {kinds})")
    for place, case in enumerate(cases):
        marks = ", ".join("?" * (len(case) + 1))
        connection.execute(f"insert into cases values ({marks})", [place, *(case[name] for name in columns)])
    decided = connection.execute(f"select {outcome_sql(rule, columns)} from cases order by place").fetchall()
    assert [outcome for (outcome,) in decided] == [decide(rule, case) for case in cases]


def test_an_unknown_rule_is_answered_with_the_nearest_there_is() -> None:
    with pytest.raises(InputError) as refused:
        load_rule("hud_destination")
    assert (refused.value.key, refused.value.values["near"]) == ("error.rule_unknown", "hud_destinations")


@pytest.mark.parametrize(
    "broken",
    [
        "rules: [}",
        "id: x",
        "{id: x, version: '1', title: {id: a, en: b}, source: s, otherwise: unknown, "
        "lists: {good: {Home: [1]}}, rules: [{destination: [goood], outcome: achieved}]}",
        "{id: x, version: '1', title: {id: a, en: b}, source: s, otherwise: unknown, "
        "rules: [{score: {instrument: k10}, outcome: achieved}]}",
        "{id: x, version: '1', title: {id: a, en: b}, source: s, otherwise: unknown, "
        "rules: [{destinations: [1], outcome: achieved}]}",
    ],
)
def test_a_broken_rule_pack_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / "mine.yaml").write_text(broken)
    with pytest.raises(InputError) as refused:
        load_rule("mine", tmp_path)
    assert refused.value.key == "error.rule_broken"


def test_every_destination_of_the_lists_is_in_one_group() -> None:
    groups = ("permanent", "homeless", "temporary", "institutional", "other", "not_known")
    codes = [code for group in groups for places in HUD.lists[group].values() for code in places]
    assert len(codes) == len(set(codes))
    special = {code for places in HUD.lists.values() for codes in places.values() for code in codes}
    assert special == set(codes)
