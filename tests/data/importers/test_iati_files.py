"""A file is dated, counted once and told apart; a file that cannot be read is refused with one reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.errors import UnreadableFile
from data.importers import iati
from data.importers.iati import stream
from locales.translate import LANGUAGES, translator
from tests.data.importers.iati_staged import FIXTURES, activity, document, indicator, stage_file, transaction

ONE = document(activity(transaction("5")))


def write(tmp_path: Path, text: str | bytes, name: str = "file.xml") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "iati_empty"),
    "only white space": (b" \n\t ", "iati_empty"),
    "JSON named .xml": (b'{"result":[],"duration":3.357}', "iati_json"),
    "plain text": (b"id,name\n1,a\n", "iati_not_xml"),
    "a zip": (b"PK\x03\x04\x00\x00", "iati_not_xml"),
    "only a declaration": (b'<?xml version="1.0"?>\n', "iati_truncated"),
    "another root": (b"<html><body/></html>", "iati_wrong_root"),
    "organisations": (b"<iati-organisations/>", "iati_wrong_root"),
    "a web page": (b"<!DOCTYPE html><html/>", "iati_doctype"),
    "external entity": (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><iati-activities>&e;</iati-activities>',
        "iati_doctype",
    ),
    "a DTD elsewhere": (b'<!DOCTYPE a SYSTEM "http://example.org/x.dtd"><iati-activities/>', "iati_doctype"),
    "a billion laughs": (
        b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><iati-activities x="&b;"/>',
        "iati_doctype",
    ),
    "unknown entity": (ONE.replace("X-1<", "&e;<", 1).encode(), "iati_broken"),
    "cut off": (ONE[:200].encode(), "iati_truncated"),
    "cut off in a tag": (ONE[:-20].encode(), "iati_truncated"),
    "tags crossed": (ONE.replace("</narrative></title>", "</title></narrative>").encode(), "iati_broken"),
    "wrong encoding": (ONE.replace("X-1", "é").encode("latin-1"), "iati_broken"),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><iati-activities/>', "iati_broken"),
    "a second root": (ONE.encode() + b"<more/>", "iati_broken"),
    "no activities": (b"<iati-activities/>", "iati_no_activities"),
    "endless text": (
        document(activity("<description>" + "a" * 10_100_000 + "</description>")).encode(),
        "iati_limits",
    ),
    "endless attribute": (b'<iati-activities x="' + b"a" * 10_100_000 + b'"/>', "iati_limits"),
    "endless depth": (document(activity("<a>" * 300 + "</a>" * 300)).encode(), "iati_limits"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_one_reason(name: str, tmp_path: Path) -> None:
    content, code = BROKEN[name]
    with pytest.raises(UnreadableFile) as refusal:
        stage_file(write(tmp_path, content), tmp_path / "temp")
    assert refusal.value.key == f"error.{code}"
    for language in LANGUAGES:
        t = translator(language)
        assert "{" not in t(refusal.value.key, **refusal.value.values)
        assert t(f"remedy.{code}", **refusal.value.values)


def test_an_activity_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LARGEST_ACTIVITY", 100_000)
    endless = document(activity("<a/>" * 100_000))
    with pytest.raises(UnreadableFile) as refusal:
        stage_file(write(tmp_path, endless), tmp_path / "temp")
    assert refusal.value.key == "error.iati_activity_too_large"


def test_a_long_file_on_one_line_of_many_activities_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LARGEST_ACTIVITY", 100_000)
    many = document(*(activity(id=f"X-{i}") for i in range(2000)))
    assert len(stage_file(write(tmp_path, many), tmp_path / "temp").tables["program"]) == 2000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_any_declared_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = document(activity(id="Élan")).replace('version="1.0"', f'version="1.0" encoding="{declared}"')
    path = write(tmp_path, text.encode(encoding))
    assert iati.recognises(path)
    assert stage_file(path, tmp_path / "temp").rows("program", "program_id") == ["Élan"]


def test_a_single_activity_may_be_the_whole_file(tmp_path: Path) -> None:
    path = write(tmp_path, activity(transaction("5")))
    assert stage_file(path, tmp_path / "temp").rows("ledger_entry", "amount") == ["5"]


def test_files_are_recognised_by_what_is_in_them_and_xml_by_its_name(tmp_path: Path) -> None:
    assert iati.recognises(write(tmp_path, ONE, "download"))
    assert iati.recognises(write(tmp_path, b"{}", "wrong.XML"))
    assert not iati.recognises(write(tmp_path, b"a,b\n1,2\n", "table.csv"))
    assert not iati.recognises(write(tmp_path, b"<html/>", "page"))
    assert not iati.recognises(tmp_path)
    assert not iati.recognises(tmp_path / "absent.xml")


def dated(day: str) -> str:
    return f'default-currency="EUR" last-updated-datetime="{day}"'


def test_of_an_activity_that_stands_twice_the_newer_counts_whatever_the_order(tmp_path: Path) -> None:
    old = activity(transaction("1") + indicator("NA"), attributes=dated("2020-01-01"))
    new = activity(transaction("2") + transaction("3"), attributes=dated("2021-01-01T00:00:00Z"))
    other = activity(transaction("9"), id="X-2", attributes=dated("2019-01-01"))
    for order in ([old, other, new], [new, other, old]):
        staged = stage_file(write(tmp_path, document(*order)), tmp_path / "temp")
        assert sorted(staged.rows("ledger_entry", "amount")) == ["2", "3", "9"]
        assert staged.rows("reported_result", "result_id") == []
        assert staged.codes() == {"iati_repeated_activity": 1}
        assert all(problem.severity == "warning" for problem in staged.problems)


def test_of_undated_twins_the_later_counts_and_a_dated_one_beats_an_undated(tmp_path: Path) -> None:
    first, second = activity(transaction("1")), activity(transaction("2"))
    staged = stage_file(write(tmp_path, document(first, second)), tmp_path / "temp")
    assert staged.rows("ledger_entry", "amount") == ["2"]
    with_date = activity(transaction("1"), attributes=dated("2020-01-01"))
    staged = stage_file(write(tmp_path, document(with_date, second)), tmp_path / "temp")
    assert staged.rows("ledger_entry", "amount") == ["1"]


def test_an_activity_without_identifier_is_an_error_and_the_others_come_in(tmp_path: Path) -> None:
    staged = stage_file(write(tmp_path, document(activity(id=" "), activity())), tmp_path / "temp")
    assert staged.rows("program", "program_id") == ["X-1"]
    assert [(each.code, each.severity, each.row) for each in staged.problems] == [
        ("iati_no_identifier", "error", 2)
    ]


def test_an_activity_that_nobody_reports_needs_the_organisation_of_the_user(tmp_path: Path) -> None:
    orphan = activity().replace('<reporting-org ref="X"><narrative>X</narrative></reporting-org>', "")
    path = write(tmp_path, document(orphan))
    assert stage_file(path, tmp_path / "temp").codes() == {"iati_no_reporting_org": 1}
    staged = stage_file(path, tmp_path / "temp", organization="LKS-1")
    assert staged.rows("program", "organization_id") == ["LKS-1"]


def test_an_organisation_without_ref_has_a_stable_id_from_its_name(tmp_path: Path) -> None:
    text = (
        document(activity())
        .replace('ref="X"', "")
        .replace("<narrative>X<", "<narrative>Yayasan  Kita, Bdg.<")
    )
    staged = stage_file(write(tmp_path, text), tmp_path / "temp")
    assert staged.rows("organization", "organization_id", "name") == [
        ("name:yayasan-kita-bdg", "Yayasan Kita, Bdg.")
    ]


def test_the_date_is_the_activitys_else_the_portals_else_the_users_else_the_names(tmp_path: Path) -> None:
    portal = (
        'default-currency="EUR" xmlns:iati-activities="http://d-portal.org/xmlns/iati-activities" '
        'iati-activities:generated-datetime="2021-03-02T06:15:22.2977538Z"'
    )
    own = activity(id="own", attributes=dated("2021-05-05"))
    path = write(tmp_path, document(own, activity(id="portal", attributes=portal), activity(id="none")))
    given = stage_file(path, tmp_path / "temp", "2020-01-31_x.xml", file_date=dt.date(2021, 6, 15))
    assert given.rows("program", "dated_at") == [
        dt.datetime(2021, 5, 5),
        dt.datetime(2021, 3, 2, 6, 15, 22, 297753),
        dt.datetime(2021, 6, 15),
    ]
    assert given.problems == []
    named = stage_file(path, tmp_path / "temp", "2020-01-31_x.xml")
    assert named.rows("program", "dated_at")[2] == dt.datetime(2020, 1, 31)
    assert named.listed("iati_date_from_name") == [(None, None, "2020-01-31")]
    assert stage_file(path, tmp_path / "temp", "x.xml").rows("program", "dated_at")[2] is None


@pytest.mark.parametrize(
    "written", ["yesterday", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", ""]
)
def test_an_impossible_date_of_update_is_no_date(written: str, tmp_path: Path) -> None:
    path = write(tmp_path, document(activity(attributes=dated(written))))
    assert stage_file(path, tmp_path / "temp").rows("program", "dated_at") == [None]


def test_rows_far_down_a_long_file_know_their_line(tmp_path: Path) -> None:
    path = write(tmp_path, document("\n" * 70_000, activity("\n" + transaction("5") + "\n")))
    assert stage_file(path, tmp_path / "temp").rows("ledger_entry", "source_row") == [70_003]


def test_shuffled_activities_give_the_same_rows(tmp_path: Path) -> None:
    parts = [
        activity(transaction("1", code="1"), id="A", org="O-1", attributes=dated("2020-01-01")),
        activity(indicator("1,451", "2.5"), id="B", org="O-1", attributes=dated("2020-02-01")),
        activity(transaction("1.5"), id="C", org="O-2"),
    ]

    def content(order: list[str]) -> dict[str, list[str]]:
        tables = stage_file(write(tmp_path, document(*order)), tmp_path / "temp").tables
        return {
            table: sorted(str(sorted((k, v) for k, v in row.items() if k != "source_row")) for row in rows)
            for table, rows in tables.items()
        }

    assert content(parts) == content(parts[::-1]) == content([parts[1], parts[2], parts[0]])


def test_warnings_beyond_ten_thousand_of_a_kind_are_counted_not_listed(tmp_path: Path) -> None:
    path = write(tmp_path, document(activity(indicator(*["NA"] * 10_003))))
    staged = stage_file(path, tmp_path / "temp")
    assert staged.codes() == {"iati_not_a_number": 10_000, "more_of_the_same": 1}
    assert staged.problems[-1].values == {"more": 3, "same": "iati_not_a_number"}


def test_every_problem_is_said_in_both_languages(tmp_path: Path) -> None:
    staged = stage_file(FIXTURES / "iati_203.xml", tmp_path)
    for language in LANGUAGES:
        for problem in staged.problems:
            said = problem.say(translator(language))
            assert said["problem"]
            assert said["remedy"]
