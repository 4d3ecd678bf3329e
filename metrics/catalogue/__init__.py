"""The indicators, declared: one module per Osborne & Gaebler principle, and the supporting measures."""

from __future__ import annotations

from metrics.catalogue.competition import COMPETITION
from metrics.catalogue.customer import CUSTOMER
from metrics.catalogue.definition import Indicator
from metrics.catalogue.earning import EARNING
from metrics.catalogue.empowering import EMPOWERING
from metrics.catalogue.empowerment_process import EMPOWERMENT_PROCESS
from metrics.catalogue.market import MARKET
from metrics.catalogue.outcomes import OUTCOMES
from metrics.catalogue.participation import PARTICIPATION
from metrics.catalogue.prevention import PREVENTION
from metrics.catalogue.rules import RULES
from metrics.catalogue.steering import STEERING
from metrics.catalogue.supporting import SUPPORTING
from metrics.catalogue.trust import TRUST

CATALOGUE: tuple[Indicator, ...] = (
    *OUTCOMES,
    *PREVENTION,
    *CUSTOMER,
    *EMPOWERING,
    *EMPOWERMENT_PROCESS,
    *STEERING,
    *COMPETITION,
    *RULES,
    *EARNING,
    *PARTICIPATION,
    *MARKET,
    *TRUST,
    *SUPPORTING,
)
"""Every indicator, in the order it is listed."""

BY_ID: dict[str, Indicator] = {indicator.id: indicator for indicator in CATALOGUE}
"""Indicators by id."""
