"""Days: how long a case waits at each step, and how late things are typed in. Medians of published bins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from locales.words import Words
from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts.recording import LONGEST_LAG
from metrics.period import add_months, month_of
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import sample_status, shape, suppress
from metrics.values.sums import place_of, sums_by

STEPS = ("intake_assessment", "assessment_plan", "plan_intervention")
"""Steps in which a case waits for somebody. A follow-up after exit has its day set, and is not a wait."""
FEWEST = 5

WAITING = Indicator(
    id="waiting_days",
    name=Words("Hari menunggu", "Days waited"),
    question=Words(
        "Berapa hari separuh klien menunggu sampai langkah berikutnya?",
        "Within how many days had half of the clients reached the next step?",
    ),
    formula=Words(
        "median hari antara dua langkah, untuk langkah yang dicapai pada masa ini",
        "median of the days between two steps, for steps reached in the period",
    ),
    caution=Words(
        "Yang masih menunggu belum terhitung: antrean yang macet terlihat lebih pendek.",
        "Those who still wait are not counted yet: a blocked queue looks shorter than it is.",
    ),
    principle=None,
    seed="",
    kind="count",
    fact="wait",
    numerator="waits",
    unit="days",
    direction="down",
    cadence="monthly",
    minimum=FEWEST,
)
LAG = Indicator(
    id="entry_lag_days",
    name=Words("Jeda catat", "Days until typed in"),
    question=Words(
        "Berapa hari sesudah kejadian separuh catatan sudah dimasukkan?",
        "How many days after it happened was half of everything typed in?",
    ),
    formula=Words(
        "median hari antara kejadian dan pencatatan, untuk yang masuk, kontak, dan layanan",
        "median of the days between event and entry, for intakes, contacts and services",
    ),
    caution=Words(
        "Catatan yang belum dimasukkan tidak terlihat di sini.",
        "What has not been typed in cannot be seen here.",
    ),
    principle=None,
    seed="000·s5",
    kind="count",
    fact="entry_lag",
    numerator="entries",
    unit="days",
    direction="down",
    cadence="weekly",
    minimum=FEWEST,
)


def waits(
    reader: Reader, scope: Scope, until: dt.date, *, organization: str, program: str | None = None
) -> tuple[IndicatorValue, ...]:
    """The median days waited before each step of a case that was reached, this month and the last."""
    counts = _bins(reader, scope, WAITING, "step_and_days", until, organization, program)
    steps: dict[str, dict[int, float]] = {step: {} for step in STEPS}
    for code, number in counts.items():
        step, days = code.split(":")
        if step in steps:
            steps[step][int(days)] = number
    return tuple(
        _median(reader, scope, WAITING, until, organization, program, days, f"step={step}")
        for step, days in steps.items()
        if days
    )


def entry_lag(
    reader: Reader, scope: Scope, until: dt.date, *, organization: str, program: str | None = None
) -> IndicatorValue | None:
    """The median days until things were typed in, this month and the last; None where nothing says so."""
    counts = _bins(reader, scope, LAG, "lag_days", until, organization, program)
    days = {int(code): number for code, number in counts.items()}
    return _median(reader, scope, LAG, until, organization, program, days, None) if days else None


def median_of_counts(counts: Mapping[int, float]) -> float:
    """The median of values given as how often each occurs.

    >>> median_of_counts({1: 2, 5: 1, 9: 1})
    3.0
    """
    total = sum(counts.values())
    reached, below = 0.0, None
    for value, number in sorted(counts.items()):
        reached += number
        if below is not None:
            return (below + value) / 2
        if reached * 2 > total:
            return float(value)
        if reached * 2 == total:
            below = value
    raise ValueError("nothing was counted")


def _ask(
    indicator: Indicator, until: dt.date, organization: str, program: str | None, group: str | None
) -> Ask:
    """This month and the last: days are published by month."""
    month = month_of(until)
    return Ask(
        indicator=indicator.id,
        organization=organization,
        program=program,
        group=group,
        start=add_months(month.start, -1),
        end=month.end,
    )


def _bins(
    reader: Reader,
    scope: Scope,
    indicator: Indicator,
    dim: str,
    until: dt.date,
    organization: str,
    program: str | None,
) -> dict[str, float]:
    ask = _ask(indicator, until, organization, program, f"{dim}=any")
    measure = indicator.numerator
    found = sums_by(reader, place_of(reader, scope, ask), ask, indicator.fact, [measure], "grp")
    return {code: row[measure] for code, row in found.items()}


def _median(
    reader: Reader,
    scope: Scope,
    indicator: Indicator,
    until: dt.date,
    organization: str,
    program: str | None,
    days: Mapping[int, float],
    group: str | None,
) -> IndicatorValue:
    ask = _ask(indicator, until, organization, program, group)
    n = sum(days.values())
    middle = median_of_counts(days)
    notes = (Reason(key="note.days_or_more", values={"days": LONGEST_LAG}),) if middle >= LONGEST_LAG else ()
    answer = shape(
        indicator,
        ask,
        place_of(reader, scope, ask),
        status=sample_status(n, indicator.minimum),
        value=middle,
        n=n,
        denominator=n,
        notes=notes,
    )
    return suppress(answer, scope)
