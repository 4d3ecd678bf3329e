"""*Money* as it is shown."""

from __future__ import annotations

from functools import lru_cache

from locales.formats import DASH
from metrics.reviews.asking import measured
from metrics.reviews.finances import MoneyReview, Source, money_review
from metrics.value import IndicatorValue
from pages.parts import funding_blocks, head
from pages.parts.bars import stacked
from pages.parts.html import Html, join
from pages.parts.lists import LineRow, lines
from pages.parts.measures import numbers, waits
from pages.parts.numbers import card_id
from pages.parts.screen import Look, Row, Shown, beside, full, shown
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import finances as said
from reports import words
from reports.charts.make import bar
from reports.charts.make import stacked as make_stacked
from reports.funding import parts_said
from reports.reading import Reading


@lru_cache(maxsize=64)
def money_view(look: Look) -> Shown:
    """Give what a visitor looks at."""
    review, reading = money_review(look.asking), look.reading
    real = dict(look.chosen).get("prices") == "real"
    return shown(
        look,
        reading,
        said.message(review, reading),
        said.lead(review, reading),
        _rows(review, reading, real=real),
        review.all_values(),
    )


def _rows(review: MoneyReview, reading: Reading, *, real: bool) -> list[Row]:
    rows = [
        beside(
            (2, 1), (_sources(review, reading),), (_dependence(review, reading), _freedom(review, reading))
        )
    ]
    if real and review.prices is None:
        rows.insert(0, full(_no_index(reading)))
    years = _real(review, reading) if real and review.prices else _years(review, reading)
    return [
        *rows,
        full(_cost(review, reading)),
        beside((1, 1), (_reconciled(review, reading),), (years,)),
    ]


def _no_index(reading: Reading) -> Html:
    t = reading.t
    empty = head.empty(t("finances.real.empty"), t("finances.real.why"), t("finances.real.remedy"))
    return head.section(t("finances.real"), empty)


def _real(review: MoneyReview, reading: Reading) -> Html:
    """Spending over time in the prices of one year: nothing of the table is in any other prices."""
    t = reading.t
    columns = [Column(t("finances.year"), width="60%"), Column(t("finances.went"), right=True)]
    rows = [
        TableRow((Cell(words.period_text(one, t)), Cell(words.value_text(one, t, short=True), strong=True)))
        if measured(one)
        else TableRow(
            (Cell(words.period_text(one, t)), Cell(DASH, grey=True, under=t("finances.real.missing")))
        )
        for one in review.real
    ]
    heading = said.real_heading(review, reading)
    return head.section(heading, table(heading, columns, rows), small=said.real_small(review, reading))


def _sources(review: MoneyReview, reading: Reading) -> Html:
    t, heading = reading.t, said.sources_heading(review, reading)
    if not review.sources:
        return head.section(heading, waits(review.income, reading))
    most = max(source.portion.value or 0.0 for source in review.sources)
    columns = [
        Column(t("finances.source"), width="40%"),
        Column("", width="30%"),
        Column(t("finances.portion"), right=True),
        Column(t("finances.amount"), right=True),
    ]
    rows = [_source(source, most, review, reading) for source in review.sources]
    rows.append(
        TableRow(
            (
                Cell(t("finances.all")),
                Cell(""),
                Cell(""),
                Cell(
                    words.value_text(review.income, t, short=True), strong=True, card=card_id(review.income)
                ),
            ),
            strong=True,
        )
    )
    return head.section(heading, table(heading, columns, rows), small=t("finances.sources.small"))


def _source(source: Source, most: float, review: MoneyReview, reading: Reading) -> TableRow:
    t, name = reading.t, said.source_name(source, review, reading)
    share = words.value_text(source.portion, t)
    drawn = bar(source.portion.value or 0.0, most, f"{name}: {share}")
    amount = words.value_text(source.amount, t, short=True)
    return TableRow((Cell(name), Cell(chart=drawn), Cell(share, strong=True), Cell(amount, grey=True)))


def _dependence(review: MoneyReview, reading: Reading) -> Html:
    t = reading.t
    notes = [head.under(note) for note in said.notes_of(review.dependence[:2], reading)]
    return head.section(t("finances.dependence"), numbers(review.dependence, reading, verdict=True), *notes)


def _freedom(review: MoneyReview, reading: Reading) -> Html:
    t = reading.t
    notes = [head.under(note) for note in said.notes_of(review.freedom, reading)]
    return head.section(t("finances.freedom"), numbers(review.freedom, reading, verdict=True), *notes)


def _cost(review: MoneyReview, reading: Reading) -> Html:
    heading = said.cost_heading(review, reading)
    if said.lacks_programs(review):
        return head.section(heading, head.empty(*said.no_programs(review, reading)))
    if not review.parts:
        return head.section(heading, waits(review.full_cost, reading))
    parts = parts_said(review.parts, reading)
    drawn = stacked(make_stacked(parts, ", ".join(label for label, *_ in parts)))
    programs = funding_blocks.programs(review.lines, reading) if review.lines else Html("")
    return head.section(heading, join([drawn, programs]), small=said.rule(review, reading))


def _reconciled(review: MoneyReview, reading: Reading) -> Html:
    t, heading = reading.t, said.reconciled_heading(review, reading)
    found = review.reconciled
    if found is None:
        return head.section(heading, small=t("finances.reconciled.small"))
    rows = [
        _line(t("finances.ledger"), review.spending, reading),
        _line(t("finances.full_cost"), review.full_cost, reading),
        LineRow(t("finances.fundraising"), words.value_text(found.fundraising, t, short=True)),
        LineRow(t("finances.unallocated"), words.value_text(found.unallocated, t, short=True)),
        LineRow(t("finances.left"), words.value_text(found.left, t, short=True)),
    ]
    return head.section(heading, lines(rows), small=t("finances.reconciled.small"))


def _line(name: str, value: IndicatorValue, reading: Reading) -> LineRow:
    return LineRow(name, words.value_text(value, reading.t, short=True), card=card_id(value))


def _years(review: MoneyReview, reading: Reading) -> Html:
    t = reading.t
    if why := said.no_ledger(review, reading):
        return head.section(t("finances.years"), head.paragraph(why))
    columns = [
        Column(t("finances.year"), width="40%"),
        Column(t("finances.came"), right=True),
        Column(t("finances.went"), right=True),
    ]
    rows = [
        TableRow(
            (
                Cell(words.period_text(income, t)),
                _amount(income, reading),
                _amount(spending, reading),
            )
        )
        for income, spending in review.years
    ]
    small = t("finances.years.small_real" if review.prices else "finances.years.small")
    return head.section(t("finances.years"), table(t("finances.years"), columns, rows), small=small)


def _amount(value: IndicatorValue, reading: Reading) -> Cell:
    if not measured(value):
        return Cell(DASH, grey=True, card=card_id(value))
    return Cell(words.value_text(value, reading.t, short=True), strong=True, card=card_id(value))
