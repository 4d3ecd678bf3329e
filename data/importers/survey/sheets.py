"""``survey_good``: the answer sheets in which everything can be read, and a problem for every other cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa

from data.dates import register_reading
from data.importers.source import Source
from data.importers.survey import readings
from data.importers.survey.mapping import Mapping as SurveyMapping
from data.importers.survey.mapping import Place, plain
from data.importers.survey.sheet import TABLE
from data.model.codes import SurveyMode
from data.problems import Severity
from data.quoting import literal, quoted
from data.stage import Stage
from data.text_files import ROW

LISTED_AT_MOST = 1000
"""Rows that are listed for one problem; one line more says how many there are beyond."""


def make_sheets(source: Source, mapping: SurveyMapping, header: Sequence[str], stage: Stage) -> None:
    """Make ``survey_good`` (source_row, organization_id, program, answered_on, respondent, response_id).

    Also makes ``survey_item_<place>`` (written, state, score) for each item of the mapping.
    """
    organization = (
        literal(source.options.organization) if source.options.organization else _text(mapping.organization)
    )
    bad = [
        _organization_errors(source, mapping, organization, stage),
        _date_errors(source, mapping, stage),
        *(_item_errors(source, mapping, place, stage) for place in range(len(mapping.items))),
    ]
    who = _respondent(source, mapping, stage)
    stage.connection.execute(
        f"""
        create table survey_good as
        select {ROW}, {organization} as organization_id,
            {_text(mapping.program or mapping.program_id)} as program, hasil_iso as answered_on,
            {"".join(f"{value} as {name}, " for name, value in who.items())}
            {_response_id(mapping, header, organization)} as response_id
        from {TABLE}
        join (select written as hasil_written, iso as hasil_iso from survey_day)
            on hasil_written = {quoted(mapping.date.column)}
        where not ({" or ".join(f"({condition})" for condition in bad)})
        """
    )


def item_table(place: int) -> str:
    """The table that holds what the written answers to an item mean."""
    return f"survey_item_{place}"


def _text(place: Place | None) -> str:
    """The SQL of a column, or of the value for all."""
    if place is None:
        return "cast(null as varchar)"
    if not place.column:
        return literal(place.value or "")
    if not place.values:
        return quoted(place.column)
    meant = " ".join(
        f"when {literal(written)} then {literal(name)}" for written, name in place.values.items()
    )
    return f"case {quoted(place.column)} {meant} else {quoted(place.column)} end"


def _organization_errors(source: Source, mapping: SurveyMapping, organization: str, stage: Stage) -> str:
    condition = f"{organization} is null"
    column = mapping.organization.column if mapping.organization else None
    _note_rows(source, stage, "survey_no_organization", condition, column=column)
    return condition


def _date_errors(source: Source, mapping: SurveyMapping, stage: Stage) -> str:
    """Read the days into ``survey_day``; give the condition of a row whose day cannot be read."""
    column = mapping.date.column
    reading = readings.read_dates(_distinct(stage, column), mapping.date.order)
    register_reading(stage.connection, "survey_day", reading)
    if mapping.date.order is None and reading.decided_by is None and reading.ambiguous in reading.iso:
        value = str(reading.ambiguous)
        stage.problem(
            "survey_date_order", file=source.name, column=column, value=value, read=reading.iso[value]
        )
    condition = f"{quoted(column)} is null or {quoted(column)} not in (select written from survey_day)"
    _note_rows(source, stage, "survey_no_date", condition, column=column)
    return condition


def _item_errors(source: Source, mapping: SurveyMapping, place: int, stage: Stage) -> str:
    """Read an item's answers into its table; give the condition of a row with an unknown answer."""
    item = list(mapping.items.values())[place]
    read = {text: readings.read_item(item, text) for text in _distinct(stage, item.column)}
    known = {text: reading for text, reading in read.items() if reading.state is not None}
    rows = pa.table(
        {
            "written": pa.array(list(known), pa.string()),
            "state": pa.array([str(reading.state) for reading in known.values()], pa.string()),
            "score": pa.array([_number(reading.score) for reading in known.values()], pa.string()),
        }
    )
    stage.connection.register("item_rows", rows)
    stage.connection.execute(f"create table {item_table(place)} as select * from item_rows")
    stage.connection.unregister("item_rows")
    condition = f"{quoted(item.column)} not in (select written from {item_table(place)})"
    _note_rows(source, stage, "survey_unknown_answer", condition, column=item.column)
    return f"coalesce({condition}, false)"


def _number(score: float | None) -> str | None:
    return None if score is None else f"{score:.15g}"


def _respondent(source: Source, mapping: SurveyMapping, stage: Stage) -> dict[str, str]:
    """Who answered: own column -> SQL over the sheet. Unknown words become ``unknown``, with a warning."""
    found: dict[str, str] = {}
    if mapping.sex:
        known = {**readings.SEX_WORDS, **_given(mapping.sex.values)}
        found["sex"] = _coded(source, stage, mapping.sex.column, known.get)
    if mapping.age_group:
        groups = {**readings.AGE_WORDS, **_given(mapping.age_group.values)}
        found["age_group"] = _coded(source, stage, mapping.age_group.column, groups.get)
    elif mapping.age:
        found["age_group"] = _coded(source, stage, mapping.age.column, readings.read_age)
    if mapping.mode_column:
        modes = {**{plain(code): code for code in SurveyMode}, **_given(mapping.mode_column.values)}
        found["mode"] = _coded(source, stage, mapping.mode_column.column, modes.get)
    if mapping.disability:
        answers = {**readings.ANSWER_WORDS, **_given(mapping.disability.values)}
        found["disability"] = _coded(source, stage, mapping.disability.column, answers.get)
    return found


def _given(values: Mapping[str, str]) -> dict[str, str]:
    return {plain(word): code for word, code in values.items()}


def _coded(source: Source, stage: Stage, column: str, read: Callable[[str], str | None]) -> str:
    branches: list[str] = []
    for text in _distinct(stage, column):
        code = read(plain(text))
        if code is None:
            stage.problem("survey_unknown_respondent", file=source.name, column=column, value=text)
        else:
            branches.append(f"when {literal(text)} then {literal(code)}")
    return f"case {quoted(column)} {' '.join(branches)} else 'unknown' end" if branches else "'unknown'"


def _response_id(mapping: SurveyMapping, header: Sequence[str], organization: str) -> str:
    """The sheet's own id, or one made of its content and its place among sheets of the same content."""
    own = f"{organization} || {literal('/' + mapping.instrument + '/')} || "
    if mapping.response:
        return own + quoted(mapping.response.column)
    cells = [
        f"coalesce({literal(column)} || chr(30) || {quoted(column)} || chr(31), '')"
        for column in sorted(header)
    ]
    content = f"substr(sha256({own} {' || '.join(cells)}), 1, 32)"
    return f"{content} || '-' || row_number() over (partition by {content} order by {ROW})"


def _distinct(stage: Stage, column: str) -> list[str]:
    name = quoted(column)
    rows = stage.connection.execute(
        f"select distinct {name} from {TABLE} where {name} is not null order by 1"
    ).fetchall()
    return [text for (text,) in rows]


def _note_rows(
    source: Source,
    stage: Stage,
    code: str,
    condition: str,
    *,
    column: str | None,
    severity: Severity = "error",
) -> None:
    """Note every row that a condition holds for, with what is written in a column."""
    value = quoted(column) if column else "null"
    rows = stage.connection.execute(
        f"select {ROW}, {value} from {TABLE} where {condition} order by 1 limit {LISTED_AT_MOST + 1}"
    ).fetchall()
    for row, written in rows[:LISTED_AT_MOST]:
        shown = written[:200] if written else written
        stage.problem(code, file=source.name, row=row, column=column, value=shown, severity=severity)
    if len(rows) > LISTED_AT_MOST:
        (count,) = stage.connection.execute(f"select count(*) from {TABLE} where {condition}").fetchone() or (
            0,
        )
        more = count - LISTED_AT_MOST
        stage.problem(
            "more_of_the_same", file=source.name, column=column, severity=severity, more=more, same=code
        )
