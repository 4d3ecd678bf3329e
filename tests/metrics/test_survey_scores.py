"""Scores of answer sheets on a few of them: recommendation, a licensed scale, qualities of the process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from data.home import Home
from tests.data.rows import stay
from tests.metrics.money_rows import Tables, asked, org, published, reasons

YEAR = ("2025-01-01", "2025-12-31")


def sheet(
    number: int, answers: Mapping[str, int], options: int = 4, instrument: str = "q", **more: Any
) -> list[dict[str, Any]]:
    return [
        {
            "answer_id": f"{instrument}-{number}-{item}",
            "response_id": f"{instrument}-{number}",
            "organization_id": "o1",
            "program_id": "p1",
            "instrument_id": instrument,
            "answered_on": "2025-05-05",
            "item": item,
            "score": str(score),
            "options": str(options),
            **more,
        }
        for item, score in answers.items()
    ]


def told(*sheets: list[dict[str, Any]], **licences: str) -> Tables:
    names = {row["instrument_id"] for rows in sheets for row in rows}
    return {
        "instrument": [
            {"instrument_id": name, "name": name, "licence": licences.get(name)} for name in names
        ],
        "client": [{"client_id": "c1", "organization_id": "o1"}],
        "enrollment": [stay(1, "2025-01-10")],
        "survey_answer": [row for rows in sheets for row in rows],
    }


def test_promoters_answer_nine_or_ten_and_detractors_up_to_six(home: Home) -> None:
    answers = (10, 9, 9, 8, 6, 0)  # on the scale from 0; the first of eleven options is 0
    sheets = [sheet(number, {"recommend": answer + 1}, 11) for number, answer in enumerate(answers)]
    sheets.append(sheet(90, {"recommend": 11}, 11, state="dont_know"))
    sheets.append(sheet(91, {"recommend": 5}, 5))  # another question
    found = asked(published(home, org(), told(*sheets)), "nps", *YEAR)
    assert (found.numerator, found.denominator, found.unit) == (1, 6, "points")
    assert found.value == pytest.approx(100 / 6)
    # (1/2 + 1/3 - (1/6)^2) / 6 = 0.134259; 1.959964 standard errors are 0.718163.
    assert (found.low, found.high) == pytest.approx((16.6667 - 71.8163, 16.6667 + 71.8163), abs=1e-3)
    assert found.status == "too_few"


def test_the_licensed_scale_prorates_seven_items_and_needs_its_licence(home: Home) -> None:
    items = [f"csq{number}" for number in range(1, 9)]
    sheets = [
        sheet(1, dict.fromkeys(items, 4), mode="staff", instrument="csq-8"),
        sheet(2, dict.fromkeys(items[:7], 3), instrument="csq-8"),  # 21 x 8/7 = 24
        sheet(3, dict.fromkeys(items[:6], 1), instrument="csq-8"),  # too few answers
    ]
    reader = published(home, org(), told(*sheets, **{"csq-8": "Tamalpais 2025/1"}))
    found = asked(reader, "satisfaction_csq8", *YEAR)
    assert (found.value, found.n) == (28, 2)
    assert found.notes[0].values == {"percent": 50}, "one of two was filled in with staff"


def test_without_a_licence_the_scale_gives_no_number(home: Home) -> None:
    items = [f"csq{number}" for number in range(1, 9)]
    reader = published(home, org(), told(sheet(1, dict.fromkeys(items, 4)), q=" "))
    found = asked(reader, "satisfaction_csq8", *YEAR)
    assert (found.value, found.status, reasons(found)) == (None, "not_measured", {"reason.no_licence"})


def test_items_that_go_together_give_a_mean_and_others_only_their_own(home: Home) -> None:
    together = [f"process_energising_{number}" for number in (1, 2, 3)]
    sheets = []
    for number in range(32):
        score = 4 if number % 2 else 1
        honest = {"process_honest_1": score, "process_honest_2": 4 if number % 4 < 2 else 1}
        sheets.append(sheet(number, {**dict.fromkeys(together, score), **honest}))
    sheets.append(
        sheet(99, {"process_energising_1": 1, "process_reciprocal_1": 4, "process_reciprocal_2": 3})
    )
    reader = published(home, org(), told(*sheets))
    energising = asked(reader, "process_quality_energising", *YEAR)
    assert (energising.value, energising.n, energising.status) == (2.5, 32, "ok")
    assert energising.notes[0].values == {"alpha": 1.0}
    honest_mean = asked(reader, "process_quality_honest", *YEAR)
    # Every pair of answers is as common as every other: alpha is 0.
    assert (honest_mean.value, honest_mean.status) == (None, "cannot_be_combined")
    assert [note.values["mean"] for note in honest_mean.notes] == [2.5, 2.5]
    few = asked(reader, "process_quality_reciprocal", *YEAR)
    assert (few.value, few.n, few.status) == (3.5, 1, "too_few")
    assert asked(reader, "process_quality_inclusive", *YEAR).status == "not_measured"


def test_an_answer_off_its_scale_or_without_one_is_no_answer_to_be_judged(home: Home) -> None:
    sheets = [
        *(sheet(number, {"overall": score}, 3) for number, score in enumerate((1, 2, 3))),
        sheet(10, {"overall": 2}, 2),
        sheet(11, {"overall": 4}, 5),
        sheet(12, {"overall": 3}, 5),
        sheet(13, {"overall": 7}, 5),
        [{**row, "options": None} for row in sheet(14, {"overall": 5})],
    ]
    # The index is of four options: five would carry it beyond its 100 points.
    elements = {f"u{number}": 4 for number in range(1, 10)}
    sheets += [sheet(20, elements), sheet(21, {**elements, "u1": 5}, 5)]
    reader = published(home, org(), told(*sheets))
    found = asked(reader, "top2box_satisfaction", *YEAR)
    assert (found.numerator, found.denominator) == (3, 6), (
        "the middle of three or five options is not satisfied"
    )
    found = asked(reader, "satisfaction_ikm", *YEAR)
    assert (found.value, found.n) == (100, 1)


def test_more_answers_than_invitations_are_no_rate_and_stop_no_other_number(home: Home) -> None:
    wave = {
        "wave_id": "w", "organization_id": "o1", "program_id": "p1", "instrument_id": "q", "invited": "2",
        "started_on": "2025-05-01", "ended_on": "2025-05-05",
    }  # fmt: skip
    sheets = [sheet(number, {"recommend": 11}, 11, wave_id="w") for number in range(3)]
    reader = published(home, org(), {**told(*sheets), "survey_wave": [wave]})
    found = asked(reader, "survey_response_rate", *YEAR)
    assert (found.value, found.status, reasons(found)) == (None, "not_measured", {"reason.more_than_whole"})
    assert asked(reader, "nps", *YEAR).value == 100
