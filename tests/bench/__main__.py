"""``python -m tests.bench [rows]``: how fast import, publishing, reading and screens are, with ratios.

Every figure is measured in a process of its own, so that peak memory is its own too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.make import make_csvs

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("HASIL_SHARED") or ROOT.parent / "shared")


def main() -> None:
    """Make the rows, measure, print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        os.environ["HASIL_HOME"] = str(base / "home")
        os.environ["HASIL_KEY_FILE"] = str(base / "key")
        enrollment = make_csvs(base / "csv", rows, 200)
        rest = base / "rest"
        rest.mkdir()
        for name in ("organization", "program", "client"):
            (base / "csv" / f"{name}.csv").rename(rest / f"{name}.csv")
        print(f"{'what':58} {'seconds':>9} {'processor':>9} {'peak MB':>9}  more")
        bare = measure("bare", str(enrollment))
        line("bare read_csv of the enrollments", bare)
        line("import of organisations, programmes and clients", measure("bring", str(rest)))
        brought = measure("bring", str(enrollment))
        line(
            f"import of {rows:,} enrollments, 8 columns",
            brought,
            f"{rows / brought['seconds']:,.0f} rows/s, {brought['seconds'] / bare['seconds']:.1f} × bare",
        )
        hand = measure("hand")
        line("the same aggregates written by hand", hand)
        whole = measure("publish")
        line("publish everything", whole, f"{whole['seconds'] / hand['seconds']:.2f} × by hand")
        line("publish one organisation of them", measure("publish", "O1"))
        card = measure("scorecard")
        line(
            "one organisation's scorecard from the published file",
            card,
            f"{card['indicators']} headline numbers",
        )
        large = base / "large"
        os.environ["HASIL_HOME"] = str(large / "home")
        make_csvs(large / "csv", 50_000, 1)
        measure("bring", str(large / "csv"))
        line("publish one organisation of 50,000 enrollments", measure("publish"))
        for archive in sorted(SHARED.glob("real/iati-load/*.tar.xz")):
            os.environ["HASIL_HOME"] = str(base / "iati")
            load = measure("iati", str(archive))
            line(
                f"import of {load['files']} files of IATI, {load['mb']:.0f} MB",
                load,
                f"{load['imported']} imported",
            )
        os.environ["HASIL_HOME"] = str(large / "home")
        for page in measure("screens")["pages"]:
            line(f"rerun of {page['page']}", page, page["more"])
        line("cold start of the server to its first answer", measure("cold"))
        seen = measure("first_screen", str(base / "seen"))
        later = (
            f"{seen['next']:.2f} s for the next visitor, {seen['again']:.2f} s again"
            if "next" in seen
            else ""
        )
        line("first screen in a browser, first visitor", seen, later or seen["missing"])
        os.environ["HASIL_HOME"] = str(base / "paper")
        measure_reports()


def measure_reports() -> None:
    """Reports of the demonstration data, with two hundred grants more."""
    measure("granted")
    for name, *asked in (
        ("donor report as PDF", "donor", "bening", "2025-01-01", "2025-12-31"),
        ("board pack as PDF", "board", "bening", "2026-07-01", "2026-09-30"),
    ):
        found = measure("report", *asked)
        again = f"{found['again']:.2f} s with another note, {found['cold']:.2f} s as the first of a server"
        if "shown" in found:
            again = f"{found['shown']:.2f} s from its screen, {again}"
        line(f"{name}, from click to file", found, again)
    many = measure("many", "200")
    line("200 donor reports of as many grants in one process", many, f"{many['reports']} made")


def measure(name: str, *arguments: str) -> dict:
    """Run one measurement in a process of its own."""
    found = subprocess.run(
        [sys.executable, "-m", "tests.bench.one", name, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise SystemExit(f"{name} failed:\n{found.stderr}")
    return json.loads(found.stdout.splitlines()[-1])


def line(what: str, found: dict, more: str = "") -> None:
    """Print one line of the table."""
    peak = f"{found['peak_mb']:9.0f}" if "peak_mb" in found else " " * 9
    processor = f"{found['processor']:9.3f}" if "processor" in found else " " * 9
    print(f"{what:58} {found['seconds']:9.3f} {processor} {peak}  {more}", flush=True)


if __name__ == "__main__":
    main()
