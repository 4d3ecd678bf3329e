"""What is planted in the demonstration is really there, counted by hand over the staged rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from statistics import mean

import pytest

from data.demo.planted import PLANTED, Kind, Planted
from data.demo.seasons import last_week_end

Row = dict[str, str | None]
Tables = dict[str, list[Row]]
Staged = Callable[[dt.date], Tables]

AS_OF = dt.date(2026, 11, 20)
DAYS = [AS_OF, dt.date(2025, 6, 30), dt.date(2026, 4, 19)]
"""A Friday in autumn, a Monday at mid-year, and a Sunday soon after Lebaran."""


def planted(kind: Kind) -> Planted:
    return next(truth for truth in PLANTED if truth.kind == kind)


def day(text: str | None) -> dt.date:
    assert text
    return dt.date.fromisoformat(text[:10])


def of(rows: Iterable[Row], organization: str) -> list[Row]:
    return [row for row in rows if row["organization_id"] == organization]


def week_ends(as_of: dt.date, count: int) -> list[dt.date]:
    return [last_week_end(as_of) - dt.timedelta(weeks=back) for back in range(count - 1, -1, -1)]


def limits(values: list[float]) -> tuple[float, float, float]:
    """Mean and limits: mean -+ 2.66 mean moving ranges, without ranges beyond 3.267 times their mean."""
    centre = mean(values)
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    reach = 2.66 * mean(size for size in ranges if size <= 3.267 * mean(ranges))
    return centre, centre - reach, centre + reach


@pytest.fixture(scope="session")
def judged(staged: Staged) -> Staged:
    """The staged rows with the outcomes that a programme's own rule gives to a destination."""

    def of_day(as_of: dt.date) -> Tables:
        tables = staged(as_of)
        rules = {
            (row["program_id"], row["destination"]): row["outcome"] for row in tables["outcome_rule_line"]
        }
        own = {program for program, _ in rules}
        stays = [
            {**row, "outcome": rules.get((row["program_id"], row["destination"]), "excluded")}
            if row["program_id"] in own and row["exit_on"]
            else row
            for row in tables["enrollment"]
        ]
        return {**tables, "enrollment": stays}

    return of_day


def exits(tables: Tables) -> list[Row]:
    return [row for row in tables["enrollment"] if row["exit_on"] and row["outcome"] != "excluded"]


def achieved_share(rows: list[Row]) -> float:
    return sum(row["outcome"] == "achieved" for row in rows) / len(rows)


def followed_through(tables: Tables, organization: str, as_of: dt.date) -> list[tuple[int, int]]:
    """Referrals whose 30 days were over in each of 24 weeks, and those that reached the service in time."""
    referrals = of(tables["referral"], organization)
    weeks = []
    for end in week_ends(as_of, 24):
        due = [row for row in referrals if 0 <= (end - day(row["made_on"])).days - 30 < 7]
        kept = [
            row
            for row in due
            if row["received_on"] and (day(row["received_on"]) - day(row["made_on"])).days <= 30
        ]
        weeks.append((len(kept), len(due)))
    return weeks


@pytest.mark.parametrize("as_of", DAYS)
def test_referrals_of_the_older_people_really_improve(judged: Staged, as_of: dt.date) -> None:
    truth = planted("improvement")
    tables = judged(as_of)
    weeks = followed_through(tables, truth.organization_id, as_of)
    shares = [kept / due for kept, due in weeks]
    centre, _, _ = limits(shares)
    assert all(share > centre for share in shares[-7:])
    assert all(4 <= due <= 16 for _, due in weeks)

    since = truth.since(as_of)
    assert since
    made = [
        row
        for row in of(tables["referral"], truth.organization_id)
        if (as_of - day(row["made_on"])).days >= 30
    ]
    new = [row for row in made if day(row["made_on"]) >= since]
    old = [row for row in made if day(row["made_on"]) < since]
    in_time = [
        sum(
            bool(row["received_on"]) and (day(row["received_on"]) - day(row["made_on"])).days <= 30
            for row in rows
        )
        / len(rows)
        for rows in (new, old)
    ]
    assert 0.68 < in_time[0] < 0.76 and 0.46 < in_time[1] < 0.58


def high_risk_contact(tables: Tables, organization: str, as_of: dt.date) -> list[tuple[int, int]]:
    """Clients at high risk, enrolled for 14 days, at the end of each of 24 weeks, and those in contact."""
    contacts: dict[str | None, list[dt.date]] = defaultdict(list)
    for row in of(tables["contact"], organization):
        contacts[row["client_id"]].append(day(row["contact_on"]))
    weeks = []
    for end in week_ends(as_of, 24):
        due = [
            row for row in of(tables["enrollment"], organization)
            if row["risk_entry"] == "high" and day(row["entry_on"]) <= end - dt.timedelta(days=14)
            and (row["exit_on"] is None or day(row["exit_on"]) > end)
        ]  # fmt: skip
        seen = [row for row in due if any(0 <= (end - on).days < 14 for on in contacts[row["client_id"]])]
        weeks.append((len(seen), len(due)))
    return weeks


@pytest.mark.parametrize("as_of", DAYS)
def test_contact_with_high_risk_clients_really_falls_in_drug_rehabilitation(
    judged: Staged, as_of: dt.date
) -> None:
    truth = planted("decline")
    weeks = high_risk_contact(judged(as_of), truth.organization_id, as_of)
    shares = [seen / due for seen, due in weeks]
    _, lower, _ = limits(shares)
    assert shares[-1] < lower and shares[-2] < lower
    assert 0.80 < mean(shares[:-4]) < 0.98
    assert all(25 <= due <= 58 for _, due in weeks)


def test_the_worker_left_when_the_decline_began(tables: Tables) -> None:
    truth = planted("decline")
    left = [row["ended_on"] for row in of(tables["staff_post"], truth.organization_id) if row["ended_on"]]
    assert left == [str(truth.since(AS_OF))] == ["2026-10-19"]
    assert not [
        row for row in of(tables["enrollment"], truth.organization_id)
        if row["worker"] == "Danu" and row["exit_on"] is None
    ]  # fmt: skip


@pytest.mark.parametrize("as_of", DAYS)
def test_intakes_of_the_home_workers_only_seem_to_fall(judged: Staged, as_of: dt.date) -> None:
    truth = planted("seeming_decline")
    came = [day(row["entry_on"]) for row in of(judged(as_of)["enrollment"], truth.organization_id)]
    weeks = [float(sum(0 <= (end - entry).days < 7 for entry in came)) for end in week_ends(as_of, 24)]
    assert weeks[-5:] == [6, 3, 5, 2, 2]
    centre, lower, upper = limits(weeks)
    assert all(lower <= count <= upper for count in weeks[-10:])
    near = centre - (centre - lower) * 2 / 3
    assert all(count > near for count in weeks[-3:])
    assert any(count > centre for count in weeks[-6:])


def test_the_late_office_explains_the_missing_intakes(tables: Tables) -> None:
    truth = planted("seeming_decline")
    since = truth.since(AS_OF)
    homes = {row["client_id"]: row["district"] for row in of(tables["client"], truth.organization_id)}
    stays = of(tables["enrollment"], truth.organization_id)
    late = [row for row in stays if homes[row["client_id"]] == "Kabupaten Blitar"]
    assert since and not [row for row in late if day(row["entry_on"]) >= since]
    usual = [row for row in late if "2025-01-01" <= str(row["entry_on"]) < "2026-09-01"]
    assert mean((day(row["entered_at"]) - day(row["entry_on"])).days for row in usual) > 14


@pytest.mark.parametrize("as_of", DAYS)
def test_case_mix_makes_the_disability_organisation_look_bad(judged: Staged, as_of: dt.date) -> None:
    truth = planted("case_mix")
    rows = exits(judged(as_of))
    own = of(rows, truth.organization_id)
    others = [row for row in rows if row["organization_id"] != truth.organization_id]
    assert achieved_share(own) < achieved_share(others) - 0.06
    assert achieved_share(own) == min(
        achieved_share(of(rows, organization))
        for organization in {str(row["organization_id"]) for row in rows}
    )
    for risk in ("low", "medium", "high"):
        assert achieved_share([row for row in own if row["risk_entry"] == risk]) >= achieved_share(
            [row for row in others if row["risk_entry"] == risk]
        )


def returns(tables: Tables, organization: str, as_of: dt.date) -> tuple[float, float, float]:
    """Of achieved exits a year ago: known to have returned, traced at 12 months, returned of those traced."""
    entries: dict[str | None, list[dt.date]] = defaultdict(list)
    for row in of(tables["enrollment"], organization):
        entries[row["client_id"]].append(day(row["entry_on"]))
    looked: dict[str | None, list[Row]] = defaultdict(list)
    for row in of(tables["follow_up"], organization):
        looked[row["enrollment_id"]].append(row)
    known, traced, returned = [], [], []
    for row in of(tables["enrollment"], organization):
        if row["outcome"] != "achieved" or (as_of - day(row["exit_on"])).days < 365 + 45:
            continue
        left = day(row["exit_on"])
        again = any(14 <= (entry - left).days <= 365 for entry in entries[row["client_id"]])
        found = {look["status"] for look in looked[row["enrollment_id"]]}
        known.append(again or "returned" in found)
        at_12_months = [
            look for look in looked[row["enrollment_id"]] if (day(look["due_on"]) - left).days == 365
        ]
        traced.append(any(look["status"] in ("well", "returned") for look in at_12_months))
        if traced[-1]:
            returned.append(known[-1])
    return mean(known), mean(traced), mean(returned)


@pytest.mark.parametrize("as_of", DAYS)
def test_poor_follow_up_makes_the_childrens_home_look_good(judged: Staged, as_of: dt.date) -> None:
    truth = planted("poor_follow_up")
    tables = judged(as_of)
    known = {
        organization: returns(tables, organization, as_of)
        for organization in ("tunas", "bening", "anyam", "senja", "setara", "bangku")
    }
    shown, traced, of_traced = known.pop(truth.organization_id)
    assert traced < 0.4 < 0.6 < min(other[1] for other in known.values())
    assert shown < min(other[0] for other in known.values())
    assert of_traced > shown * 2


def test_one_programme_spends_faster_than_it_reaches_results(tables: Tables) -> None:
    truth = planted("overspending")
    spent, reached = {}, {}
    elapsed = (AS_OF - dt.date(2025, 12, 31)).days / 365
    for program_id in ("bening-rehab", "bening-jalan", "bening-siaga", "setara-terapi", "anyam-damping"):
        budget = next(
            row["amount"] for row in tables["budget"]
            if row["program_id"] == program_id and row["starts_on"] == "2026-01-01"
        )  # fmt: skip
        plan = next(
            row["value"] for row in tables["target"]
            if row["program_id"] == program_id and row["starts_on"] == "2026-01-01"
            and row["indicator"] == "outcomes_achieved"
        )  # fmt: skip
        cost = sum(
            float(str(row["amount"])) for row in tables["ledger_entry"]
            if row["program_id"] == program_id and row["kind"] == "expenditure"
            and day(row["booked_on"]).year == 2026
        )  # fmt: skip
        outcomes = sum(
            row["program_id"] == program_id
            and row["outcome"] == "achieved"
            and str(row["exit_on"]) >= "2026-01-01"
            for row in tables["enrollment"]
        )
        spent[program_id] = cost / float(str(budget)) / elapsed
        reached[program_id] = outcomes / float(str(plan)) / elapsed
    assert spent[str(truth.program_id)] == max(spent.values()) > 1.05
    assert reached[str(truth.program_id)] == min(reached.values()) < 0.8
    assert all(share < 1.03 for program_id, share in spent.items() if program_id != truth.program_id)


@pytest.mark.parametrize("as_of", DAYS)
def test_one_donor_brings_more_than_half_of_the_income(judged: Staged, as_of: dt.date) -> None:
    truth = planted("dependence")
    tables = judged(as_of)
    rates = {str(row["valid_on"])[:7]: float(str(row["rate"])) for row in tables["exchange_rate"]}
    direct: dict[str | None, float] = defaultdict(float)
    for row in of(tables["ledger_entry"], truth.organization_id):
        if (
            row["kind"] == "income"
            and row["in_kind"] == "false"
            and (as_of - day(row["booked_on"])).days < 365
        ):
            rate = rates[str(row["booked_on"])[:7]] if row["currency"] == "EUR" else 1.0
            direct[row["funder_id"]] += float(str(row["amount"])) * rate
    total = sum(direct.values())
    assert max(direct, key=lambda funder: direct[funder]) == "F-MORGEN"
    assert direct["F-MORGEN"] / total > 0.5
    assert direct["F-SIMPUL"] / total > 0.05
    assert (
        next(row["ultimate_funder_id"] for row in tables["funder"] if row["funder_id"] == "F-SIMPUL")
        == "F-MORGEN"
    )


@pytest.mark.parametrize("as_of", DAYS)
def test_self_determination_is_the_right_least_upheld_in_the_childrens_home(
    judged: Staged, as_of: dt.date
) -> None:
    truth = planted("lowest_right")
    answers: dict[str, list[bool]] = defaultdict(list)
    for row in of(judged(as_of)["survey_answer"], truth.organization_id):
        recent = (as_of - day(row["answered_on"])).days < 365
        if recent and row["state"] == "valid" and str(row["item"]).startswith("rights_"):
            answers[str(row["item"])].append(float(str(row["score"])) >= 3)
    shares = {item: mean(positive) for item, positive in answers.items()}
    assert len(shares) == 7
    assert min(shares, key=lambda item: shares[item]) == truth.indicator
    assert shares[truth.indicator] < 0.62
    assert sorted(shares.values())[1] > shares[truth.indicator] + 0.1
