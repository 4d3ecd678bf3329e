"""The board's quarter in words: its message, what to know before reading on, a sentence a block."""

from __future__ import annotations

from locales import formats
from locales.translate import Translator
from metrics.reviews.moved import Moved
from metrics.reviews.quarter import Measure, QuarterReview
from metrics.reviews.signals import Watched
from metrics.statistics.spc import Assurance, Variation
from metrics.value import IndicatorValue
from reports import words
from reports.funding import only_promise, reported_lead
from reports.reading import Reading, counts_text, name_of, sentence, shown_value

JUDGED = ("above", "likely", "unclear", "below")
ASSURANCES: tuple[Assurance, ...] = ("pass", "hit_and_miss", "fail", "none")
VARIATIONS: tuple[Variation, ...] = ("improvement", "common", "concern")
"""The columns and rows of the board's matrix. What has too few points stands in none of these rows."""
MANY = 6
"""So many measures give a false signal a quarter now and then; with fewer it is rare."""


def in_cell(review: QuarterReview, row: Variation, column: Assurance) -> list[Measure]:
    """Give the measures of a place in the matrix. Changes neither good nor bad stand in the middle row."""
    return [one for one in review.measures if _row(one) == row and one.assurance == column]


def unjudged(review: QuarterReview) -> list[Measure]:
    """Give the measures that still have too few points to be judged."""
    return [one for one in review.measures if one.variation == "too_few"]


def _row(measure: Measure) -> Variation:
    return "common" if measure.variation in ("neutral_high", "neutral_low") else measure.variation


def message(review: QuarterReview, reading: Reading) -> str:
    """The quarter's one message: what really changed, and what will not be reached as things are done now."""
    t = reading.t
    if review.reported_only:
        return _promises_message(review, t)
    if not review.measures:
        return t("review.title.nothing")
    if review.none_judged:
        return t("review.title.none_judged")
    better, worse = review.counted("improvement"), review.counted("concern")
    failing = review.failing()
    changes = [t.n("review.title.better", better)] if better else []
    changes += [t.n("review.title.worse" if better else "review.title.only_worse", worse)] if worse else []
    said = ", ".join(changes) or t("review.title.unchanged")
    return said + (t.n("review.title.failing", failing) if failing else "")


def _promises_message(review: QuarterReview, t: Translator) -> str:
    judged = [one for one in review.promises if one.actual.target_status is not None]
    below = [one for one in judged if one.actual.target_status in ("below", "unclear")]
    if not judged:
        return t("funding.title.nothing_judged" if review.promises else "funding.promises_none")
    if len(judged) == 1:
        return only_promise(not below, t)
    of = formats.number_word(len(judged), t.language)
    if not below:
        return t.n("review.title.promises_kept", len(judged), judged=of)
    return t.n("review.title.promises_below", len(below), judged=of)


def lead(review: QuarterReview, reading: Reading, asked: int = 0) -> str:
    """How many measures were judged, how many moved as usual, how many cannot be judged yet, and how many
    decisions are asked."""
    t = reading.t
    if review.reported_only:
        return reported_lead(review.promises, review.quarter.end, t)
    if not review.measures:
        return t("review.lead.nothing")
    common, few = review.counted("common"), review.counted("too_few")
    said = [t.n("review.lead.common", common, all=len(review.measures))] if few < len(review.measures) else []
    if few:
        said.append(t.n("review.lead.too_few", few))
    if asked:
        said.append(t.n("review.lead.asked", asked))
    return " ".join(said)


def entry(measure: Measure, reading: Reading) -> str:
    """A measure's number in the matrix, with its n, its way where that is neither good nor bad, and its target
    where that cannot be judged yet."""
    t, value = reading.t, measure.value
    way = measure.variation if measure.variation in ("neutral_high", "neutral_low") else None
    waits = measure.assurance == "none" and value.target is not None and measure.variation != "too_few"
    return sentence(
        shown_value(value, t, short=True),
        counts_text(value, t, short=True),
        words.variation_text(way, t) if way else "",
        t("review.target_waits", target=words.target_text(value, t, short=True)) if waits else "",
    )


def matrix_note(review: QuarterReview, t: Translator) -> str:
    """Warn of false signals, of which there can be some among what was judged."""
    if not review.judged:
        return ""
    return t.n("review.false_signals" if review.judged >= MANY else "review.false_signals_few", review.judged)


def exception_heading(measure: Measure, reading: Reading) -> str:
    """What is seen, in a sentence."""
    t, name = reading.t, name_of(measure.value, reading.t)
    if measure.variation in ("common", "too_few"):
        target = words.target_text(measure.value, t, short=True)
        return t("review.exception.fail", name=name, target=target)
    return t(f"review.exception.{measure.variation}", name=name)


def seen(measure: Measure, reading: Reading) -> str:
    """What the chart shows: why the latest point is a signal, or where it stays."""
    t, watched = reading.t, measure.watched
    if watched is None:
        return ""
    unit = measure.value.unit
    if watched.signal is not None:
        directed = measure.indicator.direction != "neutral"
        why = words.signal_text(watched.signal, watched.chart, unit, watched.grain, t, directed=directed)
        hidden = all(value is None for value in watched.chart.values)
        if not hidden:
            return f"{why} {_of_whole(measure, reading)}".strip()
        return f"{why} {t('review.points_hidden', period=_period_of_point(watched, -1, t))}"
    usual = watched.chart.usual_range
    return t("review.stays", range=words.range_text(*usual, unit, t)) if usual else ""


def _of_whole(measure: Measure, reading: Reading) -> str:
    """What the number is over its whole period, where the chart's last point is of another: the two may seem to
    contradict each other."""
    t, watched, value = reading.t, measure.watched, measure.value
    if watched is None or value.value is None or value.status == "too_few":
        return ""
    if (watched.latest.start, watched.latest.end) == (value.start, value.end):
        return ""
    point, period = _period_of_point(watched, -1, t), words.period_text(value, t)
    return t("review.of_whole", point=point, period=period, value=shown_value(value, t, short=True))


def ends(watched: Watched, reading: Reading, last: int) -> tuple[str, str]:
    """The first and the last period that a chart shows."""
    t = reading.t
    return _period_of_point(watched, -min(last, len(watched.values)), t), _period_of_point(watched, -1, t)


def _period_of_point(watched: Watched, at: int, t: Translator) -> str:
    write = formats.quarter if watched.grain == "quarter" else formats.short_month
    return write(watched.values[at].start, t.language)


def spark_alt(measure: Measure, reading: Reading) -> str:
    """Say a chart to those who cannot see it."""
    t = reading.t
    value = words.value_text(measure.watched.latest if measure.watched else measure.value, t)
    usual = measure.watched.chart.usual_range if measure.watched else None
    name = name_of(measure.value, t)
    if usual is None:
        return t("signal.alt_without_limits", name=name, value=value)
    return t(
        "signal.alt",
        name=name,
        value=value,
        range=words.range_text(*usual, measure.value.unit, t),
        variation=words.variation_text(measure.variation, t),
    )


def moved_text(moved: Moved, reading: Reading) -> str:
    """Whether the chart moved since a decision: both numbers, and what the usual range says of them."""
    t = reading.t
    before, now = (shown_value(one, t, short=True) for one in (moved.before, moved.now))
    return sentence(t("review.moved.numbers", before=before, now=now), t(f"review.moved.{moved.movement}"))


def prevention_heading(review: QuarterReview, reading: Reading) -> str:
    """Whether prevention's share of spending really moved; two quarters that differ are no change yet."""
    t = reading.t
    measure = next((one for one in review.measures if one.indicator.id == "prevention_spend_share"), None)
    if measure is None or measure.watched is None or measure.watched.chart.mean is None:
        return t("review.prevention")
    share = words.value_text(measure.value, t)
    mean = words.amount_text(measure.watched.chart.mean, "proportion", t)
    said = t(f"review.prevention.{measure.variation}", share=share, mean=mean)
    if measure.value.target is None:
        return said
    return said + t("review.prevention.target", target=words.target_said(measure.value, t))


def targets_heading(review: QuarterReview, reading: Reading) -> str:
    """How many of the measures with a target are on its good side."""
    t = reading.t
    judged = [one.value.target_status for one in review.measures if one.value.target_status in JUDGED]
    if not judged:
        return t("review.targets.none")
    kept = len([word for word in judged if word in ("above", "likely")])
    return t.n("review.targets", kept, judged=formats.number_word(len(judged), t.language))


def clients_heading(review: QuarterReview, reading: Reading) -> str:
    """Which right is upheld least."""
    t = reading.t
    if not review.rights:
        return t("review.clients.none")
    lowest = review.rights[0]
    name = name_of(lowest, t)
    return t("review.clients", right=name[:1].lower() + name[1:], share=words.value_text(lowest, t))


def money_heading(review: QuarterReview, reading: Reading) -> str:
    """How much of the income hangs on one funder."""
    t = reading.t
    largest = next((one for one in review.money if one.indicator == "largest_funder_share"), None)
    if largest is None or largest.value is None:
        return t("review.money.none")
    return t("review.money", share=words.value_text(largest, t))


def compliance_heading(review: QuarterReview, reading: Reading) -> str:
    """How much of the evidence for accreditation is in place."""
    t = reading.t
    ready = next(one for one in review.compliance if one.indicator == "accreditation_readiness_index")
    if ready.value is None:
        return t("review.compliance.none")
    return t("review.compliance", share=words.value_text(ready, t))


def line_small(value: IndicatorValue, reading: Reading) -> str:
    """What a single line is read by: its n, else its target, else why there is no number."""
    t = reading.t
    if value.value is None:
        return "" if value.status == "suppressed" else t(f"status.{value.status}")
    counts = counts_text(value, t, short=True)
    if counts:
        return counts
    return t("review.line.target", target=words.target_text(value, t, short=True)) if value.target else ""


def period_of(value: IndicatorValue, review: QuarterReview, reading: Reading) -> str:
    """Name the period of a value where it is not the quarter itself."""
    return "" if (value.start, value.end) == review.quarter else words.period_text(value, reading.t)
