"""How far income hangs on few sources: the largest share and the Herfindahl index."""

from __future__ import annotations

import math
from collections.abc import Iterable


def largest_share(amounts: Iterable[float]) -> float | None:
    """Give the largest source's share of the total, one amount a source; None without income.

    A source whose reversals exceed its gifts counts as nothing.

    >>> largest_share([50, 30, 20])
    0.5
    """
    shares = _shares(amounts)
    return max(shares) if shares else None


def herfindahl(amounts: Iterable[float]) -> float | None:
    """Give the sum of squared shares: 1 for a single source, 1/k for k equal ones; None without income.

    >>> round(herfindahl([50, 30, 20]), 2)
    0.38
    """
    shares = _shares(amounts)
    return math.fsum(share * share for share in shares) if shares else None


def _shares(amounts: Iterable[float]) -> list[float]:
    gained = [amount for amount in amounts if amount > 0]
    total = math.fsum(gained)
    return [amount / total for amount in gained]
