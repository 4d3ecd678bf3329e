"""Names, shares and promises that pages need beside the numbers. Nothing about people."""

from __future__ import annotations

from data.model import TABLES
from metrics.facts.together import IDENTITY_AGREEMENT, PEOPLE_TOGETHER

_NAMES = ("organization", "identity_agreement")
"""Records that only name an organisation."""
_OWN_DATA = "organization_id in ({})".format(
    " union ".join(
        f"select organization_id from current_{name}"
        for name, record in TABLES.items()
        if "organization_id" in record.model_fields and name not in _NAMES
    )
)
"""Organisations of which anything is recorded; others are only named, such as those of an export without a project."""

METADATA: dict[str, str] = {
    "organization": f"""
        select organization_id as organization, name, base_currency, fiscal_year_start
        from current_organization
        where {_OWN_DATA}
    """,
    "program": """
        select program_id as program, organization_id as organization, name, kind, evidence_level,
            planned_days, outcome_rule, outcome_rule_version, started_on, ended_on, status
        from current_program
    """,
    "grant_award": """
        select grant_id as grant_id, organization_id as organization, funder_id as funder, name,
            cast(amount as double) as amount, currency, started_on, ended_on
        from current_grant_award
    """,
    "funder": """
        select funder_id as funder, name, kind, ultimate_funder_id as ultimate_funder from current_funder
    """,
    "grant_share": """
        select grp as grant_id, program, period as month, share,
            case when is_set = 1 then 'set' else 'spending' end as source
        from published.grant_part where dim = 'grant_id'
    """,
    "partner": "select partner_id as partner, organization_id as organization, name from current_partner",
    "promise": """
        select definition_id as promise, organization_id as organization,
            coalesce(program_id, '(none)') as program, name, result_name, result_type, measure, direction,
            direction_given, aggregation_status, cumulative, reference, baseline, baseline_text,
            baseline_year, indicator
        from current_indicator_definition
    """,
    "target": """
        select target_id as target, organization_id as organization, program_id as program, grant_id,
            indicator, people_group, kind, value, baseline, starts_on, due_on, set_on, batch_id as batch
        from current_target
    """,
    "community": """
        select community_id as community, organization_id as organization, name, district
        from current_community
    """,
    "community_milestone": """
        select organization_id as organization, community_id as community, lower(trim(step)) as step,
            cast(date_trunc('month', reached_on) as date) as reached_month,
            trim(coalesce(evidence, '')) <> '' as proven, coalesce(is_smart, false) as smart
        from current_community_milestone
    """,
    "evaluation": """
        select organization_id as organization, coalesce(community_id, '(none)') as community,
            coalesce(program_id, '(none)') as program, question, answer,
            cast(date_trunc('month', held_on) as date) as held_month
        from current_evaluation
    """,
    "accreditation_evidence": """
        select organization_id as organization, rule_pack, component, requirement,
            trim(coalesce(document, '')) <> '' as documented,
            cast(date_trunc('month', valid_from_on) as date) as valid_from_month,
            cast(date_trunc('month', valid_until_on) as date) as valid_until_month,
            cast(date_trunc('month', verified_on) as date) as verified_month
        from current_accreditation_evidence
    """,
    "organization_profile": f"""
        select organization_id as organization, legal_form, actor_type, is_social, is_local,
            registration_number is not null as registered,
            cast(date_trunc('month', registered_on) as date) as registered_month
        from current_organization
        where {_OWN_DATA}
    """,
    "program_profile": """
        select program_id as program, organization_id as organization, name, hso_function, pillar,
            client_category
        from current_program
    """,
    "feedback_theme": """
        select organization_id as organization, coalesce(program_id, '(none)') as program, theme, action,
            refused, cast(date_trunc('month', raised_on) as date) as raised_month,
            cast(date_trunc('month', closed_on) as date) as closed_month,
            cast(date_trunc('month', told_on) as date) as told_month
        from current_feedback_theme
    """,
    "price_index": """
        select currency, series, cast(date_trunc('month', month_on) as date) as month,
            avg(index_value) as index_value
        from current_price_index group by currency, series, cast(date_trunc('month', month_on) as date)
    """,
    "budget": """
        select budget_id as budget, organization_id as organization,
            coalesce(program_id, '(none)') as program, starts_on, ends_on, cast(amount as double) as amount,
            currency
        from current_budget
    """,
    "identity_agreement": IDENTITY_AGREEMENT,
    "people_together": PEOPLE_TOGETHER,
}
"""Published tables of names and promises, whole each time: they are small."""

AFTER_FACTS = ("grant_share", "people_together")
"""Those that read what the facts published; all others read records alone."""
