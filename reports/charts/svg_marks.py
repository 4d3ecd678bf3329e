"""The few SVG elements that charts are made of. Positions are numbers, or text such as "43.2%"."""

from __future__ import annotations

from html import escape

from reports.charts.chart import Axis, Role
from reports.charts.colours import LIGHT, Paint

Place = float | str
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "good": ((0, -6), (5.5, 4), (-5.5, 4)),
    "bad": ((0, 6), (5.5, -4), (-5.5, -4)),
    "neutral": ((0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)),
}
"""Signals differ in shape too, as they do in words (▲ ▼ ◆): paper may be black and white."""


def along(axis: Axis, value: float) -> str:
    """Give a value's place along an axis as a percentage of the picture's width."""
    return f"{100 * axis.share(value):.2f}%"


def colour(role: Role) -> str:
    """Give the name of the colour a mark of this role has."""
    return {"unfinished": "common", "unknown": "grey"}.get(role, role)


def look(
    paint: Paint, *, fill: str | None = None, stroke: str | None = None, width: float = 1, dash: str = ""
) -> str:
    """Give the attributes of a mark's colours, by name; the light colour stands first, for old browsers."""
    named = [(attribute, name) for attribute, name in (("fill", fill), ("stroke", stroke)) if name]
    attributes = [f'{attribute}="{LIGHT[name]}"' for attribute, name in named]
    if not fill:
        attributes.append('fill="none"')
    if stroke:
        attributes.append(f'stroke-width="{width}"')
    if dash:
        attributes.append(f'stroke-dasharray="{dash}"')
    painted = [(attribute, name, paint(name)) for attribute, name in named]
    style = ";".join(f"{attribute}:{value}" for attribute, name, value in painted if value != LIGHT[name])
    return " ".join([*attributes, f'style="{style}"'] if style else attributes)


def line(x1: Place, y1: Place, x2: Place, y2: Place, attributes: str) -> str:
    """Draw a straight line."""
    return f'<line x1="{_at(x1)}" y1="{_at(y1)}" x2="{_at(x2)}" y2="{_at(y2)}" {attributes}/>'


def rect(x: Place, y: Place, width: Place, height: Place, attributes: str) -> str:
    """Draw a rectangle."""
    return f'<rect x="{_at(x)}" y="{_at(y)}" width="{_at(width)}" height="{_at(height)}" {attributes}/>'


def circle(x: Place, y: Place, radius: float, attributes: str) -> str:
    """Draw a dot."""
    return f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{radius}" {attributes}/>'


def signal(x: Place, y: float, role: Role, attributes: str, size: float = 1.0) -> str:
    """Draw the figure of a signal around a place; a place in percent is the origin of a frame of its own."""
    if isinstance(x, str):
        inner = signal(0.0, 0.0, role, attributes, size)
        return f'<svg x="{x}" y="{_at(y)}" overflow="visible">{inner}</svg>'
    points = " ".join(f"{_at(x + size * right)},{_at(y + size * down)}" for right, down in CORNERS[role])
    return f'<polygon points="{points}" {attributes}/>'


def words(
    x: Place,
    y: Place,
    text: str,
    paint: Paint,
    *,
    name: str = "grey",
    anchor: str = "start",
    bold: bool = False,
    shift: int = 0,
) -> str:
    """Write a text at 12 px; only for paper, where the font is at hand."""
    # Said in any case: the font is a variable one, whose own default is its lightest.
    weight = 600 if bold else 400
    right = f' dx="{shift}"' if shift else ""
    return (
        f'<text x="{_at(x)}" y="{_at(y)}"{right} font-family="Hasil Sans, Source Sans 3, sans-serif" font-size="12" '
        f'text-anchor="{anchor}" font-weight="{weight}" {look(paint, fill=name)}>{escape(text)}</text>'
    )


def _at(value: Place) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
