"""Words that people type into a cell to say that there is nothing in it."""

from __future__ import annotations

_BLANKS = frozenset(
    (
        "", "-", "--", "---", "–", "—", "_", ".", "..", "...", "…", "?", "x", "n/a", "na", "n.a", "n.a.", "#n/a", "nil",
        "null", "none", "nan", "tba", "tbd", "belum ada", "belum", "belum diisi", "tidak ada", "tdk ada", "tidak ada data",
        "kosong", "nihil", "no data", "not available", "not yet", "pending",
    )
)  # fmt: skip


def is_blank(text: str) -> bool:
    """Say whether a cell says that it holds nothing.

    >>> is_blank(" Belum ada "), is_blank("0")
    (True, False)
    """
    return " ".join(text.split()).casefold() in _BLANKS
