"""Real IATI files through the command line, against published counts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.contract.conftest import Run


def counts(run: Run) -> dict[str, Any]:
    document = run("data", "summary")
    return {
        "organizations": len(document["organizations"]),
        "activities": len(document["programs"]),
        **document["reported"],
        "transactions": sum(line["rows"] for line in document["ledger"]),
    }


EXPECTED = {
    "organizations": 15,
    "activities": 100,
    "indicators": 1718,
    "periods": 2430,
    "periods_with_target_and_actual": 1451,
    "transactions": 1275,
}


def test_the_file_of_dutch_ngos_gives_its_published_counts_once_however_often_it_is_imported(
    run: Run, shared: Path
) -> None:
    file = shared / "real/iati-ngos-a/dportal_33.xml"
    first = run("data", "import", file)
    assert [one["status"] for one in first] == ["imported"]
    assert counts(run) == EXPECTED
    assert [one["status"] for one in run("data", "import", file)] == ["unchanged"]
    assert counts(run) == EXPECTED


def test_every_value_that_is_no_number_is_listed(run: Run, shared: Path) -> None:
    problems = run("data", "import", shared / "real/iati-ngos-a/dportal_33.xml")[0]["problems"]
    assert "NA" in {problem["value"] for problem in problems}
    assert all(problem["problem"] and problem["remedy"] and problem["file"] for problem in problems)


def test_older_pages_and_then_the_newer_file_count_every_activity_once(run: Run, shared: Path) -> None:
    for page in sorted((shared / "real/iati-snapshots").glob("*.xml")):
        run("data", "import", page)
    before = {program["id"] for program in run("data", "summary")["programs"]}
    run("data", "import", shared / "real/iati-ngos-a/dportal_33.xml")
    document = run("data", "summary")
    after = [program["id"] for program in document["programs"]]
    assert len(after) == len(set(after)) == len(before) + 5


def test_an_older_page_never_overwrites_a_newer_file(run: Run, shared: Path) -> None:
    newer = shared / "real/iati-ngos-a/dportal_33.xml"
    run("data", "import", newer, "--file-date", "2021-06-15")
    alone = {row["id"]: row["rows"] for row in run("data", "summary")["organizations"]}
    for page in sorted((shared / "real/iati-snapshots").glob("*.xml")):
        run("data", "import", page)
    programs = {program["id"]: program["organization"] for program in run("data", "summary")["programs"]}
    assert len(programs) == 100 + (179 - 95)
    only_newer = [name for name in alone if list(programs.values()).count(name) == alone[name]["program"]]
    now = {row["id"]: row["rows"] for row in run("data", "summary")["organizations"]}
    assert only_newer
    for name in only_newer:
        assert now[name].get("reported_result") == alone[name].get("reported_result")
        assert now[name].get("ledger_entry") == alone[name].get("ledger_entry")


def test_dirty_files_come_in_with_their_problems_or_are_refused_with_one_reason(
    run: Run, shared: Path
) -> None:
    folder = shared / "real/iati-multilateral-dirty"
    by_file = {}
    for file in sorted(folder.glob("*.xml")):
        before = run("data", "summary")["tables"]
        result = run("data", "import", file, "--accept-valid", status=2 if "140" in file.name else 0)[0]
        by_file[file.name] = result
        if result["status"] == "refused":
            assert run("data", "summary")["tables"] == before
    assert by_file["dportal_140.xml"]["status"] == "refused"
    assert len(by_file["dportal_140.xml"]["problems"]) == 1
    written = {problem["value"] for problem in by_file["dportal_114.xml"]["problems"]}
    assert {"2020:13,160", ":"} <= written


def test_an_organisation_with_reported_results_only_is_not_measured_and_not_zero(
    run: Run, shared: Path
) -> None:
    run("data", "import", shared / "real/iati-ngos-a/dportal_33.xml")
    period = ("--from", "2020-01-01", "--to", "2020-12-31")
    for indicator in ("people_served", "intakes", "outcome_achievement_rate", "return_rate_12m"):
        one = run("metrics", "value", indicator, "--organization", "NL-KVK-41198890", *period)[0]
        assert (one["value"], one["status"]) == (None, "not_measured"), indicator
    promises = run(
        "metrics", "value", "target_achievement_ratio", "--organization", "NL-KVK-41198890", *period
    )
    assert {one["source"] for one in promises} == {"reported"}
    assert len({one["promise"] for one in promises}) == len(promises) > 100


def test_a_folder_of_xml_files_is_imported_file_by_file(run: Run, shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in (shared / "real/iati-snapshots").glob("*.xml"):
        shutil.copyfile(page, folder / page.name)
    found = run("data", "import", folder)
    assert [one["status"] for one in found] == ["imported", "imported"]
