"""Problem: one thing that is wrong with one cell of a file."""

from __future__ import annotations

from typing import Literal, TypedDict

from pydantic import BaseModel, ConfigDict

from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Codes
from locales.translate import Translator

_NAMES = ("column", "earlier", "table", "allowed")
"""Values of a problem that name something of the records."""

Severity = Literal["error", "warning"]
"""An error rejects its row; a warning keeps it."""


class SpokenProblem(TypedDict):
    """A problem in words, as the command line prints it."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    severity: Severity
    problem: str
    remedy: str


class Problem(BaseModel):
    """Which file, row (or element), column and value; what is wrong and how to mend it.

    ``code`` names two texts: ``problem.<code>`` (what is wrong; ``error.<code>`` where it refuses the whole
    file) and ``remedy.<code>`` (how to mend it); ``values`` fill them. ``row`` is the line of the file, counted
    from 1 with the header, or the line of the element in an XML file. ``table`` is the record table concerned,
    if any.
    """

    model_config = ConfigDict(frozen=True)

    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = "error"
    code: str
    values: dict[str, str | int | float] = {}
    table: str | None = None

    def say(self, t: Translator) -> SpokenProblem:
        """Put the problem into words."""
        known = {"column": self.column or "", "value": self.value or "", **self.values}
        known |= {name: self._named(name, str(known[name]), t) for name in _NAMES if name in known}
        return SpokenProblem(
            file=self.file,
            row=self.row,
            column=self.column,
            value=self.value,
            severity=self.severity,
            problem=t(self._text(t), **known),
            remedy=t(f"remedy.{self.code}", **known),
        )

    def _named(self, name: str, id: str, t: Translator) -> str:
        """A table, a column or codes of it by their labels, with the ids in brackets; else as written."""
        if name == "table":
            return _labelled(TABLES[id].label.say(t.language), id) if id in TABLES else id
        fields = TABLES[self.table].model_fields if self.table in TABLES else {}
        if name != "allowed":
            return _labelled(declared(fields[id]).label.say(t.language), id) if id in fields else id
        kind = column_type(fields[self.column]).python if self.column in fields else str
        if not issubclass(kind, Codes):
            return id
        return ", ".join(_labelled(code.label.say(t.language), str(code)) for code in kind)

    def _text(self, t: Translator) -> str:
        own = f"problem.{self.code}"
        return own if t.has(own) else f"error.{self.code}"


def _labelled(label: str, id: str) -> str:
    return label if label.casefold() == id.casefold() else f"{label} ({id})"
