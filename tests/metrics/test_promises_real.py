"""Promises of fifteen real organisations, against an independent reading of their XML."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from data.home import Home
from data.importers.source import Options, Source
from data.importing import import_source
from metrics.publish import publish
from metrics.reader import Reader, open_reader
from metrics.scope import OWNER
from metrics.value import IndicatorValue
from tests.metrics.money_rows import asked, promised

FILE = "real/iati-ngos-a/dportal_33.xml"


@pytest.fixture(scope="module")
def reader(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("ngos")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HASIL_KEY_FILE", str(folder / "key"))
        home = Home(folder / "home")
        path = shared / FILE
        source = Source(path=path, name=path.name, options=Options())
        assert import_source(home, source).status == "imported"
        publish(home)
        return open_reader(home)


@pytest.fixture(scope="module")
def found(reader: Reader) -> dict[str | None, IndicatorValue]:
    return promised(reader)


def day(element: etree._Element, tag: str) -> dt.date | None:
    text = element.xpath(f"string({tag}/@iso-date)")
    return dt.date.fromisoformat(text[:10]) if text else None


def number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def latest_totals(
    indicator: etree._Element, as_of: dt.date
) -> tuple[dt.date, dt.date, set[float], set[float]] | None:
    """Start, end, totals and target totals of the latest period that ended with a plain numeric total."""
    periods: dict[tuple[dt.date, dt.date], tuple[set[float], set[float]]] = {}
    for period in indicator.iterfind("period"):
        start, end = day(period, "period-start"), day(period, "period-end")
        if end is None or end > as_of:
            continue
        sides = periods.setdefault((end, start or end), (set(), set()))
        for side, tag in zip(sides, ("actual", "target"), strict=True):
            values = (number(element.get("value") or "") for element in period.iterfind(tag))
            side.update(value for value in values if value is not None)
    told = {key: sides for key, sides in periods.items() if sides[0]}
    if not told:
        return None
    end, start = max(told)
    return (start, end, *told[end, start])


def test_every_promise_made_of_totals_says_what_the_file_says(
    shared: Path, reader: Reader, found: dict[str | None, IndicatorValue]
) -> None:
    days = {one.id: one.as_of for one in reader.organizations(OWNER)}
    seen: Counter[str] = Counter()
    for activity in etree.parse(str(shared / FILE)).iter("iati-activity"):
        name = activity.xpath("normalize-space(iati-identifier)")
        as_of = days[activity.find("reporting-org").get("ref").strip()]
        for i, result in enumerate(activity.iterfind("result"), 1):
            for j, indicator in enumerate(result.iterfind("indicator"), 1):
                answer = found[f"iati:{name}|{i}.{j}"]
                seen["all"] += 1
                marks = any(mark in value for value in indicator.xpath("period/*/@value") for mark in ",%")
                if marks or indicator.xpath("period/*/dimension | period/*/location"):
                    continue
                latest = latest_totals(indicator, as_of) if as_of else None
                if latest is None:
                    assert answer.numerator is None and answer.value is None
                    seen["silent"] += 1
                    continue
                start, end, actuals, targets = latest
                assert (answer.start, answer.end) == (start, end)
                if len(actuals) > 1:
                    assert (answer.numerator, answer.status) == (None, "cannot_be_combined")
                    seen["torn"] += 1
                    continue
                assert answer.numerator == actuals.pop()
                seen["told"] += 1
                if len(targets) == 1:
                    assert answer.denominator == targets.pop()
                    seen["judged"] += 1
    assert seen["all"] == len(found) == 1718
    assert seen["told"] > 500 and seen["judged"] > 400 and seen["torn"] > 0, seen


def test_reported_promises_are_judged_by_direction_alone(found: dict[str | None, IndicatorValue]) -> None:
    judged = [one for one in found.values() if one.target_status and one.target and one.numerator is not None]
    assert len(judged) > 700
    for one in judged:
        assert one.target is not None and one.numerator is not None
        reached = (
            one.numerator >= one.target.value if one.direction == "up" else one.numerator <= one.target.value
        )
        assert one.target_status == ("above" if reached else "below")
    assert {one.source for one in found.values()} == {"reported"}


def test_people_are_not_measured_there_and_currencies_are_not_added(reader: Reader) -> None:
    year = ("2020-01-01", "2020-12-31")
    assert asked(reader, "outcome_achievement_rate", *year).status == "not_measured"
    assert asked(reader, "spending", *year).status == "cannot_be_combined"


def test_money_that_moved_is_the_sum_of_the_transactions(shared: Path, reader: Reader) -> None:
    organizations = {one.id: one for one in reader.organizations(OWNER)}
    for name in ("NL-KVK-41160054", "NL-KVK-72849770"):
        spent: dict[str, float] = Counter()
        for activity in etree.parse(str(shared / FILE)).iter("iati-activity"):
            if activity.find("reporting-org").get("ref").strip() != name:
                continue
            for one in activity.iterfind("transaction"):
                if one.find("transaction-type").get("code") in ("3", "4", "D", "E"):
                    currency = one.find("value").get("currency") or activity.get("default-currency")
                    spent[currency] += float(one.findtext("value"))
        answer = asked(reader, "spending", "2000-01-01", "2030-12-31", organization=name)
        assert answer.unit == organizations[name].currency
        assert answer.value == pytest.approx(spent.pop(answer.unit))
        amounts = [note.values for note in answer.notes if note.key == "note.money_no_rate"]
        left = {str(one["currency"]): one["amount"] for one in amounts}
        assert left == pytest.approx(dict(spent))
