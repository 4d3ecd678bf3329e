"""The answer sheets of an export as the table that the survey importer reads: the wanted columns, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa

from data.errors import BadMapping
from data.importers.kobo.export import VALIDATION, Table, parent_link, short_names, tidy_name
from data.importers.kobo.form import Form
from data.importers.kobo.scales import DONT_KNOW, NOT_ASKED, PREFER_NOT, plain
from data.importers.mapping_files import nearest
from data.importers.similar import alike
from data.importers.source import Source
from data.importers.survey.mapping import Item
from data.importers.survey.mapping import Mapping as SurveyMapping
from data.importers.survey.sheet import TABLE
from data.importers.template.workbook import Value, plain_text
from data.quoting import quoted
from data.stage import Stage
from data.text_files import ROW

FILE_DATE = "(--file-date)"
"""Stands for a column: every sheet was answered on the day that the user gives the file."""
_OTHER = frozenset(("other", "lainnya", "lain", "otherspecify"))
_ROWS_AT_ONCE = 20_000
_MOST_WORDS = 200


@dataclass(frozen=True)
class Reader:
    """Finds the columns of a table, and of the table above it, by the names that a mapping uses."""

    table: Table
    form: Form | None
    parent: Table | None = None

    def places(self, name: str) -> tuple[bool, list[int]] | None:
        """Whether a column lies in the parent's table, and its places there; None when there is none.

        A question may have several columns where the form has had several versions.
        """
        for is_parent, table in ((False, self.table), (True, self.parent)):
            if table is None:
                continue
            tidy = [tidy_name(header) for header in table.header]
            exact = [place for place, header in enumerate(table.header) if name in (header, tidy[place])]
            short = [
                place for place, known in enumerate(short_names(table.header, self.form)) if known == name
            ]
            if exact or short:
                return is_parent, exact[:1] or short
        return None


def load_answers(
    table: Table,
    parent: Table | None,
    form: Form | None,
    mapping: SurveyMapping,
    source: Source,
    stage: Stage,
) -> SurveyMapping:
    """Load the columns that a mapping names; give the mapping with what the words there mean.

    Sheets that were not approved are left out and counted. Raises BadMapping for a column that is not there.
    """
    reader = Reader(table, form, parent)
    names = [name for name in mapping.columns if name != FILE_DATE]
    places = {name: _required(reader, name) for name in names}
    place = mapping.organization.column if mapping.organization else None
    other = reader.places(f"{place}_other") if place else None
    validation = reader.places(VALIDATION)
    spelled: Counter[str] = Counter()
    rejected = 0
    kept: list[list[str | None]] = [[] for _ in names]
    numbers: list[int] = []
    stage.connection.execute(
        f"create table {TABLE} ({''.join(f'{quoted(name)} varchar, ' for name in mapping.columns)}{ROW} bigint)"
    )
    rows = _with_parents(reader)
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        for number, row, above in block:
            if validation and _is_refused(_first(validation, row, above, table)):
                rejected += 1
                continue
            numbers.append(number)
            for column, name in zip(kept, names, strict=True):
                text = _first(places[name], row, above, table)
                if name == place:
                    if other and text and plain(text) in _OTHER:
                        text = _first(other, row, above, table) or text
                    spelled[text] += bool(text)
                column.append(text.strip() or None)
        _insert(stage, names, kept, numbers, source, mapping)
        kept, numbers = [[] for _ in names], []
    if rejected:
        stage.problem("kobo_not_approved", file=table.place, column=VALIDATION, rows=rejected)
    _offer_spellings(spelled, place, mapping, table, stage)
    _name_choices(reader, names, stage)
    return _with_reasons(mapping, stage)


def _required(reader: Reader, name: str) -> tuple[bool, list[int]]:
    found = reader.places(name)
    if found is None:
        header = short_names(reader.table.header, reader.form)
        raise BadMapping(
            "error.mapping_no_column", column=name, near=nearest(name, header), columns=", ".join(header[:40])
        )
    return found


def _with_parents(reader: Reader) -> Iterator[tuple[int, Sequence[Value], Sequence[Value]]]:
    """The rows, each with the row of the parent's table that it belongs to."""
    link = parent_link(reader.table)
    if link is None or reader.parent is None:
        yield from (
            (number, row, ()) for number, row in reader.table.rows() if any(cell != "" for cell in row)
        )
        return
    child = [tidy_name(name) for name in reader.table.header].index(link[0])
    key = [tidy_name(name) for name in reader.parent.header].index(link[1])
    above = {plain_text(row[key]): row for _, row in reader.parent.rows() if key < len(row)}
    for number, row in reader.table.rows():
        yield number, row, above.get(plain_text(row[child]) if child < len(row) else "", ())


def _first(found: tuple[bool, list[int]], row: Sequence[Value], above: Sequence[Value], table: Table) -> str:
    """The first filled of a question's cells. Two that differ are not chosen between."""
    is_parent, places = found
    cells = above if is_parent else row
    filled = [text for place in places if place < len(cells) and (text := raw_text(cells[place])).strip()]
    if len(set(filled)) > 1:
        columns = ", ".join(table.header[place] for place in places)
        raise BadMapping("error.kobo_two_columns", file=table.place, columns=columns)
    return filled[0] if filled else ""


def raw_text(value: Value) -> str:
    """A cell as text, with the spaces that were typed around it."""
    return value if isinstance(value, str) else plain_text(value)


def _is_refused(status: str) -> bool:
    return plain(status).removeprefix("validationstatus") == "notapproved"


def _insert(
    stage: Stage,
    names: Sequence[str],
    kept: Sequence[Sequence[str | None]],
    numbers: Sequence[int],
    source: Source,
    mapping: SurveyMapping,
) -> None:
    columns: dict[str, pa.Array] = {
        name: pa.array(texts, pa.string()) for name, texts in zip(names, kept, strict=True)
    }
    if FILE_DATE in mapping.columns:
        day = source.options.file_date
        columns[FILE_DATE] = pa.array([day.isoformat() if day else None] * len(numbers), pa.string())
    columns[ROW] = pa.array(numbers, pa.int64())
    stage.connection.register("incoming_answers", pa.table(columns))
    stage.connection.execute(f"insert into {TABLE} by name select * from incoming_answers")
    stage.connection.unregister("incoming_answers")


def _offer_spellings(
    spelled: Mapping[str, int], column: str | None, mapping: SurveyMapping, table: Table, stage: Stage
) -> None:
    """Name spellings that are probably one organisation, unless the mapping says what they mean."""
    meant = mapping.organization.values if mapping.organization else {}
    for group in alike({text: count for text, count in spelled.items() if text.strip() not in meant}):
        stage.problem("similar_names", file=table.place, column=column, value=group.name, names=group.listed)


def _name_choices(reader: Reader, names: Sequence[str], stage: Stage) -> None:
    """Put the names of the choices where an export wrote their labels."""
    if reader.form is None:
        return
    for name in names:
        question = reader.form.by_name.get(name)
        choices = reader.form.options(question) if question else ()
        known = {choice.name for choice in choices}
        for choice in choices:
            for label in set(choice.labels.values()) - known:
                stage.connection.execute(
                    f"update {TABLE} set {quoted(name)} = ? where {quoted(name)} = ?",
                    [choice.name, label.strip()],
                )


def _with_reasons(mapping: SurveyMapping, stage: Stage) -> SurveyMapping:
    """Add to each item the words of its column that say why there is no answer."""
    items = {name: _with_words(item, stage) for name, item in mapping.items.items()}
    return mapping.model_copy(update={"items": items})


def _with_words(item: Item, stage: Stage) -> Item:
    words = stage.connection.execute(
        f"select distinct {quoted(item.column)} from {TABLE} where {quoted(item.column)} is not null"
        f" order by 1 limit {_MOST_WORDS}"
    ).fetchall()
    given = {plain(word) for word in (*item.scale, *item.missing, *item.prefer_not, *item.skipped)}
    free = [word for (word,) in words if plain(word) not in given]

    def among(known: frozenset[str]) -> tuple[str, ...]:
        return tuple(word for word in free if plain(word) in known)

    return item.model_copy(
        update={
            "missing": item.missing + among(DONT_KNOW),
            "prefer_not": item.prefer_not + among(PREFER_NOT),
            "skipped": item.skipped + among(NOT_ASKED),
        }
    )
