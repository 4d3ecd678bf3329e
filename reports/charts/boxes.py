"""Where words can stand: boxes of text that lie within the picture and on no other.

Words are placed one after the other, the most important first. Each names a spot in the picture and says
on which sides of it it would rather stand; it takes the first place that is free, moved up or down as
little as can be. Where there is none, words that can be left out are left out.

A picture on the screen may be wider than the one the words were placed in. Two boxes side by side then
stay apart only where their spots lie in the same order: any other pair must be above one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

LINE = 16.0
"""Pixels that a line of text takes, at 12 px."""
_STEP, _NEAR = 4.0, 40.0
_NARROW, _WIDE = frozenset("ijlftrI.,:;'|!()· "), frozenset("mwMW%@—")

Across = Literal["left", "center", "right"]
Upright = Literal["top", "middle", "bottom"]


@dataclass(frozen=True, slots=True)
class Side:
    """How words lie at their spot: which part of their box is put there, and how far from it.

    ``cost``: how many pixels they would rather be moved on a better side than stand here.
    """

    across: Across
    upright: Upright
    right: float = 0.0
    down: float = 0.0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text that belong to a spot (``x``, ``y``), and the sides they may stand on, best first."""

    lines: tuple[str, ...]
    x: float
    y: float
    sides: tuple[Side, ...]
    ink: str = "grey"
    bold: int = 0
    """How many lines, from the first, are bold."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the picture; ``spot`` is how far right the spot lies to which it belongs."""

    left: float
    top: float
    right: float
    bottom: float
    spot: float | None = None

    def lies_on(self, other: Box) -> bool:
        """Say whether two boxes touch, here or in a wider picture."""
        if self.bottom <= other.top or other.bottom <= self.top:
            return False
        first, second = (self, other) if self.left <= other.left else (other, self)
        ordered = first.spot is None or second.spot is None or first.spot <= second.spot
        return first.right > second.left or not ordered

    def within(self, area: Box) -> bool:
        """Say whether it lies inside an area."""
        inside = area.left <= self.left and self.right <= area.right
        return inside and area.top <= self.top and self.bottom <= area.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    """Words with the side they stand on, and the box they take."""

    words: Words
    side: Side
    box: Box
    moved: float = 0.0
    """Pixels from where the side alone would have put it."""


def place(
    wanted: Iterable[Words], area: Box, *, taken: Sequence[Box] = (), avoided: Sequence[Box] = ()
) -> tuple[Placed, ...]:
    """Give all words a place in an area, clear of what is ``taken`` and, near their spot, of what should be
    ``avoided`` (lines can be written over, if need be)."""
    placed: list[Placed] = []
    for words in wanted:
        held = _around(words, [*taken, *(one.box for one in placed)])
        lines = _around(words, avoided)
        free = [one for one in _tried(words, area) if not any(one.box.lies_on(other) for other in held)]
        clear = (one for one in free if one.moved <= _NEAR and not any(map(one.box.lies_on, lines)))
        found = next(clear, free[0] if free else None)
        if found is not None:
            placed.append(found)
    return tuple(placed)


def width_of(text: str, *, bold: bool = False) -> float:
    """Give how wide a text is at 12 px, rather too much than too little."""
    units = sum(
        0.3 if one in _NARROW else 0.88 if one in _WIDE else 0.62 if one.isupper() else 0.5 for one in text
    )
    return 12 * units * (1.05 if bold else 1.0)


def wrapped(text: str, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit into so many pixels: after its dashes, else at its spaces.

    >>> wrapped("Okt 2020–Sep 2022", 80)
    ('Okt 2020–', 'Sep 2022')
    >>> wrapped("Rumah Aman Tallo 54%", 80)
    ('Rumah Aman', 'Tallo 54%')
    """
    if width_of(text, bold=bold) <= room:
        return (text,)
    first, dash, rest = text.partition("–")
    if dash and rest:
        return (*wrapped(first + dash, room, bold=bold), *wrapped(rest, room, bold=bold))
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def _around(words: Words, boxes: Sequence[Box]) -> list[Box]:
    """Of words that need not be there only what lies near can be in the way."""
    if not words.optional:
        return list(boxes)
    wide, tall = max(map(width_of, words.lines)) * 1.1 + 20, LINE * len(words.lines) + _NEAR + 20
    return [
        one
        for one in boxes
        if one.right > words.x - wide
        and one.left < words.x + wide
        and one.bottom > words.y - tall
        and one.top < words.y + tall
    ]


def _tried(words: Words, area: Box) -> Iterator[Placed]:
    """Give the places within the area, the best first: moved little, on a good side."""
    reach = int((_NEAR if words.optional else area.bottom - area.top) / _STEP) + 1
    moves = sorted((sign * _STEP * step for step in range(reach) for sign in (1, -1)), key=abs)
    ways = product(dict.fromkeys(moves), words.sides)
    for move, side in sorted(ways, key=lambda way: abs(way[0]) + way[1].cost):
        moved = replace(side, down=side.down + move)
        box = box_of(words, moved)
        if box.within(area):
            yield Placed(words, moved, box, abs(move))


def box_of(words: Words, side: Side) -> Box:
    """Give the box that words take on a side of their spot."""
    wide = max(width_of(line, bold=number < words.bold) for number, line in enumerate(words.lines))
    tall = LINE * len(words.lines)
    left = words.x + side.right - {"left": 0.0, "center": wide / 2, "right": wide}[side.across]
    top = words.y + side.down - {"top": 0.0, "middle": tall / 2, "bottom": tall}[side.upright]
    return Box(left, top, left + wide, top + tall, words.x)
