"""What each record table takes from an HMIS export, one query a table over the tables of ``rows``.

Ids go through the macro ``hmis_id``. Clients are staged once for each organisation they are enrolled in,
because pseudonyms belong to an organisation.
"""

from __future__ import annotations

from data.importers.hmis.codes import CODES, case_of
from data.outcome_rules import load_rule, outcome_sql
from data.quoting import literal

RULE = load_rule("hud_destinations")
COUNTRY, CURRENCY, FISCAL_YEAR_START = "US", "USD", "10"


def _sex() -> str:
    """One of female and male ticked is that; both, or only something else, is other; nothing is unknown."""

    def ticked(columns: tuple[str, ...]) -> str:
        return "(" + " or ".join(f"coalesce({column}, '') = '1'" for column in columns) + ")"

    female, male, other = (
        ticked(columns)
        for columns in (CODES.sex_columns.female, CODES.sex_columns.male, CODES.sex_columns.other)
    )
    return f"""case when {female} and not {male} then 'female' when {male} and not {female} then 'male'
               when {female} or {other} then 'other' else 'unknown' end"""


def _exit_reason() -> str:
    lists = (
        case_of(column, {code: str(reason) for code, reason in codes.items()})
        for column, codes in CODES.exit_reasons.items()
    )
    return f"coalesce({', '.join(lists)})"


def _kinds() -> str:
    return case_of(
        "ProjectType", {code: str(kind.kind) for code, kind in CODES.project_types.items() if kind.kind}
    )


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(literal(code) for code in codes)


_OUTCOME = outcome_sql(
    RULE, {"exit_on": "ExitDate", "project_type": "ProjectType", "destination": "Destination"}
)

OWN_HOUSEHOLD = """(HouseholdID, OrganizationID) in (
    select HouseholdID, min(OrganizationID) from hmis_stay where HouseholdID is not null
    group by HouseholdID)"""
"""A household is the organisation's that has it; of several, the first one's."""

_ORGANIZATIONS = f"""
    select hmis_id(OrganizationID) as organization_id,
        coalesce(OrganizationName, OrganizationCommonName, OrganizationID) as name,
        {literal(COUNTRY)} as country, {literal(CURRENCY)} as base_currency,
        {literal(FISCAL_YEAR_START)} as fiscal_year_start,
        DateCreated as entered_at, source_row
    from hmis_Organization where DateDeleted is null
"""

_PROGRAMS = f"""
    select hmis_id(ProjectID) as program_id, hmis_id(OrganizationID) as organization_id,
        coalesce(ProjectName, ProjectCommonName, ProjectID) as name, ProjectID as source_id,
        {_kinds()} as kind, ProjectType as project_type,
        {literal(RULE.id)} as outcome_rule, {literal(RULE.version)} as outcome_rule_version,
        OperatingStartDate as started_on, OperatingEndDate as ended_on,
        DateCreated as entered_at, source_row
    from hmis_live_project
"""

_FUNDING = f"""
    select funding.*, project.OrganizationID,
        coalesce(case when Funder = {literal(CODES.other_funder)} then OtherFunder end,
                 {case_of("Funder", CODES.funders)}, Funder) as funder_name,
        Funder || case when Funder = {literal(CODES.other_funder)} and OtherFunder is not null
                  then '-' || OtherFunder else '' end as funder_code
    from hmis_Funder funding join hmis_live_project project using (ProjectID)
    where funding.DateDeleted is null and Funder <> {literal(CODES.no_funder)}
"""

_FUNDERS = f"""
    select hmis_id(funder_code) as funder_id, min(funder_name) as name,
        case when min(Funder) = {literal(CODES.other_funder)} then 'other' else 'government' end as kind,
        min(DateCreated) as entered_at, min(source_row) as source_row
    from ({_FUNDING}) group by funder_code
"""

_GRANTS = f"""
    select hmis_id(FunderID) as grant_id, hmis_id(OrganizationID) as organization_id,
        hmis_id(funder_code) as funder_id, concat_ws(' · ', funder_name, GrantID) as name,
        StartDate as started_on, EndDate as ended_on, DateCreated as entered_at, source_row
    from ({_FUNDING})
"""

_HOUSEHOLDS = f"""
    select hmis_id(HouseholdID) as household_id, hmis_id(OrganizationID) as organization_id,
        cast(count(distinct PersonalID) as varchar) as size,
        min(DateCreated) as entered_at, min(source_row) as source_row
    from hmis_stay where HouseholdID is not null and {OWN_HOUSEHOLD}
    group by HouseholdID, OrganizationID
"""

_CLIENTS = f"""
    select stay.PersonalID as client_id, hmis_id(OrganizationID) as organization_id,
        stay.PersonalID as case_number, coalesce(sex, 'unknown') as sex, birth_on, disability,
        entered_at, source_row
    from (
        select PersonalID, OrganizationID,
            case when bool_or(DisablingCondition = '1') then 'yes'
                 when bool_or(DisablingCondition = '0') then 'no' else 'unknown' end as disability
        from hmis_stay where PersonalID is not null group by PersonalID, OrganizationID
    ) stay left join (
        select PersonalID, {_sex()} as sex,
            case when coalesce(DOBDataQuality, '') not in ('8', '9') then DOB end as birth_on,
            DateCreated as entered_at, source_row,
            row_number() over (partition by PersonalID order by source_row desc) as nth
        from hmis_Client where DateDeleted is null
    ) client on client.PersonalID = stay.PersonalID and client.nth = 1
"""

_ENROLLMENTS = f"""
    select hmis_id(stay.EnrollmentID) as enrollment_id, hmis_id(OrganizationID) as organization_id,
        hmis_id(ProjectID) as program_id, PersonalID as client_id,
        case when {OWN_HOUSEHOLD} then hmis_id(HouseholdID) end as household_id,
        EntryDate as entry_on, ExitDate as exit_on, {_exit_reason()} as exit_reason,
        Destination as destination, {_OUTCOME} as outcome,
        stay.DateCreated as entered_at, stay.source_row as source_row
    from hmis_stay stay left join hmis_end using (EnrollmentID)
"""

_OF_STAY = """hmis_id(OrganizationID) as organization_id, hmis_id(ProjectID) as program_id,
        PersonalID as client_id, hmis_id(stay.EnrollmentID) as enrollment_id"""

_SERVICE_KIND = case_of("RecordType", CODES.record_types, "'Record type ' || RecordType")

_SERVICES = f"""
    select hmis_id(ServicesID) as service_id, {_OF_STAY}, DateProvided as service_on,
        {_SERVICE_KIND} || case when TypeProvided <> RecordType then ' ' || TypeProvided else '' end as kind,
        case when RecordType in ({_listed(CODES.financial_assistance)}) or FAAmount is not null
             then 'true' else 'false' end as material_aid,
        FAAmount as amount, case when FAAmount is not null then {literal(CURRENCY)} end as currency,
        service.DateCreated as entered_at, service.source_row as source_row
    from hmis_Services service join hmis_stay stay using (EnrollmentID) where service.DateDeleted is null
"""

_LIVING_SITUATIONS = f"""
    select hmis_id(CurrentLivingSitID) as contact_id, {_OF_STAY}, InformationDate as contact_on,
        situation.DateCreated as entered_at, situation.source_row as source_row
    from hmis_CurrentLivingSituation situation join hmis_stay stay using (EnrollmentID)
    where situation.DateDeleted is null
"""

_CONTACT_EVENTS = f"""
    select hmis_id('event-' || EventID) as contact_id, {_OF_STAY}, EventDate as contact_on,
        event.DateCreated as entered_at, event.source_row as source_row
    from hmis_Event event join hmis_stay stay using (EnrollmentID)
    where event.DateDeleted is null and Event in ({_listed(CODES.contact_events)})
"""

_REFERRALS = f"""
    select hmis_id(EventID) as referral_id, {_OF_STAY}, EventDate as made_on,
        case when ReferralResult = {literal(CODES.accepted_referral)} then ResultDate end as accepted_on,
        event.DateCreated as entered_at, event.source_row as source_row
    from hmis_Event event join hmis_stay stay using (EnrollmentID)
    where event.DateDeleted is null and Event not in ({_listed(CODES.contact_events)})
"""

QUERIES: tuple[tuple[str, str, str], ...] = (
    ("organization", "Organization.csv", _ORGANIZATIONS),
    ("program", "Project.csv", _PROGRAMS),
    ("funder", "Funder.csv", _FUNDERS),
    ("grant_award", "Funder.csv", _GRANTS),
    ("household", "Enrollment.csv", _HOUSEHOLDS),
    ("client", "Client.csv", _CLIENTS),
    ("enrollment", "Enrollment.csv", _ENROLLMENTS),
    ("service", "Services.csv", _SERVICES),
    ("contact", "CurrentLivingSituation.csv", _LIVING_SITUATIONS),
    ("contact", "Event.csv", _CONTACT_EVENTS),
    ("referral", "Event.csv", _REFERRALS),
)
"""Record table, the file that its source rows are lines of, and the query."""
