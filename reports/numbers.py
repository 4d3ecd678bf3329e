"""The numbers of a page as a table for spreadsheets: exactly what was shown, with what it rests on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from locales.translate import Translator
from metrics.value import IndicatorValue
from reports.reading import listed_name
from reports.words import status_text

COLUMNS = (
    *("indicator", "organization", "program", "grant", "group", "promise"),
    *("start", "end", "value", "numerator", "denominator", "unknown", "low", "high", "interval_method", "n"),
    *("unit", "status", "source", "target_status", "rule_version", "as_of"),
)
"""Fields of a value that are written, by their own names, after its name in words."""


def numbers_csv(values: Iterable[IndicatorValue], t: Translator) -> bytes:
    """Write values as CSV, in UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["name", *COLUMNS, "target", "reason"])
    for value in values:
        target = value.target.value if value.target else None
        fields = [getattr(value, column) for column in COLUMNS]
        writer.writerow(
            [safe(one) for one in (listed_name(value, t), *fields, target, status_text(value, t))]
        )
    return text.getvalue().encode("utf-8-sig")


def safe(field: object) -> object:
    """A name that begins like a formula would be run by a spreadsheet: an apostrophe keeps it a name."""
    return f"'{field}" if isinstance(field, str) and field.startswith(tuple("=+-@\t\r")) else field
