"""Twenty-five ways in which such dashboards mislead, one test each: the misleading form is refused or spoken of.

The numbers are those of methods.md §5. What is only drawn is tested where it is drawn.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from data.home import Home
from locales.translate import LANGUAGES, translator
from metrics.ask import Ask
from metrics.catalogue import BY_ID, CATALOGUE
from metrics.compute import series, value, values, values_by
from metrics.period import Period, last_complete, rolling_months
from metrics.reader import Reader, open_reader
from metrics.reviews.asking import Asking, measured
from metrics.reviews.compare import compare_review
from metrics.reviews.comparing import judge
from metrics.reviews.differ import differ
from metrics.reviews.protect import hidden_rows
from metrics.reviews.signals import watch
from metrics.reviews.voice import voice_review
from metrics.scope import OWNER, Scope
from metrics.statistics.change import regression_to_the_mean
from metrics.statistics.spc import xmr
from metrics.statistics.standardise import direct, expected_count, indirect
from metrics.statistics.target import target_status
from metrics.value import IndicatorValue
from pages.parts.door import MONTHS_BACK, Source
from pages.parts.money_view import money_view
from pages.parts.prevention_view import prevention_view
from pages.parts.screen import Look
from pages.parts.timeline import timeline
from reports import words
from tests.data.rows import clients, stay
from tests.metrics.money_rows import Ledger, asked, exits, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")
DAYS = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
DONOR = Scope(threshold=10)


@pytest.fixture(scope="module")
def reader(demo_home: Home) -> Reader:
    return open_reader(demo_home)


def everywhere(reader: Reader, indicator: str, scope: Scope = OWNER) -> list[IndicatorValue]:
    """A measure of the year in each organisation."""
    return values_by(reader, scope, Ask(indicator=indicator, **DAYS), "organization")


def rate(x: float, n: float, organization: str = "o1") -> IndicatorValue:
    """A rate of a unit."""
    return IndicatorValue(
        indicator="outcome_achievement_rate",
        organization=organization,
        value=x / n,
        numerator=x,
        denominator=n,
        n=n,
        status="ok",
        unit="proportion",
        direction="up",
        as_of=DAYS["end"],
        interval_method="wilson",
        **DAYS,
    )


def test_01_activity_is_no_main_measure_and_no_direction_makes_more_of_it_better() -> None:
    activity = ("count", "stock", "unique_people", "money_sum")
    assert not [one.id for one in CATALOGUE if one.headline and one.kind in activity]
    counted = ("people_served", "intakes", "exits", "contacts", "services")
    assert all(BY_ID[id].direction == "neutral" and BY_ID[id].principle is None for id in counted)


def test_02_drop_outs_and_unknown_outcomes_stay_below_the_line(home: Home) -> None:
    found = asked(published(home, org(), exits(12, 3, unknown=5)), "outcome_achievement_rate", *YEAR)
    assert (found.numerator, found.denominator, found.unknown) == (12, 20, 5)
    assert (found.value, found.worst, found.best) == (0.6, 0.6, 0.85)


def test_03_an_unfinished_period_is_not_among_those_that_are_judged(reader: Reader) -> None:
    as_of = dt.date(2026, 11, 20)
    assert last_complete(as_of, "month").end == dt.date(2026, 10, 31)
    assert last_complete(as_of, "quarter").end == dt.date(2026, 9, 30)
    points = series(
        reader,
        OWNER,
        Ask(indicator="exits", organization="tunas", start=dt.date(2026, 9, 1), end=dt.date(2026, 11, 30)),
        "month",
    )
    later = series(
        reader,
        OWNER,
        Ask(indicator="exits", organization="tunas", start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 31)),
        "month",
    )
    assert len(points) == 3 and later[0].status == "not_measured", "what has not begun is no 0"


def test_04_two_points_make_no_trend(reader: Reader) -> None:
    few = xmr([10, 40, 10, 40, 10, 40, 90])
    assert few.upper is None and set(few.rules) == {None}
    assert differ(rate(60, 100), rate(50, 100)) == "unclear"
    assert differ(rate(600, 1000), rate(500, 1000)) == "higher"


def test_05_a_share_of_a_handful_says_too_few_and_leaves_the_house_as_nothing(home: Home) -> None:
    reader = published(home, org(), exits(3, 1))
    inside = asked(reader, "outcome_achievement_rate", *YEAR)
    assert inside.status == "too_few" and not measured(inside) and inside.low is not None
    outside = asked(reader, "outcome_achievement_rate", *YEAR, scope=DONOR)
    assert outside.status == "suppressed" and outside.value is None and outside.denominator is None


def test_06_the_verdict_on_a_target_follows_the_interval_not_the_point() -> None:
    assert target_status(0.62, 0.50, 0.72, 0.60, "up") == "likely"
    assert target_status(0.58, 0.46, 0.69, 0.60, "up") == "unclear"
    assert target_status(0.58, None, None, None, "up") is None


def test_07_units_stand_by_name_and_never_by_result(reader: Reader) -> None:
    organization = reader.organizations(OWNER)[0]
    period = last_complete(dt.date(2026, 11, 20), "year")
    asking = Asking(reader, Scope(threshold=5), organization, None, period)
    found = compare_review(asking, "outcome_achievement_rate", "organization", "prevention")
    names = [unit.name.lower() for unit in found.units]
    results = [unit.value.value or 0 for unit in found.units]
    assert names == sorted(names)
    assert any(a < b for a, b in pairwise(results)) and any(a > b for a, b in pairwise(results))


def test_08_units_that_are_not_alike_get_no_funnel_and_a_mix_is_taken_out_before_comparing() -> None:
    unlike = [(f"u{i}", f"U{i}", rate(90 if i % 2 else 10, 100, f"u{i}")) for i in range(12)]
    found = judge("outcome_achievement_rate", unlike, 0)
    assert found.reason is not None and found.reason.key == "compare.reason.too_different"
    assert not found.limits and all(unit.place is None for unit in found.units)
    # Two sites equally good in each stratum: ratios to a reference differ, standardised rates do not (Nicholl).
    ratios = [indirect(x, expected_count(n, [0.9, 0.1])).value for x, n in ((44, [40, 60]), (38, [30, 70]))]
    adjusted = [direct(x, n, [0.5, 0.5]) for x, n in (([32, 12], [40, 60]), ([24, 14], [30, 70]))]
    assert ratios[0] != pytest.approx(ratios[1], abs=0.01)
    assert [one.value if one else None for one in adjusted] == pytest.approx([0.5, 0.5])


def test_09_no_mean_change_is_shown_without_what_would_come_by_itself(reader: Reader) -> None:
    shown = [one for one in everywhere(reader, "mean_outcome_change") if one.value is not None]
    assert shown
    assert all(reasons(one) & {"note.regression_to_the_mean", "note.regression_of_points"} for one in shown)
    assert regression_to_the_mean(60, 15, 40, 0.8) == pytest.approx(5.39, abs=0.005)


def test_10_whoever_was_not_traced_is_taken_for_returned_in_the_worst_case(reader: Reader) -> None:
    assert "followup_coverage_12m" in BY_ID["return_rate_12m"].beside
    shown = [one for one in everywhere(reader, "return_rate_12m") if one.value is not None]
    assert shown and all(one.best <= one.value <= one.worst for one in shown)  # type: ignore[operator]
    assert any(one.worst - one.value > 0.05 for one in shown)  # type: ignore[operator]


def test_11_a_cohort_that_is_five_months_old_has_no_rate_of_twelve_months(reader: Reader) -> None:
    young = Ask(
        indicator="return_rate_12m",
        organization="tunas",
        start=dt.date(2026, 4, 1),
        end=dt.date(2026, 6, 30),
    )
    for scope in (OWNER, DONOR):
        found = value(reader, scope, young)
        assert found.status in ("too_few", "suppressed") and not measured(found), scope


def looked_at(home: Home, reader: Reader, end: dt.date, **chosen: str) -> Look:
    """What somebody looks at on a screen that looks back over twelve months."""
    return Look(
        source=Source(home, reader.version, reader),
        scope=Scope(threshold=5),
        organization=reader.organizations(OWNER)[0],
        program=None,
        period=rolling_months(end, MONTHS_BACK),
        language="en",
        query=(),
        chosen=tuple(chosen.items()),
    )


def test_12_those_who_died_are_not_counted_as_if_they_could_still_return(home: Home) -> None:
    """Of 40 who left 8 die in a week, then 8 return: 8 of 40, where Kaplan-Meier would say 8 of 32."""
    rows = [stay(number, "2023-11-01", "2023-12-20", "achieved") for number in range(40)]
    back = [{**stay(number, "2024-03-01"), "enrollment_id": f"e{number}b"} for number in range(8, 16)]
    looks = [looked_for(number, "2023-12-27", "deceased") for number in range(8)]
    looks += [looked_for(number, "2025-06-01", "well") for number in range(8, 40)]
    everyone = [*rows, *back, stay(999, "2025-12-30")]
    tables = {"client": clients(everyone), "enrollment": everyone, "follow_up": looks}
    reader = published(home, org(), tables)
    cohort = ("2023-10-01", "2023-12-31")
    found = asked(reader, "return_rate_12m", *cohort)
    assert found.value == pytest.approx(8 / 40) and "reason.deaths_compete" in reasons(found)
    screen = prevention_view(looked_at(home, reader, dt.date(2025, 9, 30)))
    assert "20%" in str(screen.title) and "More than 5% of this cohort died" in str(screen.rows)


def looked_for(number: int, day: str, status: str) -> dict[str, str]:
    """A follow-up and what it found."""
    return {
        "follow_up_id": f"f{number}",
        "organization_id": "o1",
        "enrollment_id": f"e{number}",
        "client_id": f"c{number}",
        "due_on": day,
        "done_on": day,
        "status": status,
    }


def test_13_a_price_of_unlike_outcomes_says_that_they_are_unlike(reader: Reader) -> None:
    together = value(reader, OWNER, Ask(indicator="cost_per_outcome", **DAYS))
    assert together.value is not None and "note.unlike_outcomes" in reasons(together)
    alone = values_by(
        reader, OWNER, Ask(indicator="cost_per_outcome", organization="tunas", **DAYS), "program"
    )
    assert alone and all("note.unlike_outcomes" not in reasons(one) for one in alone)


def test_14_shared_cost_is_in_the_full_cost_and_in_it_once(reader: Reader) -> None:
    parts = ("service_cost", "shared_cost", "admin_cost", "unclassified_cost")
    for organization in reader.organizations(OWNER):
        ask = Ask(indicator="full_cost", organization=organization.id, **DAYS)
        whole = value(reader, OWNER, ask).value
        found = [value(reader, OWNER, ask.model_copy(update={"indicator": one})).value for one in parts]
        assert whole == pytest.approx(sum(one or 0 for one in found))
        programs = [one.value or 0 for one in values_by(reader, OWNER, ask, "program")]
        assert sum(programs) <= (whole or 0) * (1 + 1e-9)


def test_15_donors_of_one_programme_never_claim_more_than_all_of_it(reader: Reader, home: Home) -> None:
    claimed = "select sum(share) from published.grant_share group by program, month"
    shares = reader.rows(claimed)
    assert shares and max(row[0] for row in shares) <= 1 + 1e-9
    # One donor was promised 90 %; two others paid for 40 % and 20 % of the same month: they share the rest.
    grants = {
        "funder": [{"funder_id": "f1", "name": "Donor"}],
        "grant_award": [
            {"grant_id": grant, "organization_id": "o1", "funder_id": "f1", "name": grant}
            for grant in ("g1", "g2", "g3")
        ],
        "grant_share": [{"grant_id": "g1", "program_id": "p1", "month_on": "2025-02-01", "share": "0.9"}],
    }
    ledger = Ledger()
    for grant, amount in (("g1", "40"), ("g2", "40"), ("g3", "20")):
        ledger.line("2025-02-10", amount, program_id="p1", grant_id=grant)
    crowded = published(home, org(), exits(30, 0, day="2025-02-20"), grants, ledger.tables)
    assert crowded.rows(claimed) == [(pytest.approx(1),)]
    parts = [
        asked(crowded, "outcomes_achieved", *YEAR, grant=grant).value or 0 for grant in ("g1", "g2", "g3")
    ]
    assert parts == pytest.approx([27, 2, 1]) and sum(parts) == pytest.approx(30)


def test_16_rupiah_of_other_years_are_called_real_only_with_an_index_that_is_named(home: Home) -> None:
    money = Ledger().line("2024-03-15", "1000000", nature="treatment").line("2025-03-15", "1100000")
    months = [f"{year}-{month:02}-01" for year in (2024, 2025) for month in range(1, 13)]
    index = [
        {
            "currency": "IDR",
            "series": "CPI (2022=100)",
            "month_on": month,
            "index_value": "100" if month < "2025" else "110",
        }
        for month in months
    ]
    reader = published(home, org(), money.tables, as_of="2025-12-31")
    end = dt.date(2025, 12, 31)
    plain, refused = (
        str(money_view(looked_at(home, reader, end, **how)).rows) for how in ({}, {"prices": "real"})
    )
    assert "In the money of that year" in plain
    assert "There is no price index" in refused and "Spending in the prices of" not in refused
    reader = published(home, {"price_index": index}, now="2026-01-02")
    real = str(money_view(looked_at(home, reader, end, prices="real")).rows)
    assert "Spending in the prices of" in real and "CPI (2022=100)" in real
    assert "In the money of that year" not in real, "one table is in one kind of money"


def test_17_satisfaction_stands_beside_who_answered_the_lowest_item_and_its_bounds(reader: Reader) -> None:
    asked_people = ("top2box_satisfaction", "satisfaction_ikm", "rights_all_seven_share")
    guarded = [one for one in CATALOGUE if "survey_response_rate" in one.beside]
    assert {one.id for one in guarded} & set(asked_people)
    low = [one for one in everywhere(reader, "satisfaction_ikm") if one.value is not None]
    assert low and all(any(key.startswith("note.ikm_lowest") for key in reasons(one)) for one in low)


def test_18_an_average_never_stands_without_those_who_got_worse_and_the_right_upheld_least(
    reader: Reader,
) -> None:
    assert "reliable_deterioration_rate" in BY_ID["reliable_improvement_rate"].beside
    assert "reliable_deterioration_rate" in BY_ID["mean_outcome_change"].beside
    organization = next(one for one in reader.organizations(OWNER) if one.id == "tunas")
    asking = Asking(reader, OWNER, organization, None, last_complete(dt.date(2026, 11, 20), "year"))
    rights = [one.now.value or 0 for one in voice_review(asking).rights]
    assert len(rights) == 7 and rights == sorted(rights)


def test_19_there_is_no_overall_score_not_even_of_the_quality_of_data(reader: Reader) -> None:
    found = values(reader, OWNER, Ask(indicator="data_quality_index", organization="tunas", **DAYS))
    assert len(found) == 6 and found[0].value == min(one.value for one in found if one.value is not None)
    assert all(one.group for one in found)


def test_20_a_target_that_was_changed_keeps_the_first_promise(home: Home) -> None:
    def target(id: str, level: str, set_on: str) -> dict[str, str]:
        days = {"starts_on": "2025-01-01", "due_on": "2025-12-31", "set_on": set_on}
        return {
            "target_id": id,
            "organization_id": "o1",
            "indicator": "outcome_achievement_rate",
            "value": level,
            **days,
        }

    changed = {"target": [target("t1", "0.8", "2025-01-01"), target("t2", "0.5", "2025-03-01")]}
    found = asked(published(home, org(), exits(12, 8), changed), "outcome_achievement_rate", *YEAR)
    assert found.target is not None and (found.target.value, found.target.first_value) == (0.5, 0.8)


def test_21_months_are_not_alike_and_what_stands_side_by_side_covers_the_same_ones(
    reader: Reader, demo_home: Home
) -> None:
    """The moving holiday is marked on the chart of the months; the time before holds the same months."""
    organization = reader.organizations(OWNER)[0]
    for end in (dt.date(2026, 3, 31), dt.date(2026, 9, 30)):
        asking = Asking(reader, OWNER, organization, None, rolling_months(end, MONTHS_BACK))
        before = asking.year_before()
        assert MONTHS_BACK == before.months == 12 and before.end.month == end.month
    span = Period(dt.date(2024, 1, 1), dt.date(2026, 10, 31))
    watched = watch(reader, OWNER, [BY_ID["intakes"]], span, "month", organization=organization.id)[0]
    drawn = timeline(watched, translator("en"), lebaran=True)
    assert drawn is not None
    months = [watched.values[int(event.place)].start for event in drawn.events]
    assert months == [dt.date(2024, 4, 1), dt.date(2025, 3, 1), dt.date(2026, 3, 1)]
    assert {event.label for event in drawn.events} == {"Lebaran"}
    plain = timeline(watched, translator("en"))
    assert plain is not None and plain.events == (), "months elsewhere do not follow it"


def test_22_whoever_compares_many_groups_is_told_how_many(reader: Reader) -> None:
    gaps = values(reader, OWNER, Ask(indicator="outcome_equity_gap", organization="tunas", **DAYS))
    said = [note.values["compared"] for one in gaps for note in one.notes if note.key == "note.comparisons"]
    assert len(gaps) > 1 and set(said) == {sum(one.status != "too_few" for one in gaps)}


def test_23_a_hidden_row_does_not_come_back_by_subtraction() -> None:
    primary, complementary = hidden_rows([[3, 15], [20, 30], [12, 14]], 10)
    assert primary == {0} and complementary, "one hidden row would be the total less the others"


def test_24_what_can_be_gamed_has_its_counterweight_beside_it(home: Home) -> None:
    assert "outcome_assessment_coverage" in BY_ID["outcome_achievement_rate"].beside
    assert {gate.indicator for gate in BY_ID["cost_per_outcome"].gates} == {"outcome_assessment_coverage"}
    assert all(one.caution.id and one.caution.en for one in CATALOGUE)
    parked = published(home, org(), exits(12, 3, unknown=45))
    found = asked(parked, "outcome_achievement_rate", *YEAR)
    assert found.gates == ("outcome_assessment_coverage",) and found.reason is not None


def test_25_a_cause_is_claimed_from_the_highest_evidence_on_only(reader: Reader) -> None:
    for language in LANGUAGES:
        t = translator(language)
        said = [words.evidence_text(level, t).lower() for level in ("E0", "E1", "E2", "E3")]
        assert len(set(said)) == 4
        assert not any(word in text for text in said[:3] for word in ("led to", "menyebabkan", "caused"))
    empty = series(
        reader,
        OWNER,
        Ask(
            indicator="outcome_achievement_rate",
            organization="tunas",
            **DAYS | {"start": dt.date(2015, 1, 1)},
        ),
        "month",
    )[0]
    assert empty.value is None and empty.status == "not_measured", "a month without people is a gap, not a 0"
