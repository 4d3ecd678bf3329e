"""An HMIS export as it lies there: its files, its version, its columns, its dates.

Only the columns named here are read. Names, social security numbers, addresses and free texts are not
among them, so they never reach even the stage.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.dates import read_days, read_moments, register_reading
from data.errors import UnreadableFile
from data.folders import Folders, Member, open_folders
from data.importers.hmis.codes import CODES
from data.importers.source import Source
from data.quoting import quoted
from data.stage import Stage, as_moment
from data.text_files import load


@dataclass(frozen=True)
class FileColumns:
    """The columns that are read of one CSV file."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    """Those that hold a day."""
    may_be_absent: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """All columns, with those that every HMIS file has."""
        return tuple(dict.fromkeys((*self.needed, *self.optional, *self.days, "DateCreated", "DateDeleted")))


FILES: Mapping[str, FileColumns] = {
    "Organization": FileColumns(("OrganizationID",), ("OrganizationName", "OrganizationCommonName")),
    "Project": FileColumns(
        ("ProjectID", "OrganizationID", "ProjectType"),
        ("ProjectName", "ProjectCommonName"),
        ("OperatingStartDate", "OperatingEndDate"),
    ),
    "Client": FileColumns(("PersonalID",), ("DOBDataQuality", *CODES.sex_columns.all), ("DOB",)),
    "Enrollment": FileColumns(
        ("EnrollmentID", "PersonalID", "ProjectID", "EntryDate"),
        ("HouseholdID", "DisablingCondition"),
        ("EntryDate",),
    ),
    "Exit": FileColumns(
        ("EnrollmentID", "ExitDate", "Destination"),
        ("ExitID", "ProjectCompletionStatus", "CMExitReason"),
        ("ExitDate",),
    ),
    "Funder": FileColumns(
        ("FunderID", "ProjectID", "Funder"), ("OtherFunder", "GrantID"), ("StartDate", "EndDate"), True
    ),
    "Services": FileColumns(
        ("ServicesID", "EnrollmentID", "DateProvided", "RecordType"),
        ("TypeProvided", "FAAmount"),
        ("DateProvided",),
        True,
    ),
    "CurrentLivingSituation": FileColumns(
        ("CurrentLivingSitID", "EnrollmentID", "InformationDate"), (), ("InformationDate",), True
    ),
    "Event": FileColumns(
        ("EventID", "EnrollmentID", "EventDate", "Event"),
        ("ReferralResult",),
        ("EventDate", "ResultDate"),
        True,
    ),
}
"""What is read of an export, by the name of the file without its ending."""

_SIGNS = ("export.csv", "project.csv")
"""Files that make a folder an HMIS export."""


@dataclass(frozen=True)
class Export:
    """What Export.csv says."""

    source_id: str
    dated_at: dt.datetime | None


def is_export(path: Path) -> bool:
    """Whether a folder or ZIP archive (itself or a folder in it) holds an HMIS export."""
    if not path.is_dir() and path.suffix.lower() != ".zip":
        return False
    with open_folders(path, path.name) as folders:
        return bool(_exports(folders))


def load_export(source: Source, stage: Stage) -> Export:
    """Read an export into tables ``hmis_<file>`` of the stage's connection, dates as ISO; absent files empty.

    Each has the columns of ``FILES`` (NULL where this version has none), trimmed, and ``source_row``.
    Raises UnreadableFile when a file or column is missing that nothing can be said without.
    """
    with open_folders(source.path, source.name) as folders:
        found = _exports(folders)
        if len(found) != 1:
            key = "error.hmis_several_exports" if found else "error.hmis_no_export"
            raise UnreadableFile(key, file=source.name)
        members = found[0]
        export = _read_header(members["export.csv"], source, stage)
        for name, columns in FILES.items():
            _load_file(name, columns, members.get(f"{name.lower()}.csv"), source, stage)
    return export


def _exports(folders: Folders) -> list[Mapping[str, Member]]:
    return [members for members in folders.values() if all(sign in members for sign in _SIGNS)]


def _load_file(name: str, columns: FileColumns, member: Member | None, source: Source, stage: Stage) -> None:
    table = f"hmis_{name}"
    file = f"{name}.csv"
    if member is None:
        if not columns.may_be_absent:
            raise UnreadableFile("error.hmis_missing_file", file=source.name, member=file)
        stage.problem("hmis_missing_file", file=file, member=file)
        empty = ", ".join(f"null::varchar as {quoted(column)}" for column in columns.all)
        stage.connection.execute(
            f"create table {table} as select {empty}, 0::bigint as source_row where false"
        )
        return
    text = member.look()
    wanted = {column.casefold() for column in columns.all}
    there = {column.casefold(): column for column in text.header if column.casefold() in wanted}
    for column in columns.needed:
        if column.casefold() not in there:
            raise UnreadableFile("error.hmis_missing_column", file=file, column=column)
    for row in load(text, stage.connection, f"{table}_raw", list(there.values())):
        stage.problem(
            "text_ragged_row",
            file=file,
            row=row.row,
            severity="error",
            cells=row.cells,
            expected=row.expected,
        )
    chosen = ", ".join(
        f"nullif(trim({quoted(there[column.casefold()])}), '') as {quoted(column)}"
        if column.casefold() in there
        else f"null::varchar as {quoted(column)}"
        for column in columns.all
    )
    stage.connection.execute(f"create table {table} as select {chosen}, source_row from {table}_raw")
    stage.connection.execute(f"drop view {table}_raw")
    stage.connection.execute(f"drop table {table}_raw_cells")
    for column in columns.days:
        _make_iso(table, column, file, stage)
    _make_iso(table, "DateCreated", file, stage, moments=True)


def _make_iso(table: str, column: str, file: str, stage: Stage, *, moments: bool = False) -> None:
    """Rewrite dates that are not ISO; HMIS comes from the United States, so the month is first in doubt."""
    foreign = rf"not regexp_matches({column}, '^\d{{4}}-\d\d-\d\d([ T].*)?$')"
    texts = stage.connection.execute(f"select distinct {column} from {table} where {foreign}").fetchall()
    if texts:
        read = read_moments if moments else read_days
        reading = read((text for (text,) in texts), fallback="month_first")
        register_reading(stage.connection, "hmis_reading", reading)
        stage.connection.execute(
            f"update {table} set {column} = iso from hmis_reading where {column} = written"
        )
        if reading.ambiguous is not None and reading.ambiguous in reading.iso:
            stage.problem(
                "hmis_date_order",
                file=file,
                column=column,
                value=reading.ambiguous,
                read=reading.iso[reading.ambiguous],
            )
    if not moments:
        timed = rf"regexp_matches({column}, '^\d{{4}}-\d\d-\d\d[ T]')"
        stage.connection.execute(f"update {table} set {column} = {column}[:10] where {timed}")


def _read_header(member: Member, source: Source, stage: Stage) -> Export:
    """Read Export.csv: whose export this is, when it was made, in which version of the format."""
    text = member.look()
    load(text, stage.connection, "hmis_export_raw")
    row = stage.connection.execute("select * from hmis_export_raw limit 1").fetchone()
    if row is None:
        raise UnreadableFile("error.text_empty", file=text.name)
    header = {
        name.casefold(): value.strip() or None if value else None
        for name, value in zip(text.header, row, strict=False)
    }
    _check_version(header.get("csvversion"), text.name, stage)
    return Export(
        _source_id(header, text.name, stage), _dated_at(header.get("exportdate"), text.name, source, stage)
    )


def _check_version(version: str | None, file: str, stage: Stage) -> None:
    year = re.search(r"20\d\d", version or "")
    if year is None or int(year[0]) not in CODES.versions:
        known = ", ".join(f"FY{known}" for known in CODES.versions)
        stage.problem(
            "hmis_unknown_version", file=file, row=2, column="CSVVersion", value=version, known=known
        )


def _source_id(header: Mapping[str, str | None], file: str, stage: Stage) -> str:
    """SourceID names the system that ids are unique in; without it the next best name, which is told."""
    if header.get("sourceid"):
        return str(header["sourceid"])
    for column in ("ImplementationID", "ExportID"):
        instead = header.get(column.casefold())
        if instead:
            stage.problem(
                "hmis_no_source_id", file=file, row=2, column="SourceID", instead=column, used=instead
            )
            return instead
    raise UnreadableFile("error.hmis_no_source", file=file)


def _dated_at(written: str | None, file: str, source: Source, stage: Stage) -> dt.datetime | None:
    moment = as_moment(written)
    if moment is not None:
        return moment
    reading = read_moments([written] if written else [], fallback="month_first")
    if written in reading.iso:
        moment = as_moment(reading.iso[written])
        if reading.ambiguous:
            stage.problem(
                "hmis_date_order",
                file=file,
                row=2,
                column="ExportDate",
                value=written,
                read=reading.iso[written][:10],
            )
        return moment
    stage.problem("hmis_no_export_date", file=file, row=2, column="ExportDate", value=written)
    return source.dated_at
