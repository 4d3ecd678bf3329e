"""What the IATI tests share: staging a file or a text and reading back what was staged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.importers import iati
from data.importers.source import Options, Source
from data.problems import Problem
from data.stage import Stage

FIXTURES = Path(__file__).parent / "fixtures"

Importer = Callable[..., "Staged"]


@dataclass(frozen=True)
class Staged:
    """The staged rows by table, and the problems."""

    tables: dict[str, list[dict[str, Any]]]
    problems: list[Problem]

    def rows(self, table: str, *columns: str) -> list[Any]:
        """The rows of a table in file order: chosen columns as tuples, or one column's values."""
        found = self.tables.get(table, [])
        if len(columns) == 1:
            return [row[columns[0]] for row in found]
        return [tuple(row[column] for column in columns) for row in found]

    def codes(self) -> Counter[str]:
        """How often each problem was found."""
        return Counter(problem.code for problem in self.problems)

    def listed(self, code: str) -> list[tuple[int | None, str | None, str | None]]:
        """Row, column and value of each problem of a code."""
        return [(each.row, each.column, each.value) for each in self.problems if each.code == code]


def stage_file(path: Path, temp: Path, name: str | None = None, **options: Any) -> Staged:
    """Read a file into a stage and give what is staged."""
    with Stage(temp) as stage:
        iati.read(Source(path=path, name=name or path.name, options=Options(**options)), stage)
        tables: dict[str, list[dict[str, Any]]] = {}
        for table in stage.tables:
            found = stage.connection.execute(f"select * from staged_{table} order by rowid")
            names = [column[0] for column in found.description or ()]
            tables[table] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return Staged(tables, list(stage.problems))


def activity(
    inside: str = "",
    *,
    id: str = "X-1",
    org: str = "X",
    attributes: str = 'default-currency="EUR"',
) -> str:
    """The XML of one activity."""
    return (
        f"<iati-activity {attributes}><iati-identifier>{id}</iati-identifier>"
        f'<reporting-org ref="{org}"><narrative>{org}</narrative></reporting-org>'
        f"<title><narrative>{id}</narrative></title>{inside}</iati-activity>"
    )


def document(*activities: str) -> str:
    """The XML of a file."""
    inside = "".join(activities)
    return f'<?xml version="1.0"?>\n<iati-activities version="2.03">{inside}</iati-activities>'


def indicator(*values: str, measure: str = "1") -> str:
    """A result whose periods each have one of these targets."""
    periods = "".join(f'<period><target value="{value}"/></period>' for value in values)
    return (
        f'<result type="1"><indicator measure="{measure}"><title><narrative>I</narrative></title>'
        f"{periods}</indicator></result>"
    )


def transaction(value: str, code: str = "3", attributes: str = "") -> str:
    """A transaction of an amount."""
    return (
        f'<transaction><transaction-type code="{code}"/><transaction-date iso-date="2020-01-01"/>'
        f"<value {attributes}>{value}</value></transaction>"
    )
