"""The week in words: its one message, what to know before reading on, and a sentence for each block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from locales import formats
from locales.translate import Translator
from metrics.reviews.pace import Pace
from metrics.reviews.signals import Watched
from metrics.reviews.trust import Trust
from metrics.reviews.week import Main, Reported, WeekReview
from metrics.statistics.spc import SETTLED_AT, TRIAL_AT
from metrics.value import IndicatorValue
from reports import words


def title(review: WeekReview, waiting: int, t: Translator, *, is_newest: bool = True) -> str:
    """Say the one message of the week: who waits first, then what changed most."""
    parts = []
    if waiting:
        parts.append(t.n("week.title.waiting" if is_newest else "week.title.waited", waiting))
    change = _change(review, t, after_people=bool(parts))
    return capital("; ".join([*parts, change] if change else parts))


def lead(review: WeekReview, t: Translator) -> str:
    """Say what must be known before reading on: missing data first, then how much else there is to ask."""
    if not review.keeps_cases and not review.watched:
        if review.reported is not None:
            return _reported_lead(review.reported, review.week.end, t)
        return "" if review.main is not None or review.watches_people else t("week.lead.empty")
    said = []
    if review.trust is not None and review.trust.verdict == "not_enough":
        said.append(t("week.lead.not_enough"))
    if review.may_be_missing_data and review.trust is not None:
        said.append(t("week.lead.missing", programs=silent_names(review.trust, t)))
    others = len(review.signals) - 1
    if others > 0:
        said.append(t.n("week.lead.others", others))
    elif review.signals:
        said.append(t("week.lead.only"))
    elif review.is_young and review.watched:
        said.append(t("week.lead.young", need=TRIAL_AT, have=review.weeks_known))
    elif review.watched:
        said.append(_lead_without_signals(review, t))
    return " ".join(said)


def _lead_without_signals(review: WeekReview, t: Translator) -> str:
    if not review.judged:
        return t("week.lead.rare" if all(one.rare for one in review.watched) else "week.lead.unjudged")
    few = len(review.judged) < len(review.watched)
    return t("week.lead.nothing_judged" if few else "week.lead.nothing")


def _reported_lead(reported: Reported, end: dt.date, t: Translator) -> str:
    """A quarter that ends some days later may judge more promises: the day is said."""
    until = t("promises.until", day=formats.day(end, t.language)) if reported.promises else ""
    return f"{t('week.lead.reported')} {until}".strip()


def silent_names(trust: Trust, t: Translator) -> str:
    """Name the programmes that have sent nothing."""
    return listed([one.name for one in trust.silent], t)


def listed(names: Sequence[str], t: Translator, *, most: int = 3) -> str:
    """Write names in a row: "A, B dan C"; of many the first ones and how many more."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(t.n("week.more", len(names) - most))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {t('week.and')} {shown[-1]}"


def signals_heading(review: WeekReview, t: Translator) -> str:
    """Say how many of the measures gave a signal."""
    judged = len(review.judged)
    total = formats.number_word(judged, t.language)
    if review.is_young and not review.signals:
        return t("week.signals.waiting", need=TRIAL_AT)
    if not judged:
        return t("week.signals.unjudged")
    if not review.signals:
        return t("week.signals.none", total=total) if judged > 1 else t("week.signals.none_of_one")
    return t.n("week.signals.some", len(review.signals), total=total)


def quiet_heading(review: WeekReview, t: Translator) -> str:
    """Say how many measures gave none."""
    return t.n("week.quiet", len(review.judged) - len(review.signals))


def unjudged_heading(review: WeekReview, t: Translator) -> str:
    """Say how many measures have too few points to be judged."""
    return t.n("week.unjudged", len(review.watched) - len(review.judged))


def signal_sentence(one: Watched, review: WeekReview, t: Translator) -> str:
    """Say why a measure is a signal, and how far that can be trusted."""
    assert one.signal is not None
    directed = one.indicator.direction != "neutral"
    said = [words.signal_text(one.signal, one.chart, one.indicator.unit, one.grain, t, directed=directed)]
    if one.signal.side == "low" and review.trust is not None and review.trust.silent:
        said.append(t.n("week.signals.check_data", len(review.trust.silent)))
    if one.chart.n < SETTLED_AT:
        said.append(t("week.signals.trial", have=one.chart.n))
    return " ".join(said)


def signal_alt(one: Watched, t: Translator) -> str:
    """Say a sparkline in words: value, limits, signal."""
    value = words.value_text(one.latest, t)
    usual, name = one.chart.usual_range, one.indicator.name.say(t.language)
    if usual is None:
        return t("signal.alt_without_limits", name=name, value=value)
    limits = words.range_text(*usual, one.indicator.unit, t)
    varied = words.variation_text(one.variation, t)
    return t("signal.alt", name=name, value=value, range=limits, variation=varied)


def main_heading(main: Main, t: Translator) -> str:
    """Say whether the main measure holds, and whether its target will be met."""
    one, unit = main.watched, main.watched.indicator.unit
    subject = t(f"week.subject.{one.indicator.id}")
    if main.value.status == "too_few":
        return t("week.main.too_few", subject=subject)
    if one.chart.usual_range is None or one.chart.mean is None:
        said = t("week.main.few", subject=subject, value=words.value_text(main.value, t))
    else:
        kind = one.variation if one.variation in ("improvement", "concern") else "common"
        said = t(f"week.main.{kind}", subject=subject, mean=words.amount_text(one.chart.mean, unit, t))
    target = one.latest.target
    if target is None or one.assurance == "none":
        return said
    return f"{said}; " + t(
        f"week.main.target.{one.assurance}", target=words.amount_text(target.value, unit, t)
    )


def main_small(main: Main, t: Translator) -> str:
    """Say what the main chart counts, and of how many."""
    sizes = [round(value.denominator) for value in main.watched.values if value.denominator]
    ends = dict.fromkeys((min(sizes), max(sizes))) if sizes else ()
    counted = formats.DASH.join(formats.count(end, t.language) for end in ends)
    return t(f"week.main.small.{main.watched.indicator.id}", n=counted)


def waits_heading(waits: Sequence[IndicatorValue], t: Translator) -> str:
    """Name the step before which people wait longest."""
    longest = max(waits, key=lambda one: one.value or 0.0)
    step = t(f"week.step.{step_of(longest)}")
    return t("week.waits.heading", step=step, days=words.value_text(longest, t))


def step_of(value: IndicatorValue) -> str:
    """The step that a waiting time belongs to."""
    return (value.group or "").removeprefix("step=")


def rights_heading(rights: Sequence[IndicatorValue], t: Translator) -> str:
    """Name the right that is upheld least, in words of its own."""
    return t(f"week.lowest.{rights[0].indicator}")


def pace_heading(paces: Sequence[Pace], t: Translator) -> str:
    """Say whether money runs ahead of results somewhere."""
    ahead = [one.program.name for one in paces if one.is_ahead]
    return t("week.pace.ahead", programs=listed(ahead, t)) if ahead else t("week.pace.even")


def reported_title(reported: Reported, t: Translator) -> str:
    """Say what somebody who only reports results has left open."""
    parts = []
    if reported.below:
        parts.append(
            t.n(
                "week.reported.below",
                len(reported.below),
                of=formats.number_word(reported.promises, t.language),
            )
        )
    if reported.missing:
        parts.append(t.n("week.reported.missing", len(reported.missing)))
    if not parts and reported.stale:
        parts.append(t.n("week.reported.stale", len(reported.stale)))
    if not parts and not reported.promises:
        return t("week.reported.no_target")
    return "; ".join(parts) or t.n("week.reported.kept", reported.promises)


def capital(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def _change(review: WeekReview, t: Translator, *, after_people: bool) -> str:
    if review.signals:
        return change_text(review.signals[0], t)
    if review.watched and review.is_young:
        if review.main is not None and review.main.value.value is not None and not after_people:
            return main_heading(review.main, t)
        return t("week.title.young", need=TRIAL_AT, have=review.weeks_known)
    if review.judged:
        return t("week.title.nothing_else" if after_people else "week.title.nothing")
    if review.watched:
        return t("week.title.unjudged")
    if review.main is not None:
        return main_heading(review.main, t)
    if review.reported is not None:
        return reported_title(review.reported, t)
    return "" if after_people else t("week.title.empty")


def change_text(one: Watched, t: Translator) -> str:
    """Say a signal shortly, for a title: "kontak klien berisiko tinggi turun ke 71%"."""
    assert one.signal is not None
    noun = t(f"week.noun.{one.indicator.id}")
    value = words.value_text(one.latest, t)
    if one.signal.rule in ("shift", "trend"):
        key = f"week.change.{one.signal.rule}.{one.signal.side}"
        return t.n(key, one.signal.count, noun=noun, value=value, periods=t(f"periods.{one.grain}"))
    return t(f"week.change.{one.signal.side}", noun=noun, value=value)
