"""Numbers known to several organisations: before anything else sees them they become pseudonyms, or nothing.

The pseudonym is an HMAC of the agreement and the number, so that only organisations of one agreement have it in
common. A number of an organisation without an agreement is dropped before it is read any further.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.identities import NAME
from data.keys import PSEUDONYM_SQL, fingerprint, pads
from data.problems import Problem
from data.stage import Stage

TABLE, NUMBER = "shared_person", "shared_person_id"
UNFIT = "unfit"
"""Stands in the stage for a number that cannot tell people apart."""
_PLAIN = f"nullif(upper(regexp_replace({NUMBER}, '[^0-9A-Za-z]', '', 'g')), '')"
"""A number without spaces and signs: ``3404-0101 0190 0001`` is ``3404010101900001``."""
_FIT = (
    "length(plain) between 8 and 40 and length(regexp_replace(plain, '[^0-9]', '', 'g')) >= 6"
    " and replace(plain, substr(plain, 1, 1), '') <> ''"
)
"""Eight signs or more with six digits, not all the same: "belum ada" and 0000 would make many people one."""


def recognise(stage: Stage, key: bytes) -> None:
    """Turn the staged numbers into pseudonyms; drop those of organisations without an agreement, and say so."""
    _note_strangers(stage)
    outer, inner = pads(key)
    made = PSEUDONYM_SQL.format(message="'shared identity|' || agreed || '|' || plain")
    stage.rewrite(
        TABLE,
        f"""select * exclude (plain, agreed) replace (
                case when plain is null then null when {_FIT} then cast({made} as varchar) else '{UNFIT}' end
                    as {NUMBER},
                agreed as agreement, $mark as key_mark)
            from (
                select staged.*{_row_number(stage)}, {_PLAIN} as plain, agreed.agreement as agreed
                from memory.staged_{TABLE} staged
                join ({_agreements(stage)}) agreed on agreed.organization_id = trim(staged.organization_id)
            )""",
        {"outer": outer, "inner": inner, "mark": fingerprint(key)},
        ("agreement", "key_mark"),
    )
    _note_doubles(stage)


def _row_number(stage: Stage) -> str:
    """Rows keep the number that they have in the file, which an adopted view gives as a column already."""
    return "" if TABLE in stage.adopted else ", staged.rowid as rowid"


def agreements_of_one(stage: Stage) -> Iterator[Problem]:
    """Warn of agreements that have a single organisation after this import."""
    if "identity_agreement" not in stage.tables:
        return
    rows = stage.connection.execute(
        f"""select any_value(source_file), any_value(source_row), any_value(written)
            from (
                select {NAME.format(agreement="agreement")} as name, source_file, source_row, agreement as written
                from memory.checked_identity_agreement where not is_bad
            ) brought
            where (select count(*) from ({_agreements(stage)}) agreed where agreed.agreement = brought.name) = 1
            group by name order by name"""
    ).fetchall()
    for file, row, name in rows:
        yield Problem(
            file=file,
            row=row,
            column="agreement",
            value=name,
            severity="warning",
            code="agreement_of_one",
            table="identity_agreement",
        )


def _agreements(stage: Stage) -> str:
    """The agreement that each organisation is in: as it comes with this import, else as the records know it."""
    known = "select organization_id, agreement, ended_on from records.current_identity_agreement"
    if "identity_agreement" in stage.tables:
        brought = """select organization_id, agreement, ended_on
            from memory.checked_identity_agreement where not is_bad"""
        known = f"{brought} union all {known} where organization_id not in (select organization_id from ({brought}))"
    return f"""select organization_id, {NAME.format(agreement="agreement")} as agreement
        from ({known}) where ended_on is null"""


def _note_strangers(stage: Stage) -> None:
    """Name the organisations whose numbers are not taken, and how many they brought."""
    rows = stage.connection.execute(
        f"""select source_file, trim(organization_id) as organization, count(*) from memory.staged_{TABLE}
            where {NUMBER} is not null
                and trim(organization_id) not in (select organization_id from ({_agreements(stage)}))
            group by 1, 2 order by 1, 2"""
    ).fetchall()
    for file, organization, count in rows:
        stage.problem(
            "number_without_agreement",
            file=file,
            column=NUMBER,
            table=TABLE,
            organization=organization,
            rows=count,
        )


def _note_doubles(stage: Stage) -> None:
    """Warn of clients of one organisation with the same number: one person twice, or a number that was cut."""
    same = f"partition by source_no, trim(organization_id), {NUMBER}"
    rows = stage.connection.execute(
        f"""select source_file, source_row, others from (
                select *, count(distinct trim(client_id)) over ({same}) - 1 as others
                from memory.staged_{TABLE} where {NUMBER} is not null and {NUMBER} <> '{UNFIT}'
            ) where others > 0 order by source_file, source_row limit 1000"""
    ).fetchall()
    for file, row, others in rows:
        stage.problem("shared_number_twice", file=file, row=row, column=NUMBER, table=TABLE, others=others)
