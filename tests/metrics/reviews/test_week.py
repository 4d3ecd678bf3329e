"""The week of the demonstration's organisations: planted truths are found, fakes are not."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from data.store import reading
from metrics.period import Period, last_complete
from metrics.reader import Reader, open_reader
from metrics.reviews.week import WeekReview, week_review
from metrics.scope import Scope

MANAGER = Scope(detail="people", threshold=0, viewer="test")
WEEK = Period(dt.date(2026, 11, 9), dt.date(2026, 11, 15))


@pytest.fixture(scope="module")
def reader(demo_home: Home) -> Reader:
    return open_reader(demo_home)


def review(reader: Reader, organization: str, week: Period = WEEK, program: str | None = None) -> WeekReview:
    found = next(one for one in reader.organizations(MANAGER) if one.id == organization)
    return week_review(reader, MANAGER, week, found, program)


def test_the_real_decline_comes_first(reader: Reader) -> None:
    week = review(reader, "bening")
    assert week.signals[0].indicator.id == "high_risk_contact_rate"
    assert week.signals[0].variation == "concern"


def test_the_real_improvement_is_a_shift(reader: Reader) -> None:
    first = review(reader, "senja").signals[0]
    assert first.indicator.id == "referral_followthrough_rate"
    assert first.variation == "improvement"
    assert first.signal is not None and first.signal.rule == "shift" and first.signal.count >= 7


def test_what_only_looks_like_a_decline_is_no_signal(reader: Reader) -> None:
    assert "intakes" not in {one.indicator.id for one in review(reader, "anyam").signals}


def test_every_watched_measure_is_shown_once(reader: Reader) -> None:
    week = review(reader, "bening")
    names = [one.indicator.id for one in week.watched]
    assert len(names) == len(set(names)) == len(week.signals) + len(week.quiet)
    assert len(week.tiles) == len(week.quiet)
    assert [one.indicator.id for one in week.quiet] == [tile.indicator for tile in week.tiles]


def test_the_lowest_right_is_the_planted_one(reader: Reader) -> None:
    week = review(reader, "tunas")
    assert week.rights[0].indicator == "rights_self_determination"
    values = [one.value for one in week.rights]
    assert values == sorted(values) and len(values) == 3  # type: ignore[type-var]


def test_the_overspending_programme_stands_first_with_its_money_ahead(
    reader: Reader, demo_home: Home
) -> None:
    first = review(reader, "bening").paces[0]
    assert first.program.id == "bening-rehab"
    assert first.is_ahead
    with reading(demo_home) as connection:
        spent, planned = connection.execute(
            """select
                (select sum(amount) from current_ledger_entry where program_id = 'bening-rehab'
                    and kind in ('expenditure', 'disbursement') and currency = 'IDR'
                    and booked_on between '2026-01-01' and '2026-10-31'),
                (select sum(amount) from current_budget where program_id = 'bening-rehab'
                    and starts_on >= '2026-01-01' and ends_on <= '2026-12-31')"""
        ).fetchall()[0]
    assert first.spent.value == pytest.approx(float(spent) / float(planned))
    assert first.elapsed == pytest.approx(304 / 365)


def test_an_older_week_is_judged_on_what_came_before_it(reader: Reader) -> None:
    before = Period(dt.date(2026, 9, 28), dt.date(2026, 10, 4))
    week = review(reader, "bening", before)
    assert all(one.values[-1].end == before.end for one in week.watched if one.grain == "week")
    assert "high_risk_contact_rate" not in {one.indicator.id for one in week.signals}


def test_a_programme_alone_counts_no_more_than_its_organisation(reader: Reader) -> None:
    whole = {one.indicator.id: one.latest.value for one in review(reader, "bening").watched}
    part = {
        one.indicator.id: one.latest.value for one in review(reader, "bening", program="bening-rehab").watched
    }
    for name in ("intakes", "exits", "contacts", "services"):
        assert (part.get(name) or 0) <= (whole[name] or 0)


def test_a_running_month_is_kept_apart_from_the_finished_ones(reader: Reader) -> None:
    main = review(reader, "bening").main
    assert main is not None
    assert main.watched.values[-1].end == dt.date(2026, 10, 31)
    assert main.unfinished is not None and main.unfinished.start == dt.date(2026, 11, 1)


def test_complete_data_of_programmes_that_all_send_can_be_read(reader: Reader) -> None:
    trust = review(reader, "bening").trust
    assert trust is not None
    assert trust.verdict == "enough"
    assert trust.sending == trust.active == 3


def test_a_programme_that_stopped_sending_is_named_and_could_explain_a_fall(reader: Reader) -> None:
    last = last_complete(dt.date(2026, 11, 20), "week")
    trust = review(reader, "bening", last).trust
    assert trust is not None and trust.silent == ()
    # Four weeks after the data end nobody has sent anything, though all were active.
    later = Period(last.start + dt.timedelta(weeks=5), last.end + dt.timedelta(weeks=5))
    silent = review(reader, "bening", later).trust
    assert silent is not None
    assert {one.id for one in silent.silent} == {"bening-rehab", "bening-jalan", "bening-siaga"}
    assert silent.verdict == "not_enough"
