"""Groups of people that a question names: none that nobody is in by a slip of the pen."""

from __future__ import annotations

import difflib

from data.model.codes import AgeGroup, Answer, Risk, Sex
from metrics.ask import Ask
from metrics.catalogue import BY_ID
from metrics.errors import UnknownGroup
from metrics.facts import FACT_BY_NAME, FACTS
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.values.sums import Place, place_of

CODES: dict[str, tuple[str, ...]] = {
    "sex": tuple(Sex),
    "age_group": tuple(AgeGroup),
    "disability": tuple(Answer),
    "risk": tuple(Risk),
}
"""Groups of people whose codes are given; others, such as districts, are as they were written."""
NAMED_AT_MOST = 12
"""Codes that a message names, the most alike first."""


def require_group(ask: Ask) -> None:
    """Raise UnknownGroup where a group is not written as ``dim=code``, or its code is none of the list.

    Without this a slip of the pen would be answered with 0.
    """
    if ask.group is None:
        return
    dim, _, code = ask.group.partition("=")
    if not dim or not code:
        raise UnknownGroup("error.group_form", group=ask.group)
    if code not in CODES.get(dim, (code,)):
        raise UnknownGroup("error.unknown_group", group=ask.group, codes=", ".join(CODES[dim]))


def require_recorded_group(reader: Reader, scope: Scope, ask: Ask) -> None:
    """Raise UnknownGroup where a group that a person wrote is one that no record within the scope and no target names.

    For what is typed, such as a district; a code that another organisation or another time records is answered
    with what there is of it here.
    """
    indicator = BY_ID.get(ask.indicator)
    if ask.group is None or ask.dim in CODES or indicator is None or ask.code == "unknown":
        return
    if ask.dim not in FACT_BY_NAME[indicator.fact].groups:
        return
    everywhere = place_of(reader, scope, Ask(indicator=ask.indicator, start=ask.start, end=ask.end))
    if ask.code in _recorded(reader, everywhere, indicator.fact, ask.dim) or _is_promised(reader, ask.group):
        return
    grouped = (fact.name for fact in FACTS if ask.dim in fact.groups)
    recorded = sorted(set().union(*(_recorded(reader, everywhere, fact, ask.dim) for fact in grouped)))
    if not recorded or ask.code in recorded:
        return
    near = difflib.get_close_matches(ask.code, recorded, n=3, cutoff=0.4)
    named = [*near, *(code for code in recorded if code not in near)]
    listed = named[:NAMED_AT_MOST] + ["…"] * (len(named) > NAMED_AT_MOST)
    raise UnknownGroup("error.unknown_group", group=ask.group, codes=", ".join(listed))


def _recorded(reader: Reader, place: Place, fact: str, dim: str) -> set[str]:
    """Every code of a dimension in the published rows of a fact, whenever that was."""
    if not reader.is_filled(fact, place.organization_ids):
        return set()
    sql = f"select distinct grp from published.{fact} where {place.whose} and dim = $dim"
    return {code for (code,) in reader.rows(sql, {"organizations": place.organization_ids, "dim": dim})}


def _is_promised(reader: Reader, group: str) -> bool:
    """Whether a target is set for such a group, whom nobody may have reached yet."""
    return bool(reader.rows("select 1 from published.target where people_group = ? limit 1", [group]))
