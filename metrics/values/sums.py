"""Sums of measures over published rows: the only place where published tables are added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from metrics.ask import Ask
from metrics.errors import UnknownPlace
from metrics.facts import FACT_BY_NAME
from metrics.facts.people import EVERYWHERE
from metrics.period import month_of, published_grain
from metrics.reader import Grant, Organization, Program, Reader
from metrics.scope import Scope

NO_DATA = dt.date(1970, 1, 1)
"""The last data date of organisations for which nothing has happened yet."""


@dataclass(frozen=True)
class Place:
    """Where a question looks, after the scope was applied."""

    organizations: tuple[Organization, ...]
    programs: tuple[Program, ...] | None
    """None: all programmes, and what belongs to none."""
    grant: Grant | None

    @property
    def organization_ids(self) -> list[str]:
        """Ids of the organisations."""
        return [organization.id for organization in self.organizations]

    @property
    def whose(self) -> str:
        """SQL for the rows of the organisations in ``$organizations``, their ids.

        DuckDB skips the rows of all others only where one is named by itself.
        """
        if len(self.organizations) == 1:
            return "organization = $organizations[1]"
        return "organization in (select unnest($organizations))"

    @property
    def program_ids(self) -> list[str] | None:
        """Ids of the programmes, or None for all."""
        return None if self.programs is None else [program.id for program in self.programs]

    @property
    def as_of(self) -> dt.date:
        """The last data date among the organisations."""
        known = [organization.as_of for organization in self.organizations if organization.as_of]
        return max(known, default=NO_DATA)

    def was_recorded(self, day: dt.date) -> bool:
        """Say whether anything had happened by a day with one of the organisations; where the first day is not
        known, nothing is too early."""
        return any(one.begun is None or one.begun <= day for one in self.organizations)

    def has_begun(self, day: dt.date) -> bool:
        """Say whether the data reach to a day; where there are none at all, nothing can be late."""
        return self.as_of == NO_DATA or day <= self.as_of


def place_of(reader: Reader, scope: Scope, ask: Ask) -> Place:
    """Find where a question looks. Raises UnknownPlace for what is not there or not within the scope."""
    organizations = reader.organizations(scope)
    if ask.organization is not None:
        organizations = [one for one in organizations if one.id == ask.organization]
        if not organizations:
            raise UnknownPlace("error.unknown_organization", id=ask.organization)
    programs: tuple[Program, ...] | None = None
    if ask.program is not None or scope.programs is not None:
        seen = [one for one in reader.programs(scope, ask.organization) if ask.program in (None, one.id)]
        if not seen:
            raise UnknownPlace("error.unknown_program", id=ask.program or "")
        programs = tuple(seen)
        owners = {program.organization for program in seen}
        organizations = [one for one in organizations if one.id in owners]
    grant = None
    if ask.grant is not None:
        grant = next((one for one in reader.grants(scope, ask.organization) if one.id == ask.grant), None)
        if grant is None:
            raise UnknownPlace("error.unknown_grant", id=ask.grant)
        organizations = [one for one in organizations if one.id == grant.organization]
        shared = {row[0] for row in reader.rows(
            "select distinct program from published.grant_share where grant_id = ?", [grant.id]
        )}  # fmt: skip
        known = programs if programs is not None else tuple(reader.programs(scope, grant.organization))
        programs = tuple(program for program in known if program.id in shared)
    return Place(tuple(organizations), programs, grant)


Span = Literal["period", "last", "ever"]
"""Which published periods are added: those of the question, the last of them alone (for snapshots, which do not
add over time), or all until its end (for changes, whose sum is what stands)."""


def sums(
    reader: Reader, place: Place, ask: Ask, fact: str, measures: Sequence[str], span: Span = "period"
) -> dict[str, float | None]:
    """Add measures; None for each when there is no row at all.

    A grant's counts are not shared out here (see ``shared_sums``).
    """
    rows = _rows(reader, place, ask, fact, measures, "dim", span)
    return _added(measures, rows)


def sums_by(
    reader: Reader,
    place: Place,
    ask: Ask,
    fact: str,
    measures: Sequence[str],
    by: str,
    span: Span = "period",
) -> dict[Any, dict[str, float]]:
    """The same sums for each value of one key column: ``period``, ``program``, ``organization`` or ``grp``.

    With ``period`` the keys are the first days of weeks or months, by the edges of the question's period.
    """
    rows = _rows(reader, place, ask, fact, measures, by, span)
    return {key: _added(measures, found) for key, found in groupby(rows, itemgetter(0))}  # type: ignore[misc]


def _rows(
    reader: Reader, place: Place, ask: Ask, fact: str, measures: Sequence[str], by: str, span: Span
) -> list[tuple[Any, ...]]:
    """A key, a published period, a group and its sums, by key and period, of what is asked for.

    All groups are read, and of one organisation all periods: reviews ask for many of them, one after the other,
    and the reader answers the same query from memory. Where a fact has no rows, nothing is asked.
    """
    if not reader.is_filled(fact, place.organization_ids):
        return []
    grain = published_grain(ask.period)
    where, parameters = _where(place, ask)
    start = {"period": ask.start, "last": _last_start(ask, place, grain), "ever": dt.date.min}[span]
    is_one = len(place.organizations) == 1
    first, last = (dt.date.min, dt.date.max) if is_one else (start, ask.end)
    # Of one organisation all measures are read as well: the next number is likely one of the same fact.
    read = FACT_BY_NAME[fact].measures if is_one else tuple(measures)
    listed = ", ".join(f"sum({measure})" for measure in read)
    found = reader.rows(
        f"""select {by} as key, period, grp, {listed} from published.{fact} where {where}
            group by {by}, period, grp""",
        {**parameters, "grain": grain, "first": first, "last": last},
    )
    code = None if by == "grp" else ask.code
    pick = itemgetter(0, 1, 2, *(read.index(measure) + 3 for measure in measures))
    # The few rows of one question are sorted sooner here than by the query.
    asked = [pick(row) for row in found if start <= row[1] <= ask.end and code in (None, row[2])]
    return sorted(asked, key=itemgetter(0, 1, 2))


def _added(measures: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, float | None]:
    """The sum of each measure over rows of ``_rows``; None where no row has it."""
    columns = list(zip(*rows, strict=True))[3:] or [()] * len(measures)
    known = ([one for one in column if one is not None] for column in columns)
    return {name: sum(column) if column else None for name, column in zip(measures, known, strict=True)}


def shared_sums(
    reader: Reader, place: Place, ask: Ask, fact: str, measures: Sequence[str]
) -> tuple[dict[str, float | None], float | None]:
    """A grant's part of counts, month by month and programme by programme, and its overall share.

    The share is that of the first measure: the part over the whole.
    """
    assert place.grant is not None
    where, parameters = _where(place, ask)
    where = f"{where} and grp = $grp"
    listed = ", ".join(f"sum(f.{measure} * coalesce(s.share, 0)), sum(f.{measure})" for measure in measures)
    row = reader.rows(
        f"""select {listed} from (select * from published.{fact} where {where}) f
            left join published.grant_share s
                on s.program = f.program and s.month = f.period and s.grant_id = $grant""",
        {
            **parameters,
            "grain": "month",
            "first": ask.start,
            "last": ask.end,
            "grp": ask.code,
            "grant": place.grant.id,
        },
    )[0]
    parts = dict(zip(measures, row[::2], strict=True))
    share = row[0] / row[1] if row[1] else None
    return parts, share


def shared_stock(
    reader: Reader, place: Place, ask: Ask, fact: str, measure: str
) -> tuple[dict[str, float | None], float | None]:
    """A grant's part of what stands at the end, by its share of each programme in that month, and its overall share."""
    assert place.grant is not None
    standing = sums_by(reader, place, ask, fact, [measure], "program", "ever")
    month = month_of(min(ask.end, place.as_of)).start
    shares = dict(
        reader.rows(
            "select program, share from published.grant_share where grant_id = ? and month = ?",
            [place.grant.id, month],
        )
    )
    whole = {program: found[measure] or 0.0 for program, found in standing.items()}
    part = sum(shares.get(program, 0.0) * count for program, count in whole.items())
    total = sum(whole.values())
    return {measure: part if standing else None}, part / total if total else None


def _where(place: Place, ask: Ask) -> tuple[str, dict[str, Any]]:
    """The rows a question is about, in all its groups, within ``$grain`` from ``$first`` to ``$last``.

    People groups are published by month only.
    """
    conditions = [
        place.whose,
        "dim = $dim",
        "grain = $grain",
        "period between $first and $last",
        f"program <> '{EVERYWHERE}'",
    ]
    parameters: dict[str, Any] = {"organizations": place.organization_ids, "dim": ask.dim}
    if place.program_ids is not None:
        conditions.append("list_contains($programs, program)")
        parameters["programs"] = place.program_ids
    return " and ".join(conditions), parameters


def _last_start(ask: Ask, place: Place, grain: str) -> dt.date:
    """The first day of the last period that began by ``as_of``."""
    last = min(ask.end, place.as_of)
    if grain == "month":
        return max(last.replace(day=1), ask.start)
    return max(last - dt.timedelta(days=last.weekday()), ask.start)
