"""An IndicatorValue in words: every status says what it means, and a missing value is never 0."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from locales.translate import LANGUAGES, Translator, translator
from metrics.statistics import spc
from metrics.value import IndicatorValue, Reason, Status, TargetStatus, TargetValue
from reports import words
from reports.reasons import reason_text

ID, EN = translator("id"), translator("en")


def value(**changes: Any) -> IndicatorValue:
    """58% of 204 exits, of which 25 were not assessed."""
    given: dict[str, Any] = {
        "indicator": "outcome_achievement_rate",
        "start": dt.date(2026, 1, 1),
        "end": dt.date(2026, 9, 30),
        "value": 118 / 204,
        "numerator": 118,
        "denominator": 204,
        "unknown": 25,
        "low": 0.5098,
        "high": 0.6441,
        "interval_method": "wilson",
        "worst": 118 / 204,
        "best": 143 / 204,
        "n": 204,
        "status": "ok",
        "unit": "proportion",
        "direction": "up",
        "as_of": dt.date(2026, 11, 15),
    }
    return IndicatorValue(**(given | changes))


def missing(status: str, **changes: Any) -> IndicatorValue:
    nothing = dict.fromkeys(
        ("value", "numerator", "denominator", "unknown", "low", "high", "worst", "best", "n")
    )
    return value(status=status, **(nothing | changes))


def test_a_rate_is_said_with_what_it_rests_on() -> None:
    rate = value()
    assert words.value_text(rate, ID) == "58%"
    assert words.n_text(rate, ID) == "118 dari 204"
    assert words.n_alone_text(rate, ID) == "n 204"
    assert words.fraction_text(rate, ID) == "118/204"
    assert words.interval_text(rate, ID) == "kisaran 51–64%"
    assert words.interval_text(rate, ID, bare=True) == "51–64%"
    assert words.interval_method_text(rate, EN) == "95% range: 51–64% (Wilson)"
    assert words.unknown_text(rate, ID) == "25 belum dinilai, dihitung belum tercapai"
    assert words.unknown_text(rate, EN) == "25 not assessed, counted as not achieved"
    assert "58%" in words.bounds_text(rate, ID) and "70%" in words.bounds_text(rate, ID)
    assert words.period_text(rate, ID) == "Jan–Sep 2026"


@pytest.mark.parametrize("status", ["not_measured", "not_applicable", "cannot_be_combined", "suppressed"])
def test_where_nothing_was_measured_no_number_is_said(status: str) -> None:
    nothing = missing(status)
    for t in (ID, EN):
        said = [
            words.value_text(nothing, t),
            words.n_text(nothing, t),
            words.n_alone_text(nothing, t),
            words.fraction_text(nothing, t),
            words.interval_text(nothing, t),
            words.unknown_text(nothing, t),
            words.bounds_text(nothing, t),
        ]
        assert not any(letter.isdigit() for letter in "".join(said)), said
        assert said[0] in ("–", "–(k)")
        assert words.status_text(nothing, t)


def test_a_measured_0_is_said_as_0() -> None:
    none = value(
        value=0.0, numerator=0, denominator=20, low=0.0, high=0.161, n=20, unknown=0, status="indicative"
    )
    assert words.value_text(none, ID) == "0%"
    assert words.n_text(none, ID) == "0 dari 20"
    assert words.interval_text(none, ID) == "kisaran 0–16%"
    assert words.unknown_text(none, ID) == ""
    assert words.value_text(value(value=0, unit="count"), ID) == "0"


def test_a_suppressed_value_gives_nothing_away_even_if_it_still_carries_numbers() -> None:
    hidden = value(status="suppressed")
    said = "".join(
        (
            words.value_text(hidden, ID),
            words.n_text(hidden, ID),
            words.n_alone_text(hidden, ID),
            words.fraction_text(hidden, ID),
            words.interval_method_text(hidden, ID),
            words.unknown_text(hidden, ID),
            words.bounds_text(hidden, ID),
        )
    )
    assert said == "–(k)"
    assert words.status_text(hidden, ID, threshold=10) == "tidak ditampilkan: kurang dari 10 orang"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_and_verdict_has_a_word(language: str) -> None:
    t: Translator = translator(language)  # type: ignore[arg-type]
    for status in get_args(Status):
        assert (words.status_text(value(status=status), t) == "") == (status == "ok")
    for status in get_args(TargetStatus):
        for direction in ("up", "down"):
            assert words.target_status_text(value(target_status=status, direction=direction), t)
    for variation in get_args(spc.Variation):
        assert words.variation_text(variation, t)
    for assurance in get_args(spc.Assurance):
        assert words.assurance_text(assurance, t)
    for level in ("E0", "E1", "E2", "E3", None):
        assert words.evidence_text(level, t)


def test_of_a_measure_that_should_fall_above_is_not_said_to_be_above() -> None:
    good = value(target_status="above", direction="down")
    assert words.target_status_text(good, ID) == "tercapai"
    assert words.target_status_text(value(target_status="above"), ID) == "di atas"
    assert words.target_status_text(value(), ID) == ""


def test_a_changed_target_keeps_the_first_promise_in_sight() -> None:
    changed = value(target=TargetValue(value=0.75, baseline=0.61, first_value=0.8))
    assert words.target_text(changed, ID) == "75% (80%)"
    assert words.baseline_text(changed, ID) == "61%"
    assert words.target_text(value(target=TargetValue(value=0.0)), ID) == "0%", "a target of 0 is a target"
    assert words.target_text(value(), ID) == "tanpa target"
    assert words.baseline_text(value(), ID) == "–"
    assert words.target_said(changed, translator("id")) == "75% (semula 80%)"
    kept = value(target=TargetValue(value=0.75, first_value=0.75))
    assert words.target_said(kept, translator("id")) == words.target_text(kept, translator("id")) == "75%"


@pytest.mark.parametrize(
    ("amount", "unit", "n", "short", "said"),
    [
        (0.578, "proportion", 204, False, "58%"),
        (33, "people", None, False, "33"),
        (73.16, "people", None, False, "73"),
        (2.4, "people", None, False, "2,4"),
        (1718, "count", None, False, "1.718"),
        (11, "days", None, False, "11 hari"),
        (11, "days", None, True, "11"),
        (5.24, "months", None, False, "5,2 bulan"),
        (3.46, "score", None, False, "3,5"),
        (3, "score", None, True, "3,0"),
        (5, "months", None, False, "5,0 bulan"),
        (19.3, "days", None, False, "19 hari"),
        (33_040_000, "IDR", 118, False, "Rp33,0 juta"),
        (33_040_000, "IDR", 44, False, "Rp33 juta"),
        (33_040_000, "IDR", 118, True, "Rp33,0 jt"),
        (1_204_000, "EUR", None, False, "EUR 1,20 juta"),
    ],
)
def test_a_number_is_written_by_its_unit_and_more_coarsely_where_few_people_carry_it(
    amount: float, unit: str, n: float | None, short: bool, said: str
) -> None:
    assert words.amount_text(amount, unit, ID, n=n, short=short) == said


def test_a_reason_is_said_instead_of_the_status() -> None:
    reasoned = missing("not_measured", reason=Reason(key="empty.need", values={"need": 8, "have": 5}))
    assert words.status_text(reasoned, ID) == "Perlu 8; baru ada 5."


def test_weeks_are_said_with_their_number() -> None:
    week = value(start=dt.date(2026, 11, 9), end=dt.date(2026, 11, 15))
    assert words.period_text(week, ID) == "Minggu 46, 9–15 Nov 2026"


def test_a_signal_is_one_sentence_with_its_limits() -> None:
    steady = [0.86, 0.88, 0.87, 0.86, 0.88, 0.87, 0.86, 0.88, 0.87, 0.86, 0.88, 0.87]
    fallen = spc.xmr([*steady, 0.71], baseline=12)
    signal = spc.signal(fallen)
    assert signal is not None and fallen.usual_range is not None
    low, high = (round(100 * end) for end in fallen.usual_range)
    said = words.signal_text(signal, fallen, "proportion", "week", ID)
    assert said == f"Di bawah batas wajar {low}–{high}%."
    undirected = words.signal_text(signal, fallen, "proportion", "week", ID, directed=False)
    assert undirected == f"{said} Bukan baik atau buruk; tanyakan sebabnya."


def test_a_run_is_told_in_a_number_word() -> None:
    risen = spc.xmr([0.6, 0.5] * 8 + [0.56, 0.58, 0.57, 0.58, 0.56, 0.57, 0.58], baseline=16)
    signal = spc.signal(risen)
    assert signal is not None and signal.rule == "shift"
    assert words.signal_text(signal, risen, "proportion", "week", ID) == (
        "Tujuh minggu berturut-turut di atas rata-rata 55%."
    )


@pytest.mark.parametrize("rule", get_args(spc.Rule))
@pytest.mark.parametrize("side", ["high", "low"])
def test_every_rule_has_its_sentence_in_both_languages(rule: Any, side: Any) -> None:
    chart = spc.xmr([1.0, 2.0] * 8)
    for t in (ID, EN):
        for periods in ("week", "month", "quarter"):
            assert words.signal_text(spc.Signal(rule, side, 7), chart, "count", periods, t).endswith(".")


def test_points_carry_their_sign_and_small_ratios_are_not_rounded_to_nothing() -> None:
    gap = value(unit="points", value=-24.7, low=-39.2, high=-7.6, n=190, interval_method="newcombe")
    assert words.value_text(gap, ID) == "−25 poin"
    assert words.interval_text(gap, EN, bare=True) == "−39 to −8"
    assert words.value_text(value(unit="points", value=14.3), EN) == "+14 points"
    assert words.value_text(value(unit="points", value=-0.2), EN) == "0 points"
    each = value(unit="per_million", value=0.03225, low=0.0269, high=0.0385)
    assert words.value_text(each, EN) == "0.0323"
    assert words.value_text(each, ID) == "0,0323"
    assert words.interval_text(each, EN, bare=True) == "0.027–0.039"
    assert words.value_text(value(unit="ratio", value=1.054), EN) == "1.05"


def test_numbers_of_one_measure_have_the_same_decimals_wherever_they_stand() -> None:
    mean = value(value=3.0, low=2.8, high=3.2, unit="score", target=TargetValue(value=4, baseline=2.96))
    said = (words.value_text, words.target_text, words.baseline_text)
    assert [one(mean, ID) for one in said] == ["3,0", "4,0", "3,0"]
    assert words.interval_text(mean, ID, bare=True) == "2,8–3,2"
    told = value(value=12.5, unit="number", source="reported", target=TargetValue(value=15, first_value=20))
    assert (words.value_text(told, ID), words.target_text(told, ID)) == ("12,5", "15,0 (20,0)")
    counted = told.model_copy(update={"value": 12.0})
    assert (words.value_text(counted, ID), words.target_text(counted, ID)) == ("12", "15 (20)")
    moved = Reason(key="note.regression_of_points", values={"points": 1.0})
    assert "1.0 points" in reason_text(moved, EN)
    bounds = {"percent": 0.4, "worst": 22.8, "best": 23.2}
    near = Reason(key="note.money_untagged", values=bounds)
    assert reason_text(near, EN).startswith("<1% of programme spending")
    assert reason_text(near, EN).endswith("between 22.8% and 23.2%."), "not between 23% and 23%"
    apart = near.model_copy(update={"values": {**bounds, "best": 24.6}})
    assert reason_text(apart, EN).endswith("between 23% and 25%.")


def test_a_reported_number_and_its_target_that_differ_never_read_alike() -> None:
    near = value(value=23.1, unit="percent", source="reported", target=TargetValue(value=23.14))
    assert (words.value_text(near, EN), words.target_text(near, EN)) == ("23.10", "23.14")
    kept = near.model_copy(update={"value": 23.14})
    assert (words.value_text(kept, EN), words.target_text(kept, EN)) == ("23.1", "23.1"), "they are the same"
