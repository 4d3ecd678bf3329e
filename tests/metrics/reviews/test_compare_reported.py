"""What others report is compared within one period and never added over time; who cannot be compared is named."""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import pytest

from data.home import Home
from data.importers.source import Options, Source
from data.importing import import_source
from metrics.ask import Ask
from metrics.compute import values
from metrics.period import Period
from metrics.publish import publish
from metrics.reader import Reader, open_reader
from metrics.reviews.asking import Asking
from metrics.reviews.compare_reported import reported_measures, reported_review
from metrics.reviews.comparing import CompareReview
from metrics.scope import OWNER
from tests.metrics.money_rows import merged, org, published

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
RATES = {"o1": (40, 100), "o2": (45, 100), "o3": (50, 100), "o4": (55, 100), "o5": (60, 100), "o6": (12, 20)}


def reports(days: tuple[str, str] = ("2025-01-01", "2025-12-31")) -> list[dict]:
    """Six organisations report one rate; the last of them of the year before."""
    tables = []
    for organization, (x, n) in RATES.items():
        starts, ends = days if organization != "o6" else ("2024-01-01", "2024-12-31")
        both = {"organization_id": organization, "definition_id": f"{organization}|housed"}
        definition = {**both, "name": "Housed", "measure": "percentage", "direction": "up"}
        result = {"result_id": organization, "period": "1", "starts_on": starts, "ends_on": ends}
        numbers = {"numerator": str(x), "denominator": str(n), "value": str(100 * x / n)}
        tables.append(
            merged(
                org(organization, f"{organization}p"),
                {"indicator_definition": [definition]},
                {"reported_result": [{**both, **result, **numbers}]},
            )
        )
    return tables


def compared(reader: Reader, name: str, period: Period, part: str = "") -> CompareReview:
    organization = reader.organizations(OWNER)[0]
    return reported_review(Asking(reader, OWNER, organization, None, period), name, part)


def test_organisations_are_compared_by_what_they_report_of_one_period_and_the_others_are_named(
    home: Home,
) -> None:
    reader = published(home, *reports())
    assert reported_measures(reader, OWNER) == {"Housed": ()}
    found = compared(reader, "Housed", Period(dt.date(2024, 1, 1), dt.date(2025, 12, 31)))
    assert [unit.id for unit in found.units] == ["o1", "o2", "o3", "o4", "o5"]
    assert found.pooled is not None and (found.pooled.numerator, found.pooled.denominator) == (250, 500)
    assert found.reason is None and {unit.place for unit in found.units} <= {
        "usual",
        "watch_low",
        "watch_high",
    }
    [left] = found.left_out
    assert left.id == "o6" and left.value.value is None and left.value.reason is not None
    assert (left.value.reason.key, left.value.reason.values) == (
        "compare.reason.other_period",
        {"day": "2024-12-31"},
    )


def attendance(shared: Path) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Breaches and attendances of each organisation, type and month."""
    with (shared / "real/spc-ae-attendances/ae_attendances.csv").open() as file:
        return {
            (row["org_code"], row["type"], row["period"]): (float(row["breaches"]), float(row["attendances"]))
            for row in csv.DictReader(file)
        }


def test_real_emergency_departments_differ_far_beyond_chance_so_no_funnel_is_drawn(
    home: Home, shared: Path
) -> None:
    path = shared / "real/spc-ae-attendances/ae_attendances.csv"
    options = Options(mapping=EXAMPLES / "attendances.yaml")
    import_source(home, Source(path=path, name=path.name, options=options))
    publish(home)
    reader = open_reader(home)
    assert len(reader.organizations(OWNER)) == 274
    year = Period(dt.date(2018, 4, 1), dt.date(2019, 3, 31))
    written = attendance(shared)
    for part, kind in (("", None), ("Type 1", "1")):
        mine: dict[str, list[float]] = defaultdict(lambda: [0, 0])
        for (organization, kind_of, month), (late, all_) in written.items():
            if month == "2019-03-01" and kind in (None, kind_of) and all_:
                mine[organization][0] += late
                mine[organization][1] += all_
        found = compared(reader, "Waited over four hours", year, part)
        assert {unit.id: (unit.value.numerator, unit.value.denominator) for unit in found.units} == {
            organization: tuple(counts) for organization, counts in mine.items()
        }
        assert found.spread is not None and found.spread.phi > 4
        assert found.spread.phi == pytest.approx(winsorised(list(mine.values())), rel=1e-9)
        assert found.reason is not None and found.reason.key == "compare.reason.too_different"
        assert not found.limits and all(unit.place is None for unit in found.units)
        assert found.left_out, "those that had closed are named"


def winsorised(counts: list[list[float]]) -> float:
    """Spiegelhalter's overdispersion, a tenth of the deviations at each end drawn in."""
    mean = sum(x for x, _ in counts) / sum(n for _, n in counts)
    z = sorted(
        2 * math.sqrt(n) * (math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(mean))) for x, n in counts
    )

    def quantile(share: float) -> float:
        place = share * (len(z) - 1)
        low = math.floor(place)
        return z[low] + (place - low) * (z[min(low + 1, len(z) - 1)] - z[low])

    low, high = quantile(0.1), quantile(0.9)
    return fmean(min(max(one, low), high) ** 2 for one in z)


def test_a_reported_percentage_that_its_own_parts_do_not_give_says_so(home: Home) -> None:
    tables = reports()
    tables[0]["reported_result"][0]["value"] = "90"
    reader = published(home, *tables)
    ask = Ask(indicator="reported_rate", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    found = {one.organization: one for one in values(reader, OWNER, ask)}
    assert found["o1"].value == 0.4 and [note.key for note in found["o1"].notes] == [
        "note.reported_percent_differs"
    ]
    assert not found["o2"].notes and found["o2"].source == "reported" and "o6" not in found
