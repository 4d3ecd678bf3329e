"""The donor's report (methods of funding → outcomes): nine blocks, from what was achieved to how it is counted."""

from __future__ import annotations

from collections.abc import Iterable

from locales import formats
from metrics.reviews.funding import FundingReview
from metrics.reviews.programs import ProgramLine, YearLine
from metrics.value import IndicatorValue
from reports import funding as said
from reports import words
from reports.charts import make
from reports.charts.chart import Axis
from reports.charts.shares import shares_axis
from reports.document import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Heading,
    Headline,
    Headlines,
    Paragraph,
    Picture,
    Table,
)
from reports.documents.parts import (
    PROMISES,
    Place,
    amount,
    assemble,
    bar_cell,
    bullets,
    empty,
    headline,
    interval,
    number,
    promise_blocks,
    written,
)
from reports.documents.sheets import method_blocks
from reports.reading import Reading, group_name, sentence, why_text
from reports.request import Request

MISSED = 6
"""How many things that fell short are told at length."""
PROMISES_IN_SHORT = 12
"""Promises that one page has room for."""


def donor_document(request: Request, place: Place, review: FundingReview, reading: Reading) -> Document:
    """Say what a grant, programme or organisation achieved with its money."""
    blocks: list[Block] = [_headlines(review, reading)]
    if review.reported_only:
        blocks += [*_promises(review, reading), *_moved(review, reading), *_not_measured(reading)]
    else:
        blocks += [*_where(review, reading), *_promises(review, reading), *_years(review, reading)]
        blocks += [*_lasting(review, reading), *_groups(review, reading)]
    blocks += [*_missed(request, review, reading), *_ahead(request, review, reading)]
    blocks += method_blocks(_shown(review), reading)
    return _assembled(request, place, review, reading, blocks)


def program_document(request: Request, place: Place, review: FundingReview, reading: Reading) -> Document:
    """Say the same on one page: what was achieved, at what cost, against what promise, for whom."""
    blocks: list[Block] = [_headlines(review, reading)]
    blocks += _promises(review, reading, most=PROMISES_IN_SHORT)
    if not review.reported_only:
        blocks += _groups(review, reading)
    blocks += _missed(request, review, reading, most=2)
    return _assembled(request, place, review, reading, blocks)


def _assembled(
    request: Request, place: Place, review: FundingReview, reading: Reading, blocks: list[Block]
) -> Document:
    return assemble(
        request,
        place,
        reading,
        title=said.message(review, reading),
        lead=said.lead(review, reading),
        blocks=blocks,
        as_of=review.outcomes.as_of,
        completeness=review.completeness,
    )


def _shown(review: FundingReview) -> Iterable[IndicatorValue]:
    return (one for one in review.all_values() if one.value is not None)


def _headlines(review: FundingReview, reading: Reading) -> Headlines:
    if review.reported_only:
        return Headlines(items=_judged(review, reading))
    t, outcomes, cost, year = reading.t, review.outcomes, review.cost, review.lasting.year
    counts = sentence(words.n_text(outcomes, t), words.interval_text(outcomes, t))
    plan = t("funding.plan", target=words.target_text(cost, t)) if cost.target else ""
    followed = t("funding.observed", n=amount(year.n, t)) if year.n is not None else ""
    return Headlines(
        items=(
            headline(
                t("funding.outcomes"),
                outcomes,
                reading,
                counts,
                sentence(words.unknown_text(outcomes, t), said.clients_text(outcomes, reading)),
            ),
            headline(t("funding.cost_of_outcome"), cost, reading, words.interval_text(cost, t), plan),
            headline(
                t("funding.lasting_12m"), year, reading, sentence(words.interval_text(year, t), followed)
            ),
            _money(review, reading),
        )
    )


def _judged(review: FundingReview, reading: Reading) -> tuple[Headline, ...]:
    """For an organisation that only reports results: its promises by their status word."""
    t = reading.t
    known = [one.actual.target_status for one in review.promises]
    counted = {
        "kept": len([word for word in known if word in ("above", "likely")]),
        "missed": len([word for word in known if word in ("below", "unclear")]),
        "open": len([word for word in known if word is None]),
    }
    return tuple(
        Headline(
            label=t(f"funding.promises.{name}"),
            value=formats.count(count, t.language),
            lines=(t("funding.promises.of", n=len(known)), t(f"funding.promises.{name}_small")),
        )
        for name, count in counted.items()
    )


def _money(review: FundingReview, reading: Reading) -> Headline:
    t, money, shared, outcomes = reading.t, review.money, review.shared, review.outcomes
    if review.grant is None:
        return headline(t("funding.full_cost"), money, reading)
    of_cost = of_outcomes = ""
    if money.share is not None:
        share = formats.percent(money.share, t.language)
        of_cost = t("funding.share_of_cost", share=share, whole=words.value_text(review.full_cost, t))
    if shared is not None and shared.value is not None and outcomes.numerator is not None:
        whole = amount(outcomes.numerator, t)
        of_outcomes = t("funding.share_of_outcomes", part=words.value_text(shared, t), whole=whole)
    return headline(t("funding.money_of_grant"), money, reading, of_cost, of_outcomes)


def _where(review: FundingReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.lines:
        return empty(t("funding.where_none"), t("funding.where_empty"), t("funding.where_empty_why"))
    blocks: list[Block] = [
        Heading(text=said.where_heading(review, reading), small=said.where_small(review, reading))
    ]
    parts = [
        (
            t(
                f"funding.part.{part.amount.indicator}",
                amount=words.value_text(part.amount, t, short=True),
                share=words.value_text(part.portion, t),
            ),
            part.amount.value or 0.0,
        )
        for part in review.parts
        if part.amount.value
    ]
    if parts:
        stacked = make.stacked(parts, ", ".join(label for label, _ in parts))
        blocks += [Picture(chart=stacked, height=24)]
        blocks.append(Paragraph(text=" · ".join(label for label, _ in parts), style="small"))
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
        Cell(text=words.value_text(outcomes, t) if hidden else amount(outcomes.denominator, t)),
        Cell(
            text=words.value_text(outcomes, t) if hidden else amount(outcomes.numerator, t),
            small=f"({words.value_text(outcomes, t)})" if outcomes.value is not None else "",
            strong=not hidden,
        ),
        interval(outcomes, rates, name, reading),
        number(line.cost, reading, strong=True),
    )


def _promises(review: FundingReview, reading: Reading, *, most: int = PROMISES) -> list[Block]:
    t = reading.t
    if not review.promises:
        return empty(t("funding.promises_none"), t("funding.promises_empty"), t("funding.promises_empty_why"))
    shares = any(one.actual.unit == "proportion" for one in review.promises)
    small = t("promises.marks") if shares else ""
    heading = Heading(text=said.promises_heading(review, reading), small=small)
    return [heading, *promise_blocks(review.promises, reading, most=most)]


def _years(review: FundingReview, reading: Reading) -> list[Block]:
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


def _lasting(review: FundingReview, reading: Reading) -> list[Block]:
    t, found = reading.t, review.lasting
    drawn = shares_axis(found.after, t, targets=True)
    columns = (
        Column(head=t("funding.after"), width=16),
        Column(head=t("funding.interval"), width=50, axis=drawn),
        Column(head=t("funding.lasted"), width=17, right=True),
        Column(head=t("funding.followed"), width=17, right=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found.after:
        name = t(f"funding.after.{one.indicator}")
        if one.value is None or one.status == "too_few":
            rows.append((Cell(text=name), Cell(text=said.why_not_lasting(one, reading), grey=True, span=3)))
            continue
        rows.append(
            (
                Cell(text=name),
                interval(one, drawn, name, reading),
                number(one, reading, strong=True),
                Cell(text=amount(one.n, t), grey=True),
            )
        )
    heading = Heading(text=said.lasting_heading(review, reading), small=said.lasting_small(review, reading))
    return [heading, Table(caption=t("funding.lasting_caption"), columns=columns, rows=tuple(rows))]


def _groups(review: FundingReview, reading: Reading) -> list[Block]:
    t, found = reading.t, review.groups
    hidden = bool(found.rows) and all(one.status == "suppressed" for one in found.rows)
    if not found.rows or hidden:
        family = "groups_hidden" if hidden or review.outcomes.status == "suppressed" else "groups"
        return empty(
            t(f"funding.{family}_none"), t(f"funding.{family}_empty"), t(f"funding.{family}_empty_why")
        )
    drawn = shares_axis(found.rows, t)
    columns = (
        Column(head=t("funding.group"), width=26),
        Column(head=t("funding.interval"), width=42, axis=drawn),
        Column(head=t("funding.achieved"), width=16, right=True),
        Column(head=t("funding.counts"), width=16, right=True),
    )
    behind = {gap.group for gap in found.behind}
    rows = tuple(_group(one, drawn, one.group in behind, reading) for one in found.rows)
    blocks: list[Block] = [
        Heading(
            text=said.groups_heading(review.groups, reading),
            small=said.groups_small(review.groups, reading, review.outcomes),
        ),
        Table(caption=t("funding.groups_caption"), columns=columns, rows=rows),
    ]
    if any(one.status == "indicative" for one in found.rows):
        blocks.append(Paragraph(text=t("funding.hollow"), style="small"))
    return blocks


def _group(value: IndicatorValue, drawn: Axis, is_behind: bool, reading: Reading) -> tuple[Cell, ...]:
    t = reading.t
    name = group_name(value, t)
    if value.status == "suppressed":
        hidden = Cell(text=words.value_text(value, t), grey=True)
        return (Cell(text=name), Cell(text=why_text(value, reading), grey=True, span=2), hidden)
    return (
        Cell(text=f"{name} ▼" if is_behind else name),
        interval(value, drawn, name, reading),
        Cell(text=words.value_text(value, t), strong=True, tone="bad" if is_behind else None),
        Cell(text=words.fraction_text(value, t), grey=True),
    )


def _moved(review: FundingReview, reading: Reading) -> list[Block]:
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


def _not_measured(reading: Reading) -> list[Block]:
    t = reading.t
    return empty(t("funding.people_none"), t("funding.people_empty"), t("funding.people_empty_why"))


def _missed(request: Request, review: FundingReview, reading: Reading, *, most: int = MISSED) -> list[Block]:
    """What fell short is said by the data; why, and what was changed, only people can write."""
    t = reading.t
    boxes = [
        Box(
            style="setback",
            heading=said.missed_heading(one, reading),
            lines=tuple(text for text in (said.missed_text(one, reading),) if text),
        )
        for one in review.missed[:most]
    ]
    small = "" if boxes else f"{t('funding.nothing_missed')}. {t('funding.nothing_missed_small')}"
    heading = Heading(text=t("funding.missed_heading"), small=small)
    return [heading, *boxes, written(request, "not_worked", t)]


def _ahead(request: Request, review: FundingReview, reading: Reading) -> list[Block]:
    t = reading.t
    return [
        Heading(text=t("funding.next")),
        *bullets(said.next_steps(review, reading)),
        written(request, "next", t),
        written(request, "risks", t),
    ]
