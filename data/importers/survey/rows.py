"""The good answer sheets as rows of the record tables."""

from __future__ import annotations

import datetime as dt

from data.importers.source import Source
from data.importers.survey.mapping import Mapping
from data.importers.survey.sheet import TABLE
from data.importers.survey.sheets import item_table
from data.quoting import literal, quoted
from data.stage import Stage
from data.text_files import ROW

PLACEHOLDER = dt.datetime(1970, 1, 1)
"""How new a row is that only names something: older than anything else that is said about it."""


def stage_names(source: Source, mapping: Mapping, stage: Stage) -> None:
    """Stage what the answers refer to: organisations, programmes, the instrument, the round."""
    stage.add_query(
        "organization",
        f"""select organization_id, organization_id as name, ? as source_file, min({ROW}) as source_row,
            ?::timestamp as dated_at from survey_good group by organization_id""",
        [source.name, PLACEHOLDER],
    )
    if mapping.program:
        stage.add_query(
            "program",
            f"""select {_program(mapping)} as program_id, organization_id, program as name,
                program as source_id, ? as source_file, min({ROW}) as source_row, ?::timestamp as dated_at
                from survey_good where program is not null group by organization_id, program""",
            [source.name, PLACEHOLDER],
        )
    _stage_instrument(source, mapping, stage)
    if mapping.wave:
        stage.add_query(
            "survey_wave",
            f"""select {_wave(mapping)} as wave_id, organization_id, ? as instrument_id,
                min(answered_on) as started_on, max(answered_on) as ended_on,
                ? as source_file, min({ROW}) as source_row, ?::timestamp as dated_at
                from survey_good group by organization_id""",
            [mapping.instrument, source.name, source.dated_at],
        )


def _stage_instrument(source: Source, mapping: Mapping, stage: Stage) -> None:
    options = {item.options for item in mapping.items.values()}
    highest = options.pop() if len(options) == 1 else None
    stage.add(
        "instrument",
        {
            "instrument_id": [mapping.instrument],
            "name": [mapping.instrument],
            "items": [str(len(mapping.items))],
            "scale_low": ["1" if highest else None],
            "scale_high": [str(highest) if highest else None],
            "source_file": [source.name],
            "source_row": [1],
            "dated_at": [PLACEHOLDER],
        },
    )


def stage_answers(source: Source, mapping: Mapping, stage: Stage) -> None:
    """Stage one row for each answer; answers that were not given say why."""
    who = [name for name, part in _respondent_parts(mapping).items() if part]
    mode = "mode" if mapping.mode_column else literal(str(mapping.mode))
    for place, (name, item) in enumerate(mapping.items.items()):
        options = literal(str(item.options)) if item.options else "null"
        stage.add_query(
            "survey_answer",
            f"""
            select response_id || '/' || ? as answer_id, response_id, organization_id,
                {_program(mapping)} as program_id, {_wave(mapping)} as wave_id, ? as instrument_id,
                answered_on, {mode} as mode, ? as item, coalesce(state, 'skipped') as state, score,
                {options} as options, {"answer" if item.scale else "null"} as written,
                {"".join(f"{one}, " for one in who)}
                ? as source_file, good.{ROW} as source_row, ?::timestamp as dated_at
            from survey_good good
            join (select {ROW}, {quoted(item.column)} as answer from {TABLE}) sheet using ({ROW})
            left join {item_table(place)} on written = answer
            """,
            [name, mapping.instrument, name, source.name, source.dated_at],
        )


def _respondent_parts(mapping: Mapping) -> dict[str, object]:
    return {
        "sex": mapping.sex,
        "age_group": mapping.age_group or mapping.age,
        "disability": mapping.disability,
    }


def _program(mapping: Mapping) -> str:
    """A programme that the survey names belongs to its organisation; one that is there has its own id."""
    if mapping.program_id:
        return "program"
    return "organization_id || '/' || program"


def _wave(mapping: Mapping) -> str:
    return (
        f"organization_id || {literal('/' + mapping.wave.value)}" if mapping.wave else "cast(null as varchar)"
    )
