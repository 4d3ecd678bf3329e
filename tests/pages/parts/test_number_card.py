"""The number card of an IndicatorValue: all there is to know, and nothing that is hidden."""

from __future__ import annotations

import datetime as dt
from typing import Any

from locales.translate import translator
from locales.words import Words
from metrics.catalogue.definition import Indicator
from metrics.value import IndicatorValue, TargetValue
from pages.parts.card import card_body
from pages.parts.html import Span, plain
from pages.parts.number_card import number_card, status_span

T = translator("id")
INDICATOR = Indicator(
    id="outcome_achievement_rate",
    name=Words(id="Klien yang mencapai tujuannya", en="Clients who met their goal"),
    question=Words(id="Berapa yang mencapai tujuannya?", en="How many met their goal?"),
    formula=Words(id="tercapai ÷ semua yang keluar", en="achieved ÷ all exits"),
    caution=Words(
        id="Mudah naik jika hanya kasus ringan diterima.", en="Rises where only mild cases come in."
    ),
    principle="P5",
    seed="000",
    kind="rate",
    fact="exit",
    numerator="achieved",
    denominator="eligible",
    unknown="unknown",
    direction="up",
    cadence="monthly",
)


def value(**changes: Any) -> IndicatorValue:
    given: dict[str, Any] = {
        "indicator": "outcome_achievement_rate",
        "start": dt.date(2026, 1, 1),
        "end": dt.date(2026, 9, 30),
        "value": 118 / 204,
        "numerator": 118,
        "denominator": 204,
        "unknown": 25,
        "low": 0.51,
        "high": 0.644,
        "interval_method": "wilson",
        "worst": 118 / 204,
        "best": 143 / 204,
        "n": 204,
        "status": "ok",
        "unit": "proportion",
        "direction": "up",
        "target": TargetValue(value=0.65, baseline=0.49),
        "target_status": "below",
        "rule_version": "3",
        "evidence_level": "E1",
        "as_of": dt.date(2026, 11, 15),
    }
    return IndicatorValue(**(given | changes))


def test_a_card_holds_everything_that_is_needed_to_read_the_number() -> None:
    card = number_card(value(), INDICATOR, T, id="a", query={"org": "maju", "lang": "id"})
    said = {label: plain(text) for label, text in card.rows}
    assert card.eyebrow == "Kartu angka · aturan versi 3"
    assert (card.name, card.value) == ("Klien yang mencapai tujuannya", "58%")
    assert plain(card.counts) == "118 dari 204, Jan–Sep 2026"
    assert card.interval == "kisaran 95%: 51–64% (Wilson)"
    assert list(said) == ["Artinya", "Rumus", "Tidak diketahui", "Target", "Bukti", "Data", "Hati-hati"]
    assert said["Target"] == "65% (garis awal 49%): ▼ di bawah"
    assert said["Data"] == "Data per 15 Nov 2026."
    assert said["Tidak diketahui"].startswith("25 belum dinilai, dihitung belum tercapai. ")
    assert card.links == (("Tautan ke kartu ini", "?org=maju&lang=id&card=a"),)
    assert card.states is not None
    assert [point.value for point in card.states.series[0].points] == [118, 61, 25]


def test_a_card_in_english_is_all_english() -> None:
    card = number_card(value(), INDICATOR, translator("en"), id="a")
    assert [label for label, _ in card.rows] == [
        "Meaning",
        "Formula",
        "Unknown",
        "Target",
        "Evidence",
        "Data",
        "Caution",
    ]


def test_the_card_of_a_suppressed_number_says_why_and_holds_no_number() -> None:
    hidden = number_card(value(status="suppressed"), INDICATOR, T, id="a", threshold=10)
    assert hidden.value == "–(k)"
    assert dict(hidden.rows)["Keadaan"] == "tidak ditampilkan: kurang dari 10 orang"
    shown = card_body(hidden)
    assert not any(number in shown for number in ("118", "204", "58%", "51–64", "25 belum"))
    assert "Keadaan" not in dict(number_card(value(), INDICATOR, T, id="a").rows)


def test_a_number_that_was_not_measured_has_a_card_that_says_so() -> None:
    nothing = dict.fromkeys(
        ("value", "numerator", "denominator", "unknown", "low", "high", "worst", "best", "n")
    )
    card = number_card(value(status="not_measured", **nothing), INDICATOR, T, id="a")
    assert card.value == "–"
    assert dict(card.rows)["Keadaan"] == "belum diukur"
    assert card.states is None


def test_where_all_are_assessed_the_card_says_so() -> None:
    card = number_card(value(unknown=0, best=118 / 204), INDICATOR, T, id="a")
    assert dict(card.rows)["Tidak diketahui"] == "Semua sudah dinilai."


def test_only_a_certain_verdict_is_coloured() -> None:
    tones = {}
    for status in ("above", "likely", "unclear", "below"):
        span = status_span(value(target_status=status), T)
        assert isinstance(span, Span)
        tones[status] = (span.text[0], span.tone)
    assert tones == {
        "above": ("▲", "good"),
        "likely": ("≈", None),
        "unclear": ("≈", None),
        "below": ("▼", "bad"),
    }
    assert status_span(value(target_status=None), T) == ""
