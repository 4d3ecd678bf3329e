"""Real IATI files come in whole, counted against an independent reading of the XML."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from data.errors import UnreadableFile
from data.importers import iati
from tests.data.importers.iati_staged import Staged, stage_file

READABLE = [
    "iati-ngos-a/dportal_33.xml",
    "iati-multilateral-dirty/dportal_0.xml",
    "iati-multilateral-dirty/dportal_114.xml",
    "iati-indonesia/MAEC_IATI_INDONESIA.xml",
    "iati-indonesia/iati_indonesia_2021.xml",
    "iati-snapshots/2021-05-26_dportal_28_part.xml",
    "iati-snapshots/2021-05-26_dportal_29.xml",
]


@pytest.fixture(scope="module")
def ngos(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return stage_file(shared / "real/iati-ngos-a/dportal_33.xml", tmp_path_factory.mktemp("stage"))


def both(staged: Staged) -> int:
    """Periods with a numeric target and a numeric actual."""
    targets: set[tuple[str, str]] = set()
    actuals: set[tuple[str, str]] = set()
    for row in staged.tables.get("reported_result", []):
        period = (row["definition_id"], row["period"])
        targets |= {period} if row["target"] is not None else set()
        actuals |= {period} if row["value"] is not None else set()
    return len(targets & actuals)


def test_the_published_counts_of_fifteen_ngos_are_reached(ngos: Staged) -> None:
    assert len(ngos.tables["organization"]) == 15
    assert len(ngos.tables["program"]) == 100
    assert len(ngos.tables["indicator_definition"]) == 1718
    assert len(set(ngos.rows("reported_result", "definition_id", "period"))) == 2430
    assert both(ngos) == 1451
    assert len(ngos.tables["ledger_entry"]) == 1275
    assert all(problem.severity == "warning" for problem in ngos.problems)


def test_what_the_ngos_wrote_otherwise_is_listed(ngos: Staged) -> None:
    assert ngos.listed("iati_not_a_number") == [(44620, "target@value", "NA")]
    (commas,) = [problem for problem in ngos.problems if problem.code == "iati_marks_read"]
    assert commas.values == {"organization": "NL-KVK-41179943", "mark": ",", "count": 3, "number": "0.2"}


@pytest.mark.parametrize("name", READABLE)
def test_every_element_is_counted_and_every_amount_added(name: str, shared: Path, tmp_path: Path) -> None:
    path = shared / "real" / name
    root = etree.parse(path).getroot()
    tags = Counter(element.tag for element in root.iter(etree.Element))
    identifiers = [text.strip() for text in root.xpath("iati-activity/iati-identifier/text()")]
    assert len(identifiers) - len(set(identifiers)) <= 1
    staged = stage_file(path, tmp_path)
    assert iati.recognises(path)
    assert set(staged.rows("program", "program_id")) == set(identifiers)
    periods = set(staged.rows("reported_result", "definition_id", "period")) if "period" in tags else set()
    counts = (
        ("indicator_definition", len(staged.tables.get("indicator_definition", [])), "indicator"),
        ("ledger_entry", len(staged.tables["ledger_entry"]), "transaction"),
        ("reported_result", len(periods), "period"),
    )
    if len(identifiers) == len(set(identifiers)):
        for table, count, tag in counts:
            assert count == tags[tag], table
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for transaction in root.iter("transaction"):
            code = transaction.find("transaction-type").get("code")
            sums[code] += Decimal(transaction.findtext("value").strip())
        for code, amount in staged.rows("ledger_entry", "source_code", "amount"):
            sums[code] -= Decimal(amount)
        assert not any(sums.values())


@pytest.mark.parametrize("name", READABLE)
def test_every_value_is_a_number_or_listed(name: str, shared: Path, tmp_path: Path) -> None:
    path = shared / "real" / name
    plain = re.compile(r"-?\d*\.?\d+")
    staged = stage_file(path, tmp_path)
    listed = {problem.row for problem in staged.problems}
    unusual = [
        element
        for tag in ("target", "actual", "baseline")
        for element in etree.parse(path).getroot().iter(tag)
        if (element.get("value") or "").strip() and not plain.fullmatch(element.get("value").strip())
    ]
    told_in_sum = staged.codes()["iati_marks_read"] + staged.codes()["iati_marks_decided_file"]
    missing = [element.get("value") for element in unusual if element.sourceline not in listed]
    assert all(re.fullmatch(r"\d+,\d+", value) for value in missing)
    assert bool(missing) <= bool(told_in_sum)


def test_a_year_stuck_to_a_value_is_never_read_as_a_number(shared: Path, tmp_path: Path) -> None:
    staged = stage_file(shared / "real/iati-multilateral-dirty/dportal_114.xml", tmp_path)
    glued = [
        row for row in staged.tables["reported_result"] if (row["target_text"] or "").startswith("2020:")
    ]
    assert len(glued) > 50
    assert all(row["target"] is None for row in glued)


def test_json_named_xml_is_refused_with_one_reason(shared: Path, tmp_path: Path) -> None:
    path = shared / "real/iati-multilateral-dirty/dportal_140.xml"
    assert iati.recognises(path)
    with pytest.raises(UnreadableFile) as refusal:
        stage_file(path, tmp_path)
    assert refusal.value.key == "error.iati_json"


def test_older_snapshots_hold_the_same_units_with_an_earlier_date(
    ngos: Staged, shared: Path, tmp_path: Path
) -> None:
    units: dict[str, object] = {}
    for path in sorted((shared / "real/iati-snapshots").glob("*.xml")):
        for row in stage_file(path, tmp_path).tables["program"]:
            units[row["unit_id"]] = row["dated_at"]
    again = set(ngos.rows("program", "unit_id")) & set(units)
    assert len(again) == 95
    assert all(units[unit] is not None for unit in again)
    assert set(ngos.rows("program", "dated_at")) == {None}
