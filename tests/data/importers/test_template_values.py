"""Values as people write them: dates, numbers, money, choices, yes and no."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.home import Home
from data.importers.template.names import plain
from data.model import RECORDS
from data.model.base import declared
from data.model.codes import Codes
from tests.data.importers.template_files import bring_file, bring_house, codes, read_rows


@pytest.fixture
def house(home: Home, tmp_path: Path) -> Home:
    bring_house(home, tmp_path)
    return home


def bring_stays(home: Home, folder: Path, entries: list[str], exits: list[str] | None = None) -> object:
    exits = exits or [""] * len(entries)
    rows = [
        f'e{place};o1;p1;k1;"{entry}";"{out}"'
        for place, (entry, out) in enumerate(zip(entries, exits, strict=True))
    ]
    path = folder / "enrollment.csv"
    head = "enrollment_id;organization_id;program_id;client_id;entry_on;exit_on"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return bring_file(home, path)


def days(home: Home) -> list[str]:
    return [
        day
        for (day,) in read_rows(
            home, "select entry_on::varchar from current_enrollment order by enrollment_id"
        )
    ]


def test_indonesian_dates_are_read(house: Home, tmp_path: Path) -> None:
    result = bring_stays(
        house, tmp_path, ["31/12/2024", "1-2-2025", "5 Mei 2025", "17 Agustus 2025", "2025-08-18"]
    )
    assert days(house) == ["2024-12-31", "2025-02-01", "2025-05-05", "2025-08-17", "2025-08-18"]
    assert [(problem.code, problem.column, problem.value, problem.values) for problem in result.problems] == [
        ("template_dates_decided", "entry_on", "1-2-2025", {"read": "2025-02-01", "because": "31/12/2024"})
    ]


def test_dates_with_two_readings_are_read_day_first_and_this_is_told(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, ["03/04/2025"])
    assert days(house) == ["2025-04-03"]
    assert [(p.code, p.severity, p.values["read"]) for p in result.problems] == [
        ("template_dates_assumed", "warning", "2025-04-03")
    ]


def test_a_column_that_shows_the_month_first_is_read_so(house: Home, tmp_path: Path) -> None:
    bring_stays(house, tmp_path, ["03/04/2025", "12/31/2024"])
    assert days(house) == ["2025-03-04", "2024-12-31"]


def test_each_column_of_dates_decides_for_itself(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, ["03/04/2025", "12/31/2024"], ["05/06/2025", "25/12/2025"])
    assert result.status == "imported"
    assert read_rows(house, "select exit_on::varchar from current_enrollment order by enrollment_id") == [
        ("2025-06-05",),
        ("2025-12-25",),
    ]


def test_a_column_that_contradicts_itself_lists_what_stays_unclear(house: Home, tmp_path: Path) -> None:
    result = bring_stays(house, tmp_path, ["13/01/2025", "01/13/2025", "03/04/2025"])
    assert [(problem.code, problem.row, problem.value) for problem in result.problems] == [
        ("not_a_date", 4, "03/04/2025")
    ]


@pytest.mark.parametrize(
    "written", ["32/13/2025", "31/12/25", "2025-02-30", "-", "n/a", "2025-01-05junk", "infinity"]
)
def test_what_is_no_date_is_listed(house: Home, tmp_path: Path, written: str) -> None:
    result = bring_stays(house, tmp_path, ["2025-01-01", written])
    assert result.status == "refused"
    assert {(problem.row, problem.value) for problem in result.problems} == {(3, written)}


def bring_ledger(
    home: Home, folder: Path, amounts: list[str], separator: str = ",", currency: str = "IDR"
) -> object:
    rows = [
        separator.join([f"t{place}", "o1", "expenditure", f'"{amount}"', currency])
        for place, amount in enumerate(amounts)
    ]
    head = separator.join(["entry_id", "organization_id", "kind", "amount", "currency"])
    path = folder / "ledger_entry.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return bring_file(home, path)


def amounts(home: Home) -> list[float]:
    return [
        float(amount)
        for (amount,) in read_rows(home, "select amount from current_ledger_entry order by entry_id")
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["1250.5", "-3", "0"], [1250.5, -3, 0]),
        (["1.250.000", "250.000"], [1_250_000, 250_000]),
        (["1,250,000.75", "250,000"], [1_250_000.75, 250_000]),
        (["1.250,75", "250.000"], [1250.75, 250_000]),
        (["Rp 1.500.000,-", "Rp. 2.000", "IDR 3.500.000,50"], [1_500_000, 2000, 3_500_000.5]),
        (["12,5", "1.000"], [12.5, 1000]),
        (["−1.250,5"], [-1250.5]),
        (["(1.250,5)", "(Rp 300)"], [-1250.5, -300]),
    ],
)
def test_money_is_read_as_people_write_it(
    house: Home, tmp_path: Path, written: list[str], expected: list[float]
) -> None:
    assert bring_ledger(house, tmp_path, written).status == "imported"
    assert amounts(house) == expected


def test_money_has_no_three_decimals(house: Home, tmp_path: Path) -> None:
    result = bring_ledger(house, tmp_path, ["250.000", "75.000"])
    assert amounts(house) == [250_000, 75_000]
    assert codes(result) == ["template_numbers_money"]


@pytest.mark.parametrize("written", ["NaN", "inf", "1e400", "Rp", "seribu", "12%", "1.2.3"])
def test_what_is_no_amount_is_listed(house: Home, tmp_path: Path, written: str) -> None:
    result = bring_ledger(house, tmp_path, ["5", written])
    assert [(problem.code, problem.row, problem.value) for problem in result.problems] == [
        ("not_a_number", 3, written)
    ]


def test_currencies_are_read_in_small_letters_and_as_rupiah(house: Home, tmp_path: Path) -> None:
    bring_ledger(house, tmp_path, ["5"], currency="Rp.")
    assert read_rows(house, "select currency from current_ledger_entry") == [("IDR",)]


def bring_hours(home: Home, folder: Path, hours: list[str], separator: str = ",") -> object:
    rows = [
        separator.join([f"r{place}", "o1", "2025-01-01", f'"{hour}"']) for place, hour in enumerate(hours)
    ]
    head = separator.join(["spell_id", "organization_id", "started_on", "hours"])
    path = folder / "volunteer_spell.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return bring_file(home, path)


def test_a_number_with_two_readings_is_listed_where_nothing_decides(house: Home, tmp_path: Path) -> None:
    result = bring_hours(house, tmp_path, ["1.250", "12"])
    assert result.status == "refused"
    assert [(p.code, p.row, p.value) for p in result.problems] == [("template_two_readings", 2, "1.250")]


def test_other_values_of_the_column_decide(house: Home, tmp_path: Path) -> None:
    result = bring_hours(house, tmp_path, ["1.250", "12.5"])
    assert read_rows(house, "select hours from current_volunteer_spell order by spell_id") == [
        (1.25,),
        (12.5,),
    ]
    assert [(p.code, p.values) for p in result.problems] == [
        ("template_numbers_decided", {"read": "1.250", "because": "12.5"})
    ]


def test_a_file_with_semicolons_has_a_decimal_comma(house: Home, tmp_path: Path) -> None:
    result = bring_hours(house, tmp_path, ["1.250"], separator=";")
    assert read_rows(house, "select hours from current_volunteer_spell") == [(1250,)]
    assert codes(result) == ["template_numbers_separator"]


def test_whole_numbers_take_thousands_marks_and_empty_decimals(house: Home, tmp_path: Path) -> None:
    path = tmp_path / "community_activity.csv"
    (tmp_path / "community.csv").write_text(
        "community_id,organization_id,name\nw1,o1,RW 5\n", encoding="utf-8"
    )
    bring_file(house, tmp_path / "community.csv")
    head = "activity_id,organization_id,community_id,held_on,led_by,attended\n"
    path.write_text(
        head
        + 'a1,o1,w1,2025-01-01,Warga,1.250\na2,o1,w1,2025-01-01,staff,"1,250"\n'
        + "a3,o1,w1,2025-01-01,staff,12.0\n",
        encoding="utf-8",
    )
    assert bring_file(house, path).status == "imported"
    assert read_rows(house, "select attended from current_community_activity order by activity_id") == [
        (1250,),
        (1250,),
        (12,),
    ]


def test_a_share_may_be_written_in_percent(house: Home, tmp_path: Path) -> None:
    folder = tmp_path / "shares"
    folder.mkdir()
    (folder / "funder.csv").write_text("funder_id,name\nd1,Dinas\n", encoding="utf-8")
    (folder / "grant_award.csv").write_text(
        "grant_id,organization_id,funder_id,name\nh1,o1,d1,Hibah\n", encoding="utf-8"
    )
    (folder / "grant_share.csv").write_text(
        "grant_id,program_id,month_on,share\n"
        'h1,p1,2025-01-01,40%\nh1,p1,2025-02-01,"12,5 %"\nh1,p1,2025-03-01,0.3\n',
        encoding="utf-8",
    )
    assert bring_file(house, folder).status == "imported"
    assert read_rows(house, "select share from current_grant_share order by month_on") == [
        (0.4,),
        (0.125,),
        (0.3,),
    ]


def test_a_month_is_its_first_day_however_it_is_written(house: Home, tmp_path: Path) -> None:
    folder = tmp_path / "prices"
    folder.mkdir()
    written = ["2025-01-31", "2025-02", "Maret 2025", "4/2025", "2025/05", "Jun. 2025", "15/7/2025"]
    rows = [f"IDR,IHK,{month},10{place}" for place, month in enumerate(written)]
    head = "currency,series,month_on,index_value"
    (folder / "price_index.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    assert bring_file(house, folder).status == "imported"
    months = read_rows(house, "select month_on::varchar from current_price_index order by index_value")
    assert months == [(f"2025-0{number}-01",) for number in range(1, 8)]
    again = "\n".join([head, "IDR,IHK,2025-01-01,99", "IDR,IHK,2025-01-02,98"])
    (folder / "price_index.csv").write_text(again, encoding="utf-8")
    assert codes(bring_file(house, folder)) == ["repeated_keys"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["Perempuan", "LAKI-LAKI", "Female", "male"], ["female", "male", "female", "male"]),
        (["P", "L", "p", "l"], ["female", "male", "female", "male"]),
        (["Tidak diketahui", "", "Lainnya", "other"], ["unknown", "unknown", "other", "other"]),
    ],
)
def test_choices_are_read_by_code_label_and_short_form(
    house: Home, tmp_path: Path, written: list[str], expected: list[str]
) -> None:
    path = tmp_path / "client.csv"
    rows = [f"n{place},o1,{sex}" for place, sex in enumerate(written)]
    path.write_text("\n".join(["client_id,organization_id,Jenis kelamin", *rows]), encoding="utf-8")
    assert bring_file(house, path).status == "imported"
    found = read_rows(
        house, "select sex from current_client where case_number like 'n%' order by case_number"
    )
    assert [sex for (sex,) in found] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["ya", "TIDAK", "1", "0"], [True, False, True, False]),
        (["Y", "T"], [True, False]),
        (["T", "F"], [True, False]),
        (["yes", "no", ""], [True, False, False]),
        (["benar", "salah"], [True, False]),
    ],
)
def test_yes_and_no_are_read_in_both_languages(
    house: Home, tmp_path: Path, written: list[str], expected: list[bool]
) -> None:
    path = tmp_path / "service.csv"
    rows = [f"s{place},o1,2025-01-01,{text}" for place, text in enumerate(written)]
    path.write_text(
        "\n".join(["service_id,organization_id,service_on,material_aid", *rows]), encoding="utf-8"
    )
    assert bring_file(house, path).status == "imported"
    found = read_rows(house, "select material_aid from current_service order by service_id")
    assert [aid for (aid,) in found] == expected


def test_an_unknown_choice_is_listed_with_the_allowed_ones(house: Home, tmp_path: Path) -> None:
    path = tmp_path / "client.csv"
    path.write_text("client_id,organization_id,sex\nk9,o1,wanito\n", encoding="utf-8")
    (problem,) = bring_file(house, path).problems
    assert (problem.code, problem.value) == ("unknown_code", "wanito")
    assert "female" in str(problem.values["allowed"])


def test_moments_are_read_with_their_time(house: Home, tmp_path: Path) -> None:
    path = tmp_path / "role_case.csv"
    path.write_text(
        "case_id,organization_id,kind,raised_at,first_action_at\n"
        "c1,o1,protection,2025-03-01 08:30,01/03/2025 14.05\n",
        encoding="utf-8",
    )
    assert bring_file(house, path).status == "imported"
    assert read_rows(house, "select raised_at::varchar, first_action_at::varchar from current_role_case") == [
        ("2025-03-01 08:30:00", "2025-03-01 14:05:00")
    ]


def test_a_decision_about_a_sensitive_column_shows_no_value(house: Home, tmp_path: Path) -> None:
    path = tmp_path / "client.csv"
    path.write_text("client_id,organization_id,birth_on\nk9,o1,03/04/1990\n", encoding="utf-8")
    (problem,) = bring_file(house, path).problems
    assert (problem.code, problem.value, problem.values) == ("template_dates_assumed", "***", {"read": "***"})


def test_no_two_columns_of_a_table_answer_to_the_same_name() -> None:
    for record in RECORDS:
        names = [
            plain(text)
            for name, field in record.model_fields.items()
            for text in {plain(name), *map(plain, declared(field).label)}
        ]
        assert len(names) == len(set(names)), record.table


def test_no_two_tables_and_no_two_codes_answer_to_the_same_name() -> None:
    tables = [name for record in RECORDS for name in {plain(record.table), *map(plain, record.label)}]
    assert len(tables) == len(set(tables))
    for codes_of_one in Codes.__subclasses__():
        names = [name for code in codes_of_one for name in {plain(code.value), *map(plain, code.label)}]
        assert len(names) == len(set(names)), codes_of_one
