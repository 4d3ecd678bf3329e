"""A KoboToolbox export of a real needs assessment through the command line: who is satisfied with the aid."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.contract.conftest import Run

MAPPING = """
organization:
  column: organization_name
  values: {Qualisis: Qualisus, QUALISUS: Qualisus, Qualsius: Qualisus, Qualusus: Qualisus}
date: {column: today}
instrument: msna
mode: staff
response: {column: _uuid}
items:
  overall: {column: hh_satisfied_with_the_aid_you_received, scale: ["no", "yes"]}
"""


def test_satisfaction_with_aid_counts_those_who_got_aid_and_said_yes_or_no(
    run: Run, shared: Path, tmp_path: Path
) -> None:
    file = shared / "real/sat-kobo-msna-lebanon-2022/msna_lebanon_2022.csv.gz"
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING)
    (result,) = run("data", "import", file, "--mapping", mapping)
    assert (result["status"], result["format"]) == ("imported", "kobo")
    assert [found["value"] for found in result["problems"] if "Qualisus" in (found["value"] or "")]

    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        said = Counter(row["hh_satisfied_with_the_aid_you_received"] for row in csv.DictReader(lines))
    period = ("--from", "2022-07-01", "--to", "2022-10-31")
    (found,) = run("metrics", "value", "top2box_satisfaction", *period)
    assert (
        (found["numerator"], found["denominator"]) == (said["yes"], said["yes"] + said["no"]) == (943, 1075)
    )
    assert found["value"] == pytest.approx(943 / 1075)
    low, high = proportion_confint(943, 1075, method="wilson")
    assert (found["low"], found["high"]) == (pytest.approx(low), pytest.approx(high))
    each = run("metrics", "value", "top2box_satisfaction", "--by", "organization", *period)
    assert sum(one["denominator"] or 0 for one in each) == 1075
