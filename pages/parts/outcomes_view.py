"""*Outcomes* as it is shown."""

from __future__ import annotations

from metrics.reviews.asking import measured
from metrics.reviews.cover import OUTCOME
from metrics.reviews.outcomes import OutcomesReview, outcomes_review
from metrics.values.rates import TOO_LITTLE_KNOWN
from pages.parts import funding_blocks, head
from pages.parts.bars import three_states
from pages.parts.html import Html
from pages.parts.measures import Named, numbers, shares, targets, waits
from pages.parts.number_card import states
from pages.parts.screen import Row, beside, full, view
from reports import funding
from reports import outcomes as said
from reports.reading import Reading, declared, name_of, people_behind
from reports.reasons import reason_text


def _rows(review: OutcomesReview, reading: Reading) -> list[Row]:
    rows = [beside((1, 1), (_unknown(review, reading),), (_change(review, reading),))]
    if len(review.programs) > 1:
        rows.append(full(_programs(review, reading)))
    rows.append(
        beside((1, 1), (_groups(review, reading),), (_goals(review, reading), _further(review, reading)))
    )
    return rows


outcomes_view = view(outcomes_review, said, _rows)
"""What a visitor looks at."""


def _unknown(review: OutcomesReview, reading: Reading) -> Html:
    if not measured(review.outcomes):
        return head.section(said.unknown_heading(review, reading), waits(review.outcomes, reading))
    indicator = declared(review.outcomes)
    drawn = states(review.outcomes, indicator, reading.t) if indicator else None
    return head.section(
        said.unknown_heading(review, reading),
        three_states(drawn) if drawn else Html(""),
        numbers((review.coverage, review.before, review.served), reading, named=_named(reading)),
        small=said.unknown_small(review, reading),
    )


def _named(reading: Reading) -> Named:
    """Beside the coverage stands the outcome of the year before."""
    t = reading.t
    return lambda one: t("measures.before") if one.indicator == OUTCOME else name_of(one, t)


def _programs(review: OutcomesReview, reading: Reading) -> Html:
    t = reading.t
    table = shares(
        review.programs,
        reading,
        t("outcomes.programs.caption"),
        head=t("measures.program"),
        named=reading.program,
        verdict=True,
        extra=targets(reading),
    )
    return head.section(
        said.programs_heading(review, reading),
        table,
        head.under(t("measures.marks")),
        small=t("outcomes.programs.small"),
    )


def _change(review: OutcomesReview, reading: Reading) -> Html:
    t = reading.t
    heading = said.change_heading(review, reading)
    if not any(measured(one) for one in (*review.change, review.mean_change)):
        return head.section(heading, waits(review.change[0], reading))
    blocks = [shares(review.change, reading, t("outcomes.change.caption"))]
    if measured(review.mean_change):
        blocks.append(head.paragraph(said.change_text(review, reading)))
    return head.section(heading, *blocks, small=t("outcomes.change.small"))


def _goals(review: OutcomesReview, reading: Reading) -> Html:
    t, value = reading.t, review.goals
    if not measured(value):
        return head.section(said.goals_heading(value, reading), waits(value, reading))
    return head.section(
        said.goals_heading(value, reading), numbers((value,), reading), small=t("outcomes.goals.small")
    )


def _further(review: OutcomesReview, reading: Reading) -> Html:
    t = reading.t
    known = [one for one in (*review.further, review.expected) if one.status != "not_applicable"]
    under = [head.under(line) for line in people_behind(known, reading)]
    reasons = [one.reason for one in known if one.reason]
    under += [head.under(reason_text(one, t)) for one in reasons if one.key.startswith(TOO_LITTLE_KNOWN)]
    return head.section(
        t("outcomes.further"),
        numbers(known, reading, verdict=True),
        *under,
        small=t("outcomes.further.small"),
    )


def _groups(review: OutcomesReview, reading: Reading) -> Html:
    if not review.groups.rows:
        heading, *why = funding.no_groups(review.outcomes, reading)
        return head.section(heading, head.empty(*why))
    return head.section(
        funding.groups_heading(review.groups, reading),
        funding_blocks.groups(review.groups, reading),
        small=funding.groups_small(review.groups, reading, review.outcomes),
    )
