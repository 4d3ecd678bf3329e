"""The donor's people: whether outcomes last, and for whom they were reached."""

from __future__ import annotations

from metrics.reviews.funding import FundingReview
from metrics.value import IndicatorValue
from reports import funding as said
from reports import words
from reports.charts.chart import Axis
from reports.charts.shares import shares_axis
from reports.document import Block, Cell, Column, Heading, Paragraph, Table
from reports.documents.parts import amount, empty, interval, number
from reports.reading import Reading, group_name, why_text


def lasting_blocks(review: FundingReview, reading: Reading) -> list[Block]:
    """How many have not come back after half a year, a year and two years."""
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


def groups_blocks(review: FundingReview, reading: Reading) -> list[Block]:
    """For whom: each group with its interval, those that are behind marked."""
    t, found = reading.t, review.groups
    hidden = bool(found.rows) and all(one.status == "suppressed" for one in found.rows)
    if not found.rows:
        heading_text, what, why, _ = said.no_groups(review.outcomes, reading)
        return empty(heading_text, what, why)
    if hidden:
        names = ("funding.groups_hidden_none", "funding.groups_hidden_empty", "report.groups_hidden_why")
        return empty(*(t(name) for name in names))
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
