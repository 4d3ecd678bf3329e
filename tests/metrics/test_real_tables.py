"""Real tables of others, from their file to the numbers asked for: published percents, revenue and its sources."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from data.home import Home
from metrics.ask import Ask
from metrics.compute import value, values
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from tests.data.importers.test_kobo import rows_of, take

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def test_the_published_percents_of_the_system_performance_measures(home: Home, shared: Path) -> None:
    path = shared / "real/hud-spm-2015-2019/System-Performance-Measures-Data-Since-FY-2015.xlsx"
    assert take(home, path, mapping=EXAMPLES / "system-performance.yaml").status == "imported"
    published: list[float] = []
    with CalamineWorkbook.from_path(str(path)) as book:
        for sheet, column in (("2015", 42), ("2019", 77)):
            cells = [row[column] for row in book.get_sheet_by_name(sheet).to_python()[2:]]
            published.append(sum(cell for cell in cells if isinstance(cell, float)))
    for year, total in zip((2015, 2019), published, strict=True):
        found = rows_of(
            home,
            f"""select sum(value) / 100, max(abs(value - 100 * numerator / denominator))
                from current_reported_result join current_indicator_definition using (definition_id)
                where name like 'Exits%' and ends_on = date '{year}-09-30' and denominator > 0""",
        )
        assert found[0][0] == pytest.approx(total, abs=1e-6)
        assert found[0][1] < 1e-6

    expected = json.loads((shared / "reference/hud_spm_expected.json").read_text())
    publish(home)
    reader = open_reader(home)
    rates = {}
    for year, checks in expected["checks"].items():
        days = {"start": dt.date(int(year) - 1, 10, 1), "end": dt.date(int(year), 9, 30)}
        for one in values(reader, OWNER, Ask(indicator="reported_rate", **days)):
            rates[year, one.organization, (one.promise or "").split("|")[1]] = one
        exits = [one for key, one in rates.items() if key[0] == year and key[2].startswith("exits")]
        # In 2016 one table says that -1 people left, 534 of them to a home: that is no rate.
        assert len(exits) == checks["cocs"] - checks["zero_exits"] - (year == "2016")
        assert not any(one.notes for one in exits), "every published percent is count over count"
    for example in expected["examples"]:
        place = (example["year"], example["coc"])
        housed, returned = (
            rates[*place, "exits_to_permanent_housing"],
            rates.get((*place, "returns_24_months")),
        )
        assert (housed.numerator, housed.denominator) == (example["exits_permanent"], example["exits"])
        assert housed.value == pytest.approx(example["published_success_rate"], abs=1e-12)
        assert (housed.direction, housed.source) == ("up", "reported")
        if not example["exited_universe"]:
            assert returned is None, "where nobody left there is no share of them who returned"
            continue
        assert returned is not None
        assert (returned.numerator, returned.denominator) == (
            example["returns_24m"],
            example["exited_universe"],
        )
        assert returned.value == pytest.approx(example["published_return_rate_24m"], abs=1e-12)
        assert returned.direction == "down"


def test_revenue_of_human_service_non_profits_adds_up(home: Home, shared: Path) -> None:
    path = shared / "real/fin-irs990-10k/dat10k.csv.gz"
    assert take(home, path, mapping=EXAMPLES / "nonprofit-revenue.yaml").status == "imported"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["NTMAJ12"] == "HMS"]
    total = sum(int(row["F9_01_REV_TOT_CY"] or 0) for row in rows)
    assert len(rows) == 3394
    assert rows_of(home, "select sum(amount)::bigint from current_ledger_entry where kind = 'income'") == [
        (total,)
    ]
    assert rows_of(home, "select count(*) from current_organization") == [
        (len({row["EIN2"] for row in rows}),)
    ]

    publish(home)
    reader = open_reader(home)
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        amounts = {name: int(row[name] or 0) for name in (*EARNED, GOVERNMENT, TOTAL)}
        earned = sum(amounts[name] for name in EARNED)
        rest = amounts[TOTAL] - earned - amounts[GOVERNMENT]
        sources[row["EIN2"]].update({"earned": earned, "government": amounts[GOVERNMENT], "other": rest})
    organizations = reader.organizations(OWNER)
    assert len(organizations) == 3393, "one filed twice; who wrote 0 everywhere is shown too"
    days = {"start": dt.date(2021, 1, 1), "end": dt.date(2021, 12, 31)}
    spending = Counter({row["EIN2"]: 0 for row in rows})
    spending.update({row["EIN2"]: int(row["F9_01_EXP_TOT_CY"] or 0) for row in rows})
    for organization in organizations[::150]:
        spent = value(reader, OWNER, Ask(indicator="spending", organization=organization.id, **days))
        assert (spent.value or 0) == spending[organization.id]
        ask = Ask(indicator="income_hhi", organization=organization.id, **days)
        gained = sources[organization.id]
        positive = [amount for amount in gained.values() if amount > 0]
        hhi, earned_share = (
            value(reader, OWNER, ask.model_copy(update={"indicator": name}))
            for name in ("income_hhi", "earned_income_share")
        )
        if not positive:
            assert hhi.status == "not_measured"
            continue
        assert hhi.value == pytest.approx(sum((one / sum(positive)) ** 2 for one in positive), abs=1e-6)
        assert "note.money_by_source" in {note.key for note in hhi.notes}
        if earned_share.value is not None:
            assert earned_share.value == pytest.approx(gained["earned"] / sum(gained.values()), abs=1e-6)


EARNED = (
    *("F9_01_REV_PROG_TOT_CY", "F9_08_REV_CONTR_MEMBSHIP_DUE"),
    *("F9_08_REV_OTH_ROY_TOT", "F9_08_REV_MISC_OTH_TOT"),
)
GOVERNMENT, TOTAL = "F9_08_REV_CONTR_GOVT_GRANT", "F9_01_REV_TOT_CY"
