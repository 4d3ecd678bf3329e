"""The donor's money: where it went, what an outcome cost in each year, what was moved."""

from __future__ import annotations

from locales import formats
from metrics.reviews.funding import FundingReview
from metrics.reviews.programs import ProgramLine, YearLine
from reports import funding as said
from reports import words
from reports.charts import make
from reports.charts.chart import Axis
from reports.charts.shares import shares_axis
from reports.document import Block, Cell, Column, Heading, Paragraph, Picture, Table
from reports.documents.parts import amount, bar_cell, empty, interval, number
from reports.reading import Reading


def where_blocks(review: FundingReview, reading: Reading) -> list[Block]:
    """Where the money went: direct, shared and administration, then programme by programme."""
    t = reading.t
    if not review.lines:
        return empty(t("funding.where_none"), t("funding.where_empty"), t("funding.where_empty_why"))
    blocks: list[Block] = [
        Heading(text=said.where_heading(review, reading), small=said.where_small(review, reading))
    ]
    parts = said.parts_said(review.parts, reading)
    if parts:
        stacked = make.stacked(parts, ", ".join(label for label, *_ in parts))
        blocks += [Picture(chart=stacked, height=24)]
        blocks.append(Paragraph(text=" · ".join(label for label, *_ in parts), style="small"))
    return [*blocks, _programs(review.lines, reading)]


def _programs(lines: tuple[ProgramLine, ...], reading: Reading) -> Table:
    t = reading.t
    rates = shares_axis([line.outcomes for line in lines], t, targets=True)
    most = max((line.money.value or 0.0 for line in lines if line.program is not None), default=0.0)
    granted = any(line.money.grant for line in lines)
    columns = (
        Column(head=t("funding.program"), width=24),
        Column(head=t("funding.money_of_grant" if granted else "funding.money_all"), width=18),
        Column(head=t("funding.people"), width=10, right=True),
        Column(head=t("funding.exits"), width=9, right=True),
        Column(head=t("funding.achieved"), width=14, right=True),
        Column(head=t("funding.interval"), width=20, axis=rates),
        Column(head=t("funding.cost"), width=14, right=True),
    )
    rows = tuple(_program(line, rates, most, reading) for line in lines)
    strong = tuple(place for place, line in enumerate(lines) if line.program is None)
    return Table(caption=t("funding.programs_caption"), columns=columns, rows=rows, strong=strong)


def _program(line: ProgramLine, rates: Axis, most: float, reading: Reading) -> tuple[Cell, ...]:
    t, outcomes = reading.t, line.outcomes
    name = line.program.name if line.program else t("funding.all_programs")
    money = words.value_text(line.money, t, short=True)
    drawn = (
        make.bar(line.money.value, most, f"{name}: {money}") if line.program and line.money.value else None
    )
    hidden = outcomes.status == "suppressed"
    return (
        Cell(text=name),
        bar_cell(money, drawn),
        number(line.people, reading),
        Cell(text=said.exits_text(line, outcomes.denominator, t)),
        Cell(
            text=said.exits_text(line, outcomes.numerator, t),
            small=f"({words.value_text(outcomes, t)})" if outcomes.value is not None else "",
            strong=not hidden,
        ),
        interval(outcomes, rates, name, reading),
        number(line.cost, reading, strong=True),
    )


def years_blocks(review: FundingReview, reading: Reading) -> list[Block]:
    """What an outcome cost in each year, in the money of that year."""
    t = reading.t
    if not review.years:
        return []
    real = review.prices is not None
    columns = (
        Column(head=t("funding.year"), width=24),
        Column(head=t("funding.outcomes_of_year"), right=True, width=14),
        Column(head=t("funding.nominal"), right=True, width=19),
        *((Column(head=t("funding.real"), right=True, width=19),) if real else ()),
        Column(head=t("funding.range_real" if real else "funding.range"), right=True, width=24),
    )
    rows = tuple(
        (
            Cell(text=formats.date_range(line.period.start, line.period.end, t.language)),
            Cell(
                text=amount(line.outcomes.numerator, t)
                if line.outcomes.status != "suppressed"
                else words.value_text(line.outcomes, t)
            ),
            number(line.cost, reading, strong=not real),
            *((_real(line, reading),) if real else ()),
            Cell(text=words.interval_text(line.compared, t, bare=True), grey=True),
        )
        for line in review.years
    )
    return [
        Heading(text=said.years_heading(review, reading), small=said.years_small(review, reading)),
        Table(caption=t("funding.years_caption"), columns=columns, rows=rows),
        *([] if real else [Paragraph(text=t("funding.no_price_index"), style="small")]),
    ]


def _real(line: YearLine, reading: Reading) -> Cell:
    """The cost of an outcome in one year's prices, or that the index does not hold all months yet."""
    if line.cost.value is not None and line.compared.status == "not_measured":
        return Cell(text=reading.t("funding.no_index_yet"), grey=True)
    return number(line.compared, reading, strong=True)


def moved_blocks(review: FundingReview, reading: Reading) -> list[Block]:
    """What was received and spent by an organisation that only reports results, in each currency."""
    t = reading.t
    if not review.moved:
        return empty(t("funding.where_none"), t("funding.where_empty"), t("funding.where_empty_why"))
    columns = (
        Column(head=t("funding.program"), width=56),
        Column(head=t("funding.received"), width=22, right=True),
        Column(head=t("funding.spent"), width=22, right=True),
    )
    rows = tuple(
        (
            Cell(text=reading.programs.get(row.program) or t("funding.no_program")),
            number(row.received, reading),
            number(row.spent, reading, strong=True),
        )
        for row in review.moved
    )
    day = formats.day(min(review.period.end, review.outcomes.as_of), t.language)
    heading = Heading(text=t("funding.moved"), small=t("funding.moved_small", day=day))
    return [heading, Table(caption=t("funding.moved_caption"), columns=columns, rows=rows)]
