"""The second formulation of what clients say."""

from __future__ import annotations

import datetime as dt
from functools import partial

from metrics.period import Period
from metrics.verification.people import Counts
from metrics.verification.records import Records, Row

RIGHTS = {
    "rights_individual",
    "rights_expression",
    "rights_response",
    "rights_dignity",
    "rights_no_blame",
    "rights_self_determination",
    "rights_confidentiality",
}


def _sheets(records: Records, program: str | None, period: Period) -> list[dict[str, Row]]:
    """Answer sheets of the period: item -> answer, valid ones only."""
    return [
        sheet
        for day, sheet in records.once(f"sheets {program}", lambda: all_sheets(records, program))
        if period.start <= day <= period.end
    ]


def all_sheets(records: Records, program: str | None) -> list[tuple[dt.date, dict[str, Row]]]:
    """Every answer sheet with the day of its last answer."""
    sheets: dict[tuple[str, str, str], dict[str, Row]] = {}
    days: dict[tuple[str, str, str], list[dt.date]] = {}
    for row in records.of("survey_answer"):
        if row["answered_on"] > records.as_of or (program is not None and row["program_id"] != program):
            continue
        key = (row["program_id"] or "", row["instrument_id"], row["response_id"])
        days.setdefault(key, []).append(row["answered_on"])
        sheet = sheets.setdefault(key, {})
        if row["state"] == "valid" and row["score"] is not None:
            sheet[row["item"]] = row
    return [(max(days[key]), sheet) for key, sheet in sheets.items()]


def _counts(sheet: dict[str, Row], item: str, options: int | None = None) -> bool:
    """Whether an item was answered on the scale it was asked on, or on one of so many options."""
    if item not in sheet:
        return False
    most = sheet[item]["options"]
    return most is not None and 1 <= sheet[item]["score"] <= most and options in (None, most)


def _positive(row: Row) -> bool:
    """One of the two best options and better than the middle: of yes and no only yes, of three only the best."""
    return bool(row["score"] >= row["options"] - 1 and row["score"] > (1 + row["options"]) / 2)


def top2box_satisfaction(records: Records, program: str | None, period: Period) -> Counts:
    """The two best options over valid answers to the overall question."""
    answers = [sheet["overall"] for sheet in _sheets(records, program, period) if _counts(sheet, "overall")]
    return sum(_positive(row) for row in answers), len(answers)


def rights_all_seven_share(records: Records, program: str | None, period: Period) -> Counts:
    """Positive on all seven over those who answered all seven."""
    whole = [
        sheet for sheet in _sheets(records, program, period) if all(_counts(sheet, right) for right in RIGHTS)
    ]
    return sum(all(_positive(sheet[right]) for right in RIGHTS) for sheet in whole), len(whole)


def survey_response_rate(records: Records, program: str | None, period: Period) -> Counts:
    """Answered over invited, for waves that ended in the period."""
    answered = invited = 0
    for wave in records.of("survey_wave"):
        day = wave["ended_on"] or wave["started_on"]
        if wave["invited"] is None or day > min(period.end, records.as_of) or day < period.start:
            continue
        if program is not None and wave["program_id"] != program:
            continue
        invited += wave["invited"]
        answered += len(
            {
                row["response_id"]
                for row in records.of("survey_answer")
                if row["wave_id"] == wave["wave_id"]
                and row["state"] == "valid"
                and row["answered_on"] <= records.as_of
            }
        )
    # More answers than invitations: one of the two is wrong, and there is no rate.
    return (0, 0) if answered > invited else (answered, invited)


def satisfaction_ikm(records: Records, program: str | None, period: Period) -> Counts:
    """25 times the mean of the nine element means, as a numerator over 1; 0 over 0 where an element has none."""
    scores: dict[str, list[float]] = {f"u{number}": [] for number in range(1, 10)}
    for sheet in _sheets(records, program, period):
        for item, found in scores.items():
            if item in sheet and sheet[item]["options"] in (None, 4) and 1 <= sheet[item]["score"] <= 4:
                found.append(sheet[item]["score"])
    if not all(scores.values()):
        return 0, 0
    means = [sum(found) / len(found) for found in scores.values()]
    return 25 * sum(means) / 9, 1


def _right(right: str, records: Records, program: str | None, period: Period) -> Counts:
    """Positive over valid answers about one right."""
    answers = [sheet[right] for sheet in _sheets(records, program, period) if _counts(sheet, right)]
    return sum(_positive(row) for row in answers), len(answers)


def satisfaction_csq8(records: Records, program: str | None, period: Period) -> Counts:
    """The sum of eight items, prorated from seven, where the instrument has a licence; over the sheets."""
    licensed = {row["instrument_id"] for row in records.of("instrument") if (row["licence"] or "").strip()}
    totals = []
    for sheet in _sheets(records, program, period):
        scores = [
            row["score"]
            for item, row in sheet.items()
            if item in CSQ and 1 <= row["score"] <= 4 and row["instrument_id"] in licensed
        ]
        if len(scores) >= 7:
            totals.append(8 * sum(scores) / len(scores))
    return sum(totals), len(totals)


def nps(records: Records, program: str | None, period: Period) -> Counts:
    """100 times promoters minus detractors, over the answers on eleven steps."""
    given = [
        sheet["recommend"]["score"] - 1
        for sheet in _sheets(records, program, period)
        if "recommend" in sheet and sheet["recommend"]["options"] == 11
    ]
    return 100 * (sum(score >= 9 for score in given) - sum(score <= 6 for score in given)), len(given)


def _process(quality: str, records: Records, program: str | None, period: Period) -> Counts:
    """The mean of a person's items, of those who answered all of them; over these people."""
    items = [f"process_{quality}_{number}" for number in range(1, PROCESS[quality] + 1)]
    means = [
        sum(sheet[item]["score"] for item in items) / len(items)
        for sheet in _sheets(records, program, period)
        if all(item in sheet and sheet[item]["options"] == 4 for item in items)
    ]
    return sum(means), len(means)


CSQ = {f"csq{number}" for number in range(1, 9)}
PROCESS = {"energising": 3, "inclusive": 3, "reciprocal": 2, "honest": 2, "complementary": 2}

FORMULATIONS = {
    **{right: partial(_right, right) for right in sorted(RIGHTS)},
    **{f"process_quality_{quality}": partial(_process, quality) for quality in PROCESS},
    "satisfaction_csq8": satisfaction_csq8,
    "nps": nps,
}
"""Scores and single rights; the rest of the voice is named in the package."""
