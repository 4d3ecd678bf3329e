"""The rules that every record table's columns give, as SQL conditions over staged text.

A condition reads ``raw_<column>`` (trimmed text or NULL) and ``<column>`` (the value, or NULL when the text
cannot be read as one), and is true for a row that breaks the rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from babel.numbers import list_currencies

from data.model import Record
from data.model.base import Column, ColumnType, column_type, declared

LONGEST_TEXT = 4000
EARLIEST, LATEST = 1900, 2200
"""Years that a date may lie in."""


@dataclass(frozen=True)
class Rule:
    """What a row may not do, and the text that says so."""

    code: str
    column: str
    condition: str
    values: dict[str, str | int | float] = field(default_factory=dict)


def column_rules(record: type[Record], import_day: dt.date) -> list[Rule]:
    """All rules of a record table's single rows."""
    rules: list[Rule] = []
    for name, information in record.model_fields.items():
        kind, column = column_type(information), declared(information)
        if information.is_required():
            rules.append(Rule("required", name, f"raw_{name} is null"))
        rules += _type_rules(name, kind)
        rules += _range_rules(name, kind, column, import_day)
        if column.shared:
            unfit = f"raw_{name} is not null and try_cast(raw_{name} as uuid) is null"
            rules.append(Rule("shared_number_unfit", name, unfit))
        if name == "currency" or name.endswith("_currency"):
            rules.append(Rule("unknown_currency", name, f"raw_{name} not in ({_currencies()})"))
    for first, second in record.order:
        rules.append(Rule("out_of_order", second, f"{first} > {second}", {"earlier": first}))
    return rules


def _type_rules(name: str, kind: ColumnType) -> Iterator[Rule]:
    unread = f"raw_{name} is not null and {name} is null"
    if kind.codes:
        listed = ", ".join(f"'{code}'" for code in kind.codes)
        yield Rule("unknown_code", name, f"raw_{name} not in ({listed})", {"allowed": ", ".join(kind.codes)})
    elif kind.python is int:
        yield Rule("not_whole_number", name, rf"not regexp_full_match(raw_{name}, '[+-]?\d+') or ({unread})")
    elif kind.python is float:
        yield Rule("not_a_number", name, f"({unread}) or not isfinite({name})")
    elif kind.python is Decimal:
        yield Rule("not_a_number", name, unread)
    elif kind.python is bool:
        yield Rule("not_yes_or_no", name, unread)
    elif kind.python is dt.date:
        # DuckDB reads a day and passes over what follows it, and knows infinite days.
        ten = f"length(raw_{name}) > 10"
        yield Rule("not_a_date", name, f"({unread}) or {ten} or not isfinite({name})")
    elif kind.python is dt.datetime:
        yield Rule("not_a_moment", name, f"({unread}) or not isfinite({name})")
    else:
        yield Rule("too_long", name, f"length(raw_{name}) > {LONGEST_TEXT}", {"most": LONGEST_TEXT})


def _range_rules(name: str, kind: ColumnType, column: Column, import_day: dt.date) -> Iterator[Rule]:
    if column.low is not None:
        yield Rule("too_small", name, f"{name} < {column.low:.15g}", {"least": f"{column.low:g}"})
    if column.high is not None:
        yield Rule("too_large", name, f"{name} > {column.high:.15g}", {"most": f"{column.high:.15g}"})
    if kind.python in (dt.date, dt.datetime):
        yield Rule("implausible_date", name, f"year({name}) not between {EARLIEST} and {LATEST}")
        if column.past:
            after = import_day + dt.timedelta(days=1)
            yield Rule("in_the_future", name, f"{name} >= date '{after}'", {"today": import_day.isoformat()})


@cache
def _currencies() -> str:
    return ", ".join(f"'{code}'" for code in sorted(list_currencies()))
