"""Reported results on their way to the stage: definitions, ordinals of periods, and numbers that can be read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.importers.iati.rows import Row, Rows
from data.importers.results.periods import Span
from data.importers.sheet.blanks import is_blank
from data.importers.survey.rows import PLACEHOLDER
from data.model.codes import Answer, Direction, Measure, ResultType
from data.numbers import Mark, Marks, read_number, read_with
from data.receiver import Receiver

NUMBERS = ("value", "target", "baseline", "numerator", "denominator")
_TEXTS = {"value": "value_text", "target": "target_text"}
"""Where a number that cannot be read stays as it was written."""


@dataclass(frozen=True)
class Result:
    """One value that somebody reports, with its target and baseline, as texts."""

    place: str
    row: int
    organization: str
    indicator: str
    """What tells this indicator from others of the same organisation and programme."""
    name: str
    span: Span | None
    written: dict[str, str]
    """Texts by ``NUMBERS``; what is blank is left out."""
    program: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    location: str | None = None
    is_total: bool | None = None
    """None: a total where it has no dimensions."""
    measure: Measure = Measure.unit
    direction: Direction = Direction.up
    direction_given: bool = False
    result_type: ResultType = ResultType.other
    result_name: str | None = None
    aggregation: Answer = Answer.unknown
    fraction: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    """``sex`` and ``age_group`` where they are known."""
    unit: str | None = None
    """The unit of update that it belongs to, when that is more than itself."""
    more: dict[str, str | None] = field(default_factory=dict)
    """Further columns of the definition, such as ``reference``."""


class Collection:
    """Collects the results of one file; ``finish`` stages them."""

    def __init__(self, file: str, stage: Receiver, dated_at: dt.datetime | None) -> None:
        self.rows = Rows(file, stage)
        self.stage = stage
        self.file = file
        self.dated_at = dated_at
        self.results: list[Result] = []
        self._named: set[tuple[str, str]] = set()

    def organization(self, identity: str, name: str | None, row: int, currency: str = "") -> None:
        """Name an organisation, if nobody else says more about it; it counts in the currency of its ledger."""
        if ("organization", identity) not in self._named:
            self._named.add(("organization", identity))
            named = {"organization_id": identity, "name": name or identity}
            self._placeholder("organization", {**named, "base_currency": currency or None}, row)

    def program(self, organization: str, name: str, row: int) -> str:
        """Name a programme of an organisation, if nobody else says more about it; give its id."""
        identity = f"{organization}/{name}"
        if ("program", identity) not in self._named:
            self._named.add(("program", identity))
            values = {
                "program_id": identity,
                "organization_id": organization,
                "name": name,
                "source_id": name,
            }
            self._placeholder("program", values, row)
        return identity

    def finish(self) -> None:
        """Stage every definition and every result."""
        marks = _marks(self.results)
        mark = marks.decide(["file"])
        decided: Counter[str] = Counter()
        spans = _ordinals(self.results)
        seen: Counter[str] = Counter()
        for result in self.results:
            definition = _definition_id(result)
            numbers = self._numbers(result, mark[1] if mark else None, decided)
            if numbers is None:
                continue
            if definition not in seen:
                self._define(definition, result, numbers)
            ordinal = spans[definition][result.span]
            parts = [definition, str(ordinal), *(f"{name}={value}" for name, value in result.dimensions)]
            identity = "|".join([*parts, result.location] if result.location else parts)
            seen[definition] += 1
            seen[identity] += 1
            if seen[identity] > 1:
                identity = f"{identity}|{seen[identity]}"
            self.rows.add(
                "reported_result",
                {
                    "unit_id": result.unit,
                    "dated_at": self.dated_at,
                    "source_row": result.row,
                    "result_id": identity,
                    "definition_id": definition,
                    "organization_id": result.organization,
                    "program_id": result.program,
                    "period": str(ordinal),
                    "starts_on": result.span.start.isoformat() if result.span else None,
                    "ends_on": result.span.end.isoformat() if result.span else None,
                    "dimensions": "; ".join(f"{name}={value}" for name, value in sorted(result.dimensions))
                    or None,
                    "location": result.location,
                    "is_total": str(
                        not result.dimensions if result.is_total is None else result.is_total
                    ).lower(),
                    **numbers,
                    **result.codes,
                },
            )
        self.rows.finish()

    def _placeholder(self, table: str, values: Row, row: int) -> None:
        self.rows.add(table, {**values, "source_row": row, "dated_at": PLACEHOLDER})

    def _define(self, definition: str, result: Result, numbers: Row) -> None:
        self.rows.add(
            "indicator_definition",
            {
                "unit_id": result.unit,
                "dated_at": self.dated_at,
                "source_row": result.row,
                "definition_id": definition,
                "organization_id": result.organization,
                "program_id": result.program,
                "name": result.name[:4000],
                "result_name": result.result_name,
                "result_type": result.result_type,
                "measure": result.measure,
                "direction": result.direction,
                "direction_given": str(result.direction_given).lower(),
                "aggregation_status": result.aggregation,
                "baseline": numbers.get("baseline"),
                "baseline_text": result.written.get("baseline"),
                **result.more,
            },
        )

    def _numbers(self, result: Result, mark: Mark | None, decided: Counter[str]) -> Row | None:
        """Read the numbers of a result; what is none stays as text, with a warning. None where nothing is written."""
        found: Row = {}
        for name, text in result.written.items():
            written = read_number(text)
            number = written.number
            if number is None and mark:
                number = read_with(text, mark)
                if number is not None and not decided[name]:
                    decided[name] += 1
                    self._warn("results_number_decided", result, name, text, read=number)
            if number is None:
                if name in _TEXTS:
                    found[_TEXTS[name]] = text
                code = "results_number_ambiguous" if written.is_ambiguous else "results_not_a_number"
                self._warn(code, result, name, text)
            else:
                scaled = (
                    result.fraction and name in ("value", "target", "baseline") and not written.is_percent
                )
                found[name] = f"{float(number) * 100:.12g}" if scaled else number
        parts = [float(found.get(name) or 0) for name in ("numerator", "denominator")]
        if (
            "value" not in found
            and result.measure is Measure.percentage
            and "numerator" in found
            and parts[1]
        ):
            found["value"] = f"{100 * parts[0] / parts[1]:.12g}"
        return found or None

    def _warn(self, code: str, result: Result, column: str, value: str, **more: str) -> None:
        self.stage.problem(
            code,
            file=result.place,
            row=result.row,
            column=column,
            value=value[:200],
            table="reported_result",
            **more,
        )


def written(columns: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The texts that say something, by name."""
    return {name: text for name, text in columns if not is_blank(text)}


def _definition_id(result: Result) -> str:
    whose = result.program or result.organization
    return f"{whose}|{result.indicator}"


def _ordinals(results: Sequence[Result]) -> dict[str, dict[Span | None, int]]:
    """For each definition its periods in the order of time, counted from 1."""
    spans: dict[str, set[Span | None]] = {}
    for result in results:
        spans.setdefault(_definition_id(result), set()).add(result.span)
    return {
        definition: {
            span: place for place, span in enumerate(sorted(found, key=lambda span: span or _NEVER), start=1)
        }
        for definition, found in spans.items()
    }


_NEVER = Span(dt.date.min, dt.date.min)


def _marks(results: Sequence[Result]) -> Marks:
    marks = Marks()
    for result in results:
        for text in result.written.values():
            if mark := read_number(text).decimal_mark:
                marks.note(mark, ["file"])
    return marks
