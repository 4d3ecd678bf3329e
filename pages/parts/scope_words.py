"""The words of what is chosen: periods by their kind, measures by their names."""

from __future__ import annotations

from locales import formats
from locales.translate import Translator
from metrics.catalogue import BY_ID
from metrics.period import Grain, Period
from pages.parts.door import REPORTED, Visit
from reports.compare import kind_text


def period_text(period: Period, grain: Grain, t: Translator) -> str:
    """Write a period by its kind: "Minggu 46, 9–15 Nov 2026", "Triwulan III 2026", "2026"."""
    if grain == "week":
        return formats.week(period.start, t.language)
    if grain == "quarter":
        return formats.quarter(period.start, t.language)
    return formats.date_range(period.start, period.end, t.language)


def span_text(visit: Visit, period: Period) -> str:
    """Write the period that the numbers are of: of a screen that looks back, its first and last month."""
    span = visit.span(period)
    if span == period:
        return period_text(period, visit.grain, visit.t)
    return formats.date_range(span.start, span.end, visit.t.language)


def choice_text(name: str, t: Translator, code: str) -> str:
    """Name what else can be chosen: a measure by its name, other things by their text."""
    if name == "measure" and code.startswith(REPORTED):
        return t("scope.measure.reported", name=code.removeprefix(REPORTED))
    if name == "measure":
        return BY_ID[code].name.say(t.language)
    if name == "part":
        return code or t("scope.part.all")
    return kind_text(code, t) if name == "kind" else t(f"scope.{name}.{code}")
