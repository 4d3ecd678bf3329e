"""Why this number, in words: what it is made of, whether its parts agree, what could still change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from locales import formats
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.reviews.why import Explanation, Lateness
from metrics.value import IndicatorValue
from metrics.values.targets import Promised, Target
from metrics.verification import Recheck
from reports import words
from reports.reading import Reading, counts_text, group_name, name_of, sentence, shown_value


def title(found: Explanation, reading: Reading) -> str:
    """The number as a sentence: its name, what it is, and of how many."""
    t, value = reading.t, found.value
    name = name_of(value, t)
    if value.value is None:
        why = words.status_text(value, t, threshold=reading.threshold).removesuffix(".")
        return t("why.title_none", name=name, why=why[:1].lower() + why[1:])
    n = counted_text(value, t)
    said = t("why.title", name=name, value=words.value_text(value, t))
    return f"{said}, {n}" if n else said


def counted_text(value: IndicatorValue, t: Translator) -> str:
    """What a number is counted from; a curve rests on those still followed, also where they are too few."""
    if BY_ID[value.indicator].kind == "return_curve":
        return words.n_alone_text(value, t)
    return counts_text(value, t) or words.n_text(value, t)


def lead(found: Explanation, reading: Reading, organization: str) -> str:
    """Of whom and when the number is, and how sure."""
    t, value = reading.t, found.value
    group = found.group or (group_name(value, t) if value.group else "")
    parts = (
        words.period_text(value, t),
        reading.program(value) or t("scope.all_programs"),
        organization,
        group,
        words.interval_method_text(value, t),
    )
    return sentence(*parts)


def part_name(part: str, found: Explanation, t: Translator) -> str:
    """What a measure counts, as the formula says it; else its place in the formula."""
    sides = [side.strip() for side in found.indicator.formula.say(t.language).split("÷")]
    if part in ("numerator", "denominator") and len(sides) == 2:
        said = sides[part == "denominator"]
        return said[:1].upper() + said[1:]
    return t(f"why.part.{part}")


def part_amount(part: str, value: IndicatorValue, t: Translator) -> str:
    """How much a measure comes to; hidden where the number is."""
    if value.status == "suppressed":
        return t("words.suppressed_cell")
    amounts = {"numerator": value.numerator, "denominator": value.denominator, "unknown": value.unknown}
    amount = amounts[part]
    if amount is None:
        return formats.DASH
    unit = "count" if value.unit in ("proportion", "people", "count", "score", "days") else value.unit
    is_money = len(unit) == 3 and part == "numerator"
    return words.amount_text(amount, unit if is_money else "count", t)


def _lateness_key(late: Lateness) -> str:
    """Whether records may still come; no day is said as no day, not as "0 days"."""
    if late.may_come:
        return "why.change.late" if late.since else "why.change.late_now"
    if not late.days:
        return "why.change.same_day"
    return "why.change.not_late"


def changes(found: Explanation, t: Translator) -> list[str]:
    """What could still change the number, the largest first."""
    value, said = found.value, []
    if found.days_left:
        said.append(t("why.change.unfinished", days=formats.days(found.days_left, t.language)))
    # The unknown of an account are amounts of money, not people who were not assessed.
    if value.unknown and found.indicator.unknown is not None and value.status != "suppressed":
        said.append(f"{words.unknown_text(value, t)}. {words.bounds_text(value, t)}".strip())
    if found.excluded:
        said.append(t.n("why.change.excluded", round(found.excluded)))
    late = found.lateness
    if late is not None:
        days, since = (formats.days(number, t.language) for number in (late.days, late.since))
        said.append(t(_lateness_key(late), days=days, since=since))
    said += [
        t(f"reason.gate.{gate}", **value.reason.values)
        for gate in value.gates
        if value.reason is not None and value.reason.key == f"reason.gate.{gate}"
    ]
    return said or [t("why.change.nothing")]


def agreement(agree: bool | None, parts: str, t: Translator) -> str:
    """Whether ``months``, ``weeks`` or ``programs`` add up to the number."""
    if agree is None:
        return t(f"why.{parts}.not_added")
    return t(f"why.{parts}.agree" if agree else f"why.{parts}.differ")


def runs(steps: Iterable[IndicatorValue]) -> list[list[IndicatorValue]]:
    """The steps, each alone; those that follow each other without a number for the same reason together."""
    found: list[list[IndicatorValue]] = []
    for one in steps:
        before = found[-1][-1] if found else None
        if before is not None and is_missing(before) and is_missing(one) and before.reason == one.reason:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def is_missing(value: IndicatorValue) -> bool:
    """Whether there is no number at all, though none is hidden."""
    return value.value is None and value.status != "suppressed"


def step_name(run: Sequence[IndicatorValue], t: Translator) -> str:
    """Name a month or week of the number, or several from the first to the last."""
    value = run[0]
    if len(run) > 1:
        return formats.date_range(value.start, run[-1].end, t.language)
    if (value.end - value.start).days == 6:
        return formats.week(value.start, t.language)
    return formats.month(value.start, t.language)


def recheck_text(done: Recheck, value: IndicatorValue, t: Translator) -> str:
    """Say what recomputing found; a hidden number stays hidden."""
    if value.status == "suppressed":
        return t("why.recheck.agree_hidden" if done.agree else "why.recheck.differ_hidden")
    made = (
        formats.DASH
        if done.recomputed is None
        else words.amount_text(done.recomputed, value.unit, t, n=value.n)
    )
    key = "why.recheck.agree" if done.agree else "why.recheck.differ"
    return t(key, published=shown_value(value, t), recomputed=made)


def target_value(target: Target, value: IndicatorValue, t: Translator) -> str:
    """Write what one version of a target promised."""
    said = words.amount_text(target.value, value.unit, t)
    if target.kind == "increment":
        return t("why.target.increment", value=said)
    if target.value == target.baseline:
        return t("card.target_hold", target=said)
    return t("card.target_zero", target=said) if target.value == 0 else said


def target_rank(target: Target, promised: Promised, value: IndicatorValue, t: Translator) -> str:
    """Say which version this is: the first, the one that counts now, or one that does not count yet."""
    if target.set_on is not None and target.set_on > value.as_of:
        return t("why.target.later")
    counting = [one for one in promised.versions if one.set_on is None or one.set_on <= value.as_of]
    ranks = []
    if target is promised.first and len(promised.versions) > 1:
        ranks.append(t("why.target.first"))
    if counting and target is counting[-1]:
        ranks.append(t("why.target.over" if target.due_on < value.as_of else "why.target.now"))
    return ", ".join(ranks) or t("why.target.replaced")
