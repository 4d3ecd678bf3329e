"""The same person in two organisations: counted once where they agreed to it and carry numbers, else never linked."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.__main__ import main
from data.backup import back_up
from data.batches import set_state
from data.erasing import purge
from data.errors import InputError
from data.home import Home
from data.identities import members
from data.importers.source import Options, Source
from data.importing import import_source
from data.keyring import rotate, undo_rotation
from data.mending import correct, merge
from data.sharing import leave_agreement, share_identity
from data.store import reading, writing
from locales.translate import translator
from metrics.__main__ import main as numbers_main
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.reviews.together import served_together
from metrics.scope import OWNER, Scope
from metrics.value import IndicatorValue
from metrics.verification import verify
from pages.parts.setup_identity import identity
from tests.data.rows import bring, clients, house, stay
from tests.metrics.money_rows import asked, merged

NIK = {1: "3404-0101 0190 0001", 2: "3404010202910002", 3: "3404010303920003", 4: "3404010404930004"}
DAY = dt.date(2025, 1, 1)
NOW = dt.datetime(2026, 1, 2, 9)
BOTH = ["o1", "o2"]


def stays_of(organization: str, program: str, *people: tuple[int, str, str | None]) -> list[dict[str, Any]]:
    """Stays of people by their own numbers; each organisation has case numbers of its own."""
    return [
        {
            **stay(number, entry, exit, "achieved" if exit else None),
            "enrollment_id": f"{organization}-{number}-{entry}",
            "client_id": f"{organization}-c{number}",
            "organization_id": organization,
            "program_id": program,
        }
        for number, entry, exit in people
    ]


def numbers(organization: str, *people: int, **written: str) -> dict[str, list[dict[str, Any]]]:
    rows = [
        {
            "client_id": f"{organization}-c{one}",
            "organization_id": organization,
            "shared_person_id": written.get(f"n{one}", NIK[one]),
        }
        for one in people
    ]
    return {"shared_person": rows}


def two(home: Home) -> None:
    """Three people in the one, three in the other; persons 1 and 2 are in both, 2 twice in the second."""
    first = stays_of(
        "o1", "p1", (1, "2025-01-10", None), (2, "2025-01-11", "2025-02-20"), (3, "2025-03-01", None)
    )
    second = stays_of(
        "o2", "q1", (1, "2025-02-10", None), (2, "2025-01-20", "2025-02-10"), (2, "2025-05-20", None),
        (4, "2025-06-01", None),
    )  # fmt: skip
    tables = merged(
        house(), house("o2", "q1"), {"client": clients([*first, *second])}, {"enrollment": [*first, *second]}
    )
    assert bring(home, tables).status == "imported"


def agree(home: Home) -> int:
    done = share_identity(
        home, "rina", "Jejaring Sleman", BOTH, "Rujukan, dengan persetujuan klien", DAY, NOW
    )
    assert (done.status, done.rows, done.problems) == ("imported", {"identity_agreement": 2}, ())
    return done.batch or 0


def served(
    home: Home, start: str = "2025-01-01", end: str = "2025-12-31", scope: Scope = OWNER
) -> IndicatorValue:
    publish(home, as_of=dt.date(2025, 12, 31))
    return asked(open_reader(home), "people_served", start, end, scope)


def reason(answer: IndicatorValue) -> str | None:
    return answer.reason.key if answer.reason else None


def everything(home: Home) -> str:
    """All text of all tables of every version and of what is published."""
    found = []
    for path in [*home.records.glob("*.duckdb"), *home.published.glob("*.duckdb")]:
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("select table_name from duckdb_tables()").fetchall()
            found += [str(connection.execute(f'select * from "{name}"').fetchall()) for (name,) in tables]
    return " ".join(found)


def test_who_is_known_to_both_is_counted_once_where_they_agreed_to_it(home: Home) -> None:
    two(home)
    agree(home)
    done = bring(home, merged(numbers("o1", 1, 2, 3), numbers("o2", 1, 2, 4, n1="3404010101900001")), NOW)
    assert (done.status, done.problems) == ("imported", ())
    year = served(home)
    # Persons 1, 2, 3 and 4; the organisations count three each.
    assert (year.status, year.value) == ("ok", 4)
    assert [(note.key, note.values) for note in year.notes] == [
        ("note.known_to_several", {"n": 2, "sum": 6, "least": 1})
    ]
    by_month = [
        served(home, f"2025-0{m}-01", f"2025-0{m}-{d}").value for m, d in ((1, 31), (2, 28), (3, 31), (5, 31))
    ]
    assert by_month == [2, 2, 2, 3]
    assert served(home, "2025-01-01", "2025-03-31").value == 3
    assert verify(home)[0] == []
    assert [asked(open_reader(home), "people_served", "2025-01-01", "2025-12-31", organization=one).value
            for one in BOTH] == [3, 3]  # fmt: skip
    # Groups, programmes and other measures are not combined: attributes may differ between organisations.
    reader = open_reader(home)
    for more in ({"group": "sex=unknown"}, {"indicator": "clients_left"}):
        where = {"indicator": "people_served", **more}
        answer = asked(reader, where.pop("indicator"), "2025-01-01", "2025-12-31", **where)
        assert (answer.status, reason(answer)) == ("cannot_be_combined", "reason.people_of_several")


def test_who_may_not_see_both_learns_nothing_and_few_in_common_hide_the_number(home: Home) -> None:
    two(home)
    agree(home)
    bring(home, merged(numbers("o1", 1, 2, 3), numbers("o2", 1, 2, 4)), NOW)
    alone = served(home, scope=OWNER.model_copy(update={"organizations": frozenset({"o1"})}))
    assert (alone.value, alone.notes) == (3, ())
    # 4 and the 3 of each give back that two are in both, and one only in the other.
    assert served(home, scope=Scope(threshold=2)).status == "suppressed"
    assert served(home, scope=Scope(threshold=1)).value == 4
    bring(home, {"shared_person": [{**numbers("o1", 3)["shared_person"][0], "shared_person_id": None}]}, NOW)
    assert served(home).reason.values == {"n": 1, "total": 4, "low": 3}  # type: ignore[union-attr]
    hidden = served(home, scope=Scope(threshold=10))
    assert (reason(hidden), hidden.reason.values) == ("reason.people_of_several", {})  # type: ignore[union-attr]


def test_on_set_up_the_joint_number_stands_only_where_it_gives_few_people_back_to_nobody(home: Home) -> None:
    """Persons 1 to 30 in the first organisation, others in the second; numbers of sixteen figures."""

    def written(organization: str, people: range) -> dict[str, list[dict[str, Any]]]:
        return {
            "shared_person": [
                {
                    "client_id": f"{organization}-c{one}",
                    "organization_id": organization,
                    "shared_person_id": f"340401010190{one:04d}",
                }
                for one in people
            ]
        }

    def bring_in(organization: str, program: str, people: range) -> None:
        rows = stays_of(organization, program, *((one, "2025-02-10", None) for one in people))
        assert bring(home, {"client": clients(rows), "enrollment": rows}, NOW).status == "imported"
        assert bring(home, written(organization, people), NOW).status == "imported"

    def told() -> str:
        publish(home, as_of=dt.date(2025, 12, 31))
        return re.sub("<[^>]+>", " ", identity(home, "o1", translator("en")))

    assert bring(home, merged(house(), house("o2", "q1"), house("o3", "r1"))).status == "imported"
    agree(home)
    bring_in("o1", "p1", range(1, 31))
    assert "Together" not in told(), "one alone is not together"
    bring_in("o2", "q1", range(16, 46))
    text = told()
    assert "Together, 2025: 45 different people served." in text
    assert "Each organisation's people add up to 60; 15 less" in text
    only = Scope(threshold=10, organizations=frozenset({"o1"}))
    assert served_together(open_reader(home), only, "o1") is None
    assert served_together(open_reader(home), Scope(threshold=10), "o3") is None
    # 45 of all and 38 of the second would tell that seven are in the first alone.
    bring_in("o2", "q1", range(8, 16))
    text = told()
    assert "beside the numbers of each organisation, fewer than 10 people" in text
    assert not re.search(r"\b(45|68|23)\b", text)
    rows = stays_of("o1", "p1", (50, "2025-03-01", None))
    bring(home, {"client": clients(rows), "enrollment": rows}, NOW)
    assert "not everybody who was served carries a shared number" in told()


def test_without_an_agreement_equal_numbers_are_dropped_and_nobody_is_linked(home: Home) -> None:
    two(home)
    refused = bring(home, numbers("o1", 1, 2), NOW)
    assert refused.status == "refused"
    assert {one.code for one in refused.problems} == {"number_without_agreement", "nothing_to_import"}
    # One of them alone agrees: a warning, and the numbers of the other are dropped, before and after.
    lonely = share_identity(home, "rina", "Jejaring", ["o1"], "Rujukan", DAY, NOW)
    assert [(one.code, one.severity) for one in lonely.problems] == [("agreement_of_one", "warning")]
    mixed = bring(home, merged(numbers("o1", 1, 2, 3), numbers("o2", 1, 2, 4)), NOW)
    assert (mixed.status, mixed.rows) == ("imported", {"shared_person": 3})
    assert [(one.code, one.values["rows"]) for one in mixed.problems] == [("number_without_agreement", 3)]
    # In two agreements nobody has a number in common either, though they wrote the same.
    assert share_identity(home, "rina", "Lain", ["o2"], "Rujukan", DAY, NOW).status == "imported"
    bring(home, numbers("o2", 1, 2, 4), NOW)
    with reading(home) as connection:
        query = "select count(*), count(distinct shared_person_id) from current_shared_person"
        assert connection.execute(query).fetchall() == [(6, 6)]
    assert reason(served(home)) == "reason.people_of_several"
    second = share_identity(home, "rina", "Jejaring", ["o2"], None, DAY, NOW)
    assert (second.status, second.problems[0].code) == ("refused", "in_two_agreements")


def test_leaving_undo_and_redo_end_and_bring_back_what_is_counted_together(home: Home) -> None:
    two(home)
    batch = agree(home)
    bring(home, merged(numbers("o1", 1, 2, 3), numbers("o2", 1, 2, 4)), NOW)
    assert served(home).value == 4
    left = leave_agreement(home, "rina", "jejaring sleman", ["o2"], dt.date(2025, 7, 1), NOW)
    assert [one.code for one in left.problems] == ["agreement_of_one"]
    assert reason(served(home)) == "reason.people_of_several"
    assert [one.organization for one in members(home, "Jejaring Sleman")] == ["o1"]
    with pytest.raises(InputError, match="not_in_agreement"):
        leave_agreement(home, "rina", "Jejaring Sleman", ["o2"], dt.date(2025, 7, 1), NOW)
    for which, state, value in ((left.batch, "undone", 4), (batch, "undone", None), (batch, "live", 4)):
        with writing(home, "undo") as draft:
            set_state(draft.connection, which or 0, state)
        assert served(home).value == value
    # A third organisation that serves people and shares nothing: no number for all of them.
    more = stays_of("o3", "r1", (4, "2025-01-10", None))
    bring(home, merged(house("o3", "r1"), {"client": clients(more)}, {"enrollment": more}), NOW)
    assert reason(served(home)) == "reason.people_of_several"
    assert served(home, scope=OWNER.model_copy(update={"organizations": frozenset(BOTH)})).value == 4


def test_merging_keeps_the_number_and_erasing_takes_it_from_one_organisation_only(
    home: Home, tmp_path: Path
) -> None:
    two(home)
    agree(home)
    bring(home, merged(numbers("o1", 1, 2, 3), numbers("o2", 1, 2, 4)), NOW)
    more = stays_of("o1", "p1", (4, "2025-08-01", None))
    bring(home, {"client": clients(more), "enrollment": more}, NOW)
    assert served(home).reason.values == {"n": 1, "total": 5, "low": 4}  # type: ignore[union-attr]
    merge(home, "rina", "o1", "o1-c4", "o1-c3", NOW)
    assert served(home).value == 4, "o1-c4 goes by the number of o1-c3"
    assert verify(home)[0] == []
    back_up(home, tmp_path / "backup.zip", with_key=False)
    assert purge(home, "rina", "o1", "o1-c1", [tmp_path / "backup.zip"], NOW).backups == 1
    assert served(home).value == 4, "still served by o2"
    with reading(home) as connection:
        query = "select organization_id, count(*) from shared_person group by 1 order by 1"
        assert connection.execute(query).fetchall() == [("o1", 2), ("o2", 3)]
    with pytest.raises(InputError, match="column_not_corrected"):
        with reading(home) as connection:
            query = "select cast(client_id as varchar) from shared_person limit 1"
            ((client,),) = connection.execute(query).fetchall()
        correct(home, "rina", "o1", "shared_person", client, {"agreement": "lain"}, NOW)


def test_after_a_rotation_equal_numbers_stay_equal_until_others_are_taken_in_under_the_new_key(
    home: Home,
) -> None:
    two(home)
    agree(home)
    bring(home, merged(numbers("o1", 1, 2, 3), numbers("o2", 1, 2, 4)), NOW)
    with reading(home) as connection:
        query = "select shared_person_id from shared_person order by organization_id, batch_id, source_row"
        before = connection.execute(query).fetchall()
    turned = rotate(home, "rina")
    assert (turned.derived, turned.mapped) == (6, 0), "numbers are no persons of their own"
    with reading(home) as connection:
        after = connection.execute(query).fetchall()
    assert not set(before) & set(after) and [after.index(one) for one in after] == [
        before.index(one) for one in before
    ]
    assert served(home).value == 4
    # Numbers under the new key cannot be compared with the old ones: those are as if they were not there.
    bring(home, numbers("o2", 1, 2, 4), NOW)
    assert served(home).reason.values == {"n": 3, "total": 6, "low": 3}  # type: ignore[union-attr]
    assert verify(home)[0] == []
    bring(home, numbers("o1", 1, 2, 3), NOW)
    assert served(home).value == 4
    undo_rotation(home, "rina")
    assert served(home).value == 4


def test_the_number_is_nowhere_and_one_that_tells_nobody_apart_is_refused(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    two(home)
    command = ["share-identity", "Jejaring", "--organization", "o1", "--organization", "o2", "--lang", "en"]
    assert main(command) == 2
    assert "--purpose" in capsys.readouterr().err
    assert main([*command, "--purpose", "Rujukan", "--on", "2025-01-01"]) == 0
    assert "o2: Yayasan Uji, since 2025-01-01; 0 of 3 clients" in capsys.readouterr().out
    lines = ["client_id,organization_id,shared_person_id"]
    lines += [f"o1-c{one},o1,{NIK[one]}" for one in (1, 2)]
    lines += ["o1-c3,o1,0000000000000000", f"o2-c1,o2,{NIK[1]}", f"o2-c2,o2,{NIK[1]}", "o2-c4,o2,belum tahu"]
    path = tmp_path / "shared_person.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    source = Source(path=path, name=path.name, options=Options())
    done = import_source(home, source, accept_valid=True, now=NOW)
    assert (done.status, done.rows, done.rejected) == ("imported", {"shared_person": 4}, 2)
    assert [(one.code, one.row, one.value) for one in done.problems] == [
        ("shared_number_unfit", 4, "***"), ("shared_number_unfit", 7, "***"),
        ("shared_number_twice", 5, None), ("shared_number_twice", 6, None),
    ]  # fmt: skip
    year = ["value", "people_served", "--from", "2025-01-01", "--to", "2025-12-31", "--lang", "en"]
    assert numbers_main([*year, "--agreement", "JEJARING"]) == 0
    # o1-c3 and o2-c4 have none; o2-c1 and o2-c2 wrote the same, so 1 and 2 of o1 are all that is known for sure.
    assert "Of the 4 people counted, 2 carry no number" in capsys.readouterr().out
    assert numbers_main([*year, "--agreement", "nobody"]) == 2
    kept = everything(home)
    assert "jejaring" in kept
    for number in (*NIK.values(), "3404010101900001", "0000000000000000", "belum tahu"):
        assert number not in kept
