"""Chart: what a picture says, before anyone draws it.

The same Chart becomes an SVG (paper, sparklines, rows of tables) and a Plotly figure (screen), so that
both say the same. All words in it are already in the reader's language.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "xmr",
    "bars",
    "curve",
    "funnel",
    "spark",
    "interval_row",
    "bar_row",
    "spend_result",
    "stacked",
    "three_states",
]
"""``xmr``: a control chart. ``bars``: a value per period. ``curve``: steps rising from 0, with bands.
``funnel``: units by their size, between limits that narrow: the first series are the units, the others limits.
``spark``: a control chart without words. ``interval_row``: one interval in a row of a table.
``bar_row``: one bar in a row. ``spend_result``: spending over results on one track. ``stacked``: parts of
a whole. ``three_states``: achieved, not achieved, unknown."""

Role = Literal["common", "good", "bad", "neutral", "actual", "previous", "faint", "unfinished", "unknown"]
"""What a mark means, which decides its colour: ``common`` cause, a verdict (``good``, ``bad``,
``neutral``), ``actual`` or ``previous`` values, a ``faint`` rest, an ``unfinished`` period (drawn hollow),
an ``unknown`` state (drawn dashed)."""

Tone = Literal["good", "bad", "neutral"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Point(_Frozen):
    """One mark. ``value`` is None where nothing was measured: a gap, never 0.

    ``place`` is where it stands along the other axis (default: its number in the series). ``text`` is
    what is said of it when it is pointed at, with n: "58%, 118 dari 204".
    """

    label: str = ""
    value: float | None
    place: float | None = None
    low: float | None = None
    high: float | None = None
    text: str = ""
    role: Role = "common"
    hollow: bool = False


class Tick(_Frozen):
    """A labelled place on an axis; ``under`` is a second line, such as the year."""

    value: float
    label: str
    under: str = ""


class Axis(_Frozen):
    """From where to where an axis runs, and what is written along it."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()

    def share(self, value: float) -> float:
        """Give where a value lies between the ends: 0 at ``low``, 1 at ``high``, never outside."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


class Mark(_Frozen):
    """A dot on a curve with its value written beside it: ``above`` it, or below."""

    place: float
    value: float
    label: str
    above: bool = True


class Series(_Frozen):
    """Points that belong together. ``counts`` are the people still observed, written under a curve; ``marks``
    the places on it whose value is written out."""

    name: str = ""
    note: str = ""
    points: tuple[Point, ...]
    role: Role = "common"
    counts: tuple[Tick, ...] = ()
    marks: tuple[Mark, ...] = ()


class Line(_Frozen):
    """A line across the chart; ``start`` and ``end`` are places, None for the chart's own ends.

    ``short`` is the label where there is little room, such as on a phone.
    """

    kind: Literal["mean", "target", "upper", "lower", "mark"]
    value: float
    label: str = ""
    short: str = ""
    start: float | None = None
    end: float | None = None


class Band(_Frozen):
    """The usual range, between two places."""

    low: float
    high: float
    start: float | None = None
    end: float | None = None


class Event(_Frozen):
    """Something that happened, written above the band."""

    place: float
    label: str


class Chart(_Frozen):
    """A picture's message and everything that is drawn. ``values`` is the axis the values lie on."""

    kind: Kind
    alt: str
    series: tuple[Series, ...]
    values: Axis
    places: Axis | None = None
    title: str = ""
    note: str = ""
    """What is counted, n, period and source: the small line under the title."""
    lines: tuple[Line, ...] = ()
    bands: tuple[Band, ...] = ()
    events: tuple[Event, ...] = ()
    unfinished: str = ""
    """What is written at an unfinished last point."""
