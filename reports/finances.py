"""Money in words: on whom the organisation depends, how long it could go on, and whether cost meets the ledger."""

from __future__ import annotations

from data.model import TABLES
from locales import formats
from metrics.reviews.asking import measured
from metrics.reviews.finances import MoneyReview, Source
from metrics.reviews.where import purposes
from metrics.value import IndicatorValue
from metrics.values.ledger import LEDGER_ENDED, NO_RATE
from reports import words
from reports.funding import parts_heading
from reports.reading import Reading, whole, why_text
from reports.reasons import reason_text


def message(review: MoneyReview, reading: Reading) -> str:
    """How much hangs on one funder, and how long the reserve would last."""
    t, largest, reserve = reading.t, review.dependence[0], review.freedom[0]
    said = []
    if review.income.value == 0 and review.spending.value == 0:
        return t("finances.title.nothing_moved", period=words.period_text(review.spending, t))
    if measured(largest):
        said.append(t("finances.title.largest", share=words.value_text(largest, t)))
    if measured(reserve):
        said.append(t("finances.title.reserve", months=words.value_text(reserve, t)))
    if said:
        return "; ".join(said)
    if measured(review.spending):
        return t("finances.title.spent", amount=words.value_text(review.spending, t, short=True))
    missing = review.spending.reason.key if review.spending.reason else ""
    if missing == NO_RATE:
        return t("finances.title.no_rate")
    if missing == LEDGER_ENDED:
        return t("finances.title.ended", period=words.period_text(review.spending, t))
    return t("finances.title.none")


def lead(review: MoneyReview, reading: Reading) -> str:
    """What came in and what was spent, and what no sum could hold."""
    t = reading.t
    if not measured(review.spending) and not measured(review.income):
        return words.status_text(review.spending, t)
    amounts = {
        name: words.value_text(one, t, short=True) if measured(one) else t("finances.lead.unknown")
        for name, one in (("income", review.income), ("spent", review.spending))
    }
    notes = dict.fromkeys(reason_text(note, t) for note in (*review.income.notes, *review.spending.notes))
    return " ".join([t("finances.lead", **amounts), *notes])


def source_name(source: Source, review: MoneyReview, reading: Reading) -> str:
    """Who gave; those not written down and those not named say so."""
    t = reading.t
    if source.name:
        return source.name
    if (source.amount.group or "").endswith("=others"):
        return t.n("finances.others", review.others)
    return t("finances.unknown_funder")


def sources_heading(review: MoneyReview, reading: Reading) -> str:
    """From whom most comes."""
    t = reading.t
    if not review.sources:
        return t("finances.sources.none")
    first = review.sources[0]
    if not first.name and len(review.sources) == 1:
        return t("finances.sources.unknown")
    share = words.value_text(first.portion, t)
    return t("finances.sources", share=share, funder=source_name(first, review, reading))


def notes_of(values: tuple[IndicatorValue, ...], reading: Reading) -> list[str]:
    """What must be said with some numbers."""
    return list(dict.fromkeys(reason_text(note, reading.t) for one in values for note in one.notes))


def lacks_programs(review: MoneyReview) -> bool:
    """Whether full cost is nothing because no programme is recorded, though money was spent."""
    return not review.has_programs and bool(review.spending.value)


def no_programs(review: MoneyReview, reading: Reading) -> tuple[str, str, str]:
    """What cannot be shown without programmes, why, and the one thing to do."""
    t = reading.t
    return (
        t("finances.cost.no_program_what"),
        t("finances.cost.no_program_why", amount=words.value_text(review.spending, t, short=True)),
        t("finances.cost.no_program_remedy", table=TABLES["program"].label.say(t.language).lower()),
    )


def no_ledger(review: MoneyReview, reading: Reading) -> str:
    """Why nothing is known of what came in and went out; "" where anything is."""
    if any(measured(one) for year in review.years for one in year):
        return ""
    return whole(why_text(review.spending, reading))


def cost_heading(review: MoneyReview, reading: Reading) -> str:
    """How much of full cost is the programmes' own work, as far as it is recorded."""
    if lacks_programs(review):
        return reading.t("finances.cost.no_program")
    return parts_heading(review.parts, "finances.cost", reading) or reading.t("finances.cost.none")


def rule(review: MoneyReview, reading: Reading) -> str:
    """By what shared cost was allocated, and how to mend what says no purpose."""
    t = reading.t
    drivers = [t(f"finances.driver.{code}") for code in review.drivers if t.has(f"finances.driver.{code}")]
    if review.parts and purposes(review.parts) == "unrecorded":
        return t("funding.unrecorded")
    said = t("finances.rule", drivers=", ".join(drivers)) if drivers else t("finances.rule.none")
    return said if purposes(review.parts) == "recorded" else f"{said}. {t('finances.unrecorded_lines')}"


def real_heading(review: MoneyReview, reading: Reading) -> str:
    """In whose prices the years stand."""
    assert review.prices is not None
    return reading.t(
        "finances.real.heading", period=formats.date_range(*review.prices.base, reading.t.language)
    )


def real_small(review: MoneyReview, reading: Reading) -> str:
    """Which index, and that all else on the screen is in the money of its year."""
    assert review.prices is not None
    return reading.t("finances.real.small", series=review.prices.series)


def reconciled_heading(review: MoneyReview, reading: Reading) -> str:
    """Whether the allocated cost and the ledger agree."""
    t, found = reading.t, review.reconciled
    if found is None:
        return t("finances.reconciled.unknown")
    if review.spending.value == 0:
        return t("finances.reconciled.nothing")
    if lacks_programs(review):
        return t("finances.reconciled.no_program")
    if found.agrees:
        return t("finances.reconciled")
    return t("finances.reconciled.left", amount=words.value_text(found.left, t, short=True))
