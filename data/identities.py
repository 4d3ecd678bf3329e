"""Who may recognise whom: the organisations of identity agreements, and the numbers by which they do, as SQL."""

from __future__ import annotations

NAME = "lower(trim({agreement}))"
"""An agreement by its name, however it is written."""

MEMBERS = f"""
    select organization_id, agreement, purpose, agreed_on, {NAME.format(agreement="agreement")} as name
    from current_identity_agreement where ended_on is null
"""
"""Organisations that are in an agreement now; ``name`` is what its members have in common."""

CARRYING = f"""
    with member as ({MEMBERS}),
    numbered as (
        select s.organization_id, s.client_id, s.shared_person_id, s.key_mark, s.batch_id, m.name
        from current_shared_person s
        join member m on m.organization_id = s.organization_id and m.name = s.agreement
        where s.shared_person_id is not null
    )
    select n.name, n.organization_id, n.client_id, n.shared_person_id from numbered n
    join (
        select name, max(key_mark) as key_mark from numbered
        where (name, batch_id) in (select name, max(batch_id) from numbered group by name) group by name
    ) newest on newest.name = n.name and newest.key_mark = n.key_mark
"""
"""Clients with the number by which the others of their agreement know them, as far as numbers can be compared:
those that were taken in under the same key as the newest."""
