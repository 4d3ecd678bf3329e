"""The table of promises: baseline, target, what was reached with its interval, and one word of status."""

from __future__ import annotations

from collections.abc import Sequence

from locales import formats
from locales.formats import DASH
from locales.translate import Translator
from metrics.reviews.promised import Promise
from pages.parts.head import under
from pages.parts.html import Html, Text, el
from pages.parts.number_card import TONES, status_span
from pages.parts.numbers import card_id
from pages.parts.table import Cell, Column, Row, table
from reports import words
from reports.charts.chart import Axis, Chart, Tick
from reports.charts.make import interval, interval_of
from reports.charts.shares import shares_axis, whole_dot
from reports.promised import about
from reports.reading import Reading, counts_text, name_of, shown_value, why_text
from reports.reasons import reason_text

OPEN = 12
"""Promises that stand open; the others are behind one click ..."""
SHOWN = 60
"""... unless there are more than these: then they are counted by programme."""
KEPT, MISSED = ("above", "likely"), ("below", "unclear")
_WAY = Axis(low=-0.3, high=1.55)


def promise_table(promises: Sequence[Promise], reading: Reading) -> Html:
    """Show promises, those missed first: where most are shares on one axis, else on the way to go."""
    drawn = _axis(promises, reading)
    first = _first(promises)
    shown = _table(first, drawn, reading)
    if len(promises) > SHOWN:
        return el("div", shown, under(reading.t("promises.too_many")), _by_program(promises, reading))
    rest = promises[len(first) :]
    if rest:
        more = el(
            "summary", reading.t.n("promises.more", len(rest)), style="padding:.6rem 0;font-size:.867rem"
        )
        return el("div", shown, el("details", more, _table(rest, drawn, reading)))
    return shown


def on_screen(promises: Sequence[Promise]) -> Sequence[Promise]:
    """The promises that the table shows one by one."""
    return _first(promises) if len(promises) > SHOWN else promises


def how_to_read(promises: Sequence[Promise], reading: Reading) -> str:
    """Say what the marks in the rows mean."""
    return reading.t("promises.marks" if _are_shares(promises) else "promises.marks_way")


def _first(promises: Sequence[Promise]) -> Sequence[Promise]:
    """Those that can be judged, or where none can, whatever there is; they come in order."""
    judged = len([one for one in promises if one.actual.target_status is not None])
    return promises[: min(judged or OPEN, OPEN)]


def _by_program(promises: Sequence[Promise], reading: Reading) -> Html:
    """Count promises by programme and status word; choosing a programme shows them one by one."""
    t = reading.t
    words_of: dict[str, list[str | None]] = {}
    for promise in promises:
        name = reading.program(promise.actual) or t("promises.no_program")
        words_of.setdefault(name, []).append(promise.actual.target_status)
    columns = [
        Column(t("promises.program"), width="52%"),
        *(Column(t(f"promises.{head}"), right=True) for head in ("kept", "missed", "open", "all")),
    ]
    rows = [
        Row(
            (
                Cell(name),
                _count([word for word in found if word in KEPT], t),
                _count([word for word in found if word in MISSED], t),
                _count([word for word in found if word is None], t),
                _count(found, t),
            )
        )
        for name, found in words_of.items()
    ]
    return table(t("promises.by_program"), columns, rows)


def _count(found: Sequence[str | None], t: Translator) -> Cell:
    return Cell(formats.count(len(found), t.language))


def _table(promises: Sequence[Promise], drawn: Axis, reading: Reading) -> Html:
    t = reading.t
    columns = [
        Column(t("promises.promise"), width="25%"),
        Column(t("promises.baseline"), right=True, width="7%"),
        Column(t("promises.target"), right=True, width="9%"),
        Column(t("promises.actual"), right=True, width="12%"),
        Column(t("promises.interval"), axis=drawn, width="22%"),
        Column(t("promises.status"), width="10%"),
        Column(t("promises.note")),
    ]
    return table(
        t("promises.caption"),
        columns,
        [_row(promise, promises, drawn, reading) for promise in promises],
        fold="promised",
    )


def _row(promise: Promise, promises: Sequence[Promise], drawn: Axis, reading: Reading) -> Row:
    t, actual = reading.t, promise.actual
    sign = "%" if actual.unit == "percent" else ""
    baseline = words.baseline_text(actual, t, short=True)
    target = actual.target
    changed = target is not None and target.first_value is not None and target.first_value != target.value
    first = ""
    if target is not None and target.first_value is not None and changed:
        first = f"({words.amount_beside(target.first_value, actual, t, short=True)}{sign})"
    return Row(
        (
            Cell(name_of(actual, t), under=about(promise, promises, reading)),
            Cell(baseline if baseline == DASH else baseline + sign, grey=True),
            Cell(
                words.amount_beside(target.value, actual, t, short=True) + sign if target else DASH,
                small=first,
                grey=True,
            ),
            Cell(
                shown_value(actual, t, short=True),
                small=counts_text(actual, t, short=True),
                strong=actual.value is not None,
                card=card_id(actual),
            ),
            Cell(chart=_picture(promise, drawn, reading)),
            Cell(status_span(actual, t)),
            Cell(under=_note(promise, reading)),
        )
    )


def _note(promise: Promise, reading: Reading) -> Text:
    """Why there is no number or it is read with care, then that the target was changed, then what else."""
    t, actual = reading.t, promise.actual
    said = why_text(actual, reading)
    if not said and actual.gates and actual.reason:
        said = reason_text(actual.reason, t)
    target = actual.target
    if not said and target and target.first_value is not None and target.set_on:
        said = t("promises.changed", month=formats.short_month(target.set_on, t.language))
    if not said and promise.progress.notes:
        said = reason_text(promise.progress.notes[0], t)
    return said


def _axis(promises: Sequence[Promise], reading: Reading) -> Axis:
    if _are_shares(promises):
        shares = [one.actual for one in promises if one.actual.unit == "proportion"]
        return shares_axis(shares, reading.t, targets=True)
    ticks = tuple(Tick(value=place, label=reading.t(f"promises.way.{place}")) for place in (0, 1))
    return _WAY.model_copy(update={"ticks": ticks})


def _are_shares(promises: Sequence[Promise]) -> bool:
    shares = [one for one in promises if one.actual.unit == "proportion"]
    return 2 * len(shares) >= len(promises)


def _picture(promise: Promise, drawn: Axis, reading: Reading) -> Chart | None:
    t, actual, progress = reading.t, promise.actual, promise.progress
    said = f"{name_of(actual, t)}: {shown_value(actual, t)} {words.interval_text(actual, t)}".strip()
    if drawn.low != _WAY.low:
        return interval_of(actual, drawn, said) if actual.unit == "proportion" else None
    if progress.value is None:
        return None
    tone = TONES.get(actual.target_status)
    return interval(
        whole_dot(drawn, progress.value),
        drawn,
        said,
        low=progress.low,
        high=progress.high,
        role=tone or "actual",
        target=1.0,
    )
