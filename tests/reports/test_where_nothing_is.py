"""Where there is nothing, or nothing that may be shown, the words say which of the two."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from locales.translate import translator
from metrics.period import Period
from metrics.reviews.groups import NO_GROUPS
from metrics.reviews.prevention import Cohort, CurvePoint
from metrics.reviews.why import Lateness
from metrics.value import IndicatorValue, Reason
from metrics.values.awaited import MISSING
from metrics.values.ledger import LEDGER_ENDED, NO_RATE
from metrics.values.shape import NOTHING_RECORDED
from reports import compare, finances, funding, outcomes, prevention, quality, review, why
from reports.reading import Reading

ID = Reading(translator("id"), 5, {})
YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@dataclass(frozen=True)
class Told:
    """As much of a review as its message is made of."""

    promises: tuple[Any, ...] = ()
    outcomes: Any = None
    reported_only: bool = True


def rate(indicator: str, share: float | None, status: str = "ok") -> IndicatorValue:
    return IndicatorValue.model_validate(
        {
            "indicator": indicator,
            "start": YEAR.start,
            "end": YEAR.end,
            "unit": "proportion",
            "direction": "up",
            "value": share,
            "status": status,
            "as_of": dt.datetime(2026, 1, 31),
            "definitions_version": "v",
        }
    )


def cohort(half: IndicatorValue, year: IndicatorValue, *months: tuple[float, float]) -> Cohort:
    points = tuple(CurvePoint(month, share, share, share) for month, share in months)
    return Cohort(YEAR, half, year, points, ())


def test_who_promised_nothing_is_not_told_how_many_promises_were_kept() -> None:
    nothing = "Belum ada janji yang tercatat"
    assert funding.message(Told(), ID) == nothing  # type: ignore[arg-type]
    assert review.message(Told(), ID) == nothing  # type: ignore[arg-type]
    assert funding.promises_sentence((), ID) == nothing


def test_groups_of_which_no_two_are_compared_are_not_said_to_be_level() -> None:
    assert funding.groups_heading(NO_GROUPS, ID) == "Kelompok belum bisa dibandingkan"


def test_a_line_that_goes_beyond_a_year_ends_with_the_share_of_the_title() -> None:
    half, year = rate("return_rate_6m", 0.08), rate("return_rate_12m", 0.15)
    longer = cohort(half, year, (0, 0.0), (6, 0.08), (13, 0.16))
    assert prevention.returned(longer, ID) == "15% dalam setahun"
    assert prevention.returned(cohort(half, year, (0, 0.0), (7, 0.08)), ID) == "8% kembali"


def test_a_curve_that_would_tell_a_hidden_number_is_said_to_be_hidden() -> None:
    half, year = rate("return_rate_6m", None, "suppressed"), rate("return_rate_12m", 0.14)
    assert prevention.curveless(SimpleNamespace(now=cohort(half, year))) == half  # type: ignore[arg-type]
    half = rate("return_rate_6m", 0.08)
    assert prevention.curveless(SimpleNamespace(now=cohort(half, year))) == year  # type: ignore[arg-type]


def test_under_a_single_line_nothing_is_said_of_a_second_row_of_numbers() -> None:
    half, year = rate("return_rate_6m", None, "suppressed"), rate("return_rate_12m", 0.22)
    alone = SimpleNamespace(before=cohort(half, year))
    under = prevention.under_curve(alone, ID)  # type: ignore[arg-type]
    assert "baris atas" not in under and "untuk melindungi orangnya" in under
    unknown = rate("return_rate_6m", None, "not_measured"), rate("return_rate_12m", None, "not_measured")
    alone = SimpleNamespace(before=cohort(*unknown))
    assert "melindungi" not in prevention.under_curve(alone, ID)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "kind", "name"),
    [
        ("program", "prevention", "Sejenis"),
        ("report", "MER", "Laporan dan masa yang sama"),
        ("report", "", "Masa yang sama"),
    ],
)
def test_what_reports_have_in_common_is_named_for_what_it_is(units: str, kind: str, name: str) -> None:
    compared = SimpleNamespace(pooled=rate("reported_rate", 0.5))
    assert compare.alike_name(compared, units, kind, ID) == name  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (0.6, "Tidak ada program yang seluruh kisarannya di bawah target"),
        (None, "Dari program yang bisa ditampilkan, tidak ada yang seluruh kisarannya di bawah target"),
    ],
)
def test_of_hidden_programmes_nothing_is_said_to_be_above_target(shown: float | None, said: str) -> None:
    likely = rate("outcome_achievement_rate", 0.7).model_copy(update={"target_status": "likely"})
    told = SimpleNamespace(programs=(likely, rate("outcome_achievement_rate", shown)))
    assert outcomes.programs_heading(told, ID) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("doubles", "said"),
    [
        ((), "Tidak ada pola yang mencurigakan"),
        ((object(),), "Mungkin ada klien yang tercatat dua kali; pola janggal lain tidak ada"),
    ],
)
def test_probable_doubles_are_in_the_heading_above_them(doubles: tuple[object, ...], said: str) -> None:
    told = SimpleNamespace(patterns=(), doubles=doubles)
    assert quality.patterns_heading(told, ID) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "since", "key"),
    [(0, 0, "same_day"), (0, 9, "same_day"), (6, 0, "late_now"), (6, 4, "late"), (6, 6, "not_late")],
)
def test_no_day_is_not_said_as_zero_days(days: int, since: int, key: str) -> None:
    assert why._lateness_key(Lateness(days, since)) == f"why.change.{key}"


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (("not_measured", None), "Dalam setengah tahun 14% klien kembali"),
        (("ok", 0.2), "Dalam setahun 20% klien kembali"),
    ],
)
def test_returns_within_half_a_year_are_said_where_those_within_a_year_are_not_known(
    year: tuple[str, float | None], said: str
) -> None:
    unknown = rate("return_rate_12m", None, "not_measured")
    now = cohort(rate("return_rate_6m", 0.14), rate("return_rate_12m", year[1], year[0]))
    told = SimpleNamespace(now=now, before=cohort(unknown, unknown), success=unknown, difference="unclear")
    assert prevention.message(told, ID) == said  # type: ignore[arg-type]
    half_only = prevention.lead(told, ID).endswith("belum bisa dikatakan: belum diukur.")  # type: ignore[arg-type]
    assert half_only == (year[1] is None)


@pytest.mark.parametrize(
    ("programs", "said"),
    [
        (False, "Seluruh belanja tetap di lembaga: belum ada program yang tercatat"),
        (True, "Biaya penuh cocok dengan buku kas, tanpa selisih"),
    ],
)
def test_without_programmes_nothing_is_said_to_be_allocated(programs: bool, said: str) -> None:
    spent = rate("spending", 500.0).model_copy(update={"unit": "USD"})
    told = SimpleNamespace(
        has_programs=programs, spending=spent, parts=(), reconciled=SimpleNamespace(agrees=True, left=spent)
    )
    assert finances.reconciled_heading(told, ID) == said  # type: ignore[arg-type]
    assert finances.lacks_programs(told) is not programs  # type: ignore[arg-type]
    assert ("program" in finances.cost_heading(told, ID)) is not programs  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "said"),
    [(None, "Belum ada yang dicatat untuk angka ini."), (0.0, "")],
)
def test_two_dashes_of_money_are_said_in_words(amount: float | None, said: str) -> None:
    reason = Reason(key=NOTHING_RECORDED) if amount is None else None
    none = rate("spending", amount, "ok" if reason is None else "not_measured")
    none = none.model_copy(update={"reason": reason})
    told = SimpleNamespace(spending=none, years=((none, none),))
    assert finances.no_ledger(told, ID) == said  # type: ignore[arg-type]


def test_money_after_the_last_line_of_the_ledger_is_not_said_to_have_stood_still() -> None:
    ended = Reason(key=LEDGER_ENDED, values={"month": "2021-03"})
    none = rate("spending", None, "not_measured").model_copy(update={"reason": ended})
    told = SimpleNamespace(spending=none, income=none, dependence=(none,), freedom=(none,))
    message = finances.message(told, ID)  # type: ignore[arg-type]
    assert message.startswith("Uang masa ") and message.endswith(" tidak tercatat")
    said = "Sesudah Maret 2021 tidak ada yang dibukukan."
    assert finances.lead(told, ID) == said  # type: ignore[arg-type]
    foreign = none.model_copy(update={"reason": Reason(key=NO_RATE, values={"currencies": "GBP"})})
    told = SimpleNamespace(spending=foreign, income=foreign, dependence=(none,), freedom=(none,))
    assert "nilai tukar belum ada" in finances.message(told, ID)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("checked", "headlines", "lead", "heading"),
    [
        (
            (),
            False,
            "Belum ada yang dapat diperiksa di sini, karena",
            "Belum ada yang dapat diperiksa di sini",
        ),
        (("reported_result",), False, "Tidak ada angka utama yang bergantung", "Dari yang diperiksa"),
        (("survey_answer",), True, "Dari yang diperiksa", "Dari yang diperiksa"),
    ],
)
def test_what_was_not_checked_is_not_said_to_need_no_mending(
    checked: tuple[str, ...], headlines: bool, lead: str, heading: str
) -> None:
    told = SimpleNamespace(
        mends=(), checked=checked, unchecked=("ledger_entry",), headlines_checked=headlines, silences=()
    )
    assert quality.lead(told, ID).startswith(lead)  # type: ignore[arg-type]
    assert quality.mends_heading(told, ID).startswith(heading)  # type: ignore[arg-type]
    assert "Tidak diperiksa, karena belum ada catatannya: buku kas." in quality.checked_text(told, ID)  # type: ignore[arg-type]
    assert quality.silences_heading(SimpleNamespace(silences=(), regular=False), ID).startswith("Belum ada")  # type: ignore[arg-type]


@pytest.mark.parametrize("tables", ["enrollment", ""])
def test_nobody_is_told_to_begin_with_a_table_for_the_sake_of_the_datas_quality(tables: str) -> None:
    reason = Reason(key=NOTHING_RECORDED, values={MISSING: tables})
    none = rate("data_quality_index", None, "not_measured").model_copy(update={"reason": reason})
    told = SimpleNamespace(dimensions=(none,))
    _, why_none, remedy = quality.unmeasured(told, ID)  # type: ignore[arg-type]
    assert "layar Data" not in remedy
    assert ("tidak dicatat di sini" in why_none) == bool(tables)
