"""Blocks of *Funding → outcomes*: where the money went, for whom, at what cost, and does it last."""

from __future__ import annotations

from collections.abc import Sequence

from locales import formats
from locales.formats import DASH
from locales.translate import Translator
from metrics.reviews.funding import FundingReview
from metrics.reviews.groups import Groups
from metrics.reviews.lasting import Lasting
from metrics.reviews.programs import ProgramLine, YearLine
from metrics.reviews.where import Moved
from metrics.value import IndicatorValue
from pages.parts.bars import stacked
from pages.parts.head import under
from pages.parts.html import Html, join
from pages.parts.numbers import card_id
from pages.parts.table import Cell, Column, Row, table
from reports import words
from reports.charts import make
from reports.charts.chart import Axis
from reports.charts.make import bar, interval_of
from reports.charts.shares import shares_axis
from reports.funding import exits_text, parts_said, stays_said, why_not_lasting
from reports.reading import Reading, group_name, shown_value, why_text


def where(review: FundingReview, reading: Reading) -> Html:
    """Show full cost as one bar, and under it programme by programme up to the cost of an outcome."""
    parts = parts_said(review.parts, reading)
    drawn = stacked(make.stacked(parts, ", ".join(label for label, *_ in parts))) if parts else ""
    return join([drawn, programs(review.lines, reading)])


def programs(lines: Sequence[ProgramLine], reading: Reading) -> Html:
    """Show programme by programme, from money up to the cost of an outcome."""
    t = reading.t
    rates = shares_axis([line.outcomes for line in lines], t, targets=True)
    most = max((line.money.value or 0.0 for line in lines if line.program is not None), default=0.0)
    granted = any(line.money.grant for line in lines)
    columns = [
        Column(t("funding.program"), width="21%"),
        Column(t("funding.money_of_grant" if granted else "funding.money_all"), width="20%"),
        Column(t("funding.people"), right=True, width="9%"),
        Column(t("funding.exits"), right=True, width="8%"),
        Column(t("funding.achieved"), right=True, width="11%"),
        Column(t("funding.interval"), axis=rates, width="19%"),
        Column(t("funding.cost"), right=True),
    ]
    rows = [_program(line, rates, most, reading) for line in lines]
    stays = [under(said) for said in stays_said(lines, reading)]
    return join(
        [
            table(t("funding.programs_caption"), columns, rows, fold="funded"),
            under(t("measures.marks")),
            *stays,
        ]
    )


def _program(line: ProgramLine, rates: Axis, most: float, reading: Reading) -> Row:
    t = reading.t
    name = line.program.name if line.program else t("funding.all_programs")
    money = words.value_text(line.money, t, short=True)
    drawn = bar(line.money.value, most, f"{name}: {money}") if line.program and line.money.value else None
    hidden = line.outcomes.status == "suppressed"
    return Row(
        (
            Cell(name),
            Cell(money, strong=True, chart=drawn, card=card_id(line.money)),
            _number(line.people, reading),
            Cell(exits_text(line, line.outcomes.denominator, t)),
            Cell(
                exits_text(line, line.outcomes.numerator, t),
                small=f"({words.value_text(line.outcomes, t)})" if line.outcomes.value is not None else "",
                strong=not hidden,
                card=card_id(line.outcomes),
            ),
            _interval(line.outcomes, rates, name, reading),
            _number(line.cost, reading, strong=True),
        ),
        strong=line.program is None,
    )


def years(lines: Sequence[YearLine], reading: Reading, *, real: bool) -> Html:
    """Show what an outcome cost in each fiscal year: in the money of that year, and in one year's prices."""
    t = reading.t
    columns = [
        Column(t("funding.year")),
        Column(t("funding.outcomes_of_year"), right=True),
        Column(t("funding.nominal"), right=True),
        *([Column(t("funding.real"), right=True)] if real else []),
        Column(t("funding.range_real" if real else "funding.range"), right=True),
    ]
    rows = [
        Row(
            (
                Cell(_year(line, t)),
                Cell(_amount(line.outcomes.numerator, t), card=card_id(line.outcomes)),
                _number(line.cost, reading, strong=not real),
                *((_real(line, reading),) if real else ()),
                Cell(words.interval_text(line.compared, t, bare=True, short=True), grey=True),
            )
        )
        for line in lines
    ]
    return table(t("funding.years_caption"), columns, rows, fold="yearly" if real else "")


def _real(line: YearLine, reading: Reading) -> Cell:
    t, cost = reading.t, line.compared
    if cost.value is None or cost.status == "too_few":
        lacks_index = line.cost.value is not None and cost.status == "not_measured"
        return Cell(DASH, under=t("funding.no_index_yet") if lacks_index else "", grey=True)
    return Cell(shown_value(cost, t, short=True), strong=True)


def _year(line: YearLine, t: Translator) -> str:
    return formats.date_range(line.period.start, line.period.end, t.language)


def lasting(found: Lasting, reading: Reading) -> Html:
    """Show how many had not returned after 6, 12 and 24 months; what cannot be said yet is said in words."""
    t = reading.t
    drawn = shares_axis(found.after, t, targets=True)
    columns = [
        Column(t("funding.after"), width="18%"),
        Column(t("funding.interval"), axis=drawn, width="50%"),
        Column(t("funding.lasted"), right=True),
        Column(t("funding.followed"), right=True),
    ]
    rows = []
    for one in found.after:
        name = t(f"funding.after.{one.indicator}")
        if one.value is None or one.status == "too_few":
            rows.append(Row((Cell(name), Cell(why_not_lasting(one, reading), grey=True, span=3))))
            continue
        rows.append(
            Row(
                (
                    Cell(name),
                    _interval(one, drawn, name, reading),
                    _number(one, reading, strong=True),
                    Cell(small=_amount(one.n, t)),
                )
            )
        )
    return table(t("funding.lasting_caption"), columns, rows)


def groups(found: Groups, reading: Reading) -> Html:
    """Show the outcome of each group; what is hidden is named, with the reason."""
    t = reading.t
    drawn = shares_axis(found.rows, t)
    columns = [
        Column(t("funding.group"), width="30%"),
        Column(t("funding.interval"), axis=drawn, width="44%"),
        Column(t("funding.achieved"), right=True),
        Column(t("funding.counts"), right=True),
    ]
    behind = {gap.group for gap in found.behind}
    rows = [_group(one, drawn, one.group in behind, reading) for one in found.rows]
    hollow = any(one.status == "indicative" for one in found.rows)
    shown = table(t("funding.groups_caption"), columns, rows)
    return join([shown, under(t("funding.hollow"))]) if hollow else shown


def _group(value: IndicatorValue, drawn: Axis, is_behind: bool, reading: Reading) -> Row:
    t = reading.t
    name = group_name(value, t)
    if value.status == "suppressed":
        why = why_text(value, reading)
        return Row((Cell(name), Cell(why, grey=True, span=2), Cell(words.value_text(value, t), grey=True)))
    picture = interval_of(value, drawn, f"{name}: {words.value_text(value, t)}", verdict=False)
    if is_behind and picture is not None:
        picture = make.interval(
            value.value or 0.0,
            drawn,
            picture.alt,
            low=value.low,
            high=value.high,
            role="bad",
            hollow=value.status == "indicative",
        )
    return Row(
        (
            Cell(name),
            Cell(chart=picture),
            Cell(
                words.value_text(value, t),
                strong=True,
                tone="bad" if is_behind else None,
                card=card_id(value),
            ),
            Cell(small=words.fraction_text(value, t)),
        )
    )


def moved(rows: Sequence[Moved], reading: Reading) -> Html:
    """Show what each programme received and spent, each currency on a line of its own."""
    t = reading.t
    columns = [
        Column(t("funding.program"), width="52%"),
        Column(t("funding.received"), right=True),
        Column(t("funding.spent"), right=True),
    ]
    shown, last = [], None
    for row in rows:
        name = reading.programs.get(row.program) or t("funding.no_program")
        shown.append(
            Row(
                (
                    Cell(name if row.program != last else ""),
                    _number(row.received, reading),
                    _number(row.spent, reading, strong=True),
                )
            )
        )
        last = row.program
    return table(t("funding.moved_caption"), columns, shown)


def _number(value: IndicatorValue, reading: Reading, *, strong: bool = False) -> Cell:
    """A number that opens its card, or a dash that says why on it."""
    known = value.value is not None and value.status != "too_few"
    return Cell(
        shown_value(value, reading.t, short=True),
        strong=strong and known,
        grey=not known,
        card=card_id(value),
    )


def _interval(value: IndicatorValue, drawn: Axis, name: str, reading: Reading) -> Cell:
    t = reading.t
    said = f"{name}: {words.value_text(value, t)} {words.interval_text(value, t)}".strip()
    shown = None if value.status == "too_few" else interval_of(value, drawn, said, verdict=False)
    return Cell(chart=shown) if shown else Cell()


def _amount(count: float | None, t: Translator) -> str:
    return DASH if count is None else words.amount_text(count, "count", t)
