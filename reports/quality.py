"""Data quality in words: the weakest side, what to mend first, what is silent, late or odd."""

from __future__ import annotations

import datetime as dt

from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from data.quality.patterns import Pattern
from data.quality.silences import Silence
from locales import formats
from metrics.catalogue import BY_ID
from metrics.reviews.quality import Mend, QualityReview
from metrics.value import IndicatorValue
from metrics.values.awaited import missing_tables
from reports import words
from reports.reading import Reading, name_of


def message(review: QualityReview, reading: Reading) -> str:
    """Which side of the data is the weakest."""
    t = reading.t
    if not review.known:
        return t("quality.title.none")
    lowest = review.known[0]
    if lowest.value == 1:
        return t("quality.title.all")
    return t(
        "quality.title",
        dimension=dimension_name(lowest, reading),
        share=words.value_text(lowest, t),
        counts=words.n_text(lowest, t),
    )


def lead(review: QualityReview, reading: Reading) -> str:
    """What to mend first, and why."""
    t = reading.t
    first = next((mend for mend in review.mends if mend.headlines), None)
    if not review.checked:
        return t("quality.lead.unchecked")
    if first is None:
        return t("quality.lead.none" if review.headlines_checked else "quality.lead.no_headlines")
    problem = t(f"quality.rule.{first.failing.rule.id}")
    return t.n(
        "quality.lead", len(first.headlines), problem=problem, records=formats.count(first.failed, t.language)
    )


def unmeasured(review: QualityReview, reading: Reading) -> tuple[str, str, str]:
    """What cannot be shown, why, and what to do: nobody has to begin with a table for the sake of this number."""
    t, first = reading.t, review.dimensions[0]
    kind = "unused" if missing_tables(first) else "unchecked"
    return (
        t("wait.empty", name=name_of(first, t)),
        t(f"quality.{kind}"),
        t(f"quality.{kind}_remedy"),
    )


def dimension_name(value: IndicatorValue, reading: Reading) -> str:
    """Name a dimension."""
    return reading.t(f"quality.dimension.{(value.group or '').removeprefix('quality=')}")


def mends_heading(review: QualityReview, reading: Reading) -> str:
    """Whether there is anything to mend; where nothing was checked, that is said and not that all is well."""
    if review.mends:
        return reading.t("quality.mends")
    return reading.t("quality.mends.none" if review.checked else "quality.mends.unchecked")


def checked_text(review: QualityReview, reading: Reading) -> str:
    """What the rules looked at, and what they could not because nothing of the kind is recorded."""
    told = (("quality.checked", review.checked), ("quality.not_checked", review.unchecked))
    return " ".join(
        reading.t(key, tables=", ".join(table_name(table, reading).lower() for table in tables))
        for key, tables in told
        if tables
    )


def headlines_text(mend: Mend, reading: Reading) -> str:
    """The headline numbers that rest on what is to be mended."""
    t = reading.t
    if not mend.headlines:
        return t("quality.no_headline")
    return ", ".join(BY_ID[one].name.say(t.language) for one in mend.headlines)


def records_text(mend: Mend, reading: Reading) -> str:
    """How many records break a rule."""
    return formats.count(mend.failed, reading.t.language)


def silences_heading(review: QualityReview, reading: Reading) -> str:
    """How many things have fallen silent."""
    t = reading.t
    if review.silences:
        return t.n("quality.silences", len(review.silences))
    return t("quality.silences.none" if review.regular else "quality.silences.untold")


def silence_text(silence: Silence, reading: Reading) -> str:
    """Nothing of a kind since a week, and what was to be expected."""
    t = reading.t
    return t(
        "quality.silence",
        what=t(f"quality.event.{silence.what}"),
        week=formats.week(silence.last_week, t.language),
        weeks=silence.weeks,
        expected=formats.count(round(silence.expected), t.language),
    )


def patterns_heading(review: QualityReview, reading: Reading) -> str:
    """How many patterns somebody should look at."""
    t = reading.t
    if review.patterns:
        return t.n("quality.patterns", len(review.patterns))
    return t("quality.patterns.only_doubles" if review.doubles else "quality.patterns.none")


def pattern_text(pattern: Pattern, reading: Reading) -> str:
    """What is alike."""
    t = reading.t
    return t(
        f"quality.pattern.{pattern.kind}",
        column=_column(pattern, reading),
        table=table_name(pattern.table, reading).lower(),
        value=_value(pattern, reading),
        rows=formats.count(pattern.rows, t.language),
        of=formats.count(pattern.of, t.language),
    )


def _column(pattern: Pattern, reading: Reading) -> str:
    """What a column is called; a column of the store's own has no name that anybody would know."""
    field = TABLES[pattern.table].model_fields.get(pattern.column or "")
    return declared(field).label.say(reading.t.language).lower() if field else ""


def _value(pattern: Pattern, reading: Reading) -> str:
    """The value that is alike, as a person writes it."""
    if pattern.value is None or pattern.column is None:
        return ""
    if pattern.kind == "same_minute":
        return formats.moment(dt.datetime.fromisoformat(pattern.value), reading.t.language)
    field = TABLES[pattern.table].model_fields[pattern.column]
    kind = column_type(field).python
    return kind(pattern.value).label.say(reading.t.language) if issubclass(kind, Codes) else pattern.value


def doubles_text(review: QualityReview, reading: Reading) -> str:
    """How many pairs may be one person."""
    t = reading.t
    said = t.n("quality.doubles", review.doubles)
    return f"{said} {t.n('quality.doubles.number', review.same_number)}" if review.same_number else said


def table_name(table: str, reading: Reading) -> str:
    """What a record table is called."""
    return TABLES[table].label.say(reading.t.language)


def days_text(days: int, reading: Reading) -> str:
    """A median of days."""
    return formats.days(days, reading.t.language) if days else reading.t("quality.same_day")
