"""Answers: what was already read from one published version, so that it is not read again.

A published version never changes, and a screen or report asks the same small questions many times over: a query
costs half a millisecond to plan, however few rows it reads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

Rows = list[tuple[Any, ...]]
Key = tuple[str, Hashable]

MOST_ROWS = 200_000
"""Rows kept in memory for one version, some tens of megabytes at the most."""


class Answers:
    """Rows by the query that gave them; those not asked for the longest are forgotten first."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows
        self._known: OrderedDict[Key, Rows] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def get(self, key: Key, read: Callable[[], Rows]) -> Rows:
        """Give the rows of a query, read only where they are not known yet. The list is the caller's own."""
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return list(known)
        found = read()
        with self._lock:
            if key not in self._known:
                self._known[key] = found
                self._rows += len(found) + 1
            while self._rows > self._most_rows:
                _, forgotten = self._known.popitem(last=False)
                self._rows -= len(forgotten) + 1
        return list(found)


def key_of(sql: str, parameters: Sequence[Any] | dict[str, Any]) -> Key:
    """What makes two queries the same one.

    >>> key_of("select ?", [["a", "b"]])
    ('select ?', (('a', 'b'),))
    """
    if isinstance(parameters, dict):
        return sql, tuple((name, _fixed(one)) for name, one in parameters.items())
    return sql, tuple(_fixed(one) for one in parameters)


def _fixed(parameter: Any) -> Hashable:
    return tuple(parameter) if isinstance(parameter, list) else parameter
