"""Every record table as a pydantic model: the one source of DDL, templates, checks and data dictionary."""

from __future__ import annotations

from data.model.base import Record
from data.model.community import CommunityActivity, CommunityMilestone
from data.model.identity import IdentityAgreement, SharedPerson
from data.model.money import Budget, Contribution, ExchangeRate, LedgerEntry, PriceIndex, Reserve
from data.model.promises import IndicatorDefinition, ReportedResult, Target
from data.model.served import (
    Alias,
    CaseGoal,
    CaseStep,
    Client,
    Consent,
    Contact,
    Enrollment,
    FollowUp,
    Household,
    Measurement,
    Need,
    Placement,
    Referral,
    RoleCase,
    Service,
)
from data.model.standing import AccreditationEvidence, Evaluation
from data.model.voice import (
    Complaint,
    DecisionEvent,
    FeedbackTheme,
    Instrument,
    SurveyAnswer,
    SurveyItem,
    SurveyWave,
)
from data.model.who import (
    Community,
    Funder,
    GrantAward,
    GrantShare,
    Organization,
    OutcomeRuleLine,
    Partner,
    Program,
    StaffPost,
    VolunteerSpell,
)

RECORDS: tuple[type[Record], ...] = (
    Organization,
    IdentityAgreement,
    Program,
    Community,
    Funder,
    GrantAward,
    GrantShare,
    Partner,
    Instrument,
    SurveyItem,
    OutcomeRuleLine,
    StaffPost,
    VolunteerSpell,
    LedgerEntry,
    Budget,
    ExchangeRate,
    PriceIndex,
    Reserve,
    Contribution,
    Household,
    Client,
    Alias,
    SharedPerson,
    Consent,
    Enrollment,
    Service,
    Contact,
    Measurement,
    FollowUp,
    Need,
    Referral,
    CaseGoal,
    CaseStep,
    RoleCase,
    Placement,
    SurveyWave,
    SurveyAnswer,
    Complaint,
    FeedbackTheme,
    DecisionEvent,
    CommunityMilestone,
    CommunityActivity,
    IndicatorDefinition,
    Target,
    ReportedResult,
    AccreditationEvidence,
    Evaluation,
)
"""All record tables, parents before children."""

TABLES: dict[str, type[Record]] = {record.table: record for record in RECORDS}
"""Record tables by name."""
