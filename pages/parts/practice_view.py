"""*Practice* as it is shown."""

from __future__ import annotations

from functools import lru_cache

from data.model.codes import Level
from metrics.reviews.asking import measured
from metrics.reviews.practice import PracticeReview, practice_review
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.html import Html
from pages.parts.measures import numbers, shares, waits
from pages.parts.numbers import card_id
from pages.parts.screen import Look, Row, Shown, beside, full, shown
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import practice as said
from reports import words
from reports.charts.make import bar
from reports.reading import Reading


@lru_cache(maxsize=64)
def practice_view(look: Look) -> Shown:
    """Give what a visitor looks at."""
    review, reading = practice_review(look.asking), look.reading
    return shown(
        look,
        reading,
        said.message(review, reading),
        said.lead(review, reading),
        _rows(review, reading),
        [one for one in review.all_values() if one.indicator != "unanswered_needs"],
    )


def _rows(review: PracticeReview, reading: Reading) -> list[Row]:
    return [
        full(_roles(review, reading)),
        beside((1, 1), (_referrals(review, reading),), (_needs(review, reading),)),
        beside((1, 1), (_cases(review, reading),), (_process(review, reading),)),
    ]


def _roles(review: PracticeReview, reading: Reading) -> Html:
    t = reading.t
    if not review.roles:
        return head.section(t("practice.roles.none"), waits(review.mix, reading))
    most = max(whole.value or 0.0 for _, _, whole in review.roles)
    columns = [
        Column(t("practice.role"), width="20%"),
        *(Column(said.level_name(level, reading), right=True) for level in Level),
        Column(t("practice.hours"), width="38%"),
    ]
    rows = []
    for role, levels, whole in review.roles:
        name, share = said.role_name(role, reading), words.value_text(whole, t)
        drawn = bar(whole.value or 0.0, most, f"{name}: {share}")
        cells = [_share(one, reading) for one in levels]
        rows.append(
            TableRow((Cell(name), *cells, Cell(share, strong=True, chart=drawn, card=card_id(whole))))
        )
    return head.section(
        t("practice.roles"), table(t("practice.roles"), columns, rows), small=t("practice.roles.small")
    )


def _share(value: IndicatorValue, reading: Reading) -> Cell:
    return Cell(words.value_text(value, reading.t), grey=not value.value, card=card_id(value))


def _referrals(review: PracticeReview, reading: Reading) -> Html:
    t, heading = reading.t, said.referrals_heading(review, reading)
    if not measured(review.referrals[0]):
        return head.section(heading, waits(review.referrals[0], reading))
    blocks = [numbers(review.referrals, reading, verdict=True)]
    if review.partners:
        names = {value: name for name, value in review.partners}
        rows = shares(
            [value for _, value in review.partners],
            reading,
            t("practice.partners"),
            head=t("practice.partner"),
            named=lambda one: names[one],
        )
        blocks += [head.subhead(t("practice.partners")), rows]
    return head.section(heading, *blocks, small=t("practice.referrals.small"))


def _needs(review: PracticeReview, reading: Reading) -> Html:
    t, heading = reading.t, said.needs_heading(review, reading)
    if not measured(review.needs):
        return head.section(heading, waits(review.needs, reading))
    most = max((one.value or 0.0 for one in review.blockers), default=1.0)
    rows = [_blocker(one, most, reading) for one in review.blockers]
    columns = [
        Column(t("practice.blocker"), width="44%"),
        Column("", width="34%"),
        Column(t("measures.value"), right=True),
        Column(t("measures.n"), right=True),
    ]
    return head.section(
        heading,
        numbers((review.needs,), reading, verdict=True),
        head.subhead(t("practice.blocked")),
        table(t("practice.blocked"), columns, rows, heads=False),
        small=t("practice.needs.small"),
    )


def _blocker(value: IndicatorValue, most: float, reading: Reading) -> TableRow:
    t, name = reading.t, said.blocker_name(value, reading)
    share = words.value_text(value, t)
    drawn = bar(value.value, most, f"{name}: {share}") if value.value else None
    return TableRow(
        (
            Cell(name),
            Cell(chart=drawn),
            Cell(share, strong=True),
            Cell(small=words.fraction_text(value, t)),
        )
    )


def _cases(review: PracticeReview, reading: Reading) -> Html:
    t = reading.t
    return head.section(
        t("practice.cases"), numbers(review.cases, reading, verdict=True), small=t("practice.cases.small")
    )


def _process(review: PracticeReview, reading: Reading) -> Html:
    t, heading = reading.t, said.process_heading(review, reading)
    if not measured(review.process):
        return head.section(heading, waits(review.process, reading))
    return head.section(
        heading, numbers((review.process, review.contacts), reading), small=t("practice.process.small")
    )
