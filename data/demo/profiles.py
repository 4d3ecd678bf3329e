"""What makes one demonstration organisation differ from another, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.demo.seasons import Rhythm
from data.model.codes import ActorType, HsoFunction, LegalForm, Outcome, Pillar, ProgramKind, Risk, Role

Mix = Mapping[str, float]
"""Codes or names with their weights; the weights need not sum to 1."""

MILLION = 1_000_000


@dataclass(frozen=True)
class Aid:
    """Material aid that a programme gives: what, worth how much (IDR), to which share of its services."""

    kind: str
    amount: int
    share: float
    monthly: float = 0.0
    """Share of stays that receive it every month beside that."""


@dataclass(frozen=True)
class ProgramProfile:
    """A programme. Its share of achieved outcomes comes from the organisation's, by risk, plus ``lift``."""

    program_id: str
    name: str
    kind: ProgramKind
    function: HsoFunction
    pillar: Pillar
    category: str
    problem: str
    planned_days: int
    weekly_intakes: float
    ages: tuple[int, int, int]
    """Youngest, most common and oldest age at entry."""
    female: float
    risk: Mapping[Risk, float]
    services: Mix
    yearly_cost: int
    """Direct cost a year, in IDR."""
    aid: Aid | None = None
    lift: float = 0.0
    unknown: float = 0.10
    """Share of eligible exits whose outcome nobody assessed."""
    self_reliant: float = 0.55
    """Share of achieved exits that stand on their own."""
    prevention_part: float = 0.0
    """Share of a treatment programme's cost that goes to prevention; prevention programmes have 1."""
    overspending: float = 1.0
    """Spending of the current fiscal year against its plan."""
    outcome_plan: float = 1.0
    """Planned outcomes against what can be expected."""
    outcome_words: str | None = None
    """What counts as an outcome, in one sentence."""
    destinations: Mapping[str, Outcome] = field(default_factory=dict)
    """A programme with a rule of its own: where people go, and which outcome that is; staff type none."""
    contact_share: float = 1.0
    """Contacts against the usual number for clients of low and medium risk."""


@dataclass(frozen=True)
class ContactGap:
    """A worker left; nobody took over the clients."""

    worker: str
    days_before_week_end: int
    """Days between the leaving and the end of the last complete week."""


@dataclass(frozen=True)
class ReferralChange:
    """Referrals made in the last so many complete weeks are followed through at another share."""

    weeks: int
    share: float


@dataclass(frozen=True)
class LateOffice:
    """A field office whose sheets come in weeks late.

    ``intakes`` are the people who came in each of the last complete weeks, oldest first; of the last
    ``missing`` weeks, the office's people are not entered yet.
    """

    district: str
    lag_days: tuple[int, int]
    intakes: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def entered(self) -> tuple[int, ...]:
        """Intakes that are entered by now, of each of those weeks."""
        punctual = len(self.intakes) - len(self.missing)
        return self.intakes[:punctual] + tuple(
            came - late for came, late in zip(self.intakes[punctual:], self.missing, strict=True)
        )


@dataclass(frozen=True)
class Referrals:
    """Referrals a week, and the share that reaches the service within 30 days."""

    weekly: float
    share: float
    change: ReferralChange | None = None


@dataclass(frozen=True)
class Voice:
    """What people say: share of positive answers by right, means of the nine IKM elements."""

    rights: Mapping[str, float]
    elements: tuple[float, ...]
    satisfied: float
    invited: int
    answered: float
    modes: Mix


@dataclass(frozen=True)
class Money:
    """Income by source, as shares of the yearly budget, and what is kept back."""

    income: Mapping[str, float]
    """Funder id -> share."""
    shared: float = 0.12
    admin: float = 0.08
    fundraising: float = 0.015
    """Shared cost as shares of direct cost."""
    reserve_months: float = 3.0
    in_kind: int = 0
    """Goods received a month, in IDR."""


@dataclass(frozen=True)
class OrganizationProfile:
    """An organisation of the demonstration: invented, as are its people, partners and donors."""

    organization_id: str
    name: str
    prefix: str
    """Begins the ids of its rows."""
    legal_form: LegalForm
    actor_type: ActorType
    registered_year: int
    districts: Mix
    programs: tuple[ProgramProfile, ...]
    achieved: Mapping[Risk, float]
    """Achieved outcomes among eligible exits, by risk at entry."""
    workers: Mix
    partners: tuple[tuple[str, str], ...]
    """Name and kind."""
    referrals: Referrals
    voice: Voice
    money: Money
    rhythm: Rhythm = "usual"
    fiscal_year_start: int = 1
    returning: float = 0.15
    """Achieved clients whose problem comes back within a year."""
    coming_back: float = 0.5
    """Of these, the share that enrolls again."""
    traced: float = 0.8
    """Former clients who can be reached for follow-up."""
    household: float = 0.0
    """Clients who come with a household."""
    disability: float = 0.05
    entry_lag: int = 2
    """Median days until something is entered."""
    high_risk_miss: float = 0.20
    """How often a high-risk client waits longer than 14 days."""
    roles: Mapping[Role, float] = field(
        default_factory=lambda: {Role.facilitator: 3, Role.broker: 2, Role.other: 1}
    )
    communities: tuple[tuple[str, str, int], ...] = ()
    """Name, district, and steps of the 17 reached."""
    monthly_alerts: float = 0.0
    open_alert_hours: tuple[int, ...] = ()
    """Protection alerts without any action at closing: hours since they were raised."""
    monthly_mediations: float = 0.0
    monthly_advocacy: float = 0.0
    deaths: float = 0.004
    """Exits by death."""
    contact_gap: ContactGap | None = None
    late_office: LateOffice | None = None
