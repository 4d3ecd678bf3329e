"""What may stand as a number in a report, told from its frozen values alone: everything else is a stray number.

A number is explained as it is written, with its sign, unit and words ("51–64%", "118 dari 204"), by the
values that its row or label is about, by a day of theirs, or by words that every such report carries.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from locales import formats
from locales.translate import Translator, translator
from locales.words import Language
from metrics.statistics.spc import ControlChart
from metrics.statistics.spc import xmr as control_chart
from metrics.value import IndicatorValue
from metrics.values.prices import REAL
from metrics.values.shape import CLIENTS
from reports import words
from reports.frozen import Frozen
from reports.funding import why_not_lasting
from reports.reading import DECLARED, Reading, group_name, name_of
from reports.reasons import reason_text
from tests.reports.saying import Said

SCALES = r"(?!\s(?:juta|jt|miliar|M|triliun|T|million|billion|trillion|m|bn|tn)\b)"
HEADLINES = {
    "funding.outcomes": ("outcome_achievement_rate",),
    "funding.cost_of_outcome": ("cost_per_outcome",),
    "funding.lasting_12m": ("lasting_12m",),
    "funding.full_cost": ("full_cost",),
    "funding.money_of_grant": ("spending", "full_cost", "outcomes_achieved", "outcome_achievement_rate"),
}
"""What the large numbers are about, by their labels."""
COSTS = ("service_cost", "shared_cost", "admin_cost", "unclassified_cost")
DIGIT = re.compile(r"\d")


@dataclass
class Explainer:
    """What a frozen report allows to be said in a language."""

    frozen: Frozen
    language: Language
    also: tuple[str, ...] = ()
    """Other words of its own: what people wrote, names of funders, whole sentences that are told elsewhere."""

    judged_on: tuple[IndicatorValue, ...] = ()
    """All points of the series that control charts are judged on, those that are not shown too."""

    @property
    def t(self) -> Translator:
        """Its words."""
        return translator(self.language)

    def stray(self, said: Said) -> str:
        """Give what is left of a text when all that is explained is taken out; "" where no number is left."""
        if not DIGIT.search(said.text):
            return ""
        about = self.about(said)
        allowed: set[str] = set()
        for place in about:
            families = self._families[place]
            for name in said.families or families:
                # A bare count explains nothing in a sentence that is about everything.
                if name != "bare" or said.about:
                    allowed |= families.get(name, set())
        if "limits" in (said.families or ("limits",)):
            allowed |= {text for place in about for text in self._limits(self.frozen.values[place])}
        if said.about == self.t("report.sheet.version"):
            allowed |= {words.rule_text(self.frozen.values[place], self.t) for place in about}
        left = blanked(blanked(said.text, {*self.also, *self._fixed}), allowed)
        return left if DIGIT.search(left) else ""

    def about(self, said: Said) -> list[int]:
        """The places of the values that a text is about: those of its label, else those of everybody."""
        for key, indicators in HEADLINES.items():
            if said.about == self.t(key):
                return [place for place, one in enumerate(self.frozen.values) if one.indicator in indicators]
        for label in filter(None, (said.about, said.under, self._own_label(said))):
            found = self._named_in(label)
            if found is not None:
                return found
        if any(one in said.text for _, names in self._named for one in names[1] if one):
            return list(range(len(self.frozen.values)))
        return [place for place, value in enumerate(self.frozen.values) if value.group is None]

    def _own_label(self, said: Said) -> str:
        """A sentence that begins with the name of a measure and a colon is about it: "Exits: 12 …"."""
        begin, colon, _ = said.text.lstrip("– ").partition(":")
        first = begin.split(" · ")[0]
        return begin if colon and any(names[0][0] == first for _, names in self._named) else ""

    def _limits(self, value: IndicatorValue) -> list[str]:
        if value.indicator not in self._written:
            controls = self._charts.get(value.indicator, ())
            self._written[value.indicator] = [
                one for control in controls for one in limits(control, value.unit, self.t)
            ]
        return self._written[value.indicator]

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        return {}

    def _named_in(self, label: str) -> list[int] | None:
        """The values that a label names by indicator, group, programme or period; None where it names none."""
        found: set[int] | None = None
        for kind in range(4):
            in_it = [
                (len(one), place)
                for place, (_, names) in enumerate(self._named)
                for one in names[kind]
                if one and one in label
            ]
            longest = max(in_it, default=(0, 0))[0]
            named = {place for length, place in in_it if length == longest}
            if named:
                found = named if found is None else found & named or found
        return None if found is None else sorted(found)

    def numbers(self, value: IndicatorValue) -> set[float]:
        """The numbers of a value as they are, unwritten."""
        target = value.target
        held = (value.value, value.low, value.high, value.numerator, value.denominator, value.n)
        promised = (target.value, target.baseline, target.first_value) if target else ()
        return {one for one in (*held, *promised) if one is not None}

    def derived(self) -> set[float]:
        """Means and limits of the series, and the shares of a year that have passed."""
        controls = [one for found in self._charts.values() for one in found]
        ends = [one.usual_range for one in controls if one.usual_range]
        found = {one.mean for one in controls if one.mean is not None} | {
            end for pair in ends for end in pair
        }
        return found | {share for value in self.frozen.values for share in _passed(value)}

    def days(self) -> set[dt.date]:
        """Every day that a report may name."""
        frozen = self.frozen
        days = {frozen.as_of, frozen.request.start, frozen.request.end}
        for value in frozen.values:
            days |= {value.start, value.end, value.as_of}
            days |= {
                day for day in (value.target and (value.target.due_on, value.target.set_on)) or () if day
            }
        return days

    @cached_property
    def _named(self) -> list[tuple[IndicatorValue, tuple[tuple[str, ...], ...]]]:
        return [(value, self._names(value)) for value in self.frozen.values]

    @cached_property
    def _families(self) -> list[dict[str, set[str]]]:
        return [families(value, self.t) for value in self.frozen.values]

    def _names(self, value: IndicatorValue) -> tuple[tuple[str, ...], ...]:
        names = self.frozen.names
        return (
            (name_of(value, self.t),),
            (group_name(value, self.t) if value.group else "",),
            (names.get(value.program or "", ""),),
            (words.period_text(value, self.t), formats.quarter(value.start, self.language)),
        )

    @cached_property
    def _charts(self) -> dict[str, list[ControlChart]]:
        return control_charts(self.judged_on or self.frozen.values)

    @cached_property
    def _counts(self) -> set[str]:
        """How many there are of what a report lists, with the word that follows: "16 promises"."""
        document = self.frozen.documents.get(self.language)
        tables = [block for block in document.blocks if block.kind == "table"] if document else []
        promises = [one for one in self.frozen.values if one.promise]
        found = {len(tables), len(promises), len([one for one in promises if one.target_status])}
        found |= {len(one.rows) for one in tables} | {len(promises) - len(one.rows) for one in tables}
        return {
            f"{formats.count(one, self.language)}{word}"
            for one in found
            for word in counted(self.language)
            if one > 0
        }

    @cached_property
    def _fixed(self) -> frozenset[str]:
        """Days, names, definitions, and words with a number of their own."""
        frozen, t = self.frozen, self.t
        found = {*constants(self.language), *frozen.names.values()}
        found |= {text for one in DECLARED.values() for text in definition_texts(one, self.language)}
        found |= {
            text for one in frozen.definitions for text in definition_texts(one.indicator, self.language)
        }
        for value in frozen.values:
            found |= {value.promise_name or "", group_name(value, t) if value.group else ""}
            found |= {words.period_text(value, t)}
        found |= {text for day in self.days() for text in _days(day, self.language)} | self._counts
        found |= {str(day.year) for day in (frozen.request.start, frozen.request.end)}
        found.add(formats.date_range(frozen.request.start, frozen.request.end, self.language))
        found |= {
            t(key, threshold=frozen.request.threshold)
            for key in ("foot.threshold", "words.suppressed", "reason.suppressed")
        }
        if frozen.request.kind == "poster":
            found |= of_ten(frozen.values, t)
        return frozenset(one for one in found if DIGIT.search(one))


def definition_texts(one, language: Language) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for told in (one.name, one.question, one.formula, one.caution):
        yield told.say(language)
    yield one.id
    yield translator(language)("report.sheet.minimum_n", n=one.minimum)
    for gate in one.gates:
        yield f"{gate.indicator} ≥ {formats.percent(gate.at_least, language)}"


def _days(day: dt.date, language: Language) -> Iterator[str]:
    for write in (formats.day, formats.month, formats.short_month, formats.quarter):
        yield write(day, language)


def families(value: IndicatorValue, t: Translator) -> dict[str, set[str]]:
    """Every way in which the parts of a value may be written."""
    language, unit, target = t.language, value.unit, value.target
    sign = "%" if unit == "percent" else ""

    def both(write: Callable[..., str]) -> set[str]:
        return {write(value, t, short=short) + end for short in (False, True) for end in {"", sign}}

    bare = {
        words.amount_text(one, "count", t)
        for one in (value.numerator, value.denominator, value.n)
        if one is not None and unit == "proportion"
    }
    found = {
        "value": both(words.value_text),
        "target": both(words.target_text),
        "baseline": both(words.baseline_text),
        "interval": {words.interval_text(value, t, bare=True), words.interval_text(value, t)},
        "counts": {
            words.n_text(value, t),
            words.fraction_text(value, t),
            words.n_alone_text(value, t),
            *bare,
        },
        "bare": bare,
        "more": {
            *(words.unknown_text(value, t), words.bounds_text(value, t), words.status_text(value, t)),
            *(words.n_text(value, t), words.fraction_text(value, t), words.n_alone_text(value, t)),
            formats.percent(value.share or 0.0, language),
        },
        "period": {words.period_text(value, t), str(value.start.year)},
        "note": _noted(value, t),
        "pace": _pace(value, t),
    }
    found["counts"] |= (
        set() if unit == "proportion" else {words.amount_text(value.n, "count", t)} if value.n else set()
    )
    if target is not None:
        found["target"] |= {words.amount_text(target.value, unit, t, short=short) for short in (False, True)}
    if value.worst is not None and value.best is not None:
        found["more"] |= {words.amount_text(end, unit, t, n=value.n) for end in (value.worst, value.best)}
    if unit == "points" and value.value is not None:
        found["value"].add(formats.number(value.value, language, 0))
        if value.low is not None and value.high is not None:
            found["interval"].add(formats.number_range(value.low, value.high, language))
    return found


def _noted(value: IndicatorValue, t: Translator) -> set[str]:
    """What is said beside a value: different clients, why there is none yet, what could not be counted."""
    found = {why_not_lasting(value, Reading(t, 0, {}))} if value.reason else set()
    found |= {t("funding.clients", n=one.values["n"]) for one in value.notes if one.key == CLIENTS}
    for one in value.notes:
        if one.key == REAL:
            since, until = (dt.date.fromisoformat(str(one.values[name])) for name in ("since", "until"))
            found |= {str(one.values["series"]), formats.date_range(since, until, t.language)}
    return found | {
        reason_text(one, t) for one in (*value.notes, value.reason) if one is not None and t.has(one.key)
    }


def _pace(value: IndicatorValue, t: Translator) -> set[str]:
    """Which share of its year a share of a plan is of."""
    return {formats.percent(share, t.language) for share in _passed(value)}


def _passed(value: IndicatorValue) -> list[float]:
    if not any(one.key == "note.share_of_plan" for one in value.notes):
        return []
    days = (value.end - value.start).days + 1
    year = value.start.replace(year=value.start.year + 1) - value.start
    return [days / year.days]


def of_ten(values: Iterable[IndicatorValue], t: Translator) -> set[str]:
    """What a notice board may say: so many of ten, and round money."""
    found: set[str] = set()
    portions = []
    for value in values:
        if value.value is None:
            continue
        if value.unit != "proportion":
            found.add(formats.money(value.value, value.unit, t.language, figures=2))
        elif value.indicator in COSTS:
            portions.append((value.indicator, value.value * 10))
        else:
            count = int(value.value * 10 + 0.5)
            found |= {t(f"report.poster.{name}", count=count) for name in ("of_ten", "outcomes", "lasting")}
    left = 10 - sum(int(share) for _, share in portions)
    by_rest = sorted(portions, key=lambda one: int(one[1]) - one[1])
    for place, (name, share) in enumerate(by_rest):
        found.add(t(f"report.poster.{name}", count=int(share) + (place < left)))
    return found


def control_charts(values: Iterable[IndicatorValue]) -> dict[str, list[ControlChart]]:
    """The control charts of each indicator's own series, by weeks, months and quarters."""
    series: dict[tuple[str, str | None, int], dict[dt.date, IndicatorValue]] = defaultdict(dict)
    for value in values:
        months = (value.end.year - value.start.year) * 12 + value.end.month - value.start.month + 1
        grain = 0 if (value.end - value.start).days == 6 else months
        series[value.indicator, value.program, grain][value.start] = value
    found: dict[str, list[ControlChart]] = defaultdict(list)
    for (indicator, *_), points in series.items():
        known = [points[start] for start in sorted(points)]
        ceiling = 1.0 if known[0].unit == "proportion" else None
        found[indicator].append(control_chart([one.value for one in known], floor=0.0, ceiling=ceiling))
    return found


def limits(control: ControlChart, unit: str, t: Translator) -> Iterator[str]:
    """The usual range and the mean of a series, as they are written."""
    if control.mean is not None:
        yield words.amount_text(control.mean, unit, t, short=True)
    if control.usual_range:
        yield words.range_text(*control.usual_range, unit, t)
        yield from (words.amount_text(end, unit, t, short=True) for end in control.usual_range)


@cache
def constants(language: Language) -> frozenset[str]:
    """Pieces of texts that carry a number and a word of their own: "kisaran 95%"."""
    return frozenset(
        piece
        for forms in translator(language).texts.values()
        for form in forms
        for piece in (part.strip() for part in re.split(r"\{[^}]*\}", form))
        if DIGIT.search(piece) and re.search(r"[^\W\d]{2}", piece)
    )


@cache
def counted(language: Language) -> frozenset[str]:
    """The words that follow a number of things in the texts of reports: " promises"."""
    found = (
        re.search(r"\{(?:count|judged|of|all)\}(\s[^\W\d]+)", form)
        for key, forms in translator(language).texts.items()
        if key.startswith(("report.", "funding.", "review.", "promises.", "week.reported"))
        for form in forms
    )
    return frozenset(one.group(1) for one in found if one)


def blanked(text: str, phrases: Iterable[str]) -> str:
    """Take phrases out of a text, the longest first, each only where it stands as a number of its own."""
    found = sorted((one for one in phrases if one in text and DIGIT.search(one)), key=len, reverse=True)
    return re.sub("|".join(map(_alone, found)), " ", text) if found else text


def _alone(phrase: str) -> str:
    """Not a part of a longer number, range, fraction, amount or percentage."""
    before = r"(?<!\w)(?<!\w[–/−])(?<!\d[.,])(?<!Rp\s)(?<!−)"
    after = rf"(?![\w]|[.,]\d|[–/]\w|\s?%){SCALES}" if phrase[-1].isalnum() else r"(?!\d)"
    return f"{before}{re.escape(phrase)}{after}"
