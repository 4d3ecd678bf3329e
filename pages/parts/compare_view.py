"""*Compare* as it is shown."""

from __future__ import annotations

from functools import lru_cache

from data.model.codes import ProgramKind
from locales.formats import DASH
from metrics.reviews.asking import measured
from metrics.reviews.compare import compare_review
from metrics.reviews.compare_reported import REPORTED_RATE, reported_review
from metrics.reviews.comparing import CompareReview, Unit
from metrics.statistics.funnel import OVERDISPERSION_FROM
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.door import REPORTED
from pages.parts.html import Html, Span
from pages.parts.lists import LineRow, lines
from pages.parts.numbers import card_id
from pages.parts.screen import Block, Look, Row, Shown, beside, full, shown
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import compare as said
from reports import words
from reports.charts.chart import Axis
from reports.charts.funnels import funnel, role_of
from reports.charts.make import bar, interval
from reports.charts.shares import shares_axis
from reports.reading import Reading, counts_text, why_text


@lru_cache(maxsize=64)
def compare_view(look: Look) -> Shown:
    """Give what a visitor looks at."""
    chosen, reading = dict(look.chosen), look.reading
    units, kind = chosen.get("units", "program"), chosen.get("kind", ProgramKind.prevention)
    measure = chosen.get("measure", "outcome_achievement_rate")
    if measure.startswith(REPORTED):
        units, kind = "report", chosen.get("part", "")
        review = reported_review(look.asking, measure.removeprefix(REPORTED), kind)
    else:
        review = compare_review(look.asking, measure, units, kind)
    return shown(
        look,
        reading,
        said.message(review, reading, units),
        said.lead(review, reading, kind),
        _rows(review, units, kind, reading),
        review.all_values(),
    )


def _rows(review: CompareReview, units: str, kind: str, reading: Reading) -> list[Row]:
    rows = [
        beside(
            (2, 1), _funnel(review, reading), (_may_be(review, units, kind, reading), _mix(review, reading))
        )
    ]
    if review.units or review.left_out:
        rows.append(full(_units(review, reading)))
    return rows


def _funnel(review: CompareReview, reading: Reading) -> tuple[Block, ...]:
    t = reading.t
    if review.reason is not None:
        empty = head.empty(t("compare.empty"), said.lead(review, reading, ""), t("compare.empty.remedy"))
        return (head.section(t("compare.funnel.none"), empty),)
    chart = funnel(review, said.message(review, reading, ""), t)
    section = head.section(t("compare.funnel"), small=t("compare.funnel.small"))
    return section, chart, head.under(t("compare.funnel.under"))


def _may_be(review: CompareReview, units: str, kind: str, reading: Reading) -> Html:
    t, shown = reading.t, len(review.shown)
    rows = [LineRow(said.alike_name(review, units, kind, reading), said.alike(review, units, kind, reading))]
    if review.spread is not None:
        few = shown < OVERDISPERSION_FROM
        small = t("compare.spread.few", minimum=OVERDISPERSION_FROM) if few else t("compare.spread.small")
        phi = DASH if few else said.spread_text(review, reading)
        rows.append(LineRow((t("compare.spread"), Span(f" ({small})", quiet=True)), phi))
    if review.complete is not None:
        complete = t("words.n_of", numerator=review.complete, denominator=len(review.units))
        rows.append(LineRow(t("compare.complete"), complete))
    made = (t("compare.comparisons"), Span(f" ({t('compare.comparisons.small')})", quiet=True))
    rows.append(LineRow(made, str(0 if review.reason else shown)))
    return head.section(t("compare.may" if review.reason is None else "compare.may_not"), lines(rows))


def _mix(review: CompareReview, reading: Reading) -> Html:
    if review.indicator == REPORTED_RATE:
        return head.section(reading.t("compare.mix.unknown"), small=reading.t("compare.mix.unknown.small"))
    t, heading = reading.t, said.mix_heading(review, reading)
    told = [unit for unit in review.units if unit.at_risk is not None]
    if not told or review.everyone_at_risk is None:
        return head.section(heading, small=said.mix_none(review, reading))
    most = max(unit.at_risk.value or 0.0 for unit in told if unit.at_risk)
    rows = [
        _mixed(unit.name.split(" · ")[0], unit.at_risk, most, "actual", reading)
        for unit in told
        if unit.at_risk
    ]
    rows.append(_mixed(t("compare.everyone"), review.everyone_at_risk, most, "previous", reading))
    columns = [
        Column(t("compare.unit"), width="44%"),
        Column(t("compare.mix.small"), width="34%"),
        Column("", right=True),
    ]
    after = [head.paragraph(said.adjusted(unit, reading)) for unit in told]
    return head.section(
        heading, table(heading, columns, rows, heads=False), *after, small=t("compare.mix.small")
    )


def _mixed(name: str, value: IndicatorValue, most: float, role: str, reading: Reading) -> TableRow:
    share = words.value_text(value, reading.t)
    drawn = bar(value.value or 0.0, most, f"{name}: {share}", role=role)  # type: ignore[arg-type]
    return TableRow((Cell(name), Cell(chart=drawn), Cell(share, strong=True)))


def _units(review: CompareReview, reading: Reading) -> Html:
    t = reading.t
    drawn = shares_axis([unit.value for unit in review.units], t)
    mean = review.pooled.value if review.pooled else None
    columns = [
        Column(t("compare.unit"), width="42%"),
        Column(t("measures.interval"), axis=drawn, width="36%"),
        Column(t("measures.value"), right=True),
        Column(t("measures.n"), right=True),
    ]
    rows = [_unit(unit, drawn, mean, reading) for unit in (*review.units, *review.left_out)]
    return head.section(
        t("compare.units"), table(t("compare.units"), columns, rows), small=t("compare.units.small")
    )


def _unit(unit: Unit, drawn: Axis, mean: float | None, reading: Reading) -> TableRow:
    t, value = reading.t, unit.value
    if not measured(value):
        return TableRow((Cell(unit.name), Cell(why_text(value, reading), grey=True, span=2), Cell("")))
    role = role_of(unit) if unit.place in ("ask_low", "ask_high") else "common"
    picture = interval(
        value.value or 0.0,
        drawn,
        f"{unit.name}: {words.value_text(value, t)} {words.interval_text(value, t)}",
        low=value.low,
        high=value.high,
        role=role,
        target=mean,
        hollow=value.status == "indicative",
    )
    tone = role if role in ("good", "bad", "neutral") else None
    number = Cell(words.value_text(value, t), strong=True, tone=tone, card=card_id(value))  # type: ignore[arg-type]
    return TableRow(
        (Cell(unit.name), Cell(chart=picture), number, Cell(small=counts_text(value, t, short=True)))
    )
