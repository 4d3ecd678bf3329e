"""Where a chart's plot lies in its picture, in pixels: the same on the screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.chart import Chart
from reports.charts.colours import Paint


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's margins within the picture, and how places and values become pixels in it."""

    chart: Chart
    paint: Paint
    width: int
    height: int
    left: int = 40
    right: int = 112
    top: int = 26
    bottom: int = 38

    @property
    def end(self) -> float:
        """The right edge of the plot."""
        return self.width - self.right

    @property
    def floor(self) -> float:
        """The bottom edge of the plot."""
        return self.height - self.bottom

    def x(self, place: float) -> float:
        """Give how far right a place lies."""
        places = self.chart.places
        share = places.share(place) if places else 0.0
        return self.left + share * (self.end - self.left)

    def y(self, value: float) -> float:
        """Give how far down a value lies."""
        return self.floor - self.chart.values.share(value) * (self.floor - self.top)
