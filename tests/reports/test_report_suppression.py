"""What leaves the house shows nobody: no hidden number comes back by subtraction, in no format."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict

import pypdf
import pytest

from data.home import Home
from locales.translate import translator
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.compute import values, values_by
from metrics.reader import open_reader
from metrics.scope import OWNER, Scope
from metrics.statistics.suppress import audit, with_totals
from metrics.value import IndicatorValue
from metrics.values.shape import suppress
from reports.frozen import Frozen
from reports.making import make
from reports.rendering import render
from reports.request import FORMATS, THRESHOLD, Kind
from reports.words import fraction_text
from tests.reports.making import made, request

ORGANIZATIONS = ("senja", "bening", "setara")


def small(value: IndicatorValue) -> bool:
    """Fewer people than may be shown stand behind a number, or are left out of it."""
    counts = []
    if value.indicator in (
        "outcome_achievement_rate",
        "outcomes_achieved",
        "people_served",
        "intakes",
        "exits",
    ):
        counts = [value.denominator, value.numerator] if value.unit == "proportion" else [value.value]
    if value.unit == "proportion" and value.numerator is not None and counts:
        counts.append((value.denominator or 0) - value.numerator)
    hidden = suppress(value, Scope()).status == "suppressed"
    return hidden or any(count is not None and 0 < count < THRESHOLD for count in counts)


@pytest.mark.parametrize(
    "kind", ["donor", "board", "week", "poster", "program", "sheets", "workbook", "iati"]
)
def test_no_value_of_a_report_is_about_fewer_than_ten_people(demo_home: Home, kind: str) -> None:
    for organization in ORGANIZATIONS:
        frozen = made(demo_home.path, kind, organization)  # type: ignore[arg-type]
        wrong = [
            (one.indicator, one.program, one.group, one.numerator, one.denominator)
            for one in frozen.values
            if one.value is not None and one.source == "measured" and small(one)
        ]
        assert wrong == [], organization


@pytest.mark.parametrize("organization", ORGANIZATIONS)
def test_no_group_that_is_hidden_can_be_worked_out_from_the_total_and_the_others(
    demo_home: Home, organization: str
) -> None:
    for kind in ("donor", "iati"):
        frozen = made(demo_home.path, kind, organization)  # type: ignore[arg-type]
        everything = make(
            demo_home,
            open_reader(demo_home),
            OWNER,
            request(kind, organization).model_copy(update={"threshold": 0}),  # type: ignore[arg-type]
        )
        tables: dict[tuple[object, ...], dict[str, IndicatorValue]] = defaultdict(dict)
        for value in everything.values:
            if (
                value.indicator == "outcome_achievement_rate"
                and value.group
                and value.denominator is not None
            ):
                dim = value.group.split("=")[0]
                tables[value.program, value.start, value.end, dim][value.group] = value
        shown = {
            (one.program, one.start, one.end, one.group): one
            for one in frozen.values
            if one.indicator == "outcome_achievement_rate" and one.group
        }
        for (program, start, end, _), rows in tables.items():
            if any((program, start, end, group) not in shown for group in rows):
                continue  # the whole is hidden, and no part of it is told
            counts = [
                [round(one.numerator or 0), round((one.denominator or 0) - (one.numerator or 0))]
                for one in rows.values()
            ]
            hidden_rows = [
                place
                for place, group in enumerate(rows)
                if shown[program, start, end, group].status == "suppressed"
            ]
            table = with_totals(counts)
            cells = {(row, column) for row in hidden_rows for column in range(3)}
            for cell, (low, high) in audit(table, cells).items():
                assert high - low >= THRESHOLD or table[cell[0]][cell[1]] == 0, (organization, program, cell)


def test_no_programme_that_is_hidden_can_be_worked_out_from_all_and_the_others(demo_home: Home) -> None:
    for organization in ORGANIZATIONS:
        frozen = made(demo_home.path, "donor", organization)
        rates = [
            one
            for one in frozen.values
            if one.indicator == "outcome_achievement_rate" and one.group is None and not one.promise
        ]
        whole = [one for one in rates if one.program is None and one.start.year == 2025]
        hidden = [one for one in rates if one.program is not None and one.status == "suppressed"]
        assert not whole or whole[0].status == "suppressed" or len(hidden) != 1, organization


def everything_in(content: bytes) -> str:
    """All text of a file, unpacked where it is an archive, metadata and chart data included."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(everything_in(archive.read(name)) for name in archive.namelist())


def hidden_numbers(frozen: Frozen, home: Home) -> set[str]:
    """The exact rates that are hidden, as they would be written by a program that forgot to hide them."""
    bare = frozen.request.model_copy(update={"threshold": 0})
    open_values = {
        (one.indicator, one.program, one.grant, one.group, one.start, one.end): one
        for one in make(home, open_reader(home), OWNER, bare).values
    }
    found = set()
    for one in frozen.values:
        if one.status == "suppressed":
            known = open_values.get((one.indicator, one.program, one.grant, one.group, one.start, one.end))
            if known is not None and known.value is not None and known.value != round(known.value, 4):
                found.add(repr(known.value)[:14])
    return found


@pytest.mark.parametrize("kind", FORMATS)
def test_no_file_carries_a_hidden_number_in_its_charts_or_metadata(demo_home: Home, kind: Kind) -> None:
    frozen = made(demo_home.path, kind, "bening")
    secrets = hidden_numbers(frozen, demo_home)
    assert secrets or not any(one.status == "suppressed" for one in frozen.values)
    shown = {repr(one.value)[:14] for one in frozen.values if one.value is not None}
    for format in FORMATS[frozen.request.kind]:
        if format != "pdf":
            text = everything_in(render(frozen, "id", format))
            assert [secret for secret in secrets - shown if secret in text] == [], format
    assert [secret for secret in secrets - shown if secret in frozen.canonical.decode()] == []


def test_a_scope_that_hides_more_is_kept(demo_home: Home) -> None:
    frozen = make(demo_home, open_reader(demo_home), Scope(threshold=25), request("donor"))
    assert frozen.request.threshold == 25
    assert not any(
        one.denominator and one.denominator < 25
        for one in frozen.values
        if one.unit == "proportion" and one.group and one.value is not None
    )


def _achieved_and_not(one: IndicatorValue) -> list[int]:
    return [round(one.numerator or 0), round((one.denominator or 0) - (one.numerator or 0))]


@pytest.mark.parametrize("kind", ["board", "donor"])
def test_the_packs_of_programmes_and_of_the_whole_give_nobody_back_when_laid_side_by_side(
    demo_home: Home, kind: Kind
) -> None:
    reader = open_reader(demo_home)
    checked = 0
    for organization in ORGANIZATIONS:
        programs = [one.id for one in reader.programs(OWNER, organization)]
        shown = {
            (one.indicator, one.program, one.start, one.end)
            for program in (None, *programs)
            for one in made(demo_home.path, kind, organization, program).values
            if one.value is not None and one.group is None and one.grant is None and one.source == "measured"
        }
        for indicator, _, start, end in {one for one in shown if one[1] is None}:
            declared = BY_ID.get(indicator)
            if declared is None or declared.kind not in ("rate", "return_curve"):
                continue
            if declared.fact == "completeness":
                continue  # counts fields of records, not people
            ask = Ask(indicator=indicator, organization=organization, start=start, end=end)
            rows = [one for one in values_by(reader, OWNER, ask, "program") if one.denominator]
            if not rows:
                continue  # belongs to no programme at all
            counts = [_achieved_and_not(one) for one in rows]
            whole = _achieved_and_not(values(reader, OWNER, ask)[0])
            # What belongs to no programme stands in no pack.
            counts.append([whole[part] - sum(row[part] for row in counts) for part in (0, 1)])
            names = [*(one.program for one in rows), "(none)"]
            hidden = [row for row, name in enumerate(names) if (indicator, name, start, end) not in shown]
            table = with_totals(counts)
            for cell, (low, high) in audit(
                table, {(row, part) for row in hidden for part in range(3)}
            ).items():
                size = table[cell[0]][cell[1]]
                assert high - low >= THRESHOLD or size == 0, (organization, indicator, start, cell, table)
                checked += 1
    assert checked


def test_the_text_of_a_pdf_tells_no_hidden_number(demo_home: Home) -> None:
    for kind in ("donor", "board", "program", "poster", "week"):
        frozen = made(demo_home.path, kind, "setara")  # type: ignore[arg-type]
        open_values = {
            (one.indicator, one.program, one.grant, one.group, one.start, one.end): one
            for one in make(
                demo_home,
                open_reader(demo_home),
                OWNER,
                frozen.request.model_copy(update={"threshold": 0}),
            ).values
        }
        pages = pypdf.PdfReader(io.BytesIO(render(frozen, "en", "pdf"))).pages
        said = " ".join(" ".join(page.extract_text() for page in pages).split())
        secrets = [
            fraction_text(known, translator("en"))
            for one in frozen.values
            if one.status == "suppressed"
            for known in (
                open_values.get((one.indicator, one.program, one.grant, one.group, one.start, one.end)),
            )
            if known is not None and known.denominator
        ]
        told = {fraction_text(one, translator("en")) for one in frozen.values if one.denominator}
        assert secrets or kind in ("program", "poster", "week")
        assert [one for one in set(secrets) - told if one and f" {one} " in f" {said} "] == []
