"""IATI: activity files of the International Aid Transparency Initiative, 1.0x to 2.03, as staged rows.

Each activity becomes a program with its ledger entries, budgets, indicators and reported results, and is
the unit of update: ``unit_id`` is ``iati:<iati-identifier>``. Organisations and funders are shared by many
activities: they have no unit, and the newest activity that names them dates them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from data.errors import UnreadableFile
from data.importers.iati.activity import Activity, identifier
from data.importers.iati.cells import Cells
from data.importers.iati.dates import Dates
from data.importers.iati.opening import holds_activities, look
from data.importers.iati.parties import Parties
from data.importers.iati.program import stage_program
from data.importers.iati.results import stage_results
from data.importers.iati.rows import Rows
from data.importers.iati.stream import activities
from data.importers.iati.transactions import stage_budgets, stage_transactions
from data.importers.source import Source
from data.receiver import Receiver


def recognises(path: Path) -> bool:
    """Say whether a file is for this importer: IATI by its root element, or by its name an XML file.

    Any other XML file, even a broken one, is this importer's to refuse: it can say why.
    """
    if not path.is_file():
        return False
    if path.suffix.lower() == ".xml":
        return True
    try:
        return holds_activities(look(path, path.name))
    except UnreadableFile:
        return False


def read(source: Source, receiver: Receiver) -> None:
    """Stage every activity of a file; of one that stands there several times only the newest.

    Raises UnreadableFile when the whole file must be refused: no XML, a DTD, cut off, no activity in it.
    """
    try:
        _read(source, receiver, None)
    except _Repeated:
        receiver.clear()
        _read(source, receiver, _newest(source))


class _Repeated(Exception):
    """An activity stands in the file a second time, and nobody has looked yet which one is newer."""


def _read(source: Source, receiver: Receiver, newest: Mapping[str, int] | None) -> None:
    """Stage the activities; with ``newest`` only those of these ordinals."""
    rows = Rows(source.name, receiver)
    cells, parties, dates = Cells(rows), Parties(rows, source.options.organization), Dates(source)
    seen: set[str] = set()
    ordinal = 0
    for ordinal, element in enumerate(activities(source.path, source.name), start=1):
        name = identifier(element)
        if name is None:
            rows.problem("iati_no_identifier", element, "iati-identifier", severity="error")
        elif newest is not None and newest[name] != ordinal:
            rows.problem("iati_repeated_activity", element, "iati-identifier", name)
        elif name in seen:
            raise _Repeated
        else:
            seen.add(name)
            rows.begin(f"iati:{name}", dates.of(element))
            _stage_activity(element, name, rows, cells, parties)
    if not ordinal:
        raise UnreadableFile("error.iati_no_activities", file=source.name)
    cells.settle()
    parties.stage()
    dates.tell(rows)
    rows.finish()


def _stage_activity(element: etree._Element, name: str, rows: Rows, cells: Cells, parties: Parties) -> None:
    reporter = parties.reporter(element, rows.dated_at)
    if reporter is None:
        rows.problem("iati_no_reporting_org", element, "reporting-org", name, severity="error")
        return
    activity = Activity.of(element, name, f"iati:{name}", reporter)
    parties.note_activity(activity, rows.dated_at)
    stage_program(activity, rows)
    stage_transactions(activity, rows, cells, parties)
    stage_budgets(activity, rows, cells)
    stage_results(activity, rows, cells)


def _newest(source: Source) -> dict[str, int]:
    """The ordinal of the newest version of each activity: the later one where dates do not tell."""
    dates = Dates(source)
    versions: dict[str, tuple[dt.datetime, int]] = {}
    for ordinal, element in enumerate(activities(source.path, source.name), start=1):
        name = identifier(element)
        if name is not None:
            version = (dates.of(element) or dt.datetime.min, ordinal)
            versions[name] = max(versions.get(name, version), version)
    return {name: ordinal for name, (_, ordinal) in versions.items()}
