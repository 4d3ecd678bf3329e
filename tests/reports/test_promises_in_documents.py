"""Promises in documents: rows without any number are counted in a line, and the day until which they count is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from locales.translate import LANGUAGES, translator
from metrics.reviews.promised import Promise
from metrics.value import IndicatorValue, TargetValue
from reports.document import Paragraph, Table
from reports.documents.parts import promise_blocks
from reports.funding import reported_lead
from reports.reading import Reading


def promise(name: str, **changes: Any) -> Promise:
    """What somebody else reports of a year: nothing, unless it is said."""
    given: dict[str, Any] = {
        "indicator": "target_achievement_ratio",
        "start": dt.date(2020, 1, 1),
        "end": dt.date(2020, 12, 31),
        "value": None,
        "unit": "number",
        "direction": "up",
        "status": "not_measured",
        "source": "reported",
        "promise": name,
        "promise_name": name,
        "as_of": dt.date(2020, 12, 31),
    }
    told = IndicatorValue(**(given | changes))
    return Promise(told, told, None)


KEPT = promise("wells", value=7.0, status="ok", target=TargetValue(value=5.0), target_status="above")
REACHED = promise("people", value=40.0, status="ok")
HIDDEN = promise("few", status="suppressed")
NOTHING = [promise("first"), promise("second")]


def test_a_promise_without_any_number_is_no_row_and_a_line_says_how_many_there_are() -> None:
    for language, said in (
        ("en", "2 other promises have no number yet: not reported, or in words only"),
        ("id", "2 janji lain belum punya angka: belum dilaporkan, atau hanya dengan kata-kata"),
    ):
        reading = Reading(translator(language), 10, {}, {})  # type: ignore[arg-type]
        table, line = promise_blocks([KEPT, REACHED, HIDDEN, *NOTHING], reading)
        assert isinstance(table, Table) and isinstance(line, Paragraph)
        assert [row[0].text for row in table.rows] == ["wells", "people", "few"]
        assert line.text == said


def test_rows_that_are_left_out_for_room_are_told_from_those_without_a_number() -> None:
    reading = Reading(translator("en"), 10, {}, {})
    _, line = promise_blocks([KEPT, REACHED, *NOTHING[:1]], reading, most=1)
    assert isinstance(line, Paragraph)
    assert line.text == "1 other promise · 1 other promise has no number yet: not reported, or in words only"


def test_where_no_promise_has_a_number_there_is_no_table_of_dashes() -> None:
    (line,) = promise_blocks(NOTHING, Reading(translator("en"), 10, {}, {}))
    assert isinstance(line, Paragraph)
    assert line.text == "2 promises have no number yet: not reported, or in words only"


def test_a_document_of_reported_promises_says_the_day_until_which_they_count() -> None:
    for language in LANGUAGES:
        t = translator(language)
        said = reported_lead([KEPT], dt.date(2020, 12, 27), t)
        assert said.startswith(t("funding.lead.reported")) and "27 De" in said and "2020" in said
        assert reported_lead([], dt.date(2020, 12, 27), t) == t("funding.lead.reported")
