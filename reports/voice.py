"""The client's voice in words: the lowest right first, how many answered, and a sentence a block."""

from __future__ import annotations

from data.model.codes import SurveyMode
from locales import formats
from metrics.catalogue import BY_ID
from metrics.reviews.asking import measured
from metrics.reviews.voice import VoiceReview
from metrics.value import IndicatorValue
from metrics.values.rates import TOO_LITTLE_KNOWN
from reports import words
from reports.reading import Reading, name_of, sentence, shown_value
from reports.reasons import reason_text


def message(review: VoiceReview, reading: Reading) -> str:
    """The right that is upheld least, by name, with its share; where no right was asked, what was."""
    t, lowest = reading.t, review.lowest
    if lowest is None:
        return scales_heading(review, reading) if _scale(review) else t("voice.title.none")
    return t("voice.title", right=_lower(name_of(lowest, t)), share=words.value_text(lowest, t))


def lead(review: VoiceReview, reading: Reading) -> str:
    """How many of those invited answered, and what to keep in mind of how they were asked."""
    t, response = reading.t, review.response
    if not measured(response):
        return t("voice.lead.unknown")
    said = t("voice.lead", counts=words.n_text(response, t), share=words.value_text(response, t))
    gated = next((right.now for right in review.rights if right.now.gates and right.now.reason), None)
    return f"{reason_text(gated.reason, t)} {said}" if gated and gated.reason else said


def question(value: IndicatorValue, reading: Reading) -> str:
    """The sentence people were asked to judge."""
    found = BY_ID.get(value.indicator)
    return found.question.say(reading.t.language) if found else ""


def check(value: IndicatorValue, reading: Reading) -> tuple[str, str]:
    """What the records say of a right: the name of the record, and its number."""
    t = reading.t
    number = sentence(shown_value(value, t), words.fraction_text(value, t))
    said = number if measured(value) else t(f"status.{value.status}")
    if value.reason is not None and value.reason.key.startswith(TOO_LITTLE_KNOWN):
        said = f"{said}. {reason_text(value.reason, t)}"
    return _lower(name_of(value, t)), said


def all_seven_heading(review: VoiceReview, reading: Reading) -> str:
    """The share for whom all seven rights are upheld."""
    t = reading.t
    if not measured(review.all_seven):
        return t("voice.all_seven.none")
    return t("voice.all_seven", share=words.value_text(review.all_seven, t))


def bounds_sentence(review: VoiceReview, reading: Reading) -> str:
    """What those who did not answer may change."""
    t, value = reading.t, review.bounded
    if value is None or value.worst is None or value.best is None or value.unknown is None:
        return t("voice.bounds.unknown")
    worst, best = (words.amount_text(end, "proportion", t) for end in (value.worst, value.best))
    return t.n("voice.bounds", round(value.unknown), worst=worst, best=best)


def modes_heading(review: VoiceReview, reading: Reading) -> str:
    """How people were asked: politeness is strongest when staff ask."""
    return reading.t("voice.modes" if len(review.modes) > 1 else "voice.modes.one")


def complaints_heading(review: VoiceReview, reading: Reading) -> str:
    """How many complained and how many were answered in time; no complaint is a warning, not a success."""
    t = reading.t
    if review.complaints.value is None:
        return t("voice.complaints.unknown")
    if not review.complaints.value:
        return t("voice.complaints.zero")
    count = words.value_text(review.complaints, t)
    if not measured(review.resolved):
        return t("voice.complaints.count", count=count)
    return t("voice.complaints", count=count, share=words.value_text(review.resolved, t))


def feedback_heading(review: VoiceReview, reading: Reading) -> str:
    """How much of what people proposed was acted on and told back."""
    t = reading.t
    if not measured(review.feedback):
        return t("voice.feedback.unknown")
    return t("voice.feedback", counts=words.n_text(review.feedback, t))


def scales_heading(review: VoiceReview, reading: Reading) -> str:
    """The community satisfaction index where it was asked, else the first scale that was."""
    t, index, asked = reading.t, review.scales[0], _scale(review)
    if asked is None:
        return t("voice.scales.none")
    score = words.value_text(asked, t)
    return t("voice.scales", score=score) if asked is index else f"{name_of(asked, t)}: {score}"


def _scale(review: VoiceReview) -> IndicatorValue | None:
    return next((one for one in review.scales if measured(one)), None)


def scales_notes(review: VoiceReview, reading: Reading) -> list[str]:
    """What must be said with a scale: its band, and the lowest of its elements."""
    return [
        reason_text(note, reading.t) for scale in review.scales if measured(scale) for note in scale.notes
    ]


def mode_name(value: IndicatorValue, reading: Reading) -> str:
    """How people were asked."""
    code = (value.group or "=").split("=", 1)[1]
    return SurveyMode(code).label.say(reading.t.language) if code in set(SurveyMode) else code


def kind_name(value: IndicatorValue, reading: Reading) -> str:
    """What a complaint was about, as the organisation writes it."""
    kind = (value.group or "=").split("=", 1)[1]
    return reading.t("voice.kind.unknown") if kind == "unknown" else kind[:1].upper() + kind[1:]


def raised(month: object, reading: Reading) -> str:
    """When a proposal was made."""
    return formats.month(month, reading.t.language)  # type: ignore[arg-type]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
