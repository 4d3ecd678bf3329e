"""Indicator sheets (PIRS): what each number of a report is, how it is counted, and how it may mislead."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.catalogue.definition import Indicator
from metrics.reviews.sources import record_tables
from metrics.value import IndicatorValue
from reports import words
from reports.document import Block, Break, Cell, Column, Document, Heading, Table
from reports.documents.parts import Place, assemble
from reports.reading import Reading, declared
from reports.request import Request

SHEETS_A_PAGE = 3


def method_blocks(values: Iterable[IndicatorValue], reading: Reading) -> list[Block]:
    """Say in one table how each indicator of a report is counted and read."""
    t = reading.t
    columns = (
        Column(head=t("report.sheet.indicator"), width=22),
        Column(head=t("report.sheet.formula"), width=40),
        Column(head=t("report.sheet.caution"), width=38),
    )
    rows = tuple(
        (
            Cell(text=one.name.say(t.language), under=one.id),
            Cell(text=one.formula.say(t.language)),
            Cell(text=one.caution.say(t.language), grey=True),
        )
        for one, _ in once(values)
    )
    if not rows:
        return []
    return [
        Heading(text=t("report.method"), small=t("report.method_small")),
        Table(caption=t("report.method"), columns=columns, rows=rows),
    ]


def sheets_document(
    request: Request, place: Place, values: list[IndicatorValue], reading: Reading
) -> Document:
    """One sheet an indicator: definition, unit, counts, direction, source, frequency, baseline, target, limits."""
    t = reading.t
    found = list(once(values))
    blocks: list[Block] = []
    for number, (indicator, value) in enumerate(found):
        blocks += [
            *([Break()] if number and number % SHEETS_A_PAGE == 0 else []),
            *_sheet(indicator, value, reading),
        ]
    return assemble(
        request,
        place,
        reading,
        title=t.n("report.sheets_title", len(found)),
        lead=t("report.sheets_lead"),
        blocks=blocks,
        as_of=values[0].as_of,
        completeness=next((one for one in values if one.indicator == "record_completeness"), None),
    )


def once(values: Iterable[IndicatorValue]) -> Iterable[tuple[Indicator, IndicatorValue]]:
    """Each declared indicator once, with its first value."""
    found: dict[str, tuple[Indicator, IndicatorValue]] = {}
    for value in values:
        indicator = declared(value)
        if indicator is not None and value.source == "measured":
            found.setdefault(indicator.id, (indicator, value))
    return found.values()


def _sheet(indicator: Indicator, value: IndicatorValue, reading: Reading) -> list[Block]:
    t = reading.t
    target = words.target_text(value, t) if value.target else t("target.none")
    gates = ", ".join(
        f"{gate.indicator} ≥ {words.amount_text(gate.at_least, 'proportion', t)}" for gate in indicator.gates
    )
    now = " · ".join(
        part
        for part in (
            words.value_text(value, t),
            words.n_text(value, t),
            words.interval_text(value, t),
            words.period_text(value, t),
        )
        if part
    )
    rows = {
        "question": indicator.question.say(t.language),
        "formula": indicator.formula.say(t.language),
        "unit": t(f"report.unit.{_unit(indicator)}"),
        "direction": t(f"report.direction.{indicator.direction}"),
        "minimum": t("report.sheet.minimum_n", n=indicator.minimum),
        "cadence": t(f"report.cadence.{indicator.cadence}"),
        "source": ", ".join(record_tables(value, indicator)),
        "gates": gates,
        "baseline": words.baseline_text(value, t),
        "target": target,
        "value": now,
        "version": words.rule_text(value, t),
        "caution": indicator.caution.say(t.language),
    }
    table = Table(
        caption=indicator.name.say(t.language),
        columns=(
            Column(head=t("report.sheet.part"), width=24),
            Column(head=t("report.sheet.content"), width=76),
        ),
        rows=tuple(
            (Cell(text=t(f"report.sheet.{name}"), grey=True), Cell(text=text))
            for name, text in rows.items()
            if text
        ),
    )
    return [Heading(text=indicator.name.say(t.language), small=indicator.id), table]


def _unit(indicator: Indicator) -> str:
    known = ("proportion", "people", "count", "days", "months", "score", "currency")
    return indicator.unit if indicator.unit in known else "count"
