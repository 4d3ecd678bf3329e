"""One measurement, printed as JSON: ``python -m tests.bench.one NAME ARGUMENTS``."""

from __future__ import annotations

import datetime as dt
import json
import resource
import socket
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from data.arriving import Rules
from data.demonstration import make_demonstration
from data.home import ROOT, current_home, main_home
from data.importers.source import Source
from data.importing import import_source, import_sources
from data.store import newest_records
from locales.translate import LANGUAGES
from metrics.ask import Ask
from metrics.catalogue import CATALOGUE
from metrics.compute import values
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.reviews.funding import funding_review
from metrics.scope import OWNER
from reports.asking import requests
from reports.making import make
from reports.rendering import render_and_keep
from reports.request import FORMATS, Kind, Request
from tests.bench.browser import first_screen
from tests.bench.make import make_grants


def bare(path: str) -> None:
    """DuckDB reads the file as text and does nothing else."""
    duckdb.connect().execute(f"create table t as select * from read_csv('{path}', all_varchar = true)")


def bring(path: str) -> None:
    """A whole import: read, check, append."""
    imported = import_source(main_home(), Source(path=Path(path), name=Path(path).name))
    if imported.status != "imported":
        raise SystemExit(f"{imported.status}: {imported.problems[:3]}")


def hand() -> None:
    """The groups that publishing makes of intakes, exits and open cases, written by hand over the records.

    Each measure at weeks and months for everybody and at months for each of six people groups.
    """
    connection = duckdb.connect()
    connection.execute(f"attach '{newest_records(main_home())}' as r (read_only)")
    connection.execute(
        """create temp table e as select e.*, c.sex, c.disability, c.category, c.district,
               coalesce(e.age_at_entry, 0) as age_group, e.risk_entry as risk
           from r.current_enrollment e left join r.current_client c using (client_id)"""
    )
    groups = ("sex", "age_group", "disability", "category", "district", "risk")
    for day, sums in (
        ("entry_on", "count(*), count(*) filter (risk = 'high'), count(*) filter (risk <> 'unknown')"),
        (
            "exit_on",
            """count(*), count(*) filter (outcome = 'achieved'), count(*) filter (outcome = 'unknown'),
               count(*) filter (outcome <> 'excluded')""",
        ),
        ("entry_on", "count(*)"),
        ("exit_on", "count(*)"),
    ):
        for grain, group in (("week", "'all'"), *(("month", name) for name in ("'all'", *groups))):
            connection.execute(
                f"""create or replace temp table g as
                    select organization_id, program_id, date_trunc('{grain}', {day}) as period,
                        {group} as grp, {sums}
                    from e where {day} is not null group by all order by all"""
            )
    for months in (1, 3, 12):
        for place in ("program_id", "''"):
            connection.execute(
                f"""create or replace temp table g as
                    select organization_id, {place} as place, month, count(distinct client_id) from (
                        select organization_id, program_id, client_id, unnest(generate_series(
                            date_trunc('month', entry_on),
                            date_trunc('month', coalesce(exit_on, date '2025-12-31'))
                                + to_months({months - 1}),
                            interval 1 month)) as month
                        from e
                    ) group by all"""
            )


def publish_(organization: str | None = None) -> None:
    """Publish everything, or one organisation again."""
    publish(main_home(), [organization] if organization else None)


def scorecard() -> dict[str, Any]:
    """The twelve headline numbers of one organisation over a year, as a page asks for them: with intervals, gates,
    bounds and targets.

    The median over twenty organisations, each asked once: an answer that was given before costs nothing.
    """
    reader = open_reader(main_home())
    headline = [one.id for one in CATALOGUE if one.headline]
    year = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 12, 31)}
    organizations = iter(range(1, 22))

    def once() -> None:
        organization = f"O{next(organizations)}"
        for name in headline:
            values(reader, OWNER, Ask(indicator=name, organization=organization, **year))

    once()
    return {"seconds": _median(once, 20), "indicators": len(headline)}


def iati(archive: str) -> dict[str, Any]:
    """Import many files of IATI, packed as they were fetched; unpacking is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        paths = sorted(Path(folder).rglob("*.xml"))
        sources = [Source(path=path, name=path.name) for path in paths]
        size = sum(path.stat().st_size for path in paths) / 1e6
        began = time.perf_counter()
        found = import_sources(main_home(), sources, Rules())
        taken = time.perf_counter() - began
    imported = [one for one in found if one.status == "imported"]
    return {"seconds": taken, "files": len(found), "imported": len(imported), "mb": size}


def cold() -> dict[str, Any]:
    """Seconds from starting the server to its first healthy answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            while time.perf_counter() - began < 60:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    return {"seconds": time.perf_counter() - began}
                except (urllib.error.URLError, OSError):
                    time.sleep(0.02)
        finally:
            server.terminate()
    raise SystemExit("the server did not answer within a minute")


def screens() -> dict[str, Any]:
    """Processor time of a rerun of each screen, beside an empty page, after the first run."""
    from streamlit.testing.v1 import AppTest

    empty = AppTest.from_string("import streamlit as st\nst.write('')")
    pages = [("an empty page", empty)]
    for path in sorted((ROOT / "pages").glob("[!_]*.py")):
        pages.append((path.stem, AppTest.from_file(str(path), default_timeout=120)))
    found = []
    for name, app in pages:
        app.run()
        times = []
        for _ in range(15):
            began = time.process_time()
            app.run()
            times.append(time.process_time() - began)
        median = statistics.median(times)
        found.append({"page": name, "seconds": median, "more": f"{median * 1000:.0f} ms of processor time"})
    return {"seconds": 0.0, "pages": found}


def granted() -> None:
    """The demonstration data with two hundred more grants, published."""
    home = make_demonstration(main_home(), dt.date(2026, 11, 20))
    publish(home, None)
    reader = open_reader(home)
    programs = [(one.id, one.organization) for one in reader.programs(OWNER)]
    with tempfile.TemporaryDirectory() as folder:
        make_grants(Path(folder), programs, 200, reader.grants(OWNER)[0].funder)
        sources = [Source(path=path, name=path.name) for path in sorted(Path(folder).iterdir())]
        refused = [one for one in import_sources(home, sources, Rules()) if one.status != "imported"]
    if refused:
        raise SystemExit(f"{refused[0].file}: {refused[0].problems[:3]}")
    publish(home, None)


def report(kind: Kind, organization: str, start: str, end: str) -> dict[str, Any]:
    """A report made and set as its usual file, with whatever is warm in a server that made another one before."""
    home = current_home()
    asked = Request(kind=kind, organization=organization, start=_day(start), end=_day(end))

    def once(asked: Request) -> float:
        began = time.perf_counter()
        frozen = make(home, open_reader(home), OWNER, asked)
        render_and_keep(home, frozen, "id", FORMATS[kind][0])
        return time.perf_counter() - began

    def on_screen(asked: Request) -> float:
        """A donor's report from the click on its screen, which has asked for these numbers already."""
        reader = open_reader(home)
        named = next(one for one in reader.organizations(OWNER) if one.id == asked.organization)
        funding_review(reader, OWNER, asked.period, named)
        return once(asked)

    cold = once(asked.model_copy(update={"organization": "setara"}))
    notes = (asked.model_copy(update={"notes": (("next", f"{turn}"),)}) for turn in range(5))
    found = {"seconds": once(asked), "again": statistics.median(map(once, notes)), "cold": cold}
    if kind == "donor":
        found["shown"] = on_screen(asked.model_copy(update={"organization": "anyam"}))
    return found


def many(reports: str) -> dict[str, Any]:
    """So many donor reports, each of a grant of its own, in turn in both languages, in one process."""
    home = current_home()
    reader = open_reader(home)
    asked = requests(
        reader, OWNER, "donor", all_grants=True, start=_day("2025-01-01"), end=_day("2025-12-31")
    )
    asked = [one for one in asked if (one.grant or "").startswith("G")][: int(reports)]
    began = time.perf_counter()
    for number, one in enumerate(asked):
        render_and_keep(home, make(home, reader, OWNER, one), LANGUAGES[number % 2], "pdf")
    return {"seconds": time.perf_counter() - began, "reports": len(asked)}


_day = dt.date.fromisoformat


def _median(work: Callable[[], None], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


MEASUREMENTS: dict[str, Callable[..., Any]] = {
    "bare": bare,
    "bring": bring,
    "hand": hand,
    "publish": publish_,
    "scorecard": scorecard,
    "iati": iati,
    "cold": cold,
    "first_screen": first_screen,
    "screens": screens,
    "granted": granted,
    "report": report,
    "many": many,
}


def main() -> None:
    """Measure what is asked for."""
    began = time.perf_counter()
    found = MEASUREMENTS[sys.argv[1]](*sys.argv[2:]) or {}
    found.setdefault("seconds", time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["peak_mb"] = peak
    found["processor"] = time.process_time()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
