"""HTML: one file that opens without a connection, on a telephone too; charts answer to a finger.

The same for a mail (``for_mail``), where pictures and scripts do not arrive: words and tables only.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from reports.charts.chart import Chart
from reports.charts.colours import light
from reports.charts.svg import HEIGHTS, svg
from reports.charts.svg_plots import Frame
from reports.document import (
    Block,
    Box,
    Break,
    Bullets,
    Cell,
    Document,
    Heading,
    Headlines,
    Paragraph,
    Pictogram,
    Picture,
    Table,
)
from reports.frozen import Frozen

HERE = Path(__file__).parent
WIDE, NARROW = 700, 200
"""Pixels of a chart of its own, and of one in a row."""
POINTED = {"xmr": (40, 112), "bars": (40, 72)}
"""Charts whose points can be pointed at, with what their axes take at the left and the right."""


def page(frozen: Frozen, document: Document, *, for_mail: bool = False) -> bytes:
    """Set a document as one HTML file that asks nothing of the network."""
    style = (HERE / "page.css").read_text(encoding="utf-8")
    script = "" if for_mail else f"<script>{(HERE / 'page.js').read_text(encoding='utf-8')}</script>"
    body = "".join(_block(block, for_mail) for block in document.blocks)
    lead = f"<p class=lead>{escape(document.lead)}</p>" if document.lead else ""
    foot = " · ".join(escape(one) for one in (*document.scope[1:], *document.foot))
    stamp = escape(f"{document.stamp_label} {frozen.stamp}")
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{style}</style></head><body><main>"
        f"<p class=scope>{escape(' · '.join(document.scope))}</p><h1>{escape(document.title)}</h1>{lead}{body}"
        f"<footer>{foot} · {stamp}</footer></main>{script}</body></html>"
    ).encode()


def _block(block: Block, for_mail: bool) -> str:
    match block:
        case Heading():
            small = f"<p class=small>{escape(block.small)}</p>" if block.small else ""
            return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>{small}"
        case Paragraph():
            return f'<p class="{block.style}">{escape(block.text)}</p>'
        case Bullets():
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
        case Headlines():
            return f"<div class=headlines>{''.join(map(_headline, block.items))}</div>"
        case Table():
            return _table(block, for_mail)
        case Box():
            lines = "".join(f"<p>{escape(line)}</p>" for line in block.lines)
            return f'<div class="box {block.style}"><b>{escape(block.heading)}</b>{lines}</div>'
        case Picture():
            return "" if for_mail else _figure(block.chart, block.height)
        case Pictogram():
            return f"<p class=big>{escape(block.big)}</p><p>{escape(block.text)}</p>"
        case Break():
            return ""


def _headline(one) -> str:  # type: ignore[no-untyped-def]
    lines = "".join(f"<span>{escape(line)}</span>" for line in one.lines)
    return f"<div><span class=label>{escape(one.label)}</span><b>{escape(one.value)}</b>{lines}</div>"


def _table(block: Table, for_mail: bool) -> str:
    heads = "".join(
        f"<th scope=col{_right(column.right)}>{escape(column.head)}</th>" for column in block.columns
    )
    head = f"<thead><tr>{heads}</tr></thead>" if any(column.head for column in block.columns) else ""
    rows = []
    for place, row in enumerate(block.rows):
        cells, column = [], 0
        for cell in row:
            cells.append(_cell(cell, block.columns[column].right, for_mail))
            column += cell.span
        rows.append(f"<tr{' class=total' if place in block.strong else ''}>{''.join(cells)}</tr>")
    caption = f"<caption>{escape(block.caption)}</caption>"
    return f"<div class=scroll><table>{caption}{head}<tbody>{''.join(rows)}</tbody></table></div>"


def _cell(cell: Cell, right: bool, for_mail: bool) -> str:
    text = escape(cell.text).replace("\n", "<br>")
    classes = [name for name, on in (("strong", cell.strong), ("grey", cell.grey)) if on]
    classes += [cell.tone] if cell.tone else []
    said = f'<span class="{" ".join(classes)}">{text}</span>' if classes else text
    if cell.small:
        said += f" <small>{escape(cell.small)}</small>"
    if cell.chart is not None and not for_mail:
        said += _figure(cell.chart, None)
    if cell.under:
        said += (
            f"<br><small>{escape(cell.under)}</small>"
            if cell.text
            else f"<small>{escape(cell.under)}</small>"
        )
    span = f" colspan={cell.span}" if cell.span > 1 else ""
    return f"<td{span}{_right(right)}>{said}</td>"


def _right(right: bool) -> str:
    return " class=right" if right else ""


def _figure(chart: Chart, height: int | None) -> str:
    """A chart as an SVG in the page; where it has points along an axis, each can be pointed at."""
    wide = WIDE if chart.kind in (*POINTED, "curve", "stacked", "three_states") else NARROW
    tall = height or HEIGHTS[chart.kind]
    drawn = svg(chart, width=wide, height=tall)
    drawn = drawn.replace(
        "<svg ", f'<svg role=img aria-label="{escape(chart.alt)}" viewBox="0 0 {wide} {tall}" ', 1
    )
    if chart.kind not in POINTED:
        return f"<figure>{drawn}</figure>"
    left, right = POINTED[chart.kind]
    frame = Frame(chart, light, wide, tall, left=left, right=right)
    points = [
        [
            round(frame.x(number if point.place is None else point.place) / wide, 4),
            f"{point.label}: {point.text}",
        ]
        for number, point in enumerate(chart.series[0].points)
        if point.value is not None
    ]
    told = escape(json.dumps(points, ensure_ascii=False))
    return f'<figure data-points="{told}">{drawn}<output></output></figure>'
