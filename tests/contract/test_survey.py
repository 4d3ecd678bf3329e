"""The friends-and-family answers of eleven surgeries through the command line, against a count with csv."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.contract.conftest import Run

MAPPING = """
organization: {column: surgery}
date: {column: time}
program: {value: general practice}
instrument: friends_and_family
mode: anonymous
items:
  overall:
    column: rating
    scale: [Extremely unlikely, Unlikely, Neither likely nor unlikely, Likely, Extremely likely]
    missing: ["Don't know"]
"""


def test_each_surgery_has_its_answers_its_positive_share_and_wilsons_interval(
    run: Run, shared: Path, tmp_path: Path
) -> None:
    file = shared / "real/sat-fft-gp/fft_responses.csv"
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING)
    assert run("data", "import", file, "--mapping", mapping)[0]["status"] == "imported"
    valid: Counter[str] = Counter()
    positive: Counter[str] = Counter()
    with file.open(newline="") as lines:
        for row in csv.DictReader(lines):
            if row["rating"] != "Don't know":
                valid[row["surgery"]] += 1
                positive[row["surgery"]] += row["rating"] in ("Likely", "Extremely likely")
    found = run(
        "metrics",
        "value",
        "top2box_satisfaction",
        "--by",
        "organization",
        "--from",
        "2023-07-01",
        "--to",
        "2024-04-30",
    )
    assert {one["organization"] for one in found} == set(valid)
    assert len(found) == 11
    for one in found:
        name = one["organization"]
        assert (one["numerator"], one["denominator"]) == (positive[name], valid[name])
        low, high = proportion_confint(positive[name], valid[name], method="wilson")
        assert one["low"] == pytest.approx(low, abs=1e-9)
        assert one["high"] == pytest.approx(high, abs=1e-9)
        assert one["interval_method"] == "wilson"
    (everybody,) = run(
        "metrics", "value", "top2box_satisfaction", "--from", "2023-07-01", "--to", "2024-04-30"
    )
    assert everybody["numerator"] == sum(positive.values())
    assert everybody["denominator"] == sum(valid.values()) == 3882 - 19
