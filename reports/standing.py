"""Standing in words: what is proven, what bars accreditation, what runs out when, and who the organisation is."""

from __future__ import annotations

from data.model.codes import ActorType, HsoFunction, LegalForm, Pillar
from locales import formats
from locales.formats import DASH
from locales.translate import Translator
from metrics.reviews.asking import measured
from metrics.reviews.standing import Profile, ProgramProfile, Proof, StandingReview
from reports import words
from reports.reading import Reading

SOON = 6
"""Pieces of evidence whose end is named."""


def message(review: StandingReview, reading: Reading) -> str:
    """How many requirements are proven, and what bars accreditation."""
    t = reading.t
    if not measured(review.ready):
        return t("standing.title.none")
    said = t("standing.title", counts=words.n_text(review.ready, t))
    return said + t.n("standing.title.barred", len(review.knocked_out)) if review.knocked_out else said


def lead(review: StandingReview, reading: Reading) -> str:
    """Against which rules, and that paper is no service."""
    t = reading.t
    if review.pack is None:
        return t("standing.lead.none")
    return t("standing.lead", pack=review.pack.title.say(t.language), version=review.pack.version)


def proof_text(proof: Proof, reading: Reading) -> str:
    """How well a requirement is proven, and until when."""
    t = reading.t
    if proof.until is None or proof.state == "missing":
        return t(f"standing.state.{proof.state}")
    return t(f"standing.until.{proof.state}", month=formats.month(proof.until, t.language))


def end_of(proof: Proof, reading: Reading) -> str:
    """The month in which evidence runs out."""
    return formats.month(proof.until, reading.t.language) if proof.until else DASH


def parts_heading(review: StandingReview, reading: Reading) -> str:
    """How many components are complete."""
    t = reading.t
    if not review.parts:
        return t("standing.parts.none")
    complete = len([part for part in review.parts if all(one.state == "valid" for one in part.proofs)])
    return t.n("standing.parts", complete, of=formats.number_word(len(review.parts), t.language))


def expiring_heading(review: StandingReview, reading: Reading) -> str:
    """What runs out first."""
    t = reading.t
    if not review.expiring:
        return t("standing.expiring.none")
    first = review.expiring[0]
    assert first.until is not None
    return t(
        "standing.expiring",
        requirement=first.requirement.title.say(t.language),
        month=formats.month(first.until, t.language),
    )


def staff_heading(review: StandingReview, reading: Reading) -> str:
    """Which share of posts that serve clients is certified."""
    t = reading.t
    if not measured(review.staff):
        return t("standing.staff.none")
    return t("standing.staff", share=words.value_text(review.staff, t))


def profile_rows(review: StandingReview, reading: Reading) -> list[tuple[str, str]]:
    """What the organisation is by UU 11/2009."""
    t, profile, unknown = reading.t, review.profile, reading.t("standing.profile.no")
    if profile is None:
        return []
    kinds = {"legal": (LegalForm, profile.legal_form), "actor": (ActorType, profile.actor_type)}
    rows = [
        (t(f"standing.profile.{name}"), codes(code).label.say(t.language) if code else unknown)
        for name, (codes, code) in kinds.items()
    ]
    return [*rows, (t("standing.profile.registered"), _registered(profile, t) or unknown)]


def _registered(profile: Profile, t: Translator) -> str:
    """Whether it is registered, and since when; "" where it is not."""
    if not profile.registered:
        return ""
    if not profile.registered_month:
        return t("standing.profile.yes")
    return t("standing.profile.since", month=formats.month(profile.registered_month, t.language))


def function_name(program: ProgramProfile, reading: Reading) -> str:
    """What a programme is for."""
    code = program.function
    return HsoFunction(code).label.say(reading.t.language) if code else DASH


def pillar_name(program: ProgramProfile, reading: Reading) -> str:
    """To which pillar of UU 11/2009 a programme belongs."""
    return Pillar(program.pillar).label.say(reading.t.language) if program.pillar else DASH
