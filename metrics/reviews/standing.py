"""Standing: evidence for accreditation by component, what expires when, certified staff, and the profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from data.accreditation import AccreditationPack, Component, Requirement, pack_in_force, packs
from metrics.reviews.asking import Asking
from metrics.value import IndicatorValue

READINESS = "accreditation_readiness_index"
SOON_MONTHS = 12
"""Evidence that expires within so many months is named."""

State = Literal["valid", "unverified", "expired", "missing"]
ORDER: tuple[State, ...] = ("missing", "expired", "unverified", "valid")


class Proof(NamedTuple):
    """A requirement and how well it is proven; ``until`` is the month in which the evidence runs out."""

    requirement: Requirement
    state: State
    until: dt.date | None


class Part(NamedTuple):
    """A component of the standard with its requirements."""

    component: Component
    proofs: tuple[Proof, ...]
    ready: IndicatorValue


class ProgramProfile(NamedTuple):
    """What a programme is for: function of a human service organisation, pillar of UU 11/2009, client category."""

    name: str
    function: str | None
    pillar: str | None
    category: str | None


class Profile(NamedTuple):
    """What the organisation is by law."""

    legal_form: str | None
    actor_type: str | None
    is_social: bool | None
    is_local: bool | None
    registered: bool
    registered_month: dt.date | None


@dataclass(frozen=True, slots=True)
class StandingReview:
    """Everything the screen shows of one organisation."""

    pack: AccreditationPack | None
    waiting: tuple[AccreditationPack, ...]
    """Packs that are known and not filled in yet."""
    ready: IndicatorValue
    parts: tuple[Part, ...]
    others: int
    """Pieces of evidence for other rule packs."""
    staff: IndicatorValue
    decisions: IndicatorValue
    profile: Profile | None
    programs: tuple[ProgramProfile, ...]
    last: dt.date

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Every requirement, what is missing first."""
        every = [proof for part in self.parts for proof in part.proofs]
        return tuple(sorted(every, key=lambda one: (ORDER.index(one.state), one.until or dt.date.max)))

    @property
    def knocked_out(self) -> tuple[Proof, ...]:
        """Requirements that bar accreditation and are not proven."""
        return tuple(one for one in self.proofs if one.requirement.knock_out and one.state != "valid")

    @property
    def expiring(self) -> tuple[Proof, ...]:
        """Valid evidence in the order in which it runs out."""
        held = [one for one in self.proofs if one.state in ("valid", "unverified") and one.until is not None]
        return tuple(sorted(held, key=lambda one: one.until or dt.date.max))

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (self.ready, self.staff, self.decisions, *(part.ready for part in self.parts))


def standing_review(asking: Asking) -> StandingReview:
    """Assemble the standing of an organisation at the end of the period."""
    last = min(asking.period.end, asking.place().as_of)
    pack = pack_in_force(last)
    rows = asking.reader.rows(
        """select rule_pack, requirement, documented, valid_from_month, valid_until_month, verified_month
           from published.accreditation_evidence where organization = ?""",
        [asking.organization.id],
    )
    mine = [row for row in rows if pack is not None and row[0] == pack.id]
    return StandingReview(
        pack=pack,
        waiting=tuple(one for one in packs() if not one.is_usable),
        ready=asking.value(READINESS),
        parts=tuple(_part(asking, one, mine, last) for one in pack.components) if pack and mine else (),
        others=len(rows) - len(mine),
        staff=asking.value("certified_staff_share"),
        decisions=asking.value("case_process_completeness"),
        profile=_profile(asking),
        programs=_programs(asking),
        last=last,
    )


def _part(asking: Asking, component: Component, rows: list[tuple], last: dt.date) -> Part:  # type: ignore[type-arg]
    ask = asking.ask(READINESS).model_copy(update={"group": f"component={component.id}"})
    proofs = tuple(
        _proof(one, [row for row in rows if row[1] == one.id], last) for one in component.requirements
    )
    return Part(component, proofs, asking.answer(ask))


def _proof(requirement: Requirement, rows: list[tuple], last: dt.date) -> Proof:  # type: ignore[type-arg]
    """The best that the evidence of a requirement is, as the fact ``evidence`` counts it, to the month."""
    best = Proof(requirement, "missing", None)
    for _, _, documented, valid_from, until, verified in rows:
        if valid_from is not None and valid_from > last:
            continue
        expired = until is not None and until < last.replace(day=1)
        held = documented or valid_from is not None
        state: State = (
            "expired"
            if expired
            else "valid"
            if verified and verified <= last
            else "unverified"
            if held
            else "missing"
        )
        if ORDER.index(state) > ORDER.index(best.state):
            best = Proof(requirement, state, until)
    return best


def _profile(asking: Asking) -> Profile | None:
    found = asking.reader.rows(
        """select legal_form, actor_type, is_social, is_local, registered, registered_month
           from published.organization_profile where organization = ?""",
        [asking.organization.id],
    )
    return Profile(*found[0]) if found else None


def _programs(asking: Asking) -> tuple[ProgramProfile, ...]:
    seen = {one.id for one in asking.programs()}
    found = asking.reader.rows(
        """select program, name, hso_function, pillar, client_category from published.program_profile
           where organization = ? order by lower(name)""",
        [asking.organization.id],
    )
    return tuple(ProgramProfile(*row[1:]) for row in found if row[0] in seen)
