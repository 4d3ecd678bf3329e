"""KoboToolbox and ODK: exports as XLSX or CSV, with the XLSForm beside them where there is one.

What a sheet's columns mean is said by, in this order: the mapping file of a survey, our own forms (known by
their column ``hasil_form``), or the form beside the export: each question whose choices are a scale becomes
an item. Sheets that were not approved are left out; blanks, *don't know* and *prefer not to answer* are no
answers. Only the columns that are asked for are read.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from data.errors import BadMapping, InputError, UnreadableFile
from data.importers.grid import is_text, is_workbook, members, read_grids, texts, unpacked
from data.importers.kobo.answers import FILE_DATE, load_answers
from data.importers.kobo.export import (
    OWN_FORM,
    Export,
    Table,
    find_form,
    fits,
    looks_exported,
    main_tables,
    open_export,
    short_names,
    tidy_name,
)
from data.importers.kobo.form import Form, is_form
from data.importers.kobo.own import OwnForm, own_forms
from data.importers.kobo.plan import plan_from_form, propose
from data.importers.kobo.records import stage_records
from data.importers.source import Source
from data.importers.survey.mapping import Mapping, load_mapping
from data.importers.survey.rows import PLACEHOLDER, stage_answers, stage_names
from data.importers.survey.sheets import make_sheets
from data.importers.template.names import table_of
from data.stage import Stage
from data.text_files import records

__all__ = ["propose_mapping", "read", "recognises"]

_CLEAN = ("clean", "bersih")
_MOST_COLUMNS = 4000


def recognises(path: Path) -> bool:
    """Say whether this is an export: by the columns that servers add, our own mark, or the form beside it."""
    try:
        if path.is_dir():
            return any(_is_export(member.path) for member in members(path, path.name) if member.path)
        return _is_export(path)
    except InputError:
        return False


def _is_export(path: Path) -> bool:
    name = path.name.lower()
    if is_text(name):
        _, header = next(records(unpacked(partial(path.open, "rb"), name), path.name), (0, []))
        if table_of(path.stem) or len(header) > _MOST_COLUMNS:
            return False
    elif is_workbook(name):
        grids = read_grids(path, path.name, first_rows=1)
        if any(table_of(grid.sheet) for grid in grids) or is_form(grid.sheet for grid in grids) or not grids:
            return False
        header = texts(grids[0].rows[0][1])
    else:
        return False
    return looks_exported(header) or find_form(path, header) is not None


def read(source: Source, stage: Stage) -> None:
    """Read an export into the stage. Raises BadMapping or UnreadableFile."""
    export = open_export(source)
    given = load_mapping(source.options.mapping) if source.options.mapping else None
    table = _chosen(export, given, source)
    own = None if given else _own_form(table)
    if own and own.table:
        stage_records(table, own, source, stage)
        return
    form = own.form if own else export.form
    mapping = given or (own.mapping if own else _from_form(table, form, source))
    if mapping.organization is None and source.options.organization is None:
        raise BadMapping("error.mapping_missing_key", column="organization")
    if mapping.date.column == FILE_DATE and source.options.file_date is None:
        raise BadMapping("error.kobo_no_date", file=table.place)
    parent = (
        next((one for one in main_tables(export.tables) if one is not table), None)
        if table.is_repeat
        else None
    )
    read_with = load_answers(table, parent, form, _present(mapping, table, own), source, stage)
    make_sheets(source, read_with, read_with.columns, stage)
    stage_names(source, read_with, stage)
    stage_answers(source, read_with, stage)
    if form:
        _stage_wording(form, read_with, source, stage)


def propose_mapping(source: Source) -> Mapping | None:
    """A mapping for an export, from its form or guessed from its words, for somebody to look at and change."""
    export = open_export(source)
    table = _chosen(export, None, source)
    planned = plan_from_form(table, export.form, source) if export.form else None
    return planned or propose(table, source)


def _chosen(export: Export, mapping: Mapping | None, source: Source) -> Table:
    """The table that holds the answer sheets."""
    if mapping and mapping.sheet:
        named = [table for table in export.tables if table.sheet == mapping.sheet]
        if not named:
            sheets = ", ".join(table.sheet for table in export.tables)
            raise BadMapping("error.mapping_no_sheet", value=mapping.sheet, columns=sheets)
        return named[0]
    found = main_tables(export.tables)
    if len(found) > 1:
        form = export.form
        found = [
            table for table in found if (fits(form, table.header) if form else looks_exported(table.header))
        ] or found[:1]
    if len({table.file for table in found}) > 1:
        clean = [table for table in found if any(word in table.file.lower() for word in _CLEAN)]
        if len(clean) != 1:
            files = ", ".join(dict.fromkeys(table.file for table in found))
            raise UnreadableFile("error.kobo_several_exports", file=source.name, files=files)
        found = clean
    if not found:
        raise UnreadableFile("error.text_empty", file=source.name)
    return found[0]


def _own_form(table: Table) -> OwnForm | None:
    """The form of ours that an export comes from."""
    names = [tidy_name(name).rsplit("/", 1)[-1] for name in table.header]
    if OWN_FORM not in names:
        return None
    place = names.index(OWN_FORM)
    marks = {str(row[place]).strip() for _, row in table.rows() if place < len(row)} - {""}
    return own_forms().get(marks.pop()) if len(marks) == 1 else None


def _from_form(table: Table, form: Form | None, source: Source) -> Mapping:
    planned = plan_from_form(table, form, source) if form else None
    if planned is None:
        raise BadMapping(
            "error.kobo_needs_mapping" if form is None else "error.kobo_no_scales", file=table.place
        )
    return planned


def _present(mapping: Mapping, table: Table, own: OwnForm | None) -> Mapping:
    """The mapping of our own form, without what this export does not hold."""
    if own is None:
        return mapping
    held = {tidy_name(name).rsplit("/", 1)[-1] for name in table.header}
    held |= set(short_names(table.header, own.form))
    parts = {
        name: None
        for name in ("program_id", "mode_column", "sex", "age", "disability", "organization")
        if (part := getattr(mapping, name)) and part.column not in held
    }
    items = {name: item for name, item in mapping.items.items() if item.column in held}
    return mapping.model_copy(update={**parts, "items": items or dict(mapping.items)})


def _stage_wording(form: Form, mapping: Mapping, source: Source, stage: Stage) -> None:
    """Stage the wording of every item in each of the form's languages, with the choices from the worst on."""
    rows: list[tuple[str, str, str, str | None]] = []
    for name, item in mapping.items.items():
        question = form.by_name.get(item.column)
        if question is None:
            continue
        labels = {choice.name: choice.labels for choice in form.options(question)}
        for language, wording in question.labels.items():
            steps = [
                f"{step} = {labels.get(word, {}).get(language, word)}"
                for step, word in enumerate(item.scale, start=1)
            ]
            rows.append((name, language, wording, "; ".join(steps) or None))
    if rows:
        columns = {
            column: [row[place] for row in rows]
            for place, column in enumerate(("item", "language", "wording", "choices"))
        }
        count = len(rows)
        stage.add(
            "survey_item",
            {
                **columns,
                "instrument_id": [mapping.instrument] * count,
                "source_file": [source.name] * count,
                "source_row": [1] * count,
                "dated_at": [PLACEHOLDER] * count,
            },
        )
