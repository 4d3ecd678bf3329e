"""The week for those who are not in the house: judged on everything, shown without small numbers of people."""

from __future__ import annotations

from dataclasses import replace

from metrics.period import Period
from metrics.reader import Organization, Reader
from metrics.reviews.charted import without_few
from metrics.reviews.week import Main, WeekReview, week_review
from metrics.scope import Scope
from metrics.value import IndicatorValue
from metrics.values.shape import suppress


def digest(reader: Reader, scope: Scope, week: Period, organization: Organization) -> WeekReview:
    """Assemble the week of a whole organisation, every number hidden that is about too few people.

    What a chart says is judged on all points: a verdict shows nobody. A digest is never of one programme,
    which could be taken from the whole.
    """
    everything = scope.model_copy(update={"threshold": 0, "detail": "aggregate"})
    review = week_review(reader, everything, week, organization)

    def guarded(value: IndicatorValue) -> IndicatorValue:
        return suppress(value, scope)

    main = review.main and Main(without_few(review.main.watched, scope), guarded(review.main.value), None)
    trust = review.trust and replace(
        review.trust,
        completeness=guarded(review.trust.completeness),
        lag=review.trust.lag and guarded(review.trust.lag),
    )
    return replace(
        review,
        trust=trust,
        watched=tuple(without_few(one, scope) for one in review.watched),
        tiles=tuple(map(guarded, review.tiles)),
        main=main,
        waits=tuple(map(guarded, review.waits)),
        rights=tuple(one for one in map(guarded, review.rights) if one.value is not None),
        paces=tuple(
            one
            for one in review.paces
            if guarded(one.reached).value is not None and one.spent.value is not None
        ),
    )
