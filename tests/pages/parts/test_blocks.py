"""Blocks: everything is escaped, every number opens its card, and all of it can be read aloud."""

from __future__ import annotations

import doctest
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from pages.parts import bars, card, head, html, lists, review, signals, style, table
from pages.parts.html import Html, Span, el, say
from pages.parts.lists import Headline, LineRow, PeopleGroup, Person
from pages.parts.table import Cell, Column, Row
from reports.charts import make
from reports.charts.chart import Axis, Point, Tick

EVIL = '<img src=x onerror="alert(1)">&amp;'
SPARK = make.spark([Point(value=1.0), Point(value=2.0)], EVIL)
AXIS = Axis(low=0.2, high=1.0, ticks=(Tick(value=0.2, label="20"), Tick(value=1.0, label="100%")))
STATES = make.three_states((EVIL, 118), ("61 belum", 61), ("25 tidak diketahui", 25), EVIL)
CARD = card.Card(
    id="outcome rate",
    eyebrow=EVIL,
    name=EVIL,
    value=EVIL,
    counts=EVIL,
    interval=EVIL,
    states=STATES,
    rows=((EVIL, EVIL), ("Target", (EVIL, Span(EVIL, tone="bad", strong=True)))),
    links=((EVIL, "?card=outcome"),),
    close=EVIL,
)
PEOPLE = [PeopleGroup(EVIL, (Person(EVIL, EVIL, EVIL),), EVIL, urgent=True, more=EVIL)]

BLOCKS: dict[str, Callable[[], Html]] = {
    "title": lambda: head.title(EVIL, EVIL),
    "trust": lambda: head.trust(EVIL, [EVIL]),
    "notice": lambda: head.notice(EVIL),
    "section": lambda: head.section(EVIL, head.paragraph(EVIL), small=EVIL),
    "under": lambda: head.under(EVIL),
    "bullets": lambda: head.bullets([EVIL]),
    "setback": lambda: head.setback(EVIL, EVIL),
    "empty": lambda: head.empty(EVIL, EVIL, EVIL),
    "footer": lambda: head.footer([EVIL]),
    "people": lambda: lists.people(PEOPLE),
    "headlines": lambda: lists.headlines([Headline(EVIL, EVIL, (EVIL,), "outcome")]),
    "lines": lambda: lists.lines([LineRow(EVIL, EVIL, EVIL, tone="bad", card="outcome")]),
    "signals": lambda: signals.signals(
        [signals.Signal("concern", EVIL, EVIL, EVIL, SPARK, EVIL, (EVIL,), "down", "outcome")]
    ),
    "quiet": lambda: signals.quiet(EVIL, [signals.Quiet(EVIL, EVIL, EVIL, "outcome")]),
    "table": lambda: table.table(
        EVIL,
        [Column(EVIL), Column(EVIL, axis=AXIS), Column(EVIL, right=True)],
        [
            Row(
                (
                    Cell(EVIL, under=EVIL),
                    Cell(chart=make.interval(0.5, AXIS, EVIL)),
                    Cell(EVIL, EVIL, card="a"),
                )
            )
        ],
    ),
    "matrix": lambda: review.matrix(
        EVIL,
        [review.MatrixColumn("pass", EVIL, EVIL)],
        [review.MatrixRow("concern", EVIL, EVIL, ((review.Entry(EVIL, EVIL, "outcome"),),), "down")],
    ),
    "exceptions": lambda: review.exceptions(
        [review.Exceptional(EVIL, SPARK, EVIL, EVIL, EVIL, ((EVIL, EVIL),), "bad", "outcome")]
    ),
    "stacked": lambda: bars.stacked(make.stacked([(EVIL, 3, "actual"), ("b", 1, "unknown")], EVIL)),
    "cards": lambda: card.cards([CARD]),
}


@pytest.mark.parametrize("module", [html])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", BLOCKS)
def test_words_can_never_become_elements(name: str) -> None:
    shown = BLOCKS[name]()
    root = parser.fragment_fromstring(shown, create_parent="div")
    assert not root.xpath("//*[@onerror]")
    assert not root.xpath("//img[@src='x']")
    said = "".join(root.itertext()) + "".join(root.xpath("//@alt | //@aria-label"))
    assert EVIL in said, "and they are still said as they are"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_picture_and_button_has_words(name: str) -> None:
    root = parser.fragment_fromstring(BLOCKS[name](), create_parent="div")
    assert all(image.get("alt") is not None for image in root.iter("img"))
    assert all(button.get("aria-label") for button in root.iter("button"))
    assert all(part.get("aria-label") for part in root.xpath("//*[@role='img']"))


@given(st.text())
def test_text_comes_out_as_it_went_in(text: str) -> None:
    shown = el("p", text, title=text)
    assert "<" not in shown.removeprefix("<p title=").removesuffix("</p>")
    visible = text.replace("\r\n", "\n").replace("\r", "\n")
    if visible.isprintable() and "\x00" not in visible:
        root = parser.fragment_fromstring(shown)
        assert (root.text or "") == visible
        assert root.get("title") == visible


def test_stars_make_bold_and_nothing_else_does() -> None:
    assert say("lengkap **94%** dan <b>tebal</b>") == "lengkap <b>94%</b> dan &lt;b&gt;tebal&lt;/b&gt;"
    assert html.plain(("lengkap **94%**", Span(" baik", tone="good"))) == "lengkap 94% baik"


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert el("button", "x", disabled=True, hidden=False, title=None) == "<button disabled>x</button>"


def test_a_table_has_a_caption_heads_with_scope_and_row_heads() -> None:
    shown = table.table(
        "Janji",
        [Column("Hasil"), Column("Kisaran", axis=AXIS), Column("Nilai", right=True)],
        [Row((Cell("Anak"), Cell("tidak ditampilkan", span=2)))],
    )
    root = parser.fragment_fromstring(shown)
    assert root.findtext("caption") == "Janji"
    assert [head.get("scope") for head in root.iter("th")] == ["col", "col", "col", "row"]
    assert root.xpath("//tbody//td/@colspan") == ["2"]
    assert root.xpath("//thead//th[2]//span[@class='unseen']/text()") == ["Kisaran"]


def test_a_table_of_many_columns_can_be_moved_by_keyboard() -> None:
    shown = table.table("Banyak", [Column(str(number)) for number in range(7)], [])
    root = parser.fragment_fromstring(shown)
    assert (root.get("tabindex"), root.get("aria-label")) == ("0", "Banyak")


def test_a_number_opens_the_card_of_its_name() -> None:
    shown = lists.lines([LineRow("Mencapai tujuan", "58%", card="outcome:napza")])
    button = parser.fragment_fromstring(shown).find(".//button")
    assert button is not None
    assert button.get("popovertarget") == card.anchor("outcome:napza")
    assert button.get("aria-label") == "Mencapai tujuan: 58%"
    opened = parser.fragment_fromstring(card.card_popover(card.Card("outcome:napza", "", "Nama", "58%")))
    assert opened.get("id") == button.get("popovertarget")
    assert opened.get("popover") == "auto"


def test_without_a_card_a_number_is_no_button() -> None:
    assert "<button" not in lists.lines([LineRow("Mencapai tujuan", "58%")])


def test_cards_that_several_numbers_open_stand_on_the_page_once() -> None:
    assert card.cards([CARD, CARD]).count("popover=") == 1


def test_the_dialog_says_what_the_popover_says_but_for_the_name_it_has_itself() -> None:
    body = card.card_body(CARD)
    assert body in card.card_popover(CARD)
    assert card.card_body(CARD, named=False) == body.replace(el("h2", CARD.name), "")


def test_an_empty_cell_of_the_matrix_is_a_dash() -> None:
    shown = review.matrix(
        "x",
        [review.MatrixColumn("none", "Tanpa target", "")],
        [review.MatrixRow("common", "Tidak berubah", "", ((),))],
    )
    assert parser.fragment_fromstring(shown).findtext(".//tbody//td/span") == "–"


def test_the_bar_of_three_states_keeps_true_lengths() -> None:
    root = parser.fragment_fromstring(bars.three_states(STATES))
    grown = [float(style.partition(":")[2]) for style in root.xpath("./div[1]/i/@style")]
    assert grown == pytest.approx([118 / 204, 61 / 204, 25 / 204], abs=1e-4)


def rules(sheet: str) -> list[str]:
    """Give every selector of a stylesheet, those inside at-rules too."""
    plain = re.sub(r"@(container|media|supports)\s*\([^{]*\)\s*\{", "", sheet)
    return [part.strip() for part in re.findall(r"([^{}]+)\{[^{}]*\}", plain)]


def test_every_rule_stands_under_our_own_class_and_none_touches_streamlit() -> None:
    sheet = style.stylesheet().removeprefix("<style>").removesuffix("</style>")
    selectors = [one.strip() for rule in rules(sheet) for one in re.split(r",(?![^(]*\))", rule)]
    assert len(selectors) > 100
    assert [one for one in selectors if not one.startswith(".hasil")] == []
    assert "data-testid" not in sheet and ".st-" not in sheet and "stApp" not in sheet


def test_colours_fall_back_to_light_where_light_dark_is_unknown() -> None:
    sheet = style.stylesheet()
    plain, _, themed = sheet.partition("@supports (color:light-dark(red,red))")
    assert "--good:#008ccb" in plain and "light-dark(" not in plain
    assert "--good:light-dark(#008ccb,#2bbcf3)" in themed


def test_the_sheet_asks_for_nothing_from_outside() -> None:
    assert "url(" not in style.stylesheet() and "@import" not in style.stylesheet()
