"""Imports in words and tables: what a file is, what is wrong with it, and what came in before."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from data.home import Home
from data.model import TABLES
from data.model.base import declared
from data.summary import Summary
from locales.formats import moment
from locales.translate import Translator
from pages.parts.head import under
from pages.parts.html import Html, join
from pages.parts.importing import FileResult, Finding
from pages.parts.table import Cell, Column, Row, table

SHOWN_PROBLEMS = 50
SHOWN_ROWS = 6
SHOWN_MARK = 8
"""Signs of a fingerprint that are shown."""

Batch = dict[str, Any]
"""An import as ``data.summary`` lists it."""


def message(held: Summary, home: Home, t: Translator) -> str:
    """Say in one sentence what the store holds: the title of the page."""
    live = [batch for batch in held["batches"] if batch["state"] == "live"]
    if home.is_demonstration:
        return t("datascreen.title_demonstration")
    if not live:
        return t("datascreen.title_empty")
    if not held["organizations"]:
        return t("datascreen.title_rows", day=_moment(live[0], t))
    organizations = t.n("datascreen.organizations", len(held["organizations"]))
    return t("datascreen.title", organizations=organizations, day=_moment(live[0], t))


def verdict(result: FileResult, t: Translator, *, checked_only: bool) -> tuple[str, str]:
    """Say what a file is and what became of it, or would; and its rows, table by table."""
    kind = t(f"datascreen.format.{result.format}") if result.format else t("datascreen.format.unknown")
    what = _what(result)
    moment_ = "checked" if checked_only and result.status == "imported" else "done"
    heading = t(
        f"datascreen.{moment_}.{what}",
        file=result.file,
        kind=kind,
        rows=result.accepted,
        rejected=result.rejected,
        batch=str(result.batch or ""),
    )
    counts = [
        t("datascreen.table_rows", table=TABLES[name].label.say(t.language), rows=rows)
        for name, rows in result.rows.items()
    ]
    return heading, " · ".join(counts)


def _what(result: FileResult) -> str:
    if result.status == "imported":
        return "partial" if result.is_partial else "whole"
    return result.status


def problem_table(problems: Sequence[Finding], t: Translator) -> Html:
    """Show problems as a table, those alike in one row with all their places; the first fifty."""
    heads = [Column(t(f"datascreen.head.{name}")) for name in ("place", "value", "problem", "remedy")]
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for found in problems:
        same = (found.file, found.column or "", found.value or "", found.problem, found.remedy)
        alike.setdefault(same, []).append(found)
    rows = [
        Row(
            (
                Cell(_place(group, t)),
                Cell(group[0].value or ""),
                Cell(group[0].problem),
                Cell(group[0].remedy, grey=True),
            )
        )
        for group in list(alike.values())[:SHOWN_PROBLEMS]
    ]
    shown = table(t("datascreen.problems"), heads, rows, fold="wordy")
    more = sum(len(group) for group in list(alike.values())[SHOWN_PROBLEMS:])
    return join([shown, under(t("datascreen.more_problems", more=more))]) if more > 0 else shown


def _place(alike: Sequence[Finding], t: Translator) -> str:
    """Where some problems that are alike stand: the file, their rows, the column."""
    first, numbers = alike[0], [str(found.row) for found in alike if found.row]
    listed = ", ".join(numbers[:SHOWN_ROWS])
    if len(numbers) > SHOWN_ROWS:
        listed = t("datascreen.and_more_rows", rows=listed, more=len(numbers) - SHOWN_ROWS)
    parts = [first.file]
    parts += [t("datascreen.line", row=listed)] if listed else []
    parts += [_field(first.column, first.problem, t)] if first.column else []
    return ", ".join(parts)


def _field(column: str, problem: str, t: Translator) -> str:
    """A column by the label that it has in the records; one of the user's own as it is.

    Where tables label a column differently, the label is the one that the problem uses.
    """
    labels = [
        declared(one.model_fields[column]).label.say(t.language)
        for one in TABLES.values()
        if column in one.model_fields
    ]
    return next((label for label in labels if label in problem), labels[0] if labels else column)


def problems_csv(results: Sequence[FileResult], t: Translator) -> str:
    """Every problem as a table for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = ("file", "row", "column", "value", "severity", "problem", "remedy")
    writer.writerow([t(f"datascreen.head.{name}") for name in names])
    for result in results:
        for found in result.problems:
            cells = found.model_dump() | {"severity": t(f"datascreen.severity.{found.severity}")}
            writer.writerow([_harmless(cells[name]) for name in names])
    # Spreadsheets take a file that begins with this mark for UTF-8.
    return "\ufeff" + out.getvalue()


def _harmless(cell: str | int | None) -> str:
    """Write a cell so that no spreadsheet takes it for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def batch_table(batches: Sequence[Batch], t: Translator) -> Html:
    """Show the imports as given."""
    columns = [
        Column(t("datascreen.head.file")),
        Column(t("datascreen.head.rows"), right=True),
        Column(t("datascreen.head.imported_at")),
        Column(t("datascreen.head.state")),
    ]
    rows = [
        Row(
            (
                Cell(f"{batch['batch']} · {_file(batch, t)}", under=_origin(batch, t)),
                Cell(t("datascreen.count", rows=sum(batch["rows"].values())), under=_problems(batch, t)),
                Cell(_moment(batch, t), under=batch["imported_by"] or ""),
                Cell(t(f"datascreen.state.{batch['state']}"), grey=batch["state"] != "live"),
            )
        )
        for batch in batches
    ]
    return table(t("datascreen.batches"), columns, rows, fold="wordy")


def batch_name(batch: Batch, t: Translator) -> str:
    """Name an import in a list of choices."""
    return t("datascreen.batch_name", batch=str(batch["batch"]), file=_file(batch, t), day=_moment(batch, t))


def _file(batch: Batch, t: Translator) -> str:
    """The file's name; what came without one is named by what it was."""
    name = batch["file"] if batch["file"] != batch["format"] else _format(batch, t)
    return name[:1].upper() + name[1:] if name != batch["file"] else name


def _format(batch: Batch, t: Translator) -> str:
    return t(f"datascreen.format.{batch['format']}")


def _origin(batch: Batch, t: Translator) -> str:
    """What a file was, and the first signs of its fingerprint: two that differ are two files."""
    mark = (batch["fingerprint"] or "")[:SHOWN_MARK]
    kind = _format(batch, t) if batch["file"] != batch["format"] else ""
    return " · ".join(part for part in (kind, mark) if part)


def _problems(batch: Batch, t: Translator) -> str:
    """How many rows were left out, and how many warnings there were."""
    parts = [t.n("datascreen.left_out", batch["rejected"])] if batch["rejected"] else []
    parts += [t.n("datascreen.warned", batch["warnings"])] if batch["warnings"] else []
    return " · ".join(parts)


def _moment(batch: Batch, t: Translator) -> str:
    return moment(dt.datetime.fromisoformat(batch["imported_at"]), t.language)
