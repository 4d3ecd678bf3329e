"""Names and texts quoted for SQL, where they cannot be parameters."""

from __future__ import annotations


def quoted(name: str) -> str:
    """Quote the name of a column or table.

    >>> quoted("select")
    '"select"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text.

    >>> literal("Jum'at")
    "'Jum''at'"
    """
    return "'" + str(text).replace("'", "''") + "'"
