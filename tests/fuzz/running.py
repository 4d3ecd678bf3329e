"""Importing damaged files into a throw-away home, and holding the result to what was promised.

Many files go into one draft of the store, each in its turn, as they do when many are dropped at once; then the
draft is counted and given up: each import brought exactly the rows that it says, and nothing else came or went.
"""

from __future__ import annotations

import datetime as dt
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from duckdb import DuckDBPyConnection

from data.arriving import Known, Rules, Way
from data.check import Moment
from data.connect import connect_memory
from data.corrected import write_corrected
from data.errors import InputError
from data.home import Home
from data.importers.formats import recognise
from data.importers.source import Options, Source
from data.importing import Imported, _import, _refusal
from data.keys import load_key
from data.model import RECORDS
from data.previews import preview
from data.store import writing
from data.together import import_all
from locales.translate import LANGUAGES, translator
from tests.data.importers.template_files import NOW, bring_house
from tests.fuzz.containers import any_file, any_folder
from tests.fuzz.seeds import Seed

SLOWEST = 10.0
"""Seconds that no small file may take."""


@dataclass(frozen=True)
class Damaged:
    """A damaged file, by its number."""

    number: int
    importer: str
    source: Source
    rules: Rules


@dataclass(frozen=True)
class Finding:
    """What went otherwise than promised."""

    case: Damaged
    what: str
    is_fault: bool = False
    """Whether the draft can no longer be used."""
    is_of_all: bool = False
    """Whether it is about the whole lot."""


class _Fault(Exception):
    """An import ended otherwise than in a refusal; ``place``: how many were tried."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def make(number: int, seed: int, found: Sequence[Seed], folder: Path) -> Damaged:
    """Make a damaged file: always the same one for the same numbers."""
    random = Random(f"{seed}/{number}")
    importer = random.choice(sorted({good.importer for good in found}))
    good = random.choice([good for good in found if good.importer == importer])
    files = dict(good.files)
    if good.given:
        hurt = random.choice([name for name in files for _ in range(4 if name == good.given else 1)])
        files[hurt] = any_file(random, hurt, files[hurt])
    else:
        files = any_folder(random, files)
    place = folder / f"{number:06}"
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    options = Options(
        mapping=place / good.mapping if good.mapping and random.random() < 0.95 else None,
        organization=good.organization if random.random() < 0.8 else None,
        file_date=dt.date(2025, 6, 30) if random.random() < 0.3 else None,
    )
    path = place / good.given
    rules = Rules(accept_valid=random.random() < 0.5)
    return Damaged(number, good.importer, Source(path=path, name=path.name, options=options), rules)


class Bench:
    """A throw-away home with one organisation, and a draft of it that every file goes into."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "home")
        bring_house(self.home, folder / "tables")
        self.statuses: Counter[tuple[str, str]] = Counter()

    def run(self, cases: Sequence[Damaged]) -> list[Finding]:
        """Import files; after a fault the rest go into a new draft; a difference is looked for file by file."""
        findings: list[Finding] = []
        while cases:
            own, tried = self._draft(cases)
            differs = [finding for finding in own if finding.is_of_all]
            if differs and tried > 1:
                own = [finding for case in cases[:tried] for finding in self._draft([case])[0]] or differs
            findings += own
            cases = cases[tried:]
        return findings

    def _draft(self, cases: Sequence[Damaged]) -> tuple[list[Finding], int]:
        """Import files one after the other into one draft, count what came in, and give up the draft.

        Gives how many were tried: after a fault the draft can no longer be used.
        """
        findings: list[Finding] = []
        connection = connect_memory(self.home.temp)
        try:
            with writing(self.home, "fuzz", connection) as draft:
                draft.abandon()
                before = _counts(connection)
                results: list[Imported] = []
                for place, case in enumerate(cases, 1):
                    way = Way(self.home, case.rules, load_key(may_make=False), Moment(NOW), connection)
                    own = self._one(case, way, results)
                    findings += own
                    if any(finding.is_fault for finding in own):
                        raise _Fault(place)
                differences = _differences(connection, before, results)
                findings += [Finding(cases[0], what, is_of_all=True) for what in differences]
        except _Fault as fault:
            return findings, fault.place
        finally:
            connection.close()
        return findings, len(cases)

    def _one(self, case: Damaged, way: Way, results: list[Imported]) -> list[Finding]:
        """Import one file as ``import_sources`` does, and do what the screen does besides."""
        began = time.monotonic()
        try:
            result = _brought(case, way)
            self._more(case, result)
        except Exception:  # whatever it is, it is a finding
            return [Finding(case, traceback.format_exc(limit=-6), is_fault=True)]
        results.append(result)
        self.statuses[case.importer, result.status] += 1
        findings = [Finding(case, what) for what in _broken_promises(case, result)]
        if (seconds := time.monotonic() - began) > SLOWEST:
            findings.append(Finding(case, f"took {seconds:.0f} s"))
        return findings

    def _more(self, case: Damaged, result: Imported) -> None:
        """Show how the file would be read, and give it back marked."""
        try:
            if case.number % 4 == 0:
                preview(self.home, case.source)
            if result.rejected or result.status == "refused":
                out = case.source.path.parent / "corrected.xlsx"
                write_corrected(self.home, case.source, result, out, translator("id"))
        except InputError as error:
            if not translator("id").has(error.key):
                raise


def _brought(case: Damaged, way: Way) -> Imported:
    """Recognise a file and import it into the draft."""
    try:
        known = Known(case.source, recognise(case.source), f"file {case.number}")
    except InputError as error:
        return _refusal(case.source, None, error)
    (result,) = import_all(way, [known], _import)
    return result


def _broken_promises(case: Damaged, result: Imported) -> list[str]:
    """What the result of one import says that it must not."""
    found: list[str] = []
    errors = [problem for problem in result.problems if problem.severity == "error"]
    if result.status == "refused" and (result.rows or result.batch is not None or not errors):
        found.append(f"refused with rows, a batch or without a reason: {result}")
    if result.status == "imported" and not (result.rows and result.batch):
        found.append(f"imported without rows or a batch: {result}")
    if result.status == "imported" and (result.rejected or errors) and not case.rules.accept_valid:
        found.append(f"imported although rows are refused: {result}")
    for problem in result.problems[:50]:
        for language in LANGUAGES:
            t = translator(language)
            if not (t.has(f"problem.{problem.code}") or t.has(f"error.{problem.code}")):
                found.append(f"no words for {problem.code}")
            spoken = problem.say(t)
            if not (spoken["problem"].strip() and spoken["remedy"].strip()):
                found.append(f"nothing said about {problem}")
    return found


Counts = dict[tuple[str, int], int]


def _counts(connection: DuckDBPyConnection) -> Counts:
    """Rows of each table and batch."""
    query = " union all ".join(
        f"select '{record.table}', batch_id, count(*) from {record.table} group by batch_id"
        for record in RECORDS
    )
    return {(table, batch): rows for table, batch, rows in connection.execute(query).fetchall()}


def _differences(
    connection: DuckDBPyConnection, before: Counts, results: Sequence[Imported]
) -> Iterator[str]:
    """How the store differs from what the imports say that they did."""
    came = [result for result in results if result.status == "imported" and result.batch is not None]
    expected = dict(before)
    for result in came:
        expected |= {(table, result.batch or 0): rows for table, rows in result.rows.items()}
    if _counts(connection) != expected:
        yield f"the store holds {_counts(connection)}, said were {expected}"
    noted = {batch for (batch,) in connection.execute("select batch_id from import_batch").fetchall()}
    if noted != {result.batch for result in came} | {batch for _, batch in before}:
        yield f"batches {noted}, said were {[result.batch for result in came]}"
    problems = connection.execute("select distinct batch_id from import_problem").fetchall()
    if not {batch for (batch,) in problems} <= noted:
        yield "problems of a batch that is not there"
