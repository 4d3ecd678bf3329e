"""The rows of an HMIS export as rows of the record tables: what is live, what is broken, then every query.

``hmis_stay`` is the backbone: an enrollment that was not deleted, with its project's organisation.
"""

from __future__ import annotations

from data.importers.hmis.codes import CODES
from data.importers.hmis.export import FILES, Export
from data.importers.hmis.queries import OWN_HOUSEHOLD, QUERIES, RULE
from data.problems import Severity
from data.quoting import literal
from data.stage import Stage

LISTED_AT_MOST = 1000
"""Rows that are listed for one problem; one line more says how many there are beyond."""


def stage_rows(export: Export, stage: Stage) -> None:
    """Stage everything that the loaded export tells."""
    stage.connection.execute(
        f"create or replace macro hmis_id(id) as {literal(export.source_id)} || '-' || id"
    )
    _tell_deleted(stage)
    _make_projects(stage)
    _make_stays(stage)
    _make_exits(stage)
    for table, file, query in QUERIES:
        stage.add_query(
            table,
            f"select *, {literal(file)} as source_file, ?::timestamp as dated_at from ({query})",
            [export.dated_at],
        )


def _tell_deleted(stage: Stage) -> None:
    """Count the rows that the source marks as deleted; they are left out everywhere."""
    for name in FILES:
        (count,) = stage.connection.execute(
            f"select count(*) from hmis_{name} where DateDeleted is not null"
        ).fetchone() or (0,)
        if count:
            stage.problem("hmis_deleted_rows", file=f"{name}.csv", column="DateDeleted", count=count)


def _make_projects(stage: Stage) -> None:
    stage.connection.execute(
        """
        create table hmis_live_project as
        select * from hmis_Project where DateDeleted is null and OrganizationID in (
            select OrganizationID from hmis_Organization where DateDeleted is null)
        """
    )
    _tell_orphans(stage, "Project", "OrganizationID", "Organization", "hmis_unknown_organization")
    known = ", ".join(literal(code) for code in CODES.project_types)
    _list_rows(
        stage,
        "hmis_unknown_project_type",
        "Project.csv",
        f"""select source_row, ProjectType from hmis_live_project
            where coalesce(ProjectType, '') not in ({known})""",
        column="ProjectType",
    )


def _make_stays(stage: Stage) -> None:
    """``hmis_stay``: enrollments that were not deleted, of people and projects that were not."""
    _tell_orphans(stage, "Enrollment", "ProjectID", "Project", "hmis_unknown_project")
    stage.connection.execute(
        """
        create table hmis_stay as
        select stay.*, project.OrganizationID, project.ProjectType
        from hmis_Enrollment stay join hmis_live_project project using (ProjectID)
        where stay.DateDeleted is null and (stay.PersonalID is null or stay.PersonalID not in (
            select PersonalID from hmis_Client where PersonalID is not null group by PersonalID
            having count(*) filter (where DateDeleted is null) = 0))
        """
    )
    _list_rows(
        stage,
        "hmis_no_client_row",
        "Enrollment.csv",
        """select source_row, null from hmis_stay
           where PersonalID not in (select PersonalID from hmis_Client where PersonalID is not null)""",
        column="PersonalID",
    )
    _list_rows(
        stage,
        "hmis_household_elsewhere",
        "Enrollment.csv",
        f"""select source_row, HouseholdID from hmis_stay
            where HouseholdID is not null and not {OWN_HOUSEHOLD}""",
        column="HouseholdID",
    )


def _make_exits(stage: Stage) -> None:
    """``hmis_end``: the last exit of each stay."""
    for name in ("Exit", "Services", "CurrentLivingSituation", "Event"):
        _tell_orphans(stage, name, "EnrollmentID", "Enrollment", "hmis_unknown_enrollment")
    stage.connection.execute(
        """
        create table hmis_end as
        select *, row_number() over (
            partition by EnrollmentID order by ExitDate desc nulls last, source_row desc) as nth
        from hmis_Exit where DateDeleted is null
        """
    )
    _list_rows(
        stage,
        "hmis_second_exit",
        "Exit.csv",
        "select source_row, ExitDate from hmis_end where nth > 1",
        column="ExitDate",
    )
    _list_rows(
        stage,
        "hmis_exit_without_day",
        "Exit.csv",
        "select source_row, null from hmis_end where nth = 1 and ExitDate is null",
        column="ExitDate",
    )
    stage.connection.execute("delete from hmis_end where nth > 1 or ExitDate is null")
    # The enrollment is refused; where to mend it is said here.
    _list_rows(
        stage,
        "hmis_exit_before_entry",
        "Exit.csv",
        """select hmis_end.source_row, ExitDate from hmis_end join hmis_stay using (EnrollmentID)
           where try_cast(ExitDate as date) < try_cast(EntryDate as date)""",
        column="ExitDate",
    )
    known = ", ".join(
        literal(code) for places in RULE.lists.values() for codes in places.values() for code in codes
    )
    _list_rows(
        stage,
        "hmis_unknown_destination",
        "Exit.csv",
        f"select source_row, Destination from hmis_end where Destination not in ({known})",
        column="Destination",
    )


def _tell_orphans(stage: Stage, child: str, column: str, parent: str, code: str) -> None:
    """Rows whose parent is nowhere in the export are errors; those of a deleted parent go with it."""
    known = f"select {column} from hmis_{parent} where {column} is not null"
    _list_rows(
        stage,
        code,
        f"{child}.csv",
        f"""select source_row, {column} from hmis_{child}
            where DateDeleted is null and ({column} is null or {column} not in ({known}))""",
        severity="error",
        column=column,
    )


def _list_rows(
    stage: Stage,
    code: str,
    file: str,
    query: str,
    *,
    column: str,
    severity: Severity = "warning",
) -> None:
    """Note a problem for each row that a query gives (source_row, value), so many and then how many more."""
    rows = stage.connection.execute(f"{query} order by source_row limit {LISTED_AT_MOST + 1}").fetchall()
    for row, value in rows[:LISTED_AT_MOST]:
        stage.problem(code, file=file, row=row, column=column, value=value, severity=severity)
    if len(rows) > LISTED_AT_MOST:
        (count,) = stage.connection.execute(f"select count(*) from ({query})").fetchone() or (0,)
        stage.problem("more_of_the_same", file=file, column=column, more=count - LISTED_AT_MOST, same=code)
