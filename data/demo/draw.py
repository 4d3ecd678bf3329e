"""Chance: every subject of every organisation draws from its own fixed seed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from random import Random
from typing import TypeVar

SEED = "hasil"
_BLOCK = 20
_Choice = TypeVar("_Choice")


class Draw(Random):
    """A random source named by what it is for: adding one organisation or subject shifts no other.

    Shares that must hold in small groups are drawn from shuffled blocks of 20 (permuted blocks): by
    chance from case to case, close to the share in the end.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"{SEED}:{name}")
        self._blocks: dict[str, list[bool]] = {}

    def chance(self, share: float) -> bool:
        """Say yes with this chance."""
        return self.random() < share

    def even(self, kind: str, share: float) -> bool:
        """Say yes with this chance, evenly spread over the cases of one kind."""
        block = self._blocks.setdefault(kind, [])
        if not block:
            yes = math.floor(share * _BLOCK + self.random())
            block += [place < yes for place in range(_BLOCK)]
            self.shuffle(block)
        return block.pop()

    def pick(self, weights: Mapping[_Choice, float]) -> _Choice:
        """Choose one by weight."""
        place = self.random() * sum(weights.values())
        for choice, weight in weights.items():
            place -= weight
            if place < 0:
                return choice
        return choice

    def days(self, low: int, high: int) -> dt.timedelta:
        """Give a number of days, both ends included."""
        return dt.timedelta(days=self.randint(low, high))

    def poisson(self, mean: float) -> int:
        """Give a count with this mean (Knuth's product method)."""
        limit, count, product = math.exp(-mean), 0, self.random()
        while product > limit:
            count += 1
            product *= self.random()
        return count

    def around(self, mean: float, spread: float) -> float:
        """Give a positive number whose logarithm is normal around that of ``mean``."""
        return mean * math.exp(self.gauss(0, spread))
