"""Which importer reads which file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from data.errors import UnknownFormat
from data.importers import dhis2, hmis, iati, iati_tables, kobo, results, sheet, survey, template
from data.importers.source import Source
from data.receiver import Receiver
from data.stage import Stage

Format = Literal["template", "iati", "hmis", "survey", "kobo", "results", "dhis2", "iati_tables", "sheet"]

READERS: dict[Format, Callable[[Source, Stage], None]] = {
    "template": template.read,
    "iati": iati.read,
    "hmis": hmis.read,
    "survey": survey.read,
    "kobo": kobo.read,
    "results": results.read,
    "dhis2": dhis2.read,
    "iati_tables": iati_tables.read,
    "sheet": sheet.read,
}
"""How each format is read into a stage."""

READ_AS_PARCELS: dict[Format, Callable[[Source, Receiver], None]] = {"iati": iati.read}
"""Formats that come as many small files, which are read side by side and imported together."""

_RECOGNISERS: tuple[tuple[Format, Callable[[Path], bool]], ...] = (
    ("iati", iati.recognises),
    ("hmis", hmis.recognises),
    ("template", template.recognises_surely),
    ("kobo", kobo.recognises),
    ("iati_tables", iati_tables.recognises),
    ("dhis2", dhis2.recognises),
    ("results", results.recognises),
    ("sheet", sheet.recognises),
    ("template", template.recognises),
)
"""The first that recognises a file reads it; the template's last word is a workbook that nobody knows."""


def recognise(source: Source) -> Format:
    """Say what kind of file this is; a mapping says it for tables and surveys. Raises UnknownFormat."""
    mapping = source.options.mapping
    if mapping is not None:
        if results.is_table_mapping(mapping):
            return "results"
        if sheet.is_plan(mapping):
            return "sheet"
        return "kobo" if kobo.recognises(source.path) else "survey"
    for name, recognises in _RECOGNISERS:
        if recognises(source.path):
            return name
    raise UnknownFormat("error.unknown_format", file=source.name)
