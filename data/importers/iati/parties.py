"""Reporting organisations and funders: one row for each in a file, as the newest activity names it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lxml import etree

from data.importers.iati.activity import Activity
from data.importers.iati.codes import ACTOR_TYPES, FUNDER_KINDS, FUNDING_ROLES, LEGAL_FORMS
from data.importers.iati.rows import Rows
from data.importers.iati.text import attribute, narrative, slug

_LAST_RESORT = "USD"
"""The base currency of an organisation that names no currency anywhere: IATI's most used."""


@dataclass
class _Party:
    """What the newest activities say of a party: how often each name and type."""

    dated_at: dt.datetime | None
    line: int | None
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Named:
    """A party as one element names it."""

    id: str
    name: str | None
    type: str | None


def named(element: etree._Element | None) -> Named | None:
    """Who an element names: by its ref, else by a stable id from the name; None when it names nobody."""
    if element is None:
        return None
    ref, name = attribute(element, "ref"), narrative(element)
    if ref is None and (name is None or not slug(name)):
        return None
    return Named(ref or f"name:{slug(name or '')}", name, attribute(element, "type"))


class Parties:
    """The organisations and funders of a file."""

    def __init__(self, rows: Rows, fallback: str | None = None) -> None:
        self.rows = rows
        self.fallback = fallback
        """The organisation of activities that name none, as the user gave it."""
        self._organizations: dict[str, _Party] = {}
        self._funders: dict[str, _Party] = {}
        self._default_currencies: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._paid_currencies: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def reporter(self, element: etree._Element, dated_at: dt.datetime | None) -> str | None:
        """Note who reports an activity and give its organization_id; None when nobody is named."""
        reporting = element.find("reporting-org")
        who = named(reporting)
        if who is None:
            if self.fallback is None:
                return None
            who = Named(self.fallback, None, None)
        place = element if reporting is None else reporting
        _note(self._organizations, who, dated_at, place.sourceline)
        return who.id

    def note_paid(self, organization_id: str, currency: str) -> None:
        """Note the currency of a transaction."""
        self._paid_currencies[organization_id][currency] += 1

    def note_activity(self, activity: Activity, dated_at: dt.datetime | None) -> None:
        """Note the default currency of an activity, and the participating organisations that fund it."""
        if activity.currency:
            self._default_currencies[activity.organization_id][activity.currency] += 1
        for element in activity.all("participating-org"):
            role = attribute(element, "role")
            if role and role.casefold() in FUNDING_ROLES and (who := named(element)):
                _note(self._funders, who, dated_at, element.sourceline)

    def note_funder(self, who: Named, dated_at: dt.datetime | None, line: int | None) -> None:
        """Note the provider of incoming money."""
        _note(self._funders, who, dated_at, line)

    def stage(self) -> None:
        """Stage a row for each organisation and funder."""
        for id, party in self._organizations.items():
            kind = _most(party.types)
            row = {
                **_shared(party),
                "organization_id": id,
                "name": _most(party.names) or id,
                "legal_form": LEGAL_FORMS.get(kind or ""),
                "actor_type": ACTOR_TYPES.get(kind or ""),
                "base_currency": self._base_currency(id, party),
                "fiscal_year_start": "1",
            }
            self.rows.add("organization", row)
        for id, party in self._funders.items():
            row = {
                **_shared(party),
                "funder_id": id,
                "name": _most(party.names) or id,
                "kind": FUNDER_KINDS.get(_most(party.types) or ""),
            }
            self.rows.add("funder", row)

    def _base_currency(self, id: str, party: _Party) -> str:
        currency = _most(self._default_currencies.get(id)) or _most(self._paid_currencies.get(id))
        if currency:
            return currency
        self.rows.problem(
            "iati_base_currency_assumed", party.line, "default-currency", id, currency=_LAST_RESORT
        )
        return _LAST_RESORT


def _note(known: dict[str, _Party], who: Named, dated_at: dt.datetime | None, line: int | None) -> None:
    """Count a name and type; an activity that is newer than those before begins the count anew."""
    party = known.get(who.id)
    if party is None or _is_newer(dated_at, party.dated_at):
        party = known[who.id] = _Party(dated_at, line)
    elif dated_at != party.dated_at:
        return
    if who.name:
        party.names[who.name] += 1
    if who.type:
        party.types[who.type] += 1


def _is_newer(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    return one is not None and (other is None or one > other)


def _most(counts: Counter[str] | None) -> str | None:
    """The most frequent text, the first in the alphabet among equals."""
    return min(counts, key=lambda text: (-counts[text], text)) if counts else None


def _shared(party: _Party) -> dict[str, object]:
    return {"unit_id": None, "dated_at": party.dated_at, "source_row": party.line}
