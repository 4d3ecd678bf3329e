"""Blocks that many screens share: shares with their intervals, single numbers, and what waits for data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.model import TABLES
from locales.translate import Translator
from metrics.reviews.asking import measured
from metrics.reviews.sources import record_tables
from metrics.value import IndicatorValue
from metrics.values.awaited import awaited_key, missing_tables
from metrics.values.ledger import NO_RATE
from pages.parts.head import empty
from pages.parts.html import Html, Text
from pages.parts.lists import LineRow, lines
from pages.parts.number_card import TONES, status_span
from pages.parts.numbers import card_id
from pages.parts.table import Cell, Column, Row, table
from reports import words
from reports.charts import make
from reports.charts.chart import Axis
from reports.charts.make import interval_of
from reports.charts.shares import shares_axis
from reports.reading import Reading, counts_text, declared, name_of, shown_value, whole, why_text

Named = Callable[[IndicatorValue], Text]
"""What a row is called."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A last column: its head, and what stands in it for a row."""

    head: str
    cell: Callable[[IndicatorValue], Cell]


def shares(
    values: Sequence[IndicatorValue],
    reading: Reading,
    caption: str,
    *,
    head: str = "",
    named: Named | None = None,
    under: Named | None = None,
    before: Sequence[IndicatorValue] = (),
    verdict: bool = False,
    extra: Extra | None = None,
) -> Html:
    """Show shares of the same kind, each with its interval drawn on one axis, its value and its n.

    ``before`` are the same shares earlier, drawn as hollow circles. A row without a number says why.
    ``verdict`` shows targets, and colours rows whose whole interval is on one side of theirs.
    """
    t = reading.t
    drawn = shares_axis([*values, *before], t, targets=verdict)
    # Where n stands under each name its column has nothing to head.
    columns = [
        Column(head or t("measures.name"), width="34%"),
        Column(t("measures.interval"), axis=drawn, width="34%"),
        Column(t("measures.value"), right=True),
        Column(t("measures.n") if any(counts_text(one, t, short=True) for one in values) else "", right=True),
        *([Column(extra.head)] if extra else []),
    ]
    earlier = dict(zip((one.indicator for one in values), before, strict=False))
    said = named or (lambda one: name_of(one, t))
    rows = []
    for one in values:
        words_under = under(one) if under else ""
        past = earlier.get(one.indicator)
        last = (extra.cell(one),) if extra else ()
        shown = _share(one, past, drawn, said(one), words_under, reading, verdict=verdict)
        rows.append(Row((*shown, *last)))
    return table(caption, columns, rows, fold="folded" if extra is not None else "")


def _share(
    value: IndicatorValue,
    past: IndicatorValue | None,
    drawn: Axis,
    name: Text,
    under: Text,
    reading: Reading,
    *,
    verdict: bool,
) -> tuple[Cell, ...]:
    t = reading.t
    head = Cell(name, under=under, strong=bool(under))
    if not measured(value):
        dash = words.value_text(value, t) if value.status == "suppressed" else ""
        return head, Cell(why_text(value, reading), grey=True, span=2), Cell(dash, grey=True)
    said = f"{name}: {words.value_text(value, t)} {words.interval_text(value, t)}".strip()
    picture = interval_of(value, drawn, said, verdict=verdict)
    if picture is not None and not verdict:
        picture = picture.model_copy(update={"lines": ()})
    if picture is not None and past is not None and past.value is not None:
        picture = make.interval(
            value.value or 0.0,
            drawn,
            said,
            low=value.low,
            high=value.high,
            before=past.value,
            hollow=value.status == "indicative",
        )
    number = Cell(
        shown_value(value, t),
        under=words.interval_text(value, t, bare=True),
        strong=True,
        tone=TONES.get(value.target_status) if verdict else None,
        card=card_id(value),
    )
    counts = Cell(small=counts_text(value, t, short=True))
    return head, Cell(chart=picture), number, counts


def targets(reading: Reading) -> Extra:
    """A last column with the target, and how a number stands to it."""
    t = reading.t

    def cell(value: IndicatorValue) -> Cell:
        said = words.target_text(value, t, short=True) if value.target else ""
        return Cell(status_span(value, t), small=said)

    return Extra(t("measures.target"), cell)


def numbers(
    values: Sequence[IndicatorValue],
    reading: Reading,
    *,
    named: Named | None = None,
    verdict: bool = False,
    more: Sequence[LineRow] = (),
) -> Html:
    """Show single numbers of any unit, one a line; one without a number says why. ``more`` lines stand below."""
    t = reading.t
    said = named or (lambda one: name_of(one, t))
    return lines([*(_number(one, said(one), reading, verdict=verdict) for one in values), *more])


def _number(value: IndicatorValue, name: Text, reading: Reading, *, verdict: bool) -> LineRow:
    t = reading.t
    if not measured(value):
        why = why_short(value, reading)
        return LineRow(name, shown_value(value, t, short=True), why, card=card_id(value))
    beside: Text = counts_text(value, t, short=True) or _spread(value, t)
    tone = TONES.get(value.target_status) if verdict else None
    if tone is not None:  # never by colour alone
        beside = (status_span(value, t), f" {beside}") if beside else status_span(value, t)
    return LineRow(name, shown_value(value, t), beside, tone, card_id(value))


def _spread(value: IndicatorValue, t: Translator) -> str:
    """The interval of a mean, and of how many it is one."""
    interval = words.interval_text(value, t)
    n = words.n_alone_text(value, t) if interval else ""
    return " · ".join(part for part in (n, interval) if part)


def why_short(value: IndicatorValue, reading: Reading) -> str:
    """Say in a few words why there is no number."""
    return "" if value.status == "suppressed" else reading.t(f"status.{value.status}")


def waits(value: IndicatorValue, reading: Reading) -> Html:
    """Say what cannot be shown, why, and the one thing to do."""
    t, indicator = reading.t, declared(value)
    if value.value is not None and value.status == "ok":
        return empty(
            t("wait.zero", name=name_of(value, t), value=words.value_text(value, t)), t("wait.zero_why"), ""
        )
    if value.reason is not None and value.reason.key == NO_RATE:
        remedy = ""
    elif indicator is None or value.status in ("not_applicable", "cannot_be_combined"):
        remedy = t("wait.elsewhere")
    elif value.status in ("too_few", "suppressed"):
        remedy = t("wait.more_cases")
    elif value.reason is not None and value.reason.key == awaited_key(indicator):
        remedy = t("wait.comes")
    else:
        tables = missing_tables(value) or record_tables(value, indicator)
        named = ", ".join(TABLES[one].label.say(t.language).lower() for one in tables)
        remedy = t("wait.remedy", tables=named)
    key = "wait.hidden" if value.status == "suppressed" else "wait.empty"
    return empty(t(key, name=name_of(value, t)), whole(why_text(value, reading)), remedy)
