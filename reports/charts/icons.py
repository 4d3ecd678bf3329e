"""The two icons of a control chart: how it varies, and whether its target is met."""

from __future__ import annotations

from typing import Literal

from metrics.statistics.spc import Assurance, Variation
from reports.charts.colours import Paint, both
from reports.charts.svg_marks import line, look, rect

Way = Literal["up", "down"]
"""Where the latest point lies; icons of no direction know it from their variation."""

_ROLES = {
    "improvement": "good",
    "concern": "bad",
    "neutral_high": "neutral",
    "neutral_low": "neutral",
    "common": "common",
    "too_few": "common",
}
_WAYS: dict[str, Way] = {"neutral_high": "up", "neutral_low": "down"}
_WAVE = '<path d="M6.5 12.5l2.6-3 2.6 5 2.8-6 3 4" '
_ARROWS = {
    "up": '<path d="M12 17.2V7.4M7.8 11.4L12 7.2l4.2 4.2" ',
    "down": '<path d="M12 6.8v9.8M7.8 12.6l4.2 4.2 4.2-4.2" ',
}


def variation_icon(variation: Variation, way: Way | None = None, paint: Paint = both) -> str:
    """Draw a ring with an arrow in the verdict's colour, a wave for common cause, nothing for too few."""
    role = _ROLES[variation]
    ring = f'<circle cx="12" cy="12" r="10.6" {look(paint, stroke=role, width=1.8)}/>'
    if variation == "too_few":
        return _icon(24, 24, ring)
    way = _WAYS.get(variation, way)
    path, width = (_WAVE, 1.5) if variation == "common" or way is None else (_ARROWS[way], 1.9)
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return _icon(24, 24, f"{ring}{path}{look(paint, stroke=role, width=width)} {ends}/>")


def assurance_icon(assurance: Assurance, paint: Paint = both) -> str:
    """Draw the target as a dashed line and the usual range as a block on, across or off its good side."""
    places = {"pass": (0, 12.5, "good"), "hit_and_miss": (3.5, 7, "common"), "fail": (7.5, 3, "bad")}
    if assurance == "none":
        return _icon(24, 16, "")
    top, target, role = places[assurance]
    block = rect(7, top, 10, 8, look(paint, fill=role) + ' rx="1"')
    dashes = line(0.5, target + 1, 23.5, target + 1, look(paint, stroke="ink", width=1.4, dash="3 2"))
    return _icon(24, 16, block + dashes)


def _icon(width: int, height: int, drawing: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" style="color-scheme:light dark">{drawing}</svg>'
    )
