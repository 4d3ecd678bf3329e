"""Who a row is about: the one id of a person who was written under several case numbers, or only by a stay; and
how old that person was."""

from __future__ import annotations


def of_persons(table: str, columns: str) -> str:
    """Ask for the rows of a table with the one id of the person each is about, as ``organization_id, client_id``
    and the columns, written with the prefix ``t``.

    Two case numbers that were found to be one person are one; a row that names no client is of the client whose
    enrollment it names. Rows that name neither are nobody's and are left out.
    """
    return f"""
        select t.organization_id, coalesce(a.client_id, t.client_id) as client_id, {columns}
        from current_{table} t left join current_alias a on a.alias_client_id = t.client_id
        where t.client_id is not null
        union all
        select t.organization_id, coalesce(a.client_id, e.client_id) as client_id, {columns}
        from current_{table} t join current_enrollment e on e.enrollment_id = t.enrollment_id
        left join current_alias a on a.alias_client_id = e.client_id
        where t.client_id is null
    """


def age_on(birth: str, day: str) -> str:
    """SQL for the whole years between two dates: one more on the birthday itself, and for who was born on 29
    February on 1 March of other years."""
    return f"cast(floor(({_as_number(day)} - {_as_number(birth)}) / 10000.0) as bigint)"


def _as_number(day: str) -> str:
    """A date as 20250131, so that the day of the year is compared with that of the birthday."""
    return f"(extract(year from {day}) * 10000 + extract(month from {day}) * 100 + extract(day from {day}))"
