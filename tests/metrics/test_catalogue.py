"""The catalogue is whole: every indicator of every framework is declared, documented, and has data behind it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

import pytest

from data.home import Home
from locales.translate import LANGUAGES, translator
from locales.words import Language
from metrics.__main__ import main
from metrics.ask import Ask
from metrics.catalogue import BY_ID, CATALOGUE
from metrics.catalogue.combining import MAKINGS, as_measures, kept_apart
from metrics.catalogue.definition import Indicator, Kind
from metrics.catalogue.document import card, catalogue_document
from metrics.compute import values
from metrics.facts import FACT_BY_NAME
from metrics.reader import open_reader
from metrics.scope import OWNER
from metrics.verification import FORMULATIONS, GROUPED, PROMISES

DOCS = Path(__file__).parents[2] / "docs"

RIGHTS = (
    *("rights_individual", "rights_expression", "rights_response", "rights_dignity", "rights_no_blame"),
    *("rights_self_determination", "rights_confidentiality"),
)
PROCESS = tuple(
    f"process_quality_{name}" for name in ("energising", "inclusive", "reciprocal", "honest", "complementary")
)

NUMBERED: dict[int, tuple[str, ...]] = {
    1: ("outcome_achievement_rate",),
    2: ("outcome_assessment_coverage",),
    3: ("reliable_improvement_rate", "reliable_deterioration_rate"),
    4: ("mean_outcome_change",),
    5: ("goal_attainment_t",),
    6: ("cost_per_outcome",),
    7: ("outcomes_per_million",),
    8: ("target_achievement_ratio",),
    9: ("outcome_linked_spend_share",),
    10: ("case_mix_outcome_ratio",),
    11: ("outcome_equity_gap",),
    12: ("prevention_success_rate",),
    13: ("return_rate_6m",),
    14: ("return_rate_12m",),
    15: ("median_time_to_return",),
    16: ("prevention_spend_share",),
    17: ("early_intake_share",),
    18: ("risk_reduction_rate",),
    19: ("repeat_intake_share",),
    20: ("followup_coverage_12m",),
    21: ("satisfaction_csq8",),
    22: ("satisfaction_ikm",),
    23: ("top2box_satisfaction",),
    24: ("nps",),
    25: ("survey_response_rate",),
    26: RIGHTS,
    27: ("rights_all_seven_share",),
    28: PROCESS,
    29: ("complaint_resolution_rate",),
    30: ("client_set_goal_share",),
    31: ("self_reliance_exit_rate",),
    32: ("aid_dependency_share",),
    33: ("social_functioning_gain",),
    34: ("community_led_activity_share",),
    35: ("empowerment_stage_completion",),
    36: ("referral_followthrough_rate",),
    37: ("referral_need_met_rate",),
    38: ("needs_response_rate",),
    39: ("partner_delivered_share",),
    40: ("mediation_agreement_rate",),
    41: ("advocacy_success_rate",),
    42: ("protection_response_rate",),
    43: ("role_level_mix",),
    44: ("funnel_outlier_units",),
    45: ("improvement_signal_share",),
    46: ("flexible_funding_share",),
    47: ("decision_lead_time",),
    48: ("earned_income_share",),
    49: ("largest_funder_share", "income_hhi"),
    50: ("reserve_months",),
    51: ("donor_retention_rate",),
    52: ("decision_participation_rate",),
    53: ("feedback_action_rate",),
    54: ("volunteer_retention_rate",),
    55: ("certified_staff_share",),
    56: ("leverage_ratio",),
    57: ("market_linkage_retention_rate",),
    58: ("accreditation_readiness_index",),
    59: ("case_process_completeness",),
    60: ("data_quality_index",),
}
"""The numbered indicators of the catalogue and their ids; 26 and 28 have one an item, 3 and 49 a twin."""

_P: dict[str, tuple[int, ...]] = {
    "P1": tuple(range(36, 44)),
    "P2": tuple(range(30, 36)),
    "P3": (10, 44, 45),
    "P4": (46, 47, 55, 58, 59),
    "P5": tuple(range(1, 12)),
    "P6": tuple(range(21, 30)),
    "P7": (46, 48, 49, 50, 51),
    "P8": tuple(range(12, 21)),
    "P9": (34, 47, 52, 53, 54),
    "P10": (41, 56, 57),
}
FRAMEWORKS: dict[str, tuple[int, ...]] = {
    "characteristics of social organisations (000 s1-2)": (1, 24, 34, 54),
    "problems: funds (000 s5)": (48, 49, 50, 51),
    "problems: needs": (38,),
    "problems: benefit felt": (23,),
    "problems: motivation": (54,),
    "problems: impact hard to measure": (2, 3),
    "problems: donor trust": (51, 60),
    **{f"principle {name} (000 s6-8)": numbers for name, numbers in _P.items()},
    "seven rights and Biestek (000 s9, s15-16)": (26, 27),
    "five process characteristics (000 s10-14)": (28,),
    "Friedlander, UU 11/2009, evidence-based practice, micro-mezzo-macro (001)": (4, 33, 45, 43),
    "UU ps24, ps38, Permensos ps5-6, goal-directed organisation (002)": (58, 59, 55, 8, 36, 37, 38, 39),
    "home workers (002)": (40, 57, 11, 53),
    "role of the facilitator (003)": (5,),
    "role of the broker": (36, 37),
    "role of the mediator": (40,),
    "role of the advocate": (41,),
    "role of the protector": (42,),
    "mix of roles": (43,),
    "vision and mission (003)": (31, 38, 17, 12),
    "dialogue, discovery, development (004)": (34, 35, 38, 52, 53),
    "four evaluation questions (004 3g)": (1, 38, 59),
    "functions of an HSO, by tag of the programme (002)": (1, 14, 31, 38),
}
"""The frameworks of the source texts and the indicators that measure them (methods, coverage of the seeds)."""

EVERY_ID = [id for ids in NUMBERED.values() for id in ids]


def test_all_sixty_numbered_indicators_are_there_under_seventy_two_ids() -> None:
    assert sorted(NUMBERED) == list(range(1, 61))
    assert len(EVERY_ID) == len(set(EVERY_ID)) == 72
    assert [id for id in EVERY_ID if id not in BY_ID] == []
    assert len(BY_ID) == len(CATALOGUE), "no id stands twice"


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_no_framework_of_the_source_texts_is_without_an_indicator(framework: str) -> None:
    ids = [id for number in FRAMEWORKS[framework] for id in NUMBERED[number]]
    assert ids and all(id in BY_ID for id in ids)
    principle = framework.split(" ")[1] if framework.startswith("principle") else None
    if principle:
        assert any(BY_ID[id].principle == principle for id in ids)


def test_every_numbered_indicator_measures_some_framework() -> None:
    assert {number for numbers in FRAMEWORKS.values() for number in numbers} == set(NUMBERED)


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda one: one.id)
def test_an_indicator_is_made_of_measures_that_are_published_and_names_others_that_exist(
    indicator: Indicator,
) -> None:
    fact = FACT_BY_NAME[indicator.fact]
    named = (indicator.numerator, indicator.denominator, indicator.unknown, indicator.squares)
    assert set(filter(None, named)) <= set(fact.measures)
    assert all(group.split("=")[0] in fact.groups for group in indicator.among)
    assert all(gate.indicator in BY_ID for gate in indicator.gates)
    assert all(id in BY_ID and id != indicator.id for id in indicator.beside)
    # Which main measures improve is told by their charts, not by a measure of its own.
    assert f"{indicator.fact}." in as_measures(indicator, "en") or indicator.kind == "improving_share"


def test_every_kind_says_how_it_is_made_and_what_of_it_is_kept_apart() -> None:
    assert set(MAKINGS) == set(get_args(Kind))
    assert kept_apart(BY_ID["outcome_achievement_rate"]) is None
    for id in ("people_served", "data_quality_index", "return_rate_12m", "target_achievement_ratio"):
        assert kept_apart(BY_ID[id]) is not None, id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_an_indicator_leaves_nothing_unsaid(language: Language) -> None:
    t = translator(language)
    for indicator in CATALOGUE:
        said = dict(card(indicator, t))
        for label in (
            "formula",
            "measures",
            "unit",
            "cadence",
            "combines",
            "apart",
            "minimum",
            "interval",
            "caution",
        ):
            assert said[t(f"catalogue.{label}")].strip(), (indicator.id, label)
        if indicator.id in EVERY_ID:
            assert said[t("catalogue.seed")] and said[t("catalogue.source")], indicator.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_written_catalogue_is_that_of_the_declarations(language: Language) -> None:
    written = (DOCS / f"catalogue.{language}.md").read_text(encoding="utf-8")
    assert written == catalogue_document(translator(language)), "run python -m metrics catalogue docs"


def test_the_command_writes_the_catalogue_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["catalogue", str(tmp_path / "out"), "--lang", "en"]) == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["catalogue.en.md", "catalogue.id.md"]
    (tmp_path / "file").write_text("")
    assert main(["catalogue", str(tmp_path / "file"), "--lang", "en"]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_no_indicator_is_without_demonstration_data_behind_it(demo_home: Home) -> None:
    reader = open_reader(demo_home)
    days = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
    silent = [
        id
        for id in EVERY_ID
        if not any(
            one.status != "not_measured" and (one.value is not None or one.reason is not None)
            for organization in reader.organizations(OWNER)
            for one in values(reader, OWNER, Ask(indicator=id, organization=organization.id, **days))
        )
    ]
    assert silent == []


def test_most_indicators_are_formulated_twice() -> None:
    twice = {PROMISES, *FORMULATIONS, *(indicator for indicator, _ in GROUPED)}
    assert twice <= set(BY_ID)
    assert len(twice & set(EVERY_ID)) >= 35
    assert {one.id for one in CATALOGUE if one.headline} <= twice
