"""Rendering: a frozen report as a file of one format in one language."""

from __future__ import annotations

from collections.abc import Callable

from data.errors import InputError
from data.home import Home
from data.workspace.reports import keep_file, kept_file
from locales.translate import translator
from locales.words import Language
from reports.formats.iati import iati
from reports.formats.message import message
from reports.formats.page import page
from reports.formats.pdf import pdf
from reports.formats.slides import slides
from reports.formats.workbook import workbook
from reports.frozen import Frozen
from reports.numbers import numbers_csv
from reports.request import FORMATS, Format

_RENDERERS: dict[Format, Callable[[Frozen, Language], bytes]] = {
    "pdf": lambda frozen, language: pdf(frozen, frozen.document(language)),
    "html": lambda frozen, language: page(frozen, frozen.document(language)),
    "mail": lambda frozen, language: page(frozen, frozen.document(language), for_mail=True),
    "text": lambda frozen, language: message(frozen, frozen.document(language)),
    "pptx": lambda frozen, language: slides(frozen, frozen.document(language)),
    "xlsx": lambda frozen, language: workbook(frozen, translator(language)),
    "csv": lambda frozen, language: numbers_csv(frozen.values, translator(language)),
    "xml": lambda frozen, language: iati(frozen, translator(language)),
}


def render(frozen: Frozen, language: Language, format: Format) -> bytes:
    """Make a file. Raises InputError for a format that this kind of report is not made in."""
    known = FORMATS[frozen.request.kind]
    if format not in known:
        raise InputError(
            "error.no_such_format", kind=frozen.request.kind, format=format, formats=", ".join(known)
        )
    return _RENDERERS[format](frozen, language)


def render_and_keep(home: Home, frozen: Frozen, language: Language, format: Format) -> bytes:
    """Give the file of a frozen report as it was first made; make and keep it where it was not."""
    known = kept_file(home, frozen.id, language, format)
    if known is not None:
        return known.content
    content = render(frozen, language, format)
    keep_file(home, frozen.id, language, format, content)
    return content
