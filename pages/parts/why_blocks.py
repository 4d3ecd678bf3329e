"""Blocks of *Why this number* that are only read: parts, steps, programmes, imports, people, targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from data.model import TABLES
from data.people import Counted
from data.provenance import Behind
from locales import formats
from locales.formats import DASH
from metrics.value import IndicatorValue
from metrics.verification import Recheck
from pages.parts import head
from pages.parts.bars import three_states
from pages.parts.html import Html, Span, Text, join
from pages.parts.number_card import states
from pages.parts.table import Cell, Column, Row, table
from pages.parts.why_view import WhyView
from reports import why as said
from reports import words
from reports.reading import shown_value

LISTED = 300
"""Records that are listed; of more only the number is said."""


def parts_block(view: WhyView) -> Html:
    """Show the measures and their sums, and the three states where there are three."""
    t, found = view.t, view.explanation
    columns = [
        Column(t("why.head.measure")),
        Column(t("why.head.name"), width="34%"),
        Column(t("why.head.sum"), right=True, width="7rem"),
    ]
    rows = [
        Row(
            (
                Cell(said.part_name(part, found, t)),
                Cell(name, grey=True),
                Cell(said.part_amount(part, found.value, t), strong=True),
            )
        )
        for part, name in found.measures
    ]
    drawn = states(found.value, found.indicator, t)
    picture = [three_states(drawn)] if drawn is not None else []
    small = found.indicator.question.say(t.language)
    return head.section(t("why.parts"), *picture, table(t("why.parts"), columns, rows), small=small)


def changes_block(view: WhyView) -> Html:
    """Say what could still change the number."""
    t = view.t
    return head.section(t("why.changes"), head.bullets(said.changes(view.explanation, t)))


def steps_block(view: WhyView) -> Html | None:
    """Show the months or weeks of the period, and whether they add up."""
    t, found = view.t, view.explanation
    weekly = bool(found.steps) and (found.steps[0].end - found.steps[0].start).days == 6
    kind = "weeks" if weekly else "months"
    if found.steps_hidden:
        return head.section(t("why.months"), head.empty(*_hidden(view)))
    if not found.steps:
        return None
    rows = [
        Row((Cell(said.step_name(run, t)), *_number(run[0], view)))
        for run in said.runs(one for one in found.steps if one.start <= one.as_of)
    ]
    total = Row((Cell(t("why.total")), *_number(found.value, view)), strong=True)
    name = t(f"why.{kind}")
    return head.section(
        name,
        table(name, _columns(view, t("why.head.period")), [*rows, total]),
        _verdict(found.steps_agree, kind, view),
    )


def programs_block(view: WhyView) -> Html | None:
    """Show the programmes that the number is made of."""
    t, found = view.t, view.explanation
    if found.programs_hidden:
        return head.section(t("why.programs"), head.empty(*_hidden(view)))
    if len(found.programs) < 2:
        return None
    rows = [Row((Cell(view.reading.program(one)), *_number(one, view))) for one in found.programs]
    total = Row((Cell(t("why.total")), *_number(found.value, view)), strong=True)
    return head.section(
        t("why.programs"),
        table(t("why.programs"), _columns(view, t("why.head.program")), [*rows, total]),
        _verdict(found.programs_agree, "programs", view),
    )


def imports_block(view: WhyView) -> Html:
    """Show the imports that the number rests on, and how many of their rows count."""
    t = view.t
    if not view.behind:
        return head.section(t("why.imports"), head.paragraph(t("why.imports_none")))
    columns = [
        Column(t("why.head.import"), right=True, width="4rem"),
        Column(t("why.head.file")),
        Column(t("why.head.day"), width="24%"),
        Column(t("why.head.rows"), right=True, width="30%"),
    ]
    files: dict[int, list[Behind]] = {}
    for one in view.behind:
        files.setdefault(one.imported.number, []).append(one)
    rows = [
        Row(
            (
                Cell(str(number)),
                Cell(found[0].imported.file),
                Cell(formats.day(found[0].imported.imported_at.date(), t.language), grey=True),
                Cell(join_counts(found, view)),
            )
        )
        for number, found in files.items()
    ]
    return head.section(
        t("why.imports"), table(t("why.imports"), columns, rows), small=t("why.imports_small")
    )


def join_counts(found: Sequence[Behind], view: WhyView) -> str:
    """Say how many rows of which tables an import gives."""
    language = view.t.language
    return ", ".join(
        f"{formats.count(one.rows, language)} {TABLES[one.table].label.say(language).lower()}"
        for one in found
    )


def recheck_block(done: Recheck, view: WhyView) -> Html:
    """Show what recomputing found; a difference is loud."""
    t = view.t
    text = said.recheck_text(done, view.explanation.value, t)
    if done.agree:
        return head.notice((Span(t("why.recheck.same"), tone="good", strong=True), f" {text}"))
    return head.setback(
        t("why.recheck.different"), (Span(text, tone="bad", strong=True), f" {t('why.recheck.tell')}")
    )


def people_block(found: Sequence[Counted], view: WhyView) -> Html:
    """List the records behind the number by case number, and say whether they are as many as it says."""
    t, value = view.t, view.explanation.value
    columns = [
        Column(t("why.head.case")),
        Column(t("why.head.counts"), width="22%"),
        Column(t("why.head.day"), width="18%"),
        Column(t("why.head.program"), width="24%"),
        Column(t("why.head.worker"), width="14%"),
    ]
    rows = [
        Row(
            (
                Cell(one.case_number or t("week.people.no_number")),
                Cell(t(f"why.state.{one.state}"), grey=one.state == "counted"),
                Cell(formats.day(one.day, t.language)),
                Cell(one.program or DASH),
                Cell(one.worker or DASH),
            )
        )
        for one in found[:LISTED]
    ]
    whole = value.denominator if value.denominator is not None else value.numerator
    counted = Counter(one.state for one in found)
    same = (counted["counted"], len(found)) == (value.numerator or 0, whole or 0)
    more = [head.under(t.n("why.people.more", len(found) - LISTED))] if len(found) > LISTED else []
    return join(
        [
            head.paragraph(_checked(same, "people", view)),
            table(t("why.people"), columns, rows),
            *more,
        ]
    )


def targets_block(view: WhyView) -> Html:
    """Show every version of the target, the first promise beside the newest."""
    t, value = view.t, view.explanation.value
    if not view.targets:
        none = head.empty(t("why.target.none"), t("why.target.none_means"), t("why.target.none_remedy"))
        return head.section(t("why.targets"), none)
    columns = [
        Column(t("why.head.target")),
        Column(t("why.head.baseline"), right=True, width="14%"),
        Column(t("why.head.span"), width="24%"),
        Column(t("why.head.set"), width="18%"),
        Column("", width="20%"),
    ]
    rows = [
        Row(
            (
                Cell(said.target_value(one, value, t)),
                Cell(DASH if one.baseline is None else words.amount_text(one.baseline, value.unit, t)),
                Cell(formats.date_range(one.starts_on, one.due_on, t.language)),
                Cell(DASH if one.set_on is None else formats.day(one.set_on, t.language)),
                Cell(
                    rank := said.target_rank(one, promised, value, t), grey=rank == t("why.target.replaced")
                ),
            )
        )
        for promised in view.targets
        for one in reversed(promised.versions)
    ]
    small: Text = t("why.targets_small")
    return head.section(t("why.targets"), table(t("why.targets"), columns, rows), small=small)


def _columns(view: WhyView, first: str) -> list[Column]:
    t = view.t
    return [
        Column(first),
        Column(t("why.head.value"), right=True, width="18%"),
        Column(t("why.head.counted"), right=True, width="22%"),
        Column(t("why.head.range"), right=True, width="28%"),
    ]


def _number(value: IndicatorValue, view: WhyView) -> tuple[Cell, ...]:
    """A number, what it is counted from, and its range; where too few are counted or nothing is, that instead."""
    t = view.t
    few = value.status == "too_few"
    reason = words.status_text(value, t, threshold=view.reading.threshold)
    if said.is_missing(value):
        return Cell(shown_value(value, t, short=True)), Cell(under=reason, span=2)
    return (
        Cell(shown_value(value, t, short=True)),
        Cell(said.counted_text(value, t), grey=True),
        Cell(under=reason) if few else Cell(words.interval_text(value, t, bare=True), grey=True),
    )


def _verdict(agree: bool | None, parts: str, view: WhyView) -> Html:
    if agree is None:
        return head.under(said.agreement(agree, parts, view.t))
    return head.paragraph(_checked(agree, parts, view))


def _checked(agree: bool, parts: str, view: WhyView) -> Text:
    """A check that held is said quietly, one that did not is loud; what belongs to no programme is no mistake."""
    text = said.agreement(agree, parts, view.t)
    return text if agree or parts == "programs" else Span(text, tone="bad", strong=True)


def _hidden(view: WhyView) -> tuple[str, str, str]:
    t = view.t
    return t("why.hidden"), t("why.hidden_why", threshold=view.scope.threshold), t("why.hidden_remedy")
