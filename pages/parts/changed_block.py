"""What an import changed in the numbers, as a table: before, now, and the way to each number's own page."""

from __future__ import annotations

from collections.abc import Sequence

from locales.formats import DASH, date_range
from locales.translate import Translator
from metrics.changed import Change, Moved
from pages.parts import head
from pages.parts.html import Html, Span
from pages.parts.table import Cell, Column, Row, table
from pages.parts.why_link import why_link
from reports import words


def changed_blocks(changes: Sequence[Change], t: Translator) -> list[Html]:
    """Show for each organisation which of its main numbers are others now, or once that none is."""
    moved = [change for change in changes if change.moved]
    return [_block(change, t) for change in moved or changes[:1]]


def _block(change: Change, t: Translator) -> Html:
    name = change.organization.name
    if not change.moved:
        return head.section(
            t("datascreen.nothing_moved", organization=name), small=t("datascreen.nothing_moved_small")
        )
    first = change.moved[0].after
    heading = t.n("datascreen.moved", len(change.moved), organization=name)
    span = date_range(first.start, first.end, t.language)
    small = t.n("datascreen.moved_small", change.same, period=span)
    columns = [
        Column(t("datascreen.head.measure")),
        Column(t("datascreen.head.before"), right=True, width="22%"),
        Column(t("datascreen.head.now"), right=True, width="22%"),
    ]
    return head.section(
        heading, table(heading, columns, [_row(moved, t) for moved in change.moved]), small=small
    )


def _row(moved: Moved, t: Translator) -> Row:
    name = moved.indicator.name.say(t.language)
    link = why_link(moved.after, moved.indicator, {"lang": t.language, "screen": "week"})
    before = DASH if moved.before is None or moved.is_new else words.value_text(moved.before, t)
    now = words.value_text(moved.after, t)
    hardly = t("datascreen.hardly") if before == now else ""
    return Row(
        (
            Cell(Span(name, href=link) if link else name, under=hardly),
            Cell(before, grey=True),
            Cell(now, under=words.n_text(moved.after, t), strong=True),
        )
    )
