"""*Data quality* as it is shown."""

from __future__ import annotations

from functools import lru_cache

from data.home import Home
from data.quality import Quality, quality
from data.store import newest_mark
from metrics.reviews.quality import Mend, QualityReview, quality_review
from pages.parts import head
from pages.parts.html import Html
from pages.parts.lists import LineRow, lines
from pages.parts.measures import shares
from pages.parts.screen import Look, Row, Shown, beside, full, shown
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import quality as said
from reports import words
from reports.reading import Reading, begun

SHOWN = 12
"""Kinds of things to mend, and patterns, that are shown."""


def quality_view(look: Look) -> Shown:
    """Give what a visitor looks at."""
    return _made(look, newest_mark(look.source.home))


@lru_cache(maxsize=64)
def _made(look: Look, version: str | None) -> Shown:
    review = quality_review(look.asking, found_in(look.source.home, version, look.organization.id))
    reading = look.reading
    return shown(
        look,
        reading,
        said.message(review, reading),
        said.lead(review, reading),
        _rows(review, reading),
        review.all_values(),
    )


def found_in(home: Home, version: str | None, organization: str) -> Quality:
    """What the rules find in the records of an organisation, looked up once a version."""
    return _found(home, version).get(organization, Quality(organization))


@lru_cache(maxsize=2)
def _found(home: Home, version: str | None) -> dict[str, Quality]:
    return {one.organization: one for one in quality(home)}


def _rows(review: QualityReview, reading: Reading) -> list[Row]:
    return [
        beside((3, 2), (_dimensions(review, reading),), (_silences(review, reading), _lags(review, reading))),
        *([full(_patterns(review, reading))] if review.patterns or review.doubles else []),
        full(_mends(review, reading)),
    ]


def _dimensions(review: QualityReview, reading: Reading) -> Html:
    t, heading = reading.t, reading.t("quality.dimensions")
    if not review.known:
        return head.section(heading, head.empty(*said.unmeasured(review, reading)))
    drawn = shares(
        review.dimensions,
        reading,
        heading,
        head=t("quality.side"),
        named=lambda one: begun(said.dimension_name(one, reading)),
        under=lambda one: words.n_text(one, t) if one.value is not None else "",
    )
    return head.section(heading, drawn, small=t("quality.dimensions.small"))


def _silences(review: QualityReview, reading: Reading) -> Html:
    t = reading.t
    rows = [
        LineRow(
            reading.programs.get(one.program or "", t("quality.no_program")), said.silence_text(one, reading)
        )
        for one in review.silences
    ]
    blocks = [head.bullets([f"{row.name}: {row.value}" for row in rows])] if rows else []
    return head.section(
        said.silences_heading(review, reading), *blocks, small=t("quality.silences.small") if rows else ""
    )


def _lags(review: QualityReview, reading: Reading) -> Html:
    rows = [
        LineRow(said.table_name(table, reading), said.days_text(days, reading))
        for table, days in sorted(review.lags, key=lambda lag: -lag[1])
    ]
    t = reading.t
    if not rows:
        return head.section(t("quality.lags"), head.paragraph(t("quality.lags.none")))
    return head.section(t("quality.lags"), lines(rows), small=t("quality.lags.small"))


def _patterns(review: QualityReview, reading: Reading) -> Html:
    t = reading.t
    rows = [
        " · ".join(
            part
            for part in (reading.programs.get(one.program or "", ""), said.pattern_text(one, reading))
            if part
        )
        for one in review.patterns[:SHOWN]
    ]
    blocks = [head.bullets(rows)] if rows else []
    return head.section(
        said.patterns_heading(review, reading),
        *blocks,
        *([head.paragraph(said.doubles_text(review, reading))] if review.doubles else []),
        small=t("quality.patterns.small") if rows else "",
    )


def _mends(review: QualityReview, reading: Reading) -> Html:
    t = reading.t
    heading, told = said.mends_heading(review, reading), head.under(said.checked_text(review, reading))
    if not review.mends:
        return head.section(heading, told)
    columns = [
        Column(t("quality.head.problem"), width="34%"),
        Column(t("quality.head.records"), right=True),
        Column(t("quality.head.headlines"), width="26%"),
        Column(t("quality.head.fix"), width="26%"),
    ]
    rows = [_mend(one, reading) for one in review.mends[:SHOWN]]
    return head.section(
        heading,
        table(heading, columns, rows, fold="wordy"),
        told,
        small=t("quality.mends.small"),
    )


def _mend(mend: Mend, reading: Reading) -> TableRow:
    t, rule = reading.t, mend.failing.rule
    return TableRow(
        (
            Cell(begun(t(f"quality.rule.{rule.id}")), under=said.table_name(rule.table, reading)),
            Cell(said.records_text(mend, reading), strong=True),
            Cell(said.headlines_text(mend, reading), grey=not mend.headlines),
            Cell(t(f"quality.fix.{rule.id}")),
        )
    )
