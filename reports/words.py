"""An IndicatorValue in words: the number, its n and interval, and what there is to say where there is none.

Every function takes a value and a translator and gives plain text, "" where there is nothing to say.
Nothing here ever turns a missing value into 0.
"""

from __future__ import annotations

from collections.abc import Mapping

from locales import formats
from locales.formats import DASH
from locales.translate import Translator
from locales.words import Language
from metrics.catalogue import BY_ID
from metrics.statistics.spc import Assurance, ControlChart, Signal, Variation
from metrics.value import IndicatorValue
from reports.reasons import reason_text

COARSE_BELOW = 100
"""Below so many people a number is written with two significant figures."""
FINER = (2, 3, 4)
"""Decimals that tell apart what one decimal would make alike, the fewest that do."""
DECIMALS: Mapping[str, int] = {"score": 1, "ratio": 2, "days": 0, "months": 1}
"""Decimals of every number of a unit: a mean of exactly 3 is written 3.0, as it stands beside 3.2."""
REPORTED = ("percent", "number")
"""Units of what others report: what is whole stays whole, unless something beside it is not."""


_OWN_UNKNOWN = ("reason_unknown", "referrals_unconfirmed")
"""Measures of the unknown that have texts of their own."""


def value_text(value: IndicatorValue, t: Translator, *, short: bool = False) -> str:
    """Write the number by its unit; a dash where nothing may be shown or was measured.

    ``short`` is the form for tables: money in short units, lengths of time without their word.
    """
    if value.status == "suppressed":
        return t("words.suppressed_cell")
    if value.value is None:
        return DASH
    return amount_beside(value.value, value, t, n=value.n, short=short)


def amount_beside(
    amount: float, value: IndicatorValue, t: Translator, *, n: float | None = None, short: bool = False
) -> str:
    """Write an amount that stands beside a value, such as its target, with as many decimals as the value has."""
    if value.unit not in REPORTED:
        return amount_text(amount, value.unit, t, n=n, short=short)
    return formats.number(amount, t.language, _reported_decimals(value))


def _reported_decimals(value: IndicatorValue) -> int:
    """Decimals of a reported number, its target and its baseline: none where all are whole, else one, or more
    where number and target would read alike and are not: 23.10 under 23.14."""
    target = value.target
    beside = (target.value, target.first_value, target.baseline) if target else ()
    held = [one for one in (value.value, *beside) if one is not None]
    least = formats.decimals_of(held)
    if value.value is None or target is None or value.value == target.value:
        return least
    tried = (one for one in (least, *FINER) if round(value.value, one) != round(target.value, one))
    return next(tried, FINER[-1])


def amount_text(
    amount: float, unit: str, t: Translator, *, n: float | None = None, short: bool = False
) -> str:
    """Write an amount of a unit: a value, a target, a limit.

    ``unit`` is one of ``metrics.catalogue.definition.Unit`` or an ISO 4217 currency code. ``n`` is how
    many people it rests on: below 100 it is written more coarsely.
    """
    language = t.language
    if unit == "proportion":
        return formats.percent(amount, language)
    if unit in ("people", "count"):
        # A grant's share gives fractions of people; from ten on they say nothing.
        return formats.number(amount, language, 0 if amount >= 10 or amount == int(amount) else 1)
    figures = 2 if n is not None and n < COARSE_BELOW else 3
    if _is_currency(unit):
        return formats.money(amount, unit, language, short=short, figures=figures)
    if unit == "points":
        return t("words.points", amount=_signed(amount, language))
    if unit == "per_million":
        # A small ratio must not be rounded to nothing.
        return formats.significant(amount, language, figures)
    decimals = DECIMALS.get(unit)
    if short or unit not in ("days", "months"):
        return formats.number(amount, language, decimals)
    return (formats.days if unit == "days" else formats.months)(amount, language, decimals)


def range_text(
    low: float, high: float, unit: str, t: Translator, *, n: float | None = None, short: bool = False
) -> str:
    """Write an interval or usual range of a unit: "51–64%"."""
    language = t.language
    if unit == "proportion":
        return formats.percent_range(low, high, language)
    figures = 2 if n is not None and n < COARSE_BELOW else 3
    if _is_currency(unit):
        return formats.money_range(low, high, unit, language, short=short, figures=figures)
    if unit == "points":
        return t("words.from_to", low=_signed(low, language), high=_signed(high, language))
    if unit in DECIMALS:
        ends = (formats.number(end, language, DECIMALS[unit]) for end in (low, high))
        return DASH.join(ends)
    return formats.number_range(low, high, language)


def interval_text(value: IndicatorValue, t: Translator, *, bare: bool = False, short: bool = False) -> str:
    """Write the 95 % interval: "kisaran 51–64%", or without its word where a table's head says it."""
    if value.value is None or value.low is None or value.high is None or value.status == "suppressed":
        return ""
    ends = range_text(value.low, value.high, value.unit, t, n=value.n, short=short)
    return ends if bare else t("words.interval", range=ends)


def interval_method_text(value: IndicatorValue, t: Translator) -> str:
    """Write the interval with its level and method, for the number card."""
    ends = interval_text(value, t, bare=True)
    method = f"method.{value.interval_method}"
    if not ends or not t.has(method):
        return interval_text(value, t)
    return t("words.interval_with_method", range=ends, method=t(method))


def n_text(value: IndicatorValue, t: Translator) -> str:
    """Write what the number rests on: "118 dari 204", or "n 204" where there is no numerator of people."""
    if value.status == "suppressed":
        return ""
    if value.unit == "proportion" and value.numerator is not None and value.denominator is not None:
        return t("words.n_of", numerator=_count(value.numerator, t), denominator=_count(value.denominator, t))
    return n_alone_text(value, t)


def n_alone_text(value: IndicatorValue, t: Translator) -> str:
    """Write only how many the number rests on: "n 204"; "" for a plain count, which is its own n."""
    if value.n is None or value.status == "suppressed" or value.unit in ("people", "count"):
        return ""
    return t("words.n", n=_count(value.n, t))


def fraction_text(value: IndicatorValue, t: Translator) -> str:
    """Write numerator and denominator for a table: "118/204"."""
    if value.numerator is None or value.denominator is None or value.status == "suppressed":
        return ""
    return f"{_count(value.numerator, t)}/{_count(value.denominator, t)}"


def unit_text(value: IndicatorValue, t: Translator) -> str:
    """Name the unit of a plain count, which stands under the number: "orang"."""
    return t(f"unit.{value.unit}") if value.unit in ("people", "count") else ""


def unknown_text(value: IndicatorValue, t: Translator) -> str:
    """Say how many are unknown and how they are counted; "" where none are."""
    if not value.unknown or value.status == "suppressed":
        return ""
    return t.n(of_unknown("words.unknown", value), round(value.unknown))


def bounds_text(value: IndicatorValue, t: Translator) -> str:
    """Say what the value would be with every unknown counted badly, and well."""
    if value.worst is None or value.best is None or not value.unknown or value.status == "suppressed":
        return ""
    worst, best = (amount_text(end, value.unit, t, n=value.n) for end in (value.worst, value.best))
    return t(of_unknown("words.bounds", value), worst=worst, best=best)


def of_unknown(key: str, value: IndicatorValue) -> str:
    """Key of the text for what is unknown of a number: its own where "achieved" is not what it counts."""
    found = BY_ID.get(value.indicator)
    own = found.unknown if found and found.unknown in _OWN_UNKNOWN else None
    return f"{key}.{own}" if own else key


def status_text(value: IndicatorValue, t: Translator, *, threshold: int | None = None) -> str:
    """Say why there is no number, or why it is read with care; "" where it is sound.

    ``threshold`` is the smallest number of people the viewer may see. A reason given with the value
    says more than its status does and is said instead; what only protects another is not said to be few.
    """
    if value.status == "suppressed" and threshold and not is_complementary(value):
        return t("words.suppressed", threshold=threshold)
    if value.reason is not None:
        return reason_text(value.reason, t)
    return "" if value.status == "ok" else t(f"status.{value.status}")


def is_complementary(value: IndicatorValue) -> bool:
    """Say whether a number is hidden only because it would give another away."""
    return value.reason is not None and value.reason.key == "reason.complementary"


def target_text(value: IndicatorValue, t: Translator, *, short: bool = False) -> str:
    """Write the target, with the one first promised in brackets where it was changed: "75% (80%)"."""
    if value.target is None:
        return t("target.none")
    now = amount_beside(value.target.value, value, t, short=short)
    first = value.target.first_value
    if first is None or first == value.target.value:
        return now
    return t("words.target_first", target=now, first=amount_beside(first, value, t, short=short))


def target_said(value: IndicatorValue, t: Translator) -> str:
    """The target within a sentence, which says what the number in brackets is: "75% (semula 80%)"."""
    now, first = target_text(value, t), value.target.first_value if value.target else None
    if value.target is None or first is None or first == value.target.value:
        return now
    bare = value.model_copy(update={"target": value.target.model_copy(update={"first_value": None})})
    return t("words.target_said", target=target_text(bare, t), first=amount_beside(first, value, t))


def baseline_text(value: IndicatorValue, t: Translator, *, short: bool = False) -> str:
    """Write the value before the work began; a dash where there is none."""
    if value.target is None or value.target.baseline is None:
        return DASH
    return amount_beside(value.target.baseline, value, t, short=short)


def target_status_text(value: IndicatorValue, t: Translator) -> str:
    """Say how the value stands to its target: di atas, mungkin tercapai, belum jelas, di bawah.

    ``above`` means the good side; of a measure that should fall it is said as met or not met.
    """
    if value.target_status is None:
        return ""
    family = "target.falling" if value.direction == "down" else "target"
    return t(f"{family}.{value.target_status}")


def period_text(value: IndicatorValue, t: Translator) -> str:
    """Write the period of the value: a week, or its months and days."""
    days = (value.end - value.start).days
    if days == 6 and value.start.weekday() == 0:
        return formats.week(value.start, t.language)
    return formats.date_range(value.start, value.end, t.language)


def rule_text(value: IndicatorValue, t: Translator) -> str:
    """The versions of the programmes' outcome rules, with who decides where it is not staff."""
    rules = [one.rpartition(" ") for one in (value.rule_version or "").split(", ")]
    return ", ".join(
        f"{version} ({t(f'card.rule.{name}')})" if t.has(f"card.rule.{name}") else version
        for name, _, version in rules
    )


def evidence_text(level: str | None, t: Translator) -> str:
    """Say what may be claimed at an evidence level (E0 to E3)."""
    return t(f"evidence.{level}") if level else t("evidence.none")


def variation_text(variation: Variation, t: Translator) -> str:
    """Say in a word how the latest point varies."""
    return t(f"variation.{variation}")


def assurance_text(assurance: Assurance, t: Translator) -> str:
    """Say in words whether a steady process will meet its target."""
    return t(f"assurance.{assurance}")


def signal_text(
    signal: Signal, chart: ControlChart, unit: str, periods: str, t: Translator, *, directed: bool = True
) -> str:
    """Say in one sentence why the latest point is a signal.

    ``periods`` is ``week``, ``month`` or ``quarter``. A measure that is not ``directed`` up or down gets
    the second sentence that it is neither good nor bad.
    """
    key = f"signal.{signal.rule}.{signal.side}"
    usual, named = chart.usual_range, t(f"periods.{periods}")
    if signal.rule in ("outside", "two_of_three"):
        said = t(key, range=range_text(*usual, unit, t) if usual else "", periods=named)
    else:
        mean = "" if chart.mean is None else amount_text(chart.mean, unit, t)
        said = t.n(key, signal.count, periods=named, mean=mean)
    return said if directed else f"{said} {t('signal.no_direction')}"


def _count(number: float, t: Translator) -> str:
    return amount_text(number, "count", t)


def _signed(points: float, language: Language) -> str:
    """Whole percentage points with their sign: "+20"."""
    text = formats.number(round(points), language)
    return f"+{text}" if round(points) > 0 else text


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()
