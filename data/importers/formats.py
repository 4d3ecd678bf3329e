"""Which importer reads which file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from data.errors import UnknownFormat
from data.importers import hmis, iati, kobo, survey, template
from data.importers.source import Source
from data.stage import Stage

Format = Literal["template", "iati", "hmis", "survey", "kobo"]

READERS: dict[Format, Callable[[Source, Stage], None]] = {
    "template": template.read,
    "iati": iati.read,
    "hmis": hmis.read,
    "survey": survey.read,
    "kobo": kobo.read,
}
"""How each format is read into a stage."""

_RECOGNISERS: tuple[tuple[Format, Callable[[Path], bool]], ...] = (
    ("iati", iati.recognises),
    ("hmis", hmis.recognises),
    ("kobo", kobo.recognises),
    ("template", template.recognises),
)


def recognise(source: Source) -> Format:
    """Say what kind of file this is; with a mapping it is a survey. Raises UnknownFormat."""
    if source.options.mapping is not None:
        return "kobo" if kobo.recognises(source.path) else "survey"
    for name, recognises in _RECOGNISERS:
        if recognises(source.path):
            return name
    raise UnknownFormat("error.unknown_format", file=source.name)
