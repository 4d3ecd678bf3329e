"""Comparison in words: who stands out beyond chance, whether their clients explain it, never a ranking."""

from __future__ import annotations

from collections.abc import Sequence

from data.model.codes import ProgramKind
from locales import formats
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.reviews.compare import NO_KIND
from metrics.reviews.comparing import CompareReview, Unit
from reports import words
from reports.reading import Reading
from reports.reasons import reason_text

MOST_NAMES = 3
"""Names that a title has room for."""


def message(review: CompareReview, reading: Reading, units: str) -> str:
    """Which units stand out, or that none does, or that they may not be compared."""
    t = reading.t
    if review.reason is not None:
        return t("compare.title.refused", measure=_measure(review, reading))
    low, high = (_names(review.at(place)) for place in ("ask_low", "ask_high"))
    watched = _names(review.watched)
    said = [
        t(f"compare.title.{side}", names=_joined(names, reading))
        for side, names in (("low", low), ("high", high))
        if names
    ]
    if watched:
        said.append(t("compare.title.watch", names=_joined(watched, reading)))
    usual = len(review.at("usual"))
    if not said:
        return t.n("compare.title.none", usual, measure=_measure(review, reading))
    return "; ".join([*said, *([t.n("compare.title.usual", usual)] if usual else [])])


def lead(review: CompareReview, reading: Reading, kind: str) -> str:
    """The pooled rate and what standardising says; an invitation to ask, not a ranking."""
    t = reading.t
    if review.reason is not None:
        return reason_text(review.reason, t)
    assert review.pooled is not None
    said = [
        t(
            "compare.lead.shown" if review.some_hidden else "compare.lead",
            measure=_measure(review, reading),
            share=words.value_text(review.pooled, t),
            counts=words.n_text(review.pooled, t),
        )
    ]
    return " ".join([*said, t("compare.lead.ask")])


def kind_text(kind: str, t: Translator) -> str:
    """Name a kind of programme, also where nobody wrote it down."""
    return t("scope.kind.none") if kind == NO_KIND else ProgramKind(kind).label.say(t.language)


def alike_name(review: CompareReview, units: str, kind: str, reading: Reading) -> str:
    """What it is that all units have in common; those of a report may be of any kind of programme."""
    if units != "report" or review.pooled is None:
        return reading.t("compare.alike")
    return reading.t("compare.alike.report" if kind else "compare.alike.period")


def alike(review: CompareReview, units: str, kind: str, reading: Reading) -> str:
    """What all units have in common: the kind of programme, the house, or the report and its period."""
    t = reading.t
    if units == "partner":
        return t("compare.one_organization")
    if units != "report":
        return kind_text(kind, t)
    if review.pooled is None:
        return kind
    days = words.period_text(review.pooled, t)
    return f"{kind} · {days}" if kind else days


def mix_heading(review: CompareReview, reading: Reading) -> str:
    """Whether those that stand out serve others than everyone does."""
    t = reading.t
    told = [unit for unit in review.units if unit.at_risk is not None]
    if told:
        return t("compare.mix")
    return t("compare.mix.unrecorded" if review.beyond or review.watched else "compare.mix.none")


def mix_none(review: CompareReview, reading: Reading) -> str:
    """Why nobody's mix of risks is shown."""
    stands_out = review.beyond or review.watched
    return reading.t("compare.mix.small_unrecorded" if stands_out else "compare.mix.small_none")


def adjusted(unit: Unit, reading: Reading) -> str:
    """A unit's number with everyone's mix of risks."""
    t = reading.t
    if unit.adjusted is None:
        return t("compare.adjusted.none", name=unit.name)
    share, ends = words.value_text(unit.adjusted, t), words.interval_text(unit.adjusted, t, bare=True)
    return t("compare.adjusted", name=unit.name, share=share, range=ends)


def spread_text(review: CompareReview, reading: Reading) -> str:
    """How far units vary beyond chance."""
    return formats.number(review.spread.phi, reading.t.language, 1) if review.spread else ""


def _measure(review: CompareReview, reading: Reading) -> str:
    if review.pooled is not None and review.pooled.promise_name:
        return review.pooled.promise_name
    found = BY_ID.get(review.indicator)
    return found.name.say(reading.t.language) if found else review.indicator


def _names(units: Sequence[Unit]) -> list[str]:
    return [unit.name.split(" · ")[0] for unit in units]


def _joined(names: Sequence[str], reading: Reading) -> str:
    t = reading.t
    if len(names) > MOST_NAMES:
        return t.n("compare.many", len(names))
    return t("compare.and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
