"""Reading: in what language and for whom numbers are written, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.accreditation import packs
from data.model.codes import AgeGroup, Answer, Codes, Level, Risk, Role, Sex, SurveyMode
from locales.formats import DASH
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.catalogue.definition import Indicator
from metrics.reviews.lasting import LASTING
from metrics.value import IndicatorValue
from metrics.values.prices import REAL
from metrics.values.shape import CLIENTS
from reports import words
from reports.reasons import reason_text

DECLARED: Mapping[str, Indicator] = {**BY_ID, **LASTING}
"""Every indicator that can be explained."""
LABELS = {"sex": Sex, "age_group": AgeGroup, "risk": Risk, "role": Role, "level": Level, "mode": SurveyMode}
"""Groups whose codes have labels of their own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """In what language and for whom the numbers of a screen or paper are written."""

    t: Translator
    threshold: int
    """The smallest number of people that the reader may see."""
    programs: Mapping[str, str]
    """Names of programmes by id."""
    grants: Mapping[str, str] = field(default_factory=dict)
    """Names of grants by id, where the screen is about more than one."""

    def program(self, value: IndicatorValue) -> str:
        """Name the programme of a value; its id where it has no name, "" where it is of all."""
        return self.programs.get(value.program, value.program) if value.program else ""


def declared(value: IndicatorValue) -> Indicator | None:
    """Find what a value is a value of: for a promise of ours, the indicator that was promised."""
    return DECLARED.get(value.indicator) or DECLARED.get(value.promise_name or "")


def name_of(value: IndicatorValue, t: Translator) -> str:
    """Name a value: its indicator, or what somebody else calls what they report."""
    if value.source == "reported" and value.promise_name:
        return value.promise_name
    indicator = declared(value)
    return indicator.name.say(t.language) if indicator else value.indicator


def listed_name(value: IndicatorValue, t: Translator) -> str:
    """Name a value in a list of many: one in another year's prices says so, or it would seem to contradict itself."""
    real = [reason_text(note, t) for note in value.notes if note.key == REAL]
    return ", ".join((name_of(value, t), *real))


def full_name(value: IndicatorValue, reading: Reading) -> str:
    """Name a value and, where it is of one programme, that programme."""
    parts = (name_of(value, reading.t), reading.program(value))
    return " · ".join(part for part in parts if part)


def group_name(value: IndicatorValue, t: Translator) -> str:
    """Name the group of a value, "" for everybody."""
    dimension, _, code = (value.group or "=").partition("=")
    if dimension == "quality":
        return t(f"quality.dimension.{code}")
    if dimension == "role_level":
        role, _, level = code.partition(":")
        return ", ".join(_label(one, codes, t) for one, codes in ((role, Role), (level, Level)))
    if dimension == "disability":
        return t(f"group.disability.{code}") if code in set(Answer) else code
    if code == "unknown":
        return t(f"group.unknown.{dimension}")
    if dimension == "component":
        names = {one.id: one.title for pack in packs() for one in pack.components}
        return names[code].say(t.language) if code in names else code
    codes = LABELS.get(dimension)
    return _label(code, codes, t) if codes else code


def _label(code: str, codes: type[Codes], t: Translator) -> str:
    return codes(code).label.say(t.language) if code in set(codes) else code


def shown_value(value: IndicatorValue, t: Translator, *, short: bool = False) -> str:
    """Write a value that can be read, else a dash; percentages that others report carry their sign."""
    if value.status == "too_few":
        return DASH
    said = words.value_text(value, t, short=short)
    return f"{said}%" if value.unit == "percent" and value.value is not None else said


def brief_value(value: IndicatorValue, t: Translator) -> str:
    """Write a value that stands alone: money in short units, but a length of time with its word."""
    return shown_value(value, t, short=value.unit not in ("days", "months"))


def sentence(*parts: str) -> str:
    """Join what there is to say by a middle dot."""
    return " · ".join(part for part in parts if part)


def begun(text: str) -> str:
    """Begin a sentence: its first letter is a capital.

    >>> begun("kisaran 51–64%")
    'Kisaran 51–64%'
    """
    return text[:1].upper() + text[1:]


def whole(text: str) -> str:
    """Make words a sentence that another may follow: a capital first, a full stop last.

    >>> whole("kurang dari 5 orang")
    'Kurang dari 5 orang.'
    """
    said = begun(text)
    return said if not said or said.endswith((".", "?", "!")) else f"{said}."


def counts_text(value: IndicatorValue, t: Translator, *, short: bool = False) -> str:
    """Write what a rate rests on. A curve rests on those still followed, not on returns over a cohort.

    Amounts of money that are shares of each other rest on nobody: nothing is written.
    """
    if value.low is None or value.unit != "proportion" or value.status == "too_few":
        return ""
    if value.interval_method == "log_log":
        return words.n_alone_text(value, t)
    return words.fraction_text(value, t) if short else words.n_text(value, t)


def why_text(value: IndicatorValue, reading: Reading) -> str:
    """Say why there is no number, or why it is read with care; "" where it is sound."""
    return words.status_text(value, reading.t, threshold=reading.threshold)


def people_behind(values: Iterable[IndicatorValue], reading: Reading) -> list[str]:
    """Of how many different clients exits were, for each number that counts exits and where that is known."""
    return [
        reading.t(
            "measures.people_behind",
            name=name_of(one, reading.t),
            exits=words.amount_text(one.denominator, "count", reading.t),
            people=words.amount_text(float(note.values["n"]), "count", reading.t),
        )
        for one in values
        for note in one.notes
        if note.key == CLIENTS and one.denominator is not None
    ]
