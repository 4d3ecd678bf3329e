"""Form: an XLSForm, with its questions, choices and labels in all its languages.

Read from a workbook with the sheets *survey* and *choices*, or from ``survey.csv`` and ``choices.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.importers.grid import Grid, texts

_LANGUAGE = re.compile(r"^(label|hint)(?:::?\s*(?P<name>[^(]*?)\s*(?:\((?P<code>[^)]+)\))?)?$", re.IGNORECASE)
_LANGUAGE_CODES = {
    "english": "en",
    "bahasa": "id",
    "bahasa indonesia": "id",
    "indonesia": "id",
    "indonesian": "id",
}
_GROUPS = ("begin_group", "begin group")
_REPEATS = ("begin_repeat", "begin repeat")
_ENDS = ("end_group", "end group", "end_repeat", "end repeat")


@dataclass(frozen=True)
class Choice:
    """One option of a list."""

    name: str
    labels: Mapping[str, str]
    score: float | None = None


@dataclass(frozen=True)
class Question:
    """One question of the form."""

    kind: str
    """The type without its list: ``select_one``, ``integer``, ``date``, ``calculate`` …"""
    name: str
    labels: Mapping[str, str]
    """Language code -> wording."""
    list_name: str | None = None
    path: tuple[str, ...] = ()
    """Groups and repeats around it."""
    relevant: str | None = None
    required: bool = False
    calculation: str | None = None
    default: str | None = None
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A whole form."""

    title: str
    form_id: str
    questions: tuple[Question, ...]
    choices: Mapping[str, tuple[Choice, ...]]

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Questions by name; the first where a name comes twice."""
        return {question.name: question for question in reversed(self.questions)}

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that anything is labelled in."""
        return tuple(dict.fromkeys(language for question in self.questions for language in question.labels))

    def options(self, question: Question) -> tuple[Choice, ...]:
        """The choices of a select question, in the form's order."""
        return self.choices.get(question.list_name or "", ())


def is_form(sheets: Iterable[str]) -> bool:
    """Say whether sheets (or the stems of files) of these names make a form."""
    return {"survey", "choices"} <= {name.strip().casefold() for name in sheets}


def read_form(grids: Sequence[Grid], fallback: str) -> Form:
    """Read a form from its sheets; ``fallback`` names it where its settings do not."""
    by_name = {(grid.sheet or grid.file.rsplit(".", 1)[0]).strip().casefold(): grid for grid in grids}
    settings = next(iter(_records(by_name.get("settings"))), {})
    language = _code(settings.get("default_language", ""))
    title = settings.get("form_title") or settings.get("title") or fallback
    return Form(
        title=title,
        form_id=settings.get("form_id") or settings.get("id_string") or title,
        questions=tuple(_questions(_records(by_name.get("survey")), language)),
        choices=_choices(_records(by_name.get("choices")), language),
    )


def _questions(rows: Iterable[Mapping[str, str]], language: str) -> Iterable[Question]:
    path: list[str] = []
    for row in rows:
        kind, name = " ".join(row.get("type", "").split()), row.get("name", "")
        if kind.startswith((*_GROUPS, *_REPEATS)):
            path.append(name)
        elif kind in _ENDS:
            del path[-1:]
        elif kind and name:
            parts = kind.split(" ")
            if parts[0] == "select" and len(parts) > 2:  # "select one from list", as it once was
                parts = [f"select_{parts[1]}", parts[-1]]
            yield Question(
                kind=parts[0],
                name=name,
                labels=_labels(row, "label", language),
                list_name=parts[1] if parts[0].startswith("select") and len(parts) > 1 else None,
                path=tuple(path),
                relevant=row.get("relevant") or None,
            )


def _choices(rows: Iterable[Mapping[str, str]], language: str) -> Mapping[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    for row in rows:
        list_name, name = row.get("list_name") or row.get("list name"), row.get("name", "")
        if list_name and name:
            choice = Choice(name, _labels(row, "label", language), _number(row.get("score", "")))
            lists.setdefault(list_name, []).append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _labels(row: Mapping[str, str], kind: str, language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for header, text in row.items():
        match = _LANGUAGE.match(header)
        if match and match[1].lower() == kind and text:
            found[_code(match["code"] or match["name"] or "") or language] = text
    return found


def _code(written: str) -> str:
    """A language as a code: ``English (en)``, ``en`` and ``English`` are ``en``; nothing is ``default``."""
    inner = re.search(r"\(([^)]+)\)", written)
    name = (inner[1] if inner else written).strip().casefold()
    return _LANGUAGE_CODES.get(name, name) or "default"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _records(grid: Grid | None) -> list[dict[str, str]]:
    """The rows of a sheet by their header; a name that comes twice keeps its first column."""
    if grid is None or not grid.rows:
        return []
    header = texts(grid.rows[0][1])
    names = [name if header.index(name) == place else "" for place, name in enumerate(header)]
    return [
        {name: text for name, text in zip(names, texts(row), strict=False) if name}
        for _, row in grid.rows[1:]
    ]
