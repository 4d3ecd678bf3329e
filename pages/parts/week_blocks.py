"""The blocks of *This week* that are only read: HTML and charts from a review, made once a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from data.workspace.writing import Note, Written
from locales import formats
from locales.translate import Translator
from metrics.reviews.pace import Pace
from metrics.reviews.signals import Watched
from metrics.reviews.trust import Trust
from metrics.reviews.week import MONTHS, WEEKS, Main, WeekReview
from metrics.statistics.spc import TRIAL_AT
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.card import opener
from pages.parts.html import Html, Span, Text, el, plain, say
from pages.parts.signals import Quiet, Signal, quiet, signals
from pages.parts.table import Cell, Column, Row, table
from pages.parts.timeline import FEWEST_POINTS, timeline
from pages.parts.week_cards import pace_card_id
from reports import week as said
from reports import words
from reports.charts import make
from reports.charts.chart import Axis, Chart
from reports.charts.control import control_spark
from reports.charts.icons import Way
from reports.reading import shown_value

WHOLE = Axis(low=0.0, high=1.0)
UPPER = Axis(low=0.2, high=1.0)
"""Where shares of satisfied people lie; dots need not start at 0."""


def trust_strip(trust: Trust, address: Mapping[str, str], t: Translator) -> Html:
    """Show whether this week's data may be read; ``address`` leads on to *Data quality* of the same place."""
    items: list[Text] = []
    if trust.completeness.value is not None:
        complete = t("week.trust.complete", percent=words.value_text(trust.completeness, t))
        items.append(_opening(complete, trust.completeness))
    if trust.silent:
        names = said.silent_names(trust, t)
        items.append(t("week.trust.sent", sent=trust.sending, active=trust.active, programs=names))
    elif trust.active:
        items.append(t("week.trust.all_sent"))
    if trust.lag is not None and trust.lag.value is not None:
        days = words.value_text(trust.lag, t)
        late = t("week.trust.lag", days=days) if trust.lag.value else t("week.trust.same_day")
        items.append(_opening(late, trust.lag))
    items.append(Span(t("week.trust.more"), href=f"quality?{urlencode(address)}"))
    return head.trust(t(f"week.trust.{trust.verdict}"), items)


def signals_block(review: WeekReview, t: Translator) -> Html:
    """Show what really changed, then the measures that did not."""
    small = t("week.signals.small", weeks=WEEKS, months=MONTHS)
    rows = [_signal(one, review, t) for one in review.signals]
    pairs = list(zip(review.quiet, review.tiles, strict=True))
    tiles = [_quiet(one, value, t) for one, value in pairs if one.variation != "too_few"]
    few = [_quiet(one, value, t) for one, value in pairs if one.variation == "too_few"]
    unjudged = (quiet(said.unjudged_heading(review, t), few),) if few else ()
    if review.is_young and not rows:
        why = t("empty.need", need=TRIAL_AT, have=review.weeks_known)
        waiting = head.empty(t("week.signals.young"), why, t("week.signals.young_remedy"))
        so_far = quiet(t("week.quiet.alone"), [*tiles, *few])
        return head.section(said.signals_heading(review, t), so_far, waiting)
    if not rows:
        latest = (quiet(t("week.quiet.latest"), tiles),) if tiles else ()
        none = t("week.signals.none_small", weeks=WEEKS, months=MONTHS) if tiles else None
        return head.section(said.signals_heading(review, t), *latest, *unjudged, small=none)
    quiets = (quiet(said.quiet_heading(review, t), tiles),) if tiles else ()
    return head.section(said.signals_heading(review, t), signals(rows), *quiets, *unjudged, small=small)


def main_block(main: Main, t: Translator) -> Html:
    """Open the section of the main measure; its chart follows."""
    value, known = main.value, main.watched.known
    few = main.watched.chart.usual_range is None
    is_known = value.value is not None and value.status != "too_few"
    rare = "week.main.rare" if is_known else "week.main.rare_throughout"
    why = t(rare) if main.watched.rare else t("empty.need", need=TRIAL_AT, have=known)
    waiting = [head.empty(t("week.main.young"), why, "")] if few else []
    shown = shown_value(value, t)
    number = opener(el("b", shown), value.indicator, shown)
    ranged = "" if value.status == "too_few" else words.interval_text(value, t)
    rests_on = [text for text in (words.n_text(value, t), ranged) if text]
    latest = el("p", f"{words.period_text(value, t)}: ", number, " · ".join(["", *rests_on]), class_="small")
    return head.section(said.main_heading(main, t), latest, *waiting, small=said.main_small(main, t))


def main_chart(
    main: Main, notes: Sequence[Written[Note]], t: Translator, *, lebaran: bool = False
) -> Chart | None:
    """Draw the main measure by month, its target, what was noted on it, Lebaran, and the month that runs."""
    if main.watched.known < FEWEST_POINTS:
        return None
    return timeline(main.watched, t, notes=notes, unfinished=main.unfinished, lebaran=lebaran)


def waits_block(waits: Sequence[IndicatorValue], t: Translator) -> Html:
    """Show the median days waited before each step; the longest stands out, without a verdict."""
    most = max(value.value or 0.0 for value in waits)
    since = formats.day(waits[0].start, t.language)
    columns = [
        Column(t("week.waits.head.step")),
        Column(t("week.waits.head.clients"), right=True, width="4rem"),
        Column(t("week.waits.head.days"), width="42%"),
    ]
    rows = []
    for value in waits:
        longest = value.value == most
        step, days = (
            said.capital(t(f"week.step.{said.step_of(value)}")),
            words.value_text(value, t, short=True),
        )
        alt = t("week.waits.alt", step=step, days=words.value_text(value, t))
        bar = make.bar(value.value or 0.0, most, alt, role="actual" if longest else "previous")
        card = f"{value.indicator}-{said.step_of(value)}"
        count = Cell(words.amount_text(value.n or 0.0, "count", t), grey=True)
        rows.append(
            Row((Cell(step), count, Cell(days, strong=longest, chart=bar, card=card)), strong=longest)
        )
    return head.section(
        said.waits_heading(waits, t),
        table(t("week.waits.caption"), columns, rows),
        small=t("week.waits.small", day=since),
    )


def rights_block(rights: Sequence[IndicatorValue], names: dict[str, str], t: Translator) -> Html:
    """Show the rights that are upheld least, with their intervals."""
    lowest = min(value.low if value.low is not None else 0.0 for value in rights)
    axis = UPPER if lowest >= UPPER.low else WHOLE
    columns = [
        Column(t("week.rights.head.right")),
        Column(t("week.rights.head.range"), width="38%"),
        Column(t("week.rights.head.share"), right=True, width="3.4rem"),
    ]
    rows = []
    for place, value in enumerate(rights):
        name, text = names[value.indicator], words.value_text(value, t)
        alt = t("week.interval_alt", name=name, value=text, interval=words.interval_text(value, t))
        chart = make.interval_of(value, axis, alt, verdict=False)
        rows.append(
            Row(
                (Cell(name), Cell(chart=chart), Cell(text, strong=True, card=value.indicator)),
                strong=place == 0,
            )
        )
    small = t(
        "week.rights.small",
        n=formats.count(rights[0].n or 0.0, t.language),
        period=words.period_text(rights[0], t),
    )
    return head.section(
        said.rights_heading(rights, t),
        table(t("week.rights.caption"), columns, rows, heads=False),
        small=small,
    )


def pace_block(paces: Sequence[Pace], t: Translator) -> Html:
    """Show spending over results of each programme, with the time that has passed."""
    most = max(1.0, *(one.value or 0.0 for pace in paces for one in (pace.spent, pace.reached)))
    columns = [
        Column(t("week.pace.head.program")),
        Column(t("week.pace.head.chart"), width="45%", axis=Axis(low=0.0, high=most)),
        Column(t("week.pace.head.spent"), right=True, width="4.6rem"),
        Column(t("week.pace.head.reached"), right=True, width="4.6rem"),
    ]
    rows = []
    for pace in paces:
        spent, reached = (words.value_text(value, t) for value in (pace.spent, pace.reached))
        elapsed = formats.percent(pace.elapsed, t.language)
        alt = t("week.pace.alt", program=pace.program.name, spent=spent, reached=reached, elapsed=elapsed)
        chart = make.spend_result(pace.spent.value, pace.reached.value, pace.elapsed, alt, most=most)
        cells = (
            Cell(pace.program.name),
            Cell(chart=chart),
            Cell(spent, card=pace_card_id(pace, "spending")),
            Cell(reached, strong=pace.is_ahead, card=pace_card_id(pace, "outcomes_achieved")),
        )
        rows.append(Row(cells))
    day = formats.day(paces[0].spent.end, t.language)
    small = t("week.pace.small", year=str(paces[0].spent.end.year), day=day)
    return head.section(
        said.pace_heading(paces, t), table(t("week.pace.caption"), columns, rows), small=small
    )


def gaps_block(review: WeekReview, t: Translator) -> Html | None:
    """Say, in one place, which parts of the screen nothing was ever recorded for, and what they need."""
    gaps = [t(f"week.gap.{gap}") for gap in review.gaps]
    if not gaps:
        return None
    lines = el("div", head.bullets(gaps), class_="empty", role="note")
    return head.section(t.n("week.gaps.heading", len(gaps)), lines, small=t("week.gaps.small"))


def _opening(text: str, value: IndicatorValue) -> Html:
    """Show words that open the card of the number in them."""
    return opener(el("span", say(text)), value.indicator, plain(text))


def _signal(one: Watched, review: WeekReview, t: Translator) -> Signal:
    assert one.signal is not None
    way: Way = "up" if one.signal.side == "high" else "down"
    latest = one.latest
    under = [words.n_text(latest, t), words.interval_text(latest, t, bare=True)]
    if latest.unit in ("people", "count"):
        under = [words.unit_text(latest, t)]
    return Signal(
        variation=one.variation,
        word=words.variation_text(one.variation, t),
        name=one.indicator.name.say(t.language),
        sentence=said.signal_sentence(one, review, t),
        spark=control_spark(one.chart, one.indicator.direction, said.signal_alt(one, t)),
        value=words.value_text(latest, t),
        under=tuple(text for text in under if text),
        way=way,
        card=one.indicator.id,
    )


def _quiet(one: Watched, value: IndicatorValue, t: Translator) -> Quiet:
    short = f"week.short.{one.indicator.id}"
    name = t(short) if t.has(short) else one.indicator.name.say(t.language)
    return Quiet(name, words.value_text(value, t), words.n_alone_text(value, t), card=one.indicator.id)
