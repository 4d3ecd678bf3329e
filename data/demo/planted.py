"""What the demonstration hides, for tests and for whoever wonders whether the screens find it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from data.demo.organizations.anyam import ANYAM
from data.demo.organizations.bening import BENING
from data.demo.organizations.senja import SENJA
from data.demo.seasons import DAY, WEEK, last_week_end

Kind = Literal[
    "improvement",
    "decline",
    "seeming_decline",
    "case_mix",
    "poor_follow_up",
    "overspending",
    "dependence",
    "lowest_right",
]


@dataclass(frozen=True)
class Planted:
    """One planted truth.

    ``is_real``: whether what a first look shows is so; where not, the screen must not say it, or must say
    why not. ``weeks``: how many complete weeks before ``as_of`` it lasts by now, where it began at all.
    """

    kind: Kind
    organization_id: str
    indicator: str
    is_real: bool
    program_id: str | None = None
    weeks: int | None = None

    def since(self, as_of: dt.date) -> dt.date | None:
        """Give the Monday of the week in which it began."""
        return last_week_end(as_of) - self.weeks * WEEK + DAY if self.weeks else None


_CHANGE, _GAP, _OFFICE = SENJA.referrals.change, BENING.contact_gap, ANYAM.late_office
assert _CHANGE and _GAP and _OFFICE

PLANTED: tuple[Planted, ...] = (
    Planted("improvement", "senja", "referral_followthrough_rate", True, weeks=_CHANGE.weeks),
    Planted("decline", "bening", "high_risk_contact_rate", True, weeks=_GAP.days_before_week_end // 7 + 1),
    Planted("seeming_decline", "anyam", "intakes", False, weeks=len(_OFFICE.missing)),
    Planted("case_mix", "setara", "outcome_achievement_rate", False),
    Planted("poor_follow_up", "tunas", "return_rate_12m", False),
    Planted("overspending", "bening", "outcomes_achieved", True, program_id="bening-rehab"),
    Planted("dependence", "bening", "largest_funder_share", True),
    Planted("lowest_right", "tunas", "rights_self_determination", True),
)
"""All planted truths, in the order of the package's docstring."""
