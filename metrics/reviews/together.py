"""Together: how many different people the organisations of an identity agreement served."""

from __future__ import annotations

import datetime as dt

from metrics.ask import Ask
from metrics.compute import value
from metrics.period import quarter_of, rolling_months
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.people import TOGETHER
from metrics.values.shape import KNOWN_TO_ONE, KNOWN_TO_SEVERAL

MONTHS = 12
_JOINT = ("suppressed", "cannot_be_combined")


def served_together(reader: Reader, scope: Scope, organization: str) -> IndicatorValue | None:
    """Different people served by all organisations of the agreement that an organisation is in, in the last twelve
    months that end with a quarter which the data of all of them reach.

    One period, and none to choose: differences of overlapping periods would tell of few people. None where there is
    no agreement, where the viewer does not see all of its organisations, where fewer than two of them serve people,
    for what is left would be the number of one, and where nobody was served in these months.
    """
    known = dict(reader.rows("select organization, agreement from published.identity_agreement"))
    own = frozenset(one for one, name in known.items() if name == known.get(organization))
    if not own or not all(scope.sees_organization(one) for one in own):
        return None
    reached = [one.as_of for one in reader.organizations(scope) if one.id in own and one.as_of is not None]
    if len(reached) < 2:
        return None
    start, end = rolling_months(_last_whole_quarter(min(reached)), MONTHS)
    together = scope.model_copy(update={"organizations": own})
    found = value(reader, together, Ask(indicator=TOGETHER, start=start, end=end))
    noted = bool(found.value) and any(note.key in (KNOWN_TO_ONE, KNOWN_TO_SEVERAL) for note in found.notes)
    return found if noted or found.status in _JOINT else None


def _last_whole_quarter(day: dt.date) -> dt.date:
    """The last day of the last quarter that was over on a day."""
    quarter = quarter_of(day)
    return quarter.end if quarter.end <= day else quarter.start - dt.timedelta(days=1)
