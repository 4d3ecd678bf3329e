"""Surveys: one row for each answer sheet, in CSV or XLSX, read with a mapping file (see ``mapping``).

The organisations, programmes and instruments that a sheet names come in only as placeholders, dated as
old as can be: what anybody else says about them stands.

A sheet without ids is known by its content: its cells, and which of several sheets with the same cells it
is. So shuffled rows, or a later export with more rows, meet the same answers again, and two equal answers
of the same minute both stay.
"""

from __future__ import annotations

from data.errors import BadMapping
from data.importers.source import Source
from data.importers.survey.mapping import load_mapping
from data.importers.survey.rows import stage_answers, stage_names
from data.importers.survey.sheet import load_sheet
from data.importers.survey.sheets import make_sheets
from data.stage import Stage

__all__ = ["read"]


def read(source: Source, stage: Stage) -> None:
    """Read a survey into the stage. Raises BadMapping or UnreadableFile."""
    mapping = load_mapping(source.options.mapping)
    if mapping.organization is None and source.options.organization is None:
        raise BadMapping("error.mapping_missing_key", column="organization")
    header = load_sheet(source, mapping, stage)
    make_sheets(source, mapping, header, stage)
    stage_names(source, mapping, stage)
    stage_answers(source, mapping, stage)
