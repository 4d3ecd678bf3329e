"""The donor's review in words: its message, how far the evidence goes, and a sentence for each block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from locales import formats
from locales.formats import DASH
from locales.translate import Translator
from metrics.reviews.funding import FundingReview
from metrics.reviews.groups import Groups
from metrics.reviews.programs import ProgramLine
from metrics.reviews.promised import Promise
from metrics.reviews.where import CostPart, portion_of, purposes
from metrics.value import IndicatorValue
from metrics.values.outcome_cost import ABOUT_STAYS
from metrics.values.shape import CLIENTS
from reports import words
from reports.charts.chart import Role
from reports.reading import (
    Reading,
    counts_text,
    full_name,
    group_name,
    people_behind,
    shown_value,
    why_text,
)
from reports.reasons import reason_text

PART_ROLES: Mapping[str, Role] = {
    "service_cost": "actual",
    "shared_cost": "previous",
    "admin_cost": "faint",
    "unclassified_cost": "unknown",
}
"""How the parts of full cost are drawn."""


def message(review: FundingReview, reading: Reading) -> str:
    """The screen's one message. All outcomes are never given to one donor's money."""
    t, outcomes = reading.t, review.outcomes
    if review.reported_only:
        return _promises_message(review, t)
    if outcomes.numerator is None or outcomes.denominator is None:
        if words.is_complementary(outcomes):
            return t("funding.title.complementary")
        return t(f"funding.title.{outcomes.status}", threshold=reading.threshold)
    said = t("funding.title.achieved", counts=words.n_text(outcomes, t))
    if outcomes.target is not None and outcomes.target_status is not None:
        said += t(f"funding.title.{outcomes.target_status}", target=words.target_said(outcomes, t))
    if review.grant is not None and review.money.share is not None:
        said += t("funding.title.share", share=formats.percent(review.money.share, t.language))
    return said


def _promises_message(review: FundingReview, t: Translator) -> str:
    judged = [one for one in review.promises if one.actual.target_status is not None]
    if not judged:
        return t("funding.title.nothing_judged" if review.promises else "funding.promises_none")
    kept = [one for one in judged if one.actual.target_status in ("above", "likely")]
    if len(judged) == 1:
        return only_promise(bool(kept), t)
    of = formats.number_word(len(judged), t.language)
    key = "funding.title.promises" if kept else "funding.title.promises_none_kept"
    return t.n(key, len(kept), judged=of)


def only_promise(is_kept: bool, t: Translator) -> str:
    """Where but one promise can be judged nobody counts: it is kept, or it is not."""
    return t("report.only_promise.kept" if is_kept else "report.only_promise.missed")


def lead(review: FundingReview, reading: Reading) -> str:
    """What must be known before reading on: missing data first, then how far the evidence goes."""
    t = reading.t
    if review.reported_only:
        return reported_lead(review.promises, review.period.end, t)
    said = t(
        f"funding.lead.{review.evidence_level or 'none'}",
        programs=t.n("funding.programs", len(review.programs)),
    )
    gate = review.outcomes.reason if review.outcomes.gates else None
    return f"{reason_text(gate, t)} {said}" if gate else said


def reported_lead(promises: Sequence[Promise], end: dt.date, t: Translator) -> str:
    """Where all is reported: by whom, and until when periods count. A week and its quarter may judge differently."""
    until = t("promises.until", day=formats.day(end, t.language)) if promises else ""
    return f"{t('funding.lead.reported')} {until}".strip()


def where_heading(review: FundingReview, reading: Reading) -> str:
    """How much of the money reached services, as far as it is recorded what it was for."""
    return parts_heading(review.parts, "funding.where", reading) or reading.t("funding.where_none")


def stays_said(lines: Sequence[ProgramLine], reading: Reading) -> list[str]:
    """What must be said of the cost of an outcome of all programmes where people stay long."""
    return [
        reason_text(note, reading.t)
        for line in lines
        for note in line.cost.notes
        if line.program is None and note.key in ABOUT_STAYS
    ]


def parts_heading(parts: Sequence[CostPart], key: str, reading: Reading) -> str:
    """The share for services, and the share that nobody wrote a purpose for; "" where no cost is known."""
    if not parts:
        return ""
    t = reading.t
    service, unknown = (portion_of(parts, name) for name in ("service_cost", "unclassified_cost"))
    shares = {
        "share": words.value_text(service, t) if service else formats.percent(0.0, t.language),
        "unknown": words.value_text(unknown, t) if unknown else "",
    }
    return t(f"{key}.{purposes(parts)}", **shares)


def where_small(review: FundingReview, reading: Reading) -> str:
    """What is counted, and of which time."""
    t = reading.t
    if not review.parts:
        return t("funding.where_small_unknown")
    period = formats.date_range(review.period.start, review.period.end, t.language)
    said = [t("funding.where_of_grant" if review.grant else "funding.where_all", period=period)]
    if purposes(review.parts) == "unrecorded":
        said.append(t("funding.unrecorded"))
    return " ".join(said)


def parts_said(parts: Sequence[CostPart], reading: Reading) -> list[tuple[str, float, Role]]:
    """The parts of full cost as their label, amount and how they are drawn, those of nothing left out."""
    t = reading.t
    return [
        (
            t(
                f"funding.part.{part.amount.indicator}",
                amount=words.value_text(part.amount, t, short=True),
                share=words.value_text(part.portion, t),
            ),
            part.amount.value,
            PART_ROLES[part.amount.indicator],
        )
        for part in parts
        if part.amount.value
    ]


def promises_heading(review: FundingReview, reading: Reading) -> str:
    """How the promises stand, counted by their status word."""
    return promises_sentence(review.promises, reading)


def promises_sentence(promises: Sequence[Promise], reading: Reading) -> str:
    """How some promises stand, counted by their status word."""
    t = reading.t
    if not promises:
        return t("funding.promises_none")
    judged = [one.actual.target_status for one in promises if one.actual.target_status]
    if not judged:
        return t("funding.promises_none_judged")
    kept, below = len([one for one in judged if one in ("above", "likely")]), judged.count("below")
    if len(judged) == 1:
        return only_promise(bool(kept), t)
    of = formats.number_word(len(judged), t.language)
    said = t.n("funding.promises_kept" if kept else "funding.promises_none_kept", kept, judged=of)
    return said + (t.n("funding.promises_below", below) if below else "")


def exits_text(line: ProgramLine, count: float | None, t: Translator) -> str:
    """Exits of a programme, or those of them with the outcome."""
    if line.outcomes.status == "suppressed":
        return words.value_text(line.outcomes, t)
    known = 0.0 if line.nobody_left else count
    return DASH if known is None else words.amount_text(known, "count", t)


def years_heading(review: FundingReview, reading: Reading) -> str:
    """Whether the cost of an outcome changed for certain; two numbers that differ are no change yet."""
    t = reading.t
    known = [line for line in review.years if line.compared.low is not None]
    if len(known) < 2:
        any_year = any(line.cost.value is not None for line in review.years)
        return t("funding.cost_one_year" if any_year else "funding.cost_no_year")
    year = formats.date_range(known[0].period.start, known[0].period.end, t.language)
    return t(f"funding.cost_{review.cost_moved}", year=year)


def years_small(review: FundingReview, reading: Reading) -> str:
    """What is divided, and in whose prices."""
    t, at = reading.t, review.prices
    if at is None:
        return t("funding.years_small")
    return t("funding.years_small_real", period=formats.date_range(*at.base, t.language), series=at.series)


def lasting_heading(review: FundingReview, reading: Reading) -> str:
    """How many lasted a year, and whether more can be said."""
    t = reading.t
    _, year, two_years = review.lasting.after
    if year.status == "suppressed":
        return t("funding.lasting_hidden")
    if year.value is None or year.status == "too_few":
        return t("funding.lasting_unknown")
    said = t("funding.lasting", share=words.value_text(year, t))
    known = two_years.value is not None and two_years.status != "too_few"
    return said if known else said + t("funding.lasting_not_two_years")


def lasting_small(review: FundingReview, reading: Reading) -> str:
    """Whose leaving is followed, how many of them were traced, and the worst that may be true."""
    t = reading.t
    cohort, traced, year = review.lasting.cohort, review.lasting.traced, review.lasting.year
    said = [t("funding.cohort", period=formats.date_range(cohort.start, cohort.end, t.language))]
    if traced.value is not None:
        said.append(t("funding.traced", share=words.value_text(traced, t)))
    if year.status not in ("too_few", "suppressed") and year.worst is not None and year.unknown:
        said.append(t("funding.if_all_returned", share=words.amount_text(year.worst, "proportion", t)))
    return "; ".join(said)


def why_not_lasting(value: IndicatorValue, reading: Reading) -> str:
    """Say why nothing is known of so long a time, and when the first number can be there."""
    t = reading.t
    reason = value.reason
    if reason is None or reason.key != "funding.few_two_years":
        return why_text(value, reading)
    earliest = dt.date.fromisoformat(str(reason.values["earliest"]))
    known = {**reason.values, "earliest": ""}
    said = t("funding.few_two_years" if reason.values["n"] else "funding.nobody_two_years", **known).strip()
    if earliest <= value.as_of:
        return said
    return f"{said}; {t('funding.first_number', month=formats.month(earliest, t.language))}"


def groups_heading(groups: Groups, reading: Reading) -> str:
    """Who is behind for certain, or that nobody clearly is."""
    t, behind = reading.t, groups.behind
    if not behind:
        return t("funding.nobody_behind" if groups.comparisons else "funding.groups_not_compared")
    first = behind[0]
    return t("funding.behind", group=group_name(first, t), points=_points(first, t))


def no_groups(outcomes: IndicatorValue, reading: Reading) -> tuple[str, str, str, str]:
    """Why nothing stands by group: the heading, what cannot be shown, why, and the one thing to do."""
    t = reading.t
    if outcomes.status == "suppressed":
        parts = ("none", "empty", "empty_why", "empty_remedy")
        heading, what, why, remedy = (t(f"funding.groups_hidden_{part}") for part in parts)
    else:
        heading, what = t("funding.groups_none"), t("funding.groups_empty")
        if outcomes.denominator is None:
            # Nobody left, or nothing is recorded: clients' records lack nothing.
            why, remedy = why_text(outcomes, reading), t("funding.groups_wait")
        else:
            why, remedy = t("funding.groups_empty_why"), t("funding.groups_empty_remedy")
    return heading, what, why, remedy


def groups_small(groups: Groups, reading: Reading, whole: IndicatorValue) -> str:
    """What is compared, how often, and how sure the gaps are; and of how many different clients all exits were."""
    t = reading.t
    said = [t.n("funding.groups_small", groups.comparisons)]
    said += [
        t("funding.gap", group=group_name(gap, t), range=formats.number_range(gap.low, gap.high, t.language))
        for gap in groups.behind
        if gap.low is not None and gap.high is not None
    ]
    behind = people_behind([whole], reading)
    return ". ".join(["; ".join(said), *behind])


def _points(gap: IndicatorValue, t: Translator) -> str:
    return formats.number(gap.value, t.language, 0) if gap.value is not None else ""


def missed_heading(value: IndicatorValue, reading: Reading) -> str:
    """Name what fell short, with what was reached and what was promised."""
    t = reading.t
    return t(
        "funding.missed_falling" if value.direction == "down" else "funding.missed",
        name=full_name(value, reading),
        value=shown_value(value, t),
        target=words.target_text(value, t) + ("%" if value.unit == "percent" else ""),
    )


def missed_text(value: IndicatorValue, reading: Reading) -> str:
    """What the data say of it; why, and what was changed, is for people to write."""
    t = reading.t
    said = [counts_text(value, t), words.interval_text(value, t)]
    if value.interval_method != "log_log":
        said.append(words.unknown_text(value, t))
    if value.source == "reported":
        said.append(t("funding.missed_reported", period=words.period_text(value, t)))
    return "; ".join(part for part in said if part)


def clients_text(value: IndicatorValue, reading: Reading) -> str:
    """How many different clients the exits were of, where that is known."""
    found = next((note for note in value.notes if note.key == CLIENTS), None)
    return reading.t("funding.clients", n=found.values["n"]) if found else ""


def next_steps(review: FundingReview, reading: Reading) -> list[str]:
    """What lies ahead as far as the data know it: the end of the grant, and when more will be known."""
    t, found = reading.t, []
    if review.grant is not None and review.grant.ended_on is not None:
        found.append(t("funding.grant_ends", day=formats.day(review.grant.ended_on, t.language)))
    two_years = review.lasting.after[2]
    if not review.reported_only and two_years.reason and two_years.reason.key == "funding.few_two_years":
        found.append(t("funding.two_years_ahead", why=why_not_lasting(two_years, reading)))
    return found


def nothing_missed(review: FundingReview, reading: Reading) -> str:
    """What it means that nothing is known to have fallen short; results that others report have no interval."""
    t = reading.t
    if not any(one.actual.target_status for one in review.promises):
        return t("report.nothing_missed.unjudged")
    if review.reported_only:
        return t("report.nothing_missed.kept")
    return f"{t('funding.nothing_missed')}. {t('funding.nothing_missed_small')}"
