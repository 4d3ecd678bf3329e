"""IATI: activity files of the International Aid Transparency Initiative, 1.0x to 2.03, as staged rows.

Each activity becomes a program with its ledger entries, budgets, indicators and reported results, and is
the unit of update: ``unit_id`` is ``iati:<iati-identifier>``. Organisations and funders are shared by many
activities: they have no unit, and the newest activity that names them dates them.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from lxml import etree

from data.errors import UnreadableFile
from data.importers.iati.activity import Activity, identifier
from data.importers.iati.cells import Cells
from data.importers.iati.opening import ROOTS, look
from data.importers.iati.parties import Parties
from data.importers.iati.program import stage_program
from data.importers.iati.results import stage_results
from data.importers.iati.rows import Rows, Version
from data.importers.iati.stream import activities
from data.importers.iati.transactions import stage_budgets, stage_transactions
from data.importers.source import Source
from data.stage import Stage, as_moment

_GENERATED = "generated-datetime"
_PORTAL_GENERATED = "{http://d-portal.org/xmlns/iati-activities}generated-datetime"


def recognises(path: Path) -> bool:
    """Say whether a file is for this importer: IATI by its root element, or by its name an XML file.

    Any other XML file, even a broken one, is this importer's to refuse: it can say why.
    """
    if not path.is_file():
        return False
    if path.suffix.lower() == ".xml":
        return True
    try:
        return look(path, path.name) in ROOTS
    except UnreadableFile:
        return False


def read(source: Source, stage: Stage) -> None:
    """Stage every activity of a file.

    Raises UnreadableFile when the whole file must be refused: no XML, a DTD, cut off, no activity in it.
    """
    rows = Rows(source.name, stage)
    cells = Cells(rows)
    parties = Parties(rows, fallback=source.options.organization)
    dates = _Dates(source, rows)
    newest: dict[str, Version] = {}
    for element in activities(source.path, source.name):
        rows.begin(None)
        name = identifier(element)
        if name is None:
            rows.problem("iati_no_identifier", element, "iati-identifier", severity="error")
            continue
        version = Version(f"iati:{name}", dates.of(element))
        known = newest.get(name)
        if known is not None:
            rows.problem("iati_repeated_activity", element, "iati-identifier", name)
            if not version.is_newer_than(known):
                continue
            rows.drop(known)
        newest[name] = version
        rows.begin(version)
        _stage_activity(element, name, version, rows, cells, parties)
    if not newest and not rows.problems:
        raise UnreadableFile("error.iati_no_activities", file=source.name)
    rows.begin(None)
    cells.settle()
    parties.stage()
    dates.tell()
    rows.finish()


def _stage_activity(
    element: etree._Element, name: str, version: Version, rows: Rows, cells: Cells, parties: Parties
) -> None:
    reporter = parties.reporter(element, version.dated_at)
    if reporter is None:
        rows.problem("iati_no_reporting_org", element, "reporting-org", name, severity="error")
        return
    activity = Activity.of(element, name, version.unit_id, reporter)
    parties.note_currency(activity)
    stage_program(activity, rows)
    parties.note_funders(activity, version.dated_at)
    stage_transactions(activity, rows, cells, parties, version.dated_at)
    stage_budgets(activity, rows, cells)
    stage_results(activity, rows, cells)


class _Dates:
    """How new each activity is: as the activity says, else the file, else the user, else the file's name."""

    def __init__(self, source: Source, rows: Rows) -> None:
        self.given = source.dated_at
        self.in_name = None if self.given else _leading_date(source.name)
        self.rows = rows
        self.by_name = 0

    def of(self, element: etree._Element) -> dt.datetime | None:
        """The date of one activity."""
        parent = element.getparent()
        own = (element.get("last-updated-datetime"), element.get(_PORTAL_GENERATED))
        root = (parent.get(_GENERATED),) if parent is not None else (element.get(_GENERATED),)
        for written in own + root:
            if written and (moment := as_moment(written)):
                return moment
        if self.given is None and self.in_name is not None:
            self.by_name += 1
            return self.in_name
        return self.given

    def tell(self) -> None:
        """Warn when the file's name had to date its activities."""
        if self.by_name and self.in_name:
            day = self.in_name.date().isoformat()
            self.rows.problem("iati_date_from_name", None, None, day, count=self.by_name, day=day)


def _leading_date(name: str) -> dt.datetime | None:
    match = re.match(r"\d{4}-\d{2}-\d{2}", Path(name).name)
    return as_moment(match[0]) if match else None
