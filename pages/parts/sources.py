"""What a number card says of the data behind the number: tables, imports, and up to which day."""

from __future__ import annotations

from functools import lru_cache

from data.home import Home
from data.model import TABLES
from data.provenance import Import, imports_of
from data.store import newest_mark
from locales import formats
from locales.translate import Translator
from metrics.catalogue.definition import Indicator
from metrics.reviews.sources import record_tables
from metrics.value import IndicatorValue

SHOWN = 2
"""Imports that are named; of more the number is said."""


def source_text(home: Home, value: IndicatorValue, indicator: Indicator, t: Translator) -> str:
    """Say which record tables and imports a number comes from, and as of which day."""
    names = ", ".join(TABLES[name].label.say(t.language).lower() for name in record_tables(value, indicator))
    parts = [t("source.tables", tables=names)] if names else []
    imports = _imports(home, newest_mark(home), value.organization) if value.organization else ()
    if imports:
        named = ", ".join(_named(one, t) for one in imports[:SHOWN])
        parts.append(t("source.imports", imports=named))
        if len(imports) > SHOWN:
            parts.append(t.n("source.more_imports", len(imports) - SHOWN))
    return " ".join([*parts, t("card.as_of", day=formats.day(value.as_of, t.language))])


def _named(one: Import, t: Translator) -> str:
    day = formats.day(one.imported_at.date(), t.language)
    return t("source.import", number=str(one.number), file=one.file, day=day)


@lru_cache(maxsize=64)
def _imports(home: Home, records: str | None, organization: str) -> tuple[Import, ...]:
    """The imports of one version of the records, which never changes."""
    return imports_of(home, organization) if records is not None else ()
