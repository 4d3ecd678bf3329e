"""IndicatorValue and its definition -> the card that opens from the number."""

from __future__ import annotations

from urllib.parse import urlencode

from locales.formats import day
from locales.translate import Translator
from metrics.catalogue.definition import Indicator
from metrics.value import IndicatorValue
from pages.parts.card import Card
from pages.parts.html import Span, Text
from pages.parts.why_link import why_link
from reports import words
from reports.charts.chart import Chart, Tone
from reports.charts.make import three_states

TONES: dict[str | None, Tone] = {"above": "good", "below": "bad"}
MARKS = {"above": "▲", "likely": "≈", "unclear": "≈", "below": "▼"}


def number_card(
    value: IndicatorValue,
    indicator: Indicator,
    t: Translator,
    *,
    id: str,
    query: dict[str, str] | None = None,
    name: str | None = None,
    data: Text = "",
    rows: tuple[tuple[str, Text], ...] = (),
    threshold: int | None = None,
) -> Card:
    """Make the card of a number.

    ``query`` is what the address of this view holds, for the links of the card; ``name`` replaces the
    indicator's own, such as a promise's; ``data`` says which tables and batches it comes from; ``rows``
    are further labels and texts.
    """
    return Card(
        id=id,
        eyebrow=_eyebrow(value, indicator, t),
        name=name or indicator.name.say(t.language),
        value=words.value_text(value, t),
        counts=_counts(value, t),
        interval=words.interval_method_text(value, t),
        states=states(value, indicator, t),
        rows=tuple(
            (t(f"card.{label}"), text)
            for label, text in (
                ("status", words.status_text(value, t, threshold=threshold)),
                ("meaning", indicator.question.say(t.language)),
                ("formula", indicator.formula.say(t.language)),
                ("unknown", _unknown(value, indicator, t)),
                ("target", _target(value, t)),
                ("evidence", words.evidence_text(value.evidence_level, t) if value.evidence_level else ""),
                ("data", data or t("card.as_of", day=day(value.as_of, t.language))),
                ("caution", indicator.caution.say(t.language)),
            )
            if text
        )
        + rows,
        links=_links(value, indicator, t, id, query or {}),
        close=t("card.close"),
    )


def _eyebrow(value: IndicatorValue, indicator: Indicator, t: Translator) -> str:
    """What this is, and by which version of the programme's rule; an amount of money follows no such rule."""
    if not value.rule_version or indicator.kind == "money_sum":
        return t("card.eyebrow")
    return t("card.eyebrow_version", version=words.rule_text(value, t))


def status_span(value: IndicatorValue, t: Translator) -> Text:
    """Show the word of the target status with its mark; only a certain verdict is coloured."""
    word = words.target_status_text(value, t)
    if not word:
        return ""
    tone = TONES.get(value.target_status)
    return Span(f"{MARKS[value.target_status or 'unclear']} {word}", tone=tone, strong=tone is not None)


def _counts(value: IndicatorValue, t: Translator) -> Text:
    # A curve rests on those still followed: returns over the cohort would be another number.
    n = words.n_alone_text(value, t) if value.interval_method == "log_log" else words.n_text(value, t)
    period = words.period_text(value, t)
    return (Span(n, strong=True), f", {period}") if n else period


def states(value: IndicatorValue, indicator: Indicator, t: Translator) -> Chart | None:
    """Draw the three states of a rate whose unknown are counted in its denominator."""
    achieved, left, unknown = value.numerator, value.not_achieved, value.unknown
    if value.status == "suppressed" or indicator.unknown is None:
        return None
    if achieved is None or left is None or unknown is None:
        return None
    counts = {
        key: words.amount_text(number, "count", t)
        for key, number in (("achieved", achieved), ("not_achieved", left), ("unknown", unknown))
    }
    return three_states(
        (t(words.of_unknown("card.achieved", value), count=counts["achieved"]), achieved),
        (t(words.of_unknown("card.not_achieved", value), count=counts["not_achieved"]), left),
        (t("card.not_known", count=counts["unknown"]), unknown),
        t(words.of_unknown("card.states_alt", value), **counts),
    )


def _unknown(value: IndicatorValue, indicator: Indicator, t: Translator) -> str:
    if indicator.unknown is None or value.unknown is None or value.status == "suppressed":
        return ""
    said = words.unknown_text(value, t)
    return (
        f"{said}. {words.bounds_text(value, t)}".strip()
        if said
        else t(words.of_unknown("card.none_unknown", value))
    )


def _links(
    value: IndicatorValue, indicator: Indicator, t: Translator, id: str, query: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """The ways on: what the number is made of, and this card itself."""
    why = why_link(value, indicator, query)
    address = {name: text for name, text in query.items() if name != "screen"}
    card = (t("card.link"), "?" + urlencode({**address, "card": id}))
    return ((t("card.why"), why), card) if why else (card,)


def _target(value: IndicatorValue, t: Translator) -> Text:
    """Say what was promised; no target, a target of 0 and one that holds are three things."""
    if value.target is None:
        return t("target.none")
    target = words.target_text(value, t)
    if value.target.meaning != "move":
        target = t(f"card.target_{value.target.meaning}", target=target)
    elif value.target.baseline is not None:
        target = t("card.target_baseline", target=target, baseline=words.baseline_text(value, t))
    status = status_span(value, t)
    return (f"{target}: ", status) if isinstance(status, Span) else target
