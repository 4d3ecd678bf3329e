"""Code lists: every enumeration of the record tables, with a label in both languages."""

from __future__ import annotations

from data.model.codes.base import Codes
from data.model.codes.money import ContributionKind, LedgerKind, Nature
from data.model.codes.people import AgeGroup, Answer, ExitReason, FollowUpStatus, Outcome, Phase, Risk, Sex
from data.model.codes.practice import (
    AnsweredBy,
    Blocker,
    CaseStepKind,
    ConfirmedBy,
    GoalAuthor,
    Level,
    MilestoneLead,
    PlacementKind,
    Role,
    RoleCaseKind,
    RoleCaseResult,
)
from data.model.codes.promises import Direction, EvaluationQuestion, Measure, ResultType, TargetKind
from data.model.codes.voice import AnswerState, SurveyMode
from data.model.codes.who import (
    ActorType,
    CostMethod,
    EvidenceLevel,
    FunderKind,
    HsoFunction,
    LegalForm,
    OutcomeRuleName,
    Pillar,
    ProgramKind,
)

__all__ = [
    "ActorType",
    "AgeGroup",
    "Answer",
    "AnswerState",
    "AnsweredBy",
    "Blocker",
    "CaseStepKind",
    "Codes",
    "ConfirmedBy",
    "ContributionKind",
    "CostMethod",
    "Direction",
    "EvaluationQuestion",
    "EvidenceLevel",
    "ExitReason",
    "FollowUpStatus",
    "FunderKind",
    "GoalAuthor",
    "HsoFunction",
    "LedgerKind",
    "LegalForm",
    "Level",
    "Measure",
    "MilestoneLead",
    "Nature",
    "Outcome",
    "OutcomeRuleName",
    "Phase",
    "Pillar",
    "PlacementKind",
    "ProgramKind",
    "ResultType",
    "Risk",
    "Role",
    "RoleCaseKind",
    "RoleCaseResult",
    "Sex",
    "SurveyMode",
    "TargetKind",
]
