"""Probable doubles: two clients of one organisation who may be one person, found without any name.

Clients are grouped by salted keys of what is known of them, with a salt that lives as long as the question: a
group says that two agree and never on what.
"""

from __future__ import annotations

import secrets

from data.keys import PSEUDONYM_SQL, pads

KINDS = ("same_number", "same_birth")
"""``same_number``: one case number written two ways (capitals, signs, spaces, leading zeros). ``same_birth``:
born on the same day (1 January, which is often guessed, left out), of the same sex, in the same district."""

_PLAIN_NUMBER = (
    r"trim(regexp_replace(regexp_replace(regexp_replace(lower(case_number), '[^0-9a-z]+', '-', 'g'),"
    r" '([a-z]+)', '-\1-', 'g'), '-+0*', '-', 'g'), '-')"
)
"""A case number as its groups of letters and digits, without leading zeros: ``K 007/24`` is ``k-7-24``."""

_GROUPS = f"""
    with known as (
        select organization_id, client_id, case_number, registered_on, source_file, source_row,
            {_PLAIN_NUMBER} as plain,
            case when birth_on is not null and not (month(birth_on) = 1 and day(birth_on) = 1)
                and sex <> 'unknown' and district is not null
                then birth_on || '|' || sex || '|' || lower(trim(district)) end as born
        from current_client
        where client_id not in (select alias_client_id from current_alias)
    ),
    keyed as (
        select *, 'same_number' as kind, {PSEUDONYM_SQL.format(message="organization_id || '|number|' || plain")} as salted
        from known where plain <> ''
        union all
        select *, 'same_birth' as kind, {PSEUDONYM_SQL.format(message="organization_id || '|birth|' || born")} as salted
        from known where born is not null
    )
"""

PAIRS = f"""
    {_GROUPS}
    select one.organization_id, one.kind, one.client_id as first, one.case_number as first_number,
        other.client_id as second, other.case_number as second_number
    from keyed one join keyed other on other.kind = one.kind and other.salted = one.salted
        and other.client_id > one.client_id and other.organization_id = one.organization_id
"""
"""Every pair once a kind; parameters ``$outer`` and ``$inner``: see ``salted``."""

COUNTS = f"""
    select organization_id, count(*) as pairs, count(*) filter (where kind = 'same_number') as same_number from (
        select organization_id, first, second, max(kind) as kind from ({PAIRS}) group by all
    ) group by organization_id
"""
"""Probable doubles of each organisation; a pair that is alike in both ways is one."""


def salted() -> dict[str, bytes]:
    """The parameters of a question about doubles: the pads of a salt that nobody keeps."""
    outer, inner = pads(secrets.token_bytes(32))
    return {"outer": outer, "inner": inner}
