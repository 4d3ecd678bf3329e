"""Names and shares that pages need beside the numbers: organisations, programmes, grants. Nothing about people."""

from __future__ import annotations

METADATA: dict[str, str] = {
    "organization": """
        select organization_id as organization, name, base_currency, fiscal_year_start
        from current_organization
        where organization_id in (select organization_id from current_program)
    """,
    "program": """
        select program_id as program, organization_id as organization, name, kind, evidence_level, planned_days,
            outcome_rule, outcome_rule_version, started_on, ended_on, status
        from current_program
    """,
    "grant_award": """
        select grant_id as grant_id, organization_id as organization, funder_id as funder, name,
            cast(amount as double) as amount, currency, started_on, ended_on
        from current_grant_award
    """,
    "funder": "select funder_id as funder, name, kind, ultimate_funder_id as ultimate_funder from current_funder",
    "grant_share": """
        select s.grant_id, s.program_id as program, s.month_on as month, s.share from current_grant_share s
    """,
    "partner": "select partner_id as partner, organization_id as organization, name from current_partner",
}
"""Published tables of names, whole each time: they are small."""
