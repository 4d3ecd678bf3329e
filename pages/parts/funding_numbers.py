"""The headline numbers of *Funding → outcomes*, each with what it is read by."""

from __future__ import annotations

from locales import formats
from metrics.reviews.funding import FundingReview
from metrics.value import IndicatorValue
from pages.parts.html import Html, join
from pages.parts.lists import Headline, headlines
from pages.parts.numbers import card_id
from reports import words
from reports.reading import Reading, sentence, shown_value, why_text


def main_numbers(review: FundingReview, reading: Reading) -> Html:
    """The four headline numbers: outcomes, full cost of each, what lasted, the money and its share."""
    return headlines(
        [
            _outcomes(review.outcomes, reading),
            _cost(review.cost, reading),
            _lasting(review, reading),
            _grant(review, reading) if review.grant else _full_cost(review, reading),
        ]
    )


def reported_numbers(review: FundingReview, reading: Reading) -> Html:
    """For an organisation that only reports results: its promises by their status word, if it made any."""
    if not review.promises:
        return join(())
    t = reading.t
    known = [one.actual.target_status for one in review.promises]
    counted = {
        "kept": len([word for word in known if word in ("above", "likely")]),
        "missed": len([word for word in known if word in ("below", "unclear")]),
        "open": len([word for word in known if word is None]),
    }
    return headlines(
        [
            Headline(
                t(f"funding.promises.{name}"),
                formats.count(count, t.language),
                (t("funding.promises.of", n=len(known)), t(f"funding.promises.{name}_small")),
            )
            for name, count in counted.items()
        ]
    )


def _outcomes(value: IndicatorValue, reading: Reading) -> Headline:
    t = reading.t
    counts = sentence(words.n_text(value, t), words.interval_text(value, t))
    return _headline("funding.outcomes", value, reading, counts, words.unknown_text(value, t))


def _cost(value: IndicatorValue, reading: Reading) -> Headline:
    t = reading.t
    plan = t("funding.plan", target=words.target_text(value, t)) if value.target else ""
    return _headline("funding.cost_of_outcome", value, reading, words.interval_text(value, t), plan)


def _lasting(review: FundingReview, reading: Reading) -> Headline:
    t, year, traced = reading.t, review.lasting.year, review.lasting.traced
    followed = ""
    if year.n is not None:
        followed = t("funding.observed", n=words.amount_text(year.n, "count", t))
    share = t("funding.traced", share=words.value_text(traced, t)) if traced.value is not None else ""
    return _headline(
        "funding.lasting_12m", year, reading, sentence(words.interval_text(year, t), followed), share
    )


def _full_cost(review: FundingReview, reading: Reading) -> Headline:
    count = len([line for line in review.lines if line.program is not None])
    said = reading.t.n("funding.of_programs", count) if count else ""
    return _headline("funding.full_cost", review.money, reading, said)


def _grant(review: FundingReview, reading: Reading) -> Headline:
    """What the grant carries, its share of the cost, and of the joint outcomes what that share comes to."""
    t, money, shared, outcomes = reading.t, review.money, review.shared, review.outcomes
    of_cost = of_outcomes = ""
    if money.share is not None:
        share = formats.percent(money.share, t.language)
        of_cost = t("funding.share_of_cost", share=share, whole=words.value_text(review.full_cost, t))
    if shared is not None and shared.value is not None and outcomes.numerator is not None:
        whole = words.amount_text(outcomes.numerator, "count", t)
        of_outcomes = t("funding.share_of_outcomes", part=words.value_text(shared, t), whole=whole)
    return _headline("funding.money_of_grant", money, reading, of_cost, of_outcomes)


def _headline(label: str, value: IndicatorValue, reading: Reading, *lines: str) -> Headline:
    """Where there is no number that can be read, the lines under it say why."""
    t = reading.t
    if value.value is None or value.status == "too_few":
        lines = (why_text(value, reading),)
    return Headline(t(label), shown_value(value, t), tuple(line for line in lines if line), card_id(value))
