"""Problem: one thing that is wrong with one cell of a file."""

from __future__ import annotations

from typing import Literal, TypedDict

from pydantic import BaseModel, ConfigDict

from locales.translate import Translator

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
        return SpokenProblem(
            file=self.file,
            row=self.row,
            column=self.column,
            value=self.value,
            severity=self.severity,
            problem=t(self._text(t), **known),
            remedy=t(f"remedy.{self.code}", **known),
        )

    def _text(self, t: Translator) -> str:
        own = f"problem.{self.code}"
        return own if t.has(own) else f"error.{self.code}"
