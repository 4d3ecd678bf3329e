"""Exports of KoboToolbox and ODK: their tables, and which column is which question.

Columns are found under the names of the form (``overall``), with groups before them (``visit/overall``,
``visit.overall``), or under their labels in any language. Columns of personal data are never asked for,
and what nobody asks for is never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from data.importers.grid import (
    Grid,
    is_text,
    is_workbook,
    members,
    read_workbook,
    sheet_names,
    texts,
    unpacked,
)
from data.importers.kobo.form import Form, is_form, read_form
from data.importers.kobo.scales import plain
from data.importers.source import Source
from data.importers.template.workbook import Value
from data.text_files import records

OWN_FORM = "hasil_form"
"""The column by which one of our own forms is known."""
IDS = ("meta/rootUuid", "rootUuid", "_id", "_uuid", "KEY", "instanceID", "meta/instanceID")
"""Columns that name an answer sheet, the most lasting first."""
DAYS = ("today", "_submission_time", "SubmissionDate", "end", "start")
"""Columns that say when it was answered, the best first."""
VALIDATION = "_validation_status"
_PARENTS = ("_parent_index", "PARENT_KEY")
_KEYS = ("_index", "KEY")
_METADATA = frozenset(
    (
        *IDS, *DAYS, *_PARENTS, *_KEYS, VALIDATION, OWN_FORM, "_notes", "_status", "_submitted_by", "_tags",
        "__version__", "_version_", "_submission__id", "_submission__uuid", "_parent_table_name", "deviceid",
        "audit", "username", "simserial", "subscriberid", "formhub/uuid",
    )
)  # fmt: skip
_SURE = frozenset(
    (OWN_FORM, "_uuid", "_submission_time", VALIDATION, "_submitted_by", "__version__", "formhub/uuid",
     "instanceID", "meta/instanceID", "SubmissionDate", "meta/rootUuid")
)  # fmt: skip
"""Columns that hardly any other program writes."""
_R_NAMES = {re.sub(r"[^\w.]", ".", f"X{name}"): name for name in _METADATA if name.startswith("_")}
_MARK = re.compile(r"^(?:\ufeff|X\.U\.FEFF\.|<U\+FEFF>)")
_BETWEEN = re.compile(r"[/.:-]")


@dataclass(frozen=True)
class Table:
    """One table of an export, not yet read."""

    file: str
    """What the user calls it."""
    sheet: str
    header: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[int, Sequence[Value]]]]
    """The rows below the header, with their numbers."""

    @property
    def is_repeat(self) -> bool:
        """Say whether its rows belong to rows of another table."""
        return any(name in _PARENTS for name in map(tidy_name, self.header))

    @property
    def place(self) -> str:
        """What the user calls it, in problems."""
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file


@dataclass(frozen=True)
class Export:
    """What lies in a file or folder: tables, and the form beside them."""

    tables: tuple[Table, ...]
    form: Form | None


def open_export(source: Source) -> Export:
    """Look at a file and at the form beside it, or at a folder or archive. Raises UnreadableFile."""
    path = source.path
    if path.is_dir() or path.suffix.lower() == ".zip":
        return _from_folder(path, source.name)
    tables = _tables(partial(path.open, "rb"), path, source.name)
    form = find_form(path, tables[0].header) if tables else None
    return Export(tuple(tables), form)


def tidy_name(header: str) -> str:
    """A header as the form wrote it: without byte-order marks, and with the underscores that R replaces.

    >>> tidy_name("X.U.FEFF.start"), tidy_name("X_uuid")
    ('start', '_uuid')
    """
    name = _MARK.sub("", header).strip()
    return _R_NAMES.get(name, name)


def looks_exported(header: Sequence[str]) -> bool:
    """Say whether a header is that of an export: it holds columns that the server adds."""
    return bool(_SURE & set(map(tidy_name, header)))


def find_form(path: Path, header: Sequence[str]) -> Form | None:
    """The form that lies beside a file and asks what its columns hold."""
    for sibling in sorted(path.parent.iterdir()):
        if (
            sibling == path
            or not sibling.is_file()
            or sibling.suffix.lower() not in (".xlsx", ".xls", ".csv")
        ):
            continue
        form = _form_at(sibling)
        if form and fits(form, header):
            return form
    return None


def fits(form: Form, header: Sequence[str]) -> bool:
    """Say whether at least half of the columns are questions of the form, or its choices."""
    names = short_names(header, form)
    known = sum(name.split("/")[0] in form.by_name for name in names)
    return known * 2 >= len([name for name in names if name not in _METADATA] or [""])


def short_names(header: Sequence[str], form: Form | None) -> list[str]:
    """The name of the question (or ``question/choice``) that each column holds.

    Without a form, groups are told from options by whether the question itself is a column.
    """
    tidy = [tidy_name(name) for name in header]
    labels = _labels(form) if form else {}
    known = set(form.by_name) if form else set()
    separator, columns = "/" if any("/" in name for name in tidy) else ".", set(tidy)
    return [_short(name, known, labels, columns, separator) if name else "" for name in tidy]


def _short(name: str, known: set[str], labels: Mapping[str, str], header: set[str], separator: str) -> str:
    if name in _METADATA:
        return name
    tails = [name, *(name[match.end() :] for match in _BETWEEN.finditer(name))]
    for tail in tails:
        if tail in known:
            return tail
        parts = [(tail[: match.start()], tail[match.end() :]) for match in _BETWEEN.finditer(tail)]
        for head, option in parts:
            if head in known:
                return f"{head}/{option}"
    if labels:
        for tail in (name, name.rsplit("/", 1)[-1]):
            if plain(tail) in labels:
                return labels[plain(tail)]
    head, _, option = name.rpartition(separator)
    if head and head in header:
        return f"{head.rsplit(separator, 1)[-1]}/{option}"
    return option or name


def _labels(form: Form) -> dict[str, str]:
    """Labels of questions that stand for one question only."""
    found: dict[str, str] = {}
    for question in reversed(form.questions):
        for label in question.labels.values():
            found[plain(label)] = question.name
    return {label: name for label, name in found.items() if label}


def _from_folder(path: Path, name: str) -> Export:
    """The tables of a folder, and its form; a folder may hold the form as two CSVs."""
    tables: list[Table] = []
    loose: dict[str, Grid] = {}
    form: Form | None = None
    for member in members(path, name):
        stem = member.name.rsplit(".", 1)[0].casefold()
        if is_text(member.name) and stem in ("survey", "choices", "settings"):
            loose[stem] = _text_grid(member.open, member.name)
        elif is_workbook(member.name) and member.path and (found := _form_at(member.path)):
            form = form or found
        elif is_text(member.name) or member.path:
            tables += _tables(member.open, member.path, member.name)
    if is_form(loose):
        form = read_form(list(loose.values()), path.stem)
    return Export(tuple(tables), form)


def _form_at(path: Path) -> Form | None:
    if path.suffix.lower() == ".csv":
        choices = path.with_name("choices.csv")
        if path.name.lower() != "survey.csv" or not choices.is_file():
            return None
        parts = [one for one in (path, choices, path.with_name("settings.csv")) if one.is_file()]
        grids = [_text_grid(partial(one.open, "rb"), one.name) for one in parts]
        return read_form(grids, path.parent.name)
    if not is_form(sheet_names(path)):
        return None
    return read_form(read_workbook(path, path.name), path.stem)


def _text_grid(opener: Callable[[], BinaryIO], name: str) -> Grid:
    return Grid(name, "", tuple((line, list(cells)) for line, cells in records(unpacked(opener, name), name)))


def _tables(opener: Callable[[], BinaryIO], path: Path | None, name: str) -> list[Table]:
    if is_workbook(name) and path:
        return [_grid_table(grid) for grid in read_workbook(path, name)]
    rows = records(unpacked(opener, name), name)
    _, header = next(rows, (0, []))
    rows.close()  # type: ignore[attr-defined]

    def below() -> Iterator[tuple[int, Sequence[Value]]]:
        again = records(unpacked(opener, name), name)
        next(again, None)
        yield from again

    return [Table(name, "", tuple(header), below)] if header else []


def _grid_table(grid: Grid) -> Table:
    return Table(grid.file, grid.sheet, tuple(texts(grid.rows[0][1])), lambda: iter(grid.rows[1:]))


def main_tables(tables: Iterable[Table]) -> list[Table]:
    """The tables whose rows are answer sheets; repeats hang below them."""
    return [table for table in tables if not table.is_repeat]


def parent_link(table: Table) -> tuple[str, str] | None:
    """The column of a repeat that names its parent, and the parent's column that it names."""
    names = set(map(tidy_name, table.header))
    return next(((child, key) for child, key in zip(_PARENTS, _KEYS, strict=True) if child in names), None)
