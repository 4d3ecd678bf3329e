"""The ledger, read for sums: whose money can be added, what a grant carries, what no sum holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from metrics.ask import Ask
from metrics.catalogue.definition import Indicator
from metrics.facts import FACT_BY_NAME
from metrics.facts.money import NO_PROGRAM
from metrics.period import add_months, month_of, on_months
from metrics.reader import Reader
from metrics.value import IndicatorValue, Reason
from metrics.values.shape import cannot_be_combined, not_measured
from metrics.values.sums import Place, sums_by

Flow = Literal["income", "spent"]
"""Money that came in, or that left."""


def paying(reader: Reader, place: Place, indicator: Indicator, ask: Ask) -> Place | IndicatorValue:
    """The place with only the organisations that have a ledger; or why no sum can be made of them."""
    fact = FACT_BY_NAME[indicator.fact]
    if ask.dim != "all" and ask.dim not in fact.groups:
        return cannot_be_combined(indicator, ask, place, "reason.no_such_group", group=ask.dim)
    if ask.dim != "all" and place.grant is not None:
        return cannot_be_combined(indicator, ask, place, "reason.money_grant_or_group")
    if not on_months(ask.period) and (fact.shape == "ready" or place.grant is not None):
        return cannot_be_combined(indicator, ask, place, "reason.money_whole_months")
    whole = replace(place, programs=None)
    moved = sums_by(
        reader, whole, ask.model_copy(update={"group": None}), "money", ["entries"], "organization"
    )
    kept = tuple(one for one in place.organizations if one.id in moved) or tuple(
        one for one in place.organizations if reader.records(indicator.fact, [one.id])
    )
    if not kept:
        return not_measured(indicator, ask, place, "reason.money_no_ledger")
    currencies = sorted({one.currency for one in kept})
    if len(currencies) > 1:
        return cannot_be_combined(
            indicator, ask, place, "reason.money_currencies", currencies=", ".join(currencies)
        )
    return replace(place, organizations=kept)


NO_RATE = "reason.money_no_rate"
"""Why there is no amount: all of it is in other currencies, without a rate of their days."""
LEDGER_ENDED = "reason.money_ended"
"""Why there is no amount: nothing was booked after a month that ended before the period. As a note beside one: the
last month of the period in which anything was booked."""


class Booked(NamedTuple):
    """The months between which a ledger lies; None where there is no such line."""

    first_income: dt.date | None
    first_spent: dt.date | None
    last: dt.date | None
    """The last month in which money came in or left."""


def booked(reader: Reader, place: Place) -> Booked:
    """The months between which the ledgers of a place lie."""
    rows = reader.rows(
        f"""select min(period) filter (where income_entries > 0), min(period) filter (where spent_entries > 0),
                max(period) filter (where income_entries + spent_entries > 0)
            from published.money where {place.whose} and dim = 'all' and grain = 'month'""",
        {"organizations": place.organization_ids},
    )
    return Booked(*rows[0])


def beyond_the_ledger(
    reader: Reader, place: Place, indicator: Indicator, ask: Ask, flow: Flow
) -> IndicatorValue | None:
    """Say that no line of money in, or of money out, was ever booked, or none before the period ended, or that
    the ledger ended before the period began: then nothing is known of it, and the sum is not 0."""
    known = booked(reader, place)
    first = known.first_income if flow == "income" else known.first_spent
    if first is None:
        return not_measured(indicator, ask, place, f"reason.money_no_{flow}_lines")
    if ask.end < first:
        return not_measured(indicator, ask, place, f"reason.money_{flow}_begins_later")
    if known.last is not None and month_of(known.last).end < ask.start:
        nothing = not_measured(indicator, ask, place, LEDGER_ENDED)
        return nothing.model_copy(update={"reason": _ended(known.last)})
    return None


def ended_within(reader: Reader, place: Place, ask: Ask) -> tuple[Reason, ...]:
    """Say after which month nothing was booked, where whole months of the period are without any line for that."""
    last = booked(reader, place).last
    if last is None or month_of(add_months(last, 1)).end > min(ask.end, place.as_of):
        return ()
    return (_ended(last),)


def _ended(last: dt.date) -> Reason:
    return Reason(key=LEDGER_ENDED, values={"month": f"{last:%Y-%m}"})


UNKNOWN_SOURCE = "unknown"


def income_by_funder(reader: Reader, place: Place, ask: Ask) -> tuple[dict[str, float], float]:
    """The money that each known ultimate funder gave, and all of it, that of unknown origin too."""
    return income_by(reader, place, ask, "funder")


def income_by(reader: Reader, place: Place, ask: Ask, source: str) -> tuple[dict[str, float], float]:
    """Income by ``funder`` or ``source_type``: of each that is known, and all of it.

    One whose reversals are larger than its gifts counts as nothing.
    """
    found = sums_by(
        reader, place, ask.model_copy(update={"group": f"{source}=any"}), "money", ["income"], "grp"
    )
    given = {name: row["income"] for name, row in found.items() if (row["income"] or 0.0) > 0}
    return {name: amount for name, amount in given.items() if name != UNKNOWN_SOURCE}, sum(given.values())


def tagged(reader: Reader, place: Place, ask: Ask, measure: str) -> float | None:
    """The ledger lines of a grant itself, in its programmes and, unless one is asked for, in none."""
    assert place.grant is not None
    programs = [*(place.program_ids or []), *([] if ask.program else [NO_PROGRAM])]
    return reader.rows(
        f"""select sum({measure}) from published.money
            where dim = 'grant_id' and grp = $grant and grain = 'month' and period between $start and $end
              and list_contains($programs, program)""",
        {"grant": place.grant.id, "start": ask.start, "end": ask.end, "programs": programs},
    )[0][0]


def carried(reader: Reader, place: Place, ask: Ask, measure: str) -> tuple[float | None, float | None]:
    """The part of its programmes' cost that a grant carries, month by month, and its share of the whole."""
    assert place.grant is not None
    part, whole = reader.rows(
        f"""select sum(c.{measure} * coalesce(s.share, 0)), sum(c.{measure}) from published.cost c
            left join published.grant_share s
                on s.program = c.program and s.month = c.period and s.grant_id = $grant
            where c.dim = 'all' and c.grain = 'month' and c.period between $start and $end
              and list_contains($programs, c.program)""",
        {"grant": place.grant.id, "start": ask.start, "end": ask.end, "programs": place.program_ids or []},
    )[0]
    return part, part / whole if whole else None


def left_out(reader: Reader, place: Place, indicator: Indicator, ask: Ask, flow: Flow) -> tuple[Reason, ...]:
    """Name every amount that the sum does not hold, in its own currency."""
    programs = place.program_ids
    if programs is not None and indicator.fact == "cost":
        programs = [*programs, NO_PROGRAM]
    found = reader.rows(
        f"""select dim, grp, sum({flow}), sum(entries) from published.money_left_out
            where {place.whose}
              and ($programs is null or list_contains($programs, program))
              and (dim = 'no_day' or period between $start and $end)
            group by dim, grp having sum({flow}) <> 0 order by dim desc, grp""",
        {
            "organizations": place.organization_ids,
            "programs": programs,
            "start": month_of(ask.start).start,
            "end": ask.end,
        },
    )
    return tuple(
        Reason(
            key=f"note.money_{dim}", values={"currency": currency, "amount": amount, "entries": int(entries)}
        )
        for dim, currency, amount, entries in found
    )


def only_left_out(
    indicator: Indicator, ask: Ask, place: Place, notes: Sequence[Reason]
) -> IndicatorValue | None:
    """Say that there is money, but none of it in the currency of the organisation."""
    currencies = [str(note.values["currency"]) for note in notes if note.key == "note.money_no_rate"]
    if not currencies:
        return None
    answer = cannot_be_combined(indicator, ask, place, NO_RATE, currencies=", ".join(currencies))
    return answer.model_copy(update={"notes": tuple(notes)})
