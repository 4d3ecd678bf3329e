"""The rows of flat IATI tables as rows of the record tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from data.importers.iati.codes import (
    FUNDER_KINDS,
    FUNDING_ROLES,
    INCOMING,
    LEDGER_KINDS,
    LEGAL_FORMS,
    MEASURES,
    NO,
    RESULT_TYPES,
    YES,
)
from data.importers.iati.dimensions import age_group_of, sex_of
from data.importers.iati.rows import Rows
from data.importers.results.collect import Collection, Result, written
from data.importers.results.periods import Span
from data.importers.source import Source
from data.importers.survey.rows import PLACEHOLDER
from data.model.codes import Answer, Direction, LedgerKind, Measure, ResultType
from data.numbers import read_number
from data.stage import as_moment

_AGENCY = re.compile(r"^([A-Z]{2}-[A-Z]+-\d+)")
_UP, _DOWN = YES, NO


@dataclass(frozen=True)
class Line:
    """One row: its number and what stands in its filled columns."""

    row: int
    values: dict[str, str]

    def get(self, name: str) -> str | None:
        """The text of a column, None where it is empty."""
        return self.values.get(name)

    @property
    def activity(self) -> str:
        """The activity's identifier."""
        return self.values["iati_identifier"]


@dataclass
class Whose:
    """Which organisation reports each activity, and what was named already."""

    reporters: dict[str, str] = field(default_factory=dict)
    named: set[tuple[str, str]] = field(default_factory=set)

    def organization(self, line: Line, rows: Rows) -> str:
        """The reporting organisation; where no table of activities says it, the agency of the identifier."""
        known = self.reporters.get(line.activity)
        if known:
            return known
        match = _AGENCY.match(line.activity)
        agency = match[1] if match else line.activity.rsplit("-", 1)[0]
        self.once("organization", agency, {"organization_id": agency, "name": agency}, line, rows)
        program = {
            "program_id": line.activity,
            "organization_id": agency,
            "name": line.activity,
            "source_id": line.activity,
        }
        self.once("program", line.activity, program, line, rows)
        return agency

    def once(self, table: str, identity: str, values: dict[str, object], line: Line, rows: Rows) -> None:
        """Name something, once, older than anything that is said about it elsewhere."""
        if (table, identity) not in self.named:
            self.named.add((table, identity))
            rows.add(table, {**values, "source_row": line.row, "dated_at": PLACEHOLDER})


def _activities(lines: Iterator[Line], rows: Rows, whose: Whose, source: Source) -> None:
    for line in lines:
        reporter = line.get("reporting_org_ref") or line.get("reporting_org") or line.activity
        whose.reporters[line.activity] = reporter
        organization = {
            "organization_id": reporter,
            "name": line.get("reporting_org") or reporter,
            "legal_form": LEGAL_FORMS.get(line.get("reporting_org_type") or ""),
            "base_currency": "USD",
        }
        whose.once("organization", reporter, organization, line, rows)
        days = {
            line.get(f"activity_date_type_{n}"): (line.get(f"activity_date_{n}") or "")[:10]
            for n in range(1, 5)
        }
        places = [line.get("recipient_country_code"), line.get("recipient_region")]
        rows.add(
            "program",
            {
                **_unit(line, "activity", source),
                "program_id": line.activity,
                "organization_id": reporter,
                "name": line.get("title_eng") or line.get("title_fr") or line.activity,
                "source_id": line.activity,
                "status": line.get("activity_status_code"),
                "started_on": days.get("2") or days.get("1") or None,
                "ended_on": days.get("4") or days.get("3") or None,
                "location": "; ".join(place for place in places if place) or None,
            },
        )
        whose.named.add(("program", line.activity))


def _parties(lines: Iterator[Line], rows: Rows, whose: Whose, source: Source) -> None:
    for line in lines:
        name = line.get("participating_org_eng") or line.get("participating_org_ref")
        if name and line.get("participating_org_role") in FUNDING_ROLES:
            identity = line.get("participating_org_ref") or name
            _funder(identity, name, line.get("participating_org_type"), line, rows, whose)


def _funder(identity: str, name: str, kind: str | None, line: Line, rows: Rows, whose: Whose) -> None:
    values = {"funder_id": identity, "name": name, "kind": FUNDER_KINDS.get(kind or "")}
    whose.once("funder", identity, values, line, rows)


def _transactions(lines: Iterator[Line], rows: Rows, whose: Whose, source: Source) -> None:
    ordinals: Counter[str] = Counter()
    for line in lines:
        ordinals[line.activity] += 1
        code = line.get("transaction_type_code") or ""
        kind = LEDGER_KINDS.get(code, LedgerKind.other)
        funder = line.get("transaction_provider_org_ref") or line.get("transaction_provider_org")
        row = {
            **_unit(line, "transaction", source),
            "entry_id": f"{line.activity}|t{ordinals[line.activity]}",
            "organization_id": whose.organization(line, rows),
            "program_id": line.activity,
            "kind": kind,
            "source_code": code or None,
            "booked_on": _day(line, "transaction_date"),
            "value_on": _day(line, "transaction_value_date"),
            "amount": _number(line.get("transaction_value")),
            "currency": (line.get("transaction_value_currency") or "").upper() or None,
            "reference": line.get("transaction_ref"),
        }
        if funder and kind in INCOMING:
            type_ = line.get("transaction_provider_org_type")
            _funder(funder, line.get("transaction_provider_org") or funder, type_, line, rows, whose)
            row |= {"funder_id": funder, "source_type": FUNDER_KINDS.get(type_ or "")}
        rows.add("ledger_entry", row)


def _budgets(lines: Iterator[Line], rows: Rows, whose: Whose, source: Source) -> None:
    ordinals: Counter[str] = Counter()
    for line in lines:
        ordinals[line.activity] += 1
        status = [
            f"{name}={line.get(f'budget_{name}')}"
            for name in ("type", "status")
            if line.get(f"budget_{name}")
        ]
        rows.add(
            "budget",
            {
                **_unit(line, "budget", source),
                "budget_id": f"{line.activity}|b{ordinals[line.activity]}",
                "organization_id": whose.organization(line, rows),
                "program_id": line.activity,
                "starts_on": _day(line, "budget_period_start"),
                "ends_on": _day(line, "budget_period_end"),
                "amount": _number(line.get("budget_value")),
                "currency": (line.get("budget_currency") or "").upper() or None,
                "value_on": _day(line, "budget_value_date"),
                "status": "; ".join(status) or None,
            },
        )


def _results(lines: Iterator[Line], rows: Rows, whose: Whose, source: Source) -> None:
    collection = Collection(rows.file, rows.receiver, source.dated_at)
    for line in lines:
        organization = whose.organization(line, rows)
        dimensions = _dimensions(line)
        start, end = (_day(line, f"result_indicator_period_{edge}") for edge in ("start", "end"))
        title = line.get("result_indicator_title") or line.activity
        measure = MEASURES.get(line.get("result_indicator_measure") or "", Measure.unit)
        ascending = (line.get("result_indicator_ascending") or "").casefold()
        names = ("value", "target", "baseline")
        columns = (
            "result_indicator_actual_value",
            "result_indicator_target_value",
            "result_indicator_baseline_value",
        )
        found = written([(name, line.get(column) or "") for name, column in zip(names, columns, strict=True)])
        codes = {"sex": sex_of(dimensions), "age_group": age_group_of(dimensions)}
        year = line.get("result_indicator_baseline_year")
        aggregated = (line.get("result_indicator_aggregation_status") or "").casefold()
        if not found:
            continue
        collection.results.append(
            Result(
                place=rows.file,
                row=line.row,
                organization=organization,
                program=line.activity,
                indicator=f"{line.get('result_type') or ''}|{line.get('result_title') or ''}|{title}"[:300],
                name=title,
                span=_span(start, end),
                written=found,
                dimensions=dimensions,
                location=line.get("result_indicator_actual_location_ref")
                or line.get("result_indicator_target_location_ref"),
                measure=measure,
                direction=Direction.down if ascending in _DOWN else Direction.up,
                direction_given=ascending in _UP | _DOWN,
                result_type=RESULT_TYPES.get(line.get("result_type") or "", ResultType.other),
                result_name=line.get("result_title"),
                aggregation=Answer.yes
                if aggregated in YES
                else Answer.no
                if aggregated in NO
                else Answer.unknown,
                unit=f"{line.activity}|result",
                codes={name: str(code) for name, code in codes.items() if code},
                more={
                    "reference": line.get("result_indicator_reference_code"),
                    "baseline_year": year if year and year.isdecimal() else None,
                },
            )
        )
    collection.finish()


def _dimensions(line: Line) -> tuple[tuple[str, str], ...]:
    pairs = {
        (
            line.get(f"result_indicator_{side}_dimension_{n}") or "",
            line.get(f"result_indicator_{side}_value_{n}") or "",
        )
        for n in (1, 2)
        for side in ("actual", "target")
    }
    return tuple(sorted(pair for pair in pairs if any(pair)))


def _span(start: str | None, end: str | None) -> Span | None:
    first, last = as_moment(start), as_moment(end)
    return Span(first.date(), last.date()) if first and last and first <= last else None


def _day(line: Line, name: str) -> str | None:
    return (line.get(name) or "")[:10] or None


def _number(text: str | None) -> str | None:
    return (read_number(text).number or text) if text else None


def _unit(line: Line, kind: str, source: Source) -> dict[str, object]:
    """The unit of update: an activity in one kind of table."""
    return {"unit_id": f"{line.activity}|{kind}", "dated_at": source.dated_at, "source_row": line.row}


BUILDERS: dict[str, Callable[[Iterator[Line], Rows, Whose, Source], None]] = {
    "activity": _activities,
    "participating_org": _parties,
    "transaction": _transactions,
    "budget": _budgets,
    "result": _results,
}
"""How each kind of table becomes rows."""
