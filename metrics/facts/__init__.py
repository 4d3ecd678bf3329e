"""Facts: records -> one row per thing that is counted, as SQL, declared."""

from __future__ import annotations

from metrics.facts.aftercare import FOLLOW_UP_POINT, OVERDUE, PREVENTION, SELF_RELIANCE
from metrics.facts.cases import CASELOAD, EXIT, INTAKE, OVERRUN
from metrics.facts.change import CHANGE, FUNCTIONING, GOAL_ATTAINMENT
from metrics.facts.cost import COST, GRANT_PART
from metrics.facts.definition import Fact
from metrics.facts.empowerment import AID_DEPENDENCY, COMMUNITY_ACTIVITY, COMMUNITY_STEP, GOAL_SET
from metrics.facts.leavers import LEAVERS
from metrics.facts.market import PLACEMENT
from metrics.facts.money import MONEY, MONEY_LEFT_OUT
from metrics.facts.participation import DECISION, DECISION_WAIT, FEEDBACK, VOLUNTEER
from metrics.facts.people import PEOPLE
from metrics.facts.practice import (
    ALERT,
    COMPLAINT,
    CONTACT,
    HIGH_RISK_WATCH,
    NEED,
    REFERRAL,
    SERVICE,
    WAIT,
)
from metrics.facts.promises import PROMISE_PERIOD
from metrics.facts.quality import DATA_QUALITY
from metrics.facts.recording import COMPLETENESS, ENTRY_LAG
from metrics.facts.returns import RETURN_CURVE
from metrics.facts.roles import ADVOCACY, MEDIATION, NEED_MET, PRACTICE_HOURS, REFERRAL_RECEIVED
from metrics.facts.standing import CASE_PROCESS, EVIDENCE, STAFF
from metrics.facts.stay_cost import STAY_COST
from metrics.facts.support import CONTRIBUTION, DONOR, RESERVE
from metrics.facts.survey_scores import SURVEY_SCORE
from metrics.facts.voice import SURVEY_RESPONSE, SURVEY_WAVE

FACTS: tuple[Fact, ...] = (
    INTAKE,
    EXIT,
    CASELOAD,
    OVERRUN,
    PEOPLE,
    LEAVERS,
    FOLLOW_UP_POINT,
    SELF_RELIANCE,
    PREVENTION,
    OVERDUE,
    RETURN_CURVE,
    CHANGE,
    FUNCTIONING,
    GOAL_ATTAINMENT,
    CONTACT,
    SERVICE,
    HIGH_RISK_WATCH,
    REFERRAL,
    ALERT,
    COMPLAINT,
    NEED,
    WAIT,
    REFERRAL_RECEIVED,
    NEED_MET,
    MEDIATION,
    ADVOCACY,
    PRACTICE_HOURS,
    GOAL_SET,
    AID_DEPENDENCY,
    COMMUNITY_ACTIVITY,
    COMMUNITY_STEP,
    PLACEMENT,
    DECISION,
    DECISION_WAIT,
    FEEDBACK,
    VOLUNTEER,
    STAFF,
    EVIDENCE,
    CASE_PROCESS,
    SURVEY_RESPONSE,
    SURVEY_SCORE,
    SURVEY_WAVE,
    ENTRY_LAG,
    COMPLETENESS,
    DATA_QUALITY,
    MONEY,
    MONEY_LEFT_OUT,
    COST,
    STAY_COST,
    GRANT_PART,
    DONOR,
    RESERVE,
    CONTRIBUTION,
    PROMISE_PERIOD,
)
"""All facts; each has a published table of its name."""

FACT_BY_NAME: dict[str, Fact] = {fact.name: fact for fact in FACTS}
"""Facts by name."""
