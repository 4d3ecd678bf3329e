"""Results: indicators with their baselines, and what is promised and reported for each period.

Everything is kept as it is: one row for each period, group of people, place and repetition. Which of the
values counts is decided later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from data.importers.iati.activity import Activity, Children, children_by_tag, first
from data.importers.iati.cells import Cell, Cells
from data.importers.iati.codes import MEASURES, NO, RESULT_TYPES, YES
from data.importers.iati.dimensions import EVERYBODY, Group, Pair, age_group_of, read_group, sex_of
from data.importers.iati.rows import Row, Rows
from data.importers.iati.text import attribute, iso_day, narrative, read_day, tidy
from data.model.codes import Answer, Direction, Measure
from data.numbers import read_number


class _Value(NamedTuple):
    """A target, actual or baseline that says something."""

    group: Group
    pairs: tuple[Pair, ...]
    text: str
    element: etree._Element


class _Indicator(NamedTuple):
    """What the periods of an indicator share."""

    activity: Activity
    definition_id: str
    measure: Measure
    baselines: list[_Value]

    def cell(self, name: str, value: _Value, *, is_repeated: bool = False) -> Cell:
        """A value of this indicator as a number to be read."""
        return Cell(
            name,
            f"{value.element.tag}@value",
            value.text,
            "result",
            value.element.sourceline,
            takes_percent=self.measure == Measure.percentage,
            may_be_text=self.measure == Measure.qualitative,
            is_repeated=is_repeated,
        )


def stage_results(activity: Activity, rows: Rows, cells: Cells) -> None:
    """Stage every indicator and period of an activity."""
    for i, result in enumerate(activity.all("result"), start=1):
        children = children_by_tag(result)
        for j, element in enumerate(children.get("indicator", ()), start=1):
            _stage_indicator(activity, result, children, element, f"{i}.{j}", rows, cells)


def _stage_indicator(
    activity: Activity,
    result: etree._Element,
    result_children: Children,
    element: etree._Element,
    ordinal: str,
    rows: Rows,
    cells: Cells,
) -> None:
    children = children_by_tag(element)
    measure = MEASURES.get(attribute(element, "measure") or "")
    if measure is None:
        rows.problem("iati_no_measure", element, "indicator@measure", attribute(element, "measure"))
        measure = Measure.unit
    baselines = list(_values(children.get("baseline", ()), measure))
    indicator = _Indicator(activity, f"{activity.unit_id}|{ordinal}", measure, baselines)
    ascending = _boolean(element, "ascending")
    row = {
        **rows.row(element),
        "definition_id": indicator.definition_id,
        "organization_id": activity.organization_id,
        "program_id": activity.program_id,
        "name": _first_text(children, "title", "description") or _reference(children) or ordinal,
        "result_name": _first_text(result_children, "title", "description"),
        "result_type": RESULT_TYPES.get(attribute(result, "type") or ""),
        "measure": measure,
        "direction": Direction.down if ascending is False else Direction.up,
        "direction_given": "false" if ascending is None else "true",
        "aggregation_status": _aggregation(element, result),
        "cumulative": Answer.unknown,
        "reference": _reference(children),
        "baseline_year": _baseline_year(children, rows),
    }
    base = _main_baseline(baselines)
    for value in baselines:
        if value is not base:
            cells.read({**row}, indicator.cell("baseline", value))
    row["baseline_text"] = base.text if base else None
    cells.put("indicator_definition", row, [indicator.cell("baseline", base)] if base else [])
    for number, period in enumerate(children.get("period", ()), start=1):
        _stage_period(indicator, period, number, rows, cells)


def _stage_period(
    indicator: _Indicator, element: etree._Element, number: int, rows: Rows, cells: Cells
) -> None:
    children = children_by_tag(element)
    starts_on = read_day(rows, first(children, "period-start"))
    ends_on = read_day(rows, first(children, "period-end"))
    if starts_on and ends_on and starts_on > ends_on:
        rows.problem("iati_dates_reversed", element, "period/period-end", f"{starts_on} – {ends_on}")
    targets = list(_values(children.get("target", ()), indicator.measure))
    actuals = list(_values(children.get("actual", ()), indicator.measure))
    _warn_of_conflict(targets, rows)
    _warn_of_conflict(actuals, rows)
    for ordinal, (group, target, actual) in enumerate(_paired(targets, actuals), start=1):
        written = actual or target
        pairs = written.pairs if written else ()
        row: Row = {
            **rows.row(written.element if written else element),
            "result_id": f"{indicator.definition_id}|{number}.{ordinal}",
            "definition_id": indicator.definition_id,
            "organization_id": indicator.activity.organization_id,
            "program_id": indicator.activity.program_id,
            "period": str(number),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "value_text": actual.text if actual else None,
            "target_text": target.text if target else None,
            "dimensions": group.dimensions,
            "sex": sex_of(pairs),
            "age_group": age_group_of(pairs),
            "location": group.location,
            "is_total": "true" if group.is_total else "false",
        }
        baseline = next((value for value in indicator.baselines if value.group == group), None)
        found = (("value", actual, False), ("target", target, False), ("baseline", baseline, True))
        written_cells = [
            indicator.cell(name, value, is_repeated=repeated) for name, value, repeated in found if value
        ]
        cells.put("reported_result", row, written_cells)


def _values(elements: list[etree._Element] | tuple[()], measure: Measure) -> Iterator[_Value]:
    """The values that say something: an empty one is missing, not zero.

    A qualitative indicator may say it in the comment (2.03).
    """
    for element in elements:
        text = tidy(element.get("value"))
        if text is None and measure == Measure.qualitative:
            text = narrative(element.find("comment"))
        if text is not None:
            yield _Value(*read_group(element), text, element)


def _paired(
    targets: list[_Value], actuals: list[_Value]
) -> Iterator[tuple[Group, _Value | None, _Value | None]]:
    """Targets and actuals of the same group side by side, in their order; an empty pair if there is none."""
    groups: dict[Group, tuple[list[_Value], list[_Value]]] = {}
    for side, values in enumerate((targets, actuals)):
        for value in values:
            groups.setdefault(value.group, ([], []))[side].append(value)
    if not groups:
        yield EVERYBODY, None, None
    for group, (promised, reached) in groups.items():
        for i in range(max(len(promised), len(reached))):
            yield group, _at(promised, i), _at(reached, i)


def _warn_of_conflict(values: list[_Value], rows: Rows) -> None:
    """Several totals of one period that differ: none of them will be used."""
    totals = [value for value in values if value.group.is_total]
    said = {_worth(value.text) for value in totals}
    if len(said) > 1:
        first = totals[0].element
        written = " / ".join(value.text for value in totals)
        rows.problem("iati_conflicting_totals", first, f"{first.tag}@value", written, count=len(totals))


def _worth(text: str) -> float | str:
    """What a value says: 10 and 10.0 are one."""
    number = read_number(text).number
    return text if number is None else float(number)


def _main_baseline(baselines: list[_Value]) -> _Value | None:
    """The baseline of everybody, a number if there is one; else the only one, if it is of a place."""
    totals = [value for value in baselines if value.group.is_total]
    numeric = [value for value in totals if read_number(value.text).number is not None]
    if totals:
        return (numeric or totals)[0]
    return baselines[0] if len(baselines) == 1 and baselines[0].group.dimensions is None else None


def _baseline_year(children: Children, rows: Rows) -> str | None:
    for element in children.get("baseline", ()):
        year = attribute(element, "year")
        day = attribute(element, "iso-date")
        if year is None:
            year = (iso_day(day) or "")[:4] if day else None
        if year:
            if len(year) == 4 and year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200:
                return year
            rows.problem("iati_year_unread", element, "baseline@year", year)
    return None


def _reference(children: Children) -> str | None:
    """Vocabulary and code of the indicator's references."""
    codes = (
        f"{attribute(element, 'vocabulary') or ''}:{code}"
        for element in children.get("reference", ())
        if (code := attribute(element, "code"))
    )
    return "; ".join(dict.fromkeys(codes)) or None


def _aggregation(indicator: etree._Element, result: etree._Element) -> Answer:
    status = _boolean(indicator, "aggregation-status")
    if status is None:
        status = _boolean(result, "aggregation-status")
    return Answer.unknown if status is None else Answer.yes if status else Answer.no


def _boolean(element: etree._Element, name: str) -> bool | None:
    value = (attribute(element, name) or "").lower()
    return True if value in YES else False if value in NO else None


def _first_text(children: Children, *tags: str) -> str | None:
    """The first text that the first of these tags with a text holds."""
    texts = (narrative(element) for tag in tags for element in children.get(tag, ()))
    return next((text for text in texts if text), None)


def _at(values: list[_Value], i: int) -> _Value | None:
    return values[i] if i < len(values) else None
