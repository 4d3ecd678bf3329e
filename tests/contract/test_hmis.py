"""Real HMIS exports through the command line, against HUD's published answers and an independent count."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from tests.contract.conftest import Run
from tests.data.importers.hmis_counts import count, within

YEAR = ("--from", "2020-10-01", "--to", "2021-09-30")
PROJECTS = {"psh": "VESTA-441", "rrh": "VESTA-808", "th": "VESTA-242", "homeless_prevention": "VESTA-807"}


def test_each_project_gives_the_answers_that_hud_published(run: Run, shared: Path) -> None:
    folder = shared / "real/hmis-datalab-fy2021"
    expected = json.loads((folder / "expected_summary.json").read_text())["projects"]
    published = json.loads((shared / "reference/hmis_datalab_expected.json").read_text())["projects"]
    for project in PROJECTS:
        assert expected[project]["Q23c_total"] == published[project]["Q23c_total"]
        run("data", "import", folder / project / "hmis_csv")
    for project, program in PROJECTS.items():
        answers = {
            key.split(".")[0].split(" ")[0]: value for key, value in expected[project]["Q23c_total"].items()
        }
        indicators = ("people_served", "exits", "exits_excluded", "outcome_achievement_rate")
        found = {
            one["indicator"]: one for one in run("metrics", "value", *indicators, "--program", program, *YEAR)
        }
        leavers, positive, excluded = (int(answers[key]) for key in ("e", "f1", "f2"))
        assert found["people_served"]["value"] == 37
        assert found["exits"]["value"] == leavers == 35
        assert found["exits_excluded"]["value"] == excluded
        rate = found["outcome_achievement_rate"]
        assert (rate["numerator"], rate["denominator"]) == (positive, leavers - excluded)
        assert round(rate["value"], 4) == float(answers["f3"])


def test_the_same_people_in_four_projects_are_counted_once(run: Run, shared: Path) -> None:
    for project in PROJECTS:
        run("data", "import", shared / "real/hmis-datalab-fy2021" / project / "hmis_csv")
    (people,) = run("metrics", "value", "people_served", *YEAR)
    assert people["value"] == 37
    assert run("data", "summary")["tables"]["client"] == 37


def test_ten_organisations_agree_with_a_count_over_their_files(run: Run, shared: Path) -> None:
    folder = shared / "real/hmis-fy2024-10orgs"
    run("data", "import", folder)
    expected = count(folder)
    assert len(run("data", "summary")["organizations"]) == len(expected) == 10
    for first, last in (
        ("2009-01-01", "2022-12-31"),
        ("2021-10-01", "2022-09-30"),
        ("2022-03-01", "2022-03-31"),
    ):
        found = run(
            "metrics",
            "value",
            "intakes",
            "exits",
            "returns",
            "--by",
            "organization",
            "--from",
            first,
            "--to",
            last,
        )
        by_place = {(one["organization"].split("-", 1)[1], one["indicator"]): one for one in found}
        for organization, counts in expected.items():
            for indicator, days in (
                ("intakes", counts.intakes),
                ("exits", counts.exits),
                ("returns", counts.returns),
            ):
                one = by_place[organization, indicator]
                inside = within(days, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
                if one["status"] == "not_measured":
                    assert inside == 0, "only a period after the last data may say so"
                else:
                    assert one["value"] == inside, (organization, indicator, first)
