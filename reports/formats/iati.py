"""IATI 2.03: activities with their results, in the order that the schema asks for.

What came from IATI goes back as it came; a programme's own numbers are results of type outcome with their
interval in the comment. Numbers that are hidden here are left out there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from lxml import etree

from data.activities import (
    Activity,
    Amount,
    PlannedBudget,
    ReportedIndicator,
    ReportedPeriod,
    Result,
    Transaction,
)
from locales.translate import Translator
from metrics.value import IndicatorValue
from reports import words
from reports.frozen import Frozen
from reports.reading import declared, name_of

XML = "{http://www.w3.org/XML/1998/namespace}lang"
RESULT_TYPES = {"output": "1", "outcome": "2", "impact": "3", "other": "9"}
MEASURES = {"unit": "1", "percentage": "2", "nominal": "3", "ordinal": "4", "qualitative": "5"}
ORGANISATION_TYPES = {"government": "10", "ngo": "22", "business": "70"}
TRANSACTION_TYPES = {
    "income": "1",
    "commitment_out": "2",
    "disbursement": "3",
    "expenditure": "4",
    "loan": "5",
    "other": "7",
    "commitment_in": "11",
    "pledge": "12",
}
OLD_CODES = {
    "IF": "1",
    "C": "2",
    "D": "3",
    "E": "4",
    "IR": "5",
    "LR": "6",
    "R": "7",
    "QP": "8",
    "QS": "9",
    "CG": "10",
}
INCOMING = ("1", "11", "13")
OWN = "99"
"""Vocabulary of a reporting organisation's own codes."""
IMPLEMENTING = "4"


_PLAIN = re.compile(r"-?\d+(\.\d+)?")
"""A number that can be read in one way only is written as it came."""


def iati(frozen: Frozen, t: Translator) -> bytes:
    """Write the activities of a report as one IATI file."""
    root = etree.Element("iati-activities", version="2.03")
    root.set("generated-datetime", f"{frozen.as_of.isoformat()}T00:00:00Z")
    for activity in frozen.activities:
        mine = [
            one for one in frozen.values if one.program == activity.program_id and one.source == "measured"
        ]
        _activity(root, activity, _measured(mine, t), t, frozen.as_of)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _activity(
    root: etree._Element, activity: Activity, measured: list[Result], t: Translator, as_of: dt.date
) -> None:
    """Children stand in the order of the schema."""
    element = etree.SubElement(root, "iati-activity")
    updated = activity.updated_at or dt.datetime.combine(as_of, dt.time())
    element.set("last-updated-datetime", updated.isoformat(timespec="seconds") + "Z")
    element.set(XML, t.language)
    element.set("default-currency", activity.currency)
    if activity.hierarchy is not None:
        element.set("hierarchy", str(activity.hierarchy))
    own = activity.program_id if activity.from_iati else f"{activity.organization_id}-{activity.program_id}"
    _put(element, "iati-identifier", own)
    kind = ORGANISATION_TYPES.get(activity.actor_type or "", "22")
    _told(
        _child(element, "reporting-org", ref=activity.organization_id, type=kind), activity.organization_name
    )
    for tag in ("title", "description"):
        _told(_child(element, tag), activity.name)
    for id, name in activity.funders:
        _told(_child(element, "participating-org", role="1", **_ref(id)), name)
    implementing = _child(element, "participating-org", role=IMPLEMENTING, ref=activity.organization_id)
    _told(implementing, activity.organization_name)
    status = activity.status if activity.status and activity.status.isdigit() else "2"
    _child(element, "activity-status", code=status)
    for code, day in (("2", activity.started_on or _first_day(activity, as_of)), ("3", activity.ended_on)):
        if day is not None:
            _child(element, "activity-date", {"iso-date": day.isoformat(), "type": code})
    _places(element, activity)
    if activity.aid_type and activity.from_iati:
        _child(element, "default-aid-type", code=activity.aid_type)
    for budget in activity.budgets:
        _budget(element, budget)
    for transaction in activity.transactions:
        _transaction(element, transaction)
    if activity.parent_id:
        _child(element, "related-activity", ref=activity.parent_id, type="1")
    for result in (*activity.results, *measured):
        _result(element, result)


def _places(element: etree._Element, activity: Activity) -> None:
    codes = [code for code in (activity.location or "").split("; ") if code]
    for tag, wanted in (("recipient-country", str.isalpha), ("recipient-region", str.isdigit)):
        for code in codes:
            if wanted(code) and (tag == "recipient-region" or len(code) == 2):
                _child(element, tag, code=code)


def _budget(element: etree._Element, budget: PlannedBudget) -> None:
    said = dict(part.partition("=")[::2] for part in (budget.status or "").split("; ") if "=" in part)
    shown = _child(element, "budget", **said)
    _child(shown, "period-start", {"iso-date": budget.starts_on.isoformat()})
    _child(shown, "period-end", {"iso-date": budget.ends_on.isoformat()})
    day = (budget.value_on or budget.starts_on).isoformat()
    value = _child(shown, "value", {"currency": budget.currency, "value-date": day})
    value.text = _plain(budget.amount)


def _transaction(element: etree._Element, transaction: Transaction) -> None:
    written = transaction.code or ""
    code = OLD_CODES.get(written.upper(), written) or TRANSACTION_TYPES[transaction.kind]
    shown = _child(
        element, "transaction", **({"ref": transaction.reference} if transaction.reference else {})
    )
    _child(shown, "transaction-type", code=code)
    day = transaction.booked_on or transaction.value_on
    if day is not None:
        _child(shown, "transaction-date", {"iso-date": day.isoformat()})
    attributes = {"currency": transaction.currency}
    if transaction.value_on or day:
        attributes["value-date"] = (transaction.value_on or day).isoformat()  # type: ignore[union-attr]
    _child(shown, "value", attributes).text = _plain(transaction.amount)
    if transaction.provider and code in INCOMING:
        provider = _child(shown, "provider-org", **_ref(transaction.provider))
        _told(provider, transaction.provider_name or transaction.provider)
    elif transaction.receiver_name:
        _told(_child(shown, "receiver-org"), transaction.receiver_name)


def _result(element: etree._Element, result: Result) -> None:
    shown = _child(element, "result", type=RESULT_TYPES.get(result.kind, "9"))
    _told(_child(shown, "title"), result.name)
    for indicator in result.indicators:
        _indicator(shown, indicator)


def _indicator(element: etree._Element, indicator: ReportedIndicator) -> None:
    shown = _child(element, "indicator", measure=MEASURES[indicator.measure])
    shown.set("ascending", "true" if indicator.ascending else "false")
    if indicator.aggregates is not None:
        shown.set("aggregation-status", "true" if indicator.aggregates else "false")
    _told(_child(shown, "title"), indicator.name)
    for reference in (indicator.reference or "").split("; "):
        vocabulary, _, code = reference.partition(":")
        if code:
            _child(shown, "reference", vocabulary=vocabulary or OWN, code=code)
    qualitative = indicator.measure == "qualitative"
    for baseline in indicator.baselines:
        year = indicator.baseline_year or _year(indicator.periods)
        if year is not None:
            _amount(_child(shown, "baseline", year=str(year)), baseline, qualitative)
    for period in indicator.periods:
        _period(shown, period, qualitative)


def _period(element: etree._Element, period: ReportedPeriod, qualitative: bool) -> None:
    shown = _child(element, "period")
    for tag, day in (("period-start", period.starts_on), ("period-end", period.ends_on)):
        if day is not None:
            _child(shown, tag, {"iso-date": day.isoformat()})
    for tag, amounts in (("target", period.targets), ("actual", period.actuals)):
        for amount in amounts:
            _amount(_child(shown, tag), amount, qualitative)


def _amount(element: etree._Element, amount: Amount, qualitative: bool) -> None:
    """A value with its place and groups; of a qualitative indicator the words stand in the comment."""
    said = (
        amount.text if amount.value is None or _PLAIN.fullmatch(amount.text or "") else _number(amount.value)
    )
    if said is not None and not qualitative:
        element.set("value", said)
    for place in (amount.location or "").split("; "):
        if place:
            _child(element, "location", ref=place)
    for pair in (amount.dimensions or "").split("; "):
        if pair:
            name, _, value = pair.partition("=")
            _child(element, "dimension", name=name, value=value)
    comment = said if qualitative else amount.comment
    if comment:
        _told(_child(element, "comment"), comment)


def _measured(values: Iterable[IndicatorValue], t: Translator) -> list[Result]:
    """A programme's own numbers as results: each indicator with its total and its groups, period by period."""
    found: dict[str, dict[tuple[dt.date, dt.date], list[IndicatorValue]]] = {}
    for value in values:
        if value.value is not None and value.unit in (
            "proportion",
            "people",
            "count",
            "score",
            "days",
            "months",
        ):
            indicator = declared(value)
            if indicator is not None:
                periods = found.setdefault(indicator.id, {})
                periods.setdefault((value.start, value.end), []).append(value)
    results = []
    for id, periods in found.items():
        first = next(iter(periods.values()))[0]
        base = next((one.target.baseline for group in periods.values() for one in group if one.target), None)
        share = first.unit == "proportion"
        indicator = ReportedIndicator(
            name=name_of(first, t),
            measure="percentage" if share else "unit",
            ascending=first.direction != "down",
            aggregates=False,
            reference=f"{OWN}:{id}",
            baseline_year=min(start for start, _ in periods).year - 1,
            baselines=() if base is None else (Amount(value=_shown(base, share)),),
            periods=tuple(_measured_period(start, end, group, t) for (start, end), group in periods.items()),
        )
        results.append(Result(name=name_of(first, t), kind="outcome", indicators=(indicator,)))
    return results


def _measured_period(
    start: dt.date, end: dt.date, values: list[IndicatorValue], t: Translator
) -> ReportedPeriod:
    shares = values[0].unit == "proportion"
    by_group = {value.group: value for value in values}
    promised = next((one.target for one in values if one.group is None and one.target is not None), None)
    return ReportedPeriod(
        starts_on=start,
        ends_on=end,
        targets=() if promised is None else (Amount(value=_shown(promised.value, shares)),),
        actuals=tuple(
            Amount(
                value=_shown(one.value or 0.0, shares),
                dimensions=one.group,
                comment=" · ".join(
                    part for part in (words.n_text(one, t), words.interval_text(one, t)) if part
                ),
            )
            for one in by_group.values()
        ),
    )


def _shown(number: float, is_share: bool) -> float:
    """Percentages are written as 62.5, without a sign."""
    return round(number * 100, 6) if is_share else number


def _number(value: float) -> str:
    return f"{value:.15g}"


def _plain(amount: str) -> str:
    """An amount without the noughts that only fill its decimals."""
    return amount.rstrip("0").rstrip(".") if "." in amount else amount


def _year(periods: Iterable[ReportedPeriod]) -> int | None:
    days = [day for period in periods for day in (period.starts_on, period.ends_on) if day]
    return min(days).year if days else None


def _first_day(activity: Activity, as_of: dt.date) -> dt.date:
    """The first day that is known of an activity whose beginning is not recorded."""
    days = [day for paid in activity.transactions for day in (paid.booked_on,) if day]
    reported = (period for result in activity.results for one in result.indicators for period in one.periods)
    days += [period.starts_on for period in reported if period.starts_on]
    return min(days, default=as_of)


def _ref(id: str) -> dict[str, str]:
    """Ids made from names are nobody's reference."""
    return {} if id.startswith("name:") else {"ref": id}


def _child(
    parent: etree._Element, tag: str, attributes: dict[str, str] | None = None, **more: str
) -> etree._Element:
    return etree.SubElement(parent, tag, {**(attributes or {}), **more})


def _put(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = text


def _told(element: etree._Element, text: str) -> None:
    etree.SubElement(element, "narrative").text = text
