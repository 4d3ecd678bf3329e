"""The community poster says nothing of how money divides where nobody recorded what it was for."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from reports.document import Paragraph, Pictogram
from reports.making import make
from reports.request import Request
from tests.data.rows import bring, house


def booked(number: int, nature: str | None) -> dict[str, str | None]:
    return {
        "entry_id": f"l{number}",
        "organization_id": "o1",
        "program_id": "p1",
        "kind": "expenditure",
        "nature": nature,
        "booked_on": "2025-03-05",
        "amount": "6000000" if number else "4000000",
        "currency": "IDR",
    }


@pytest.mark.parametrize(("natures", "coins"), [((None, None), 0), (("treatment", "admin"), 1)])
def test_money_is_divided_only_where_its_purpose_is_recorded(
    home: Home, natures: tuple[str | None, ...], coins: int
) -> None:
    ledger = [booked(number, nature) for number, nature in enumerate(natures)]
    assert bring(home, {**house(), "ledger_entry": ledger}).status == "imported"
    publish(home)
    asked = Request(kind="poster", organization="o1", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    blocks = make(home, open_reader(home), OWNER, asked).document("id").blocks
    assert [one.shape for one in blocks if isinstance(one, Pictogram)].count("coin") == coins
    assert any(isinstance(one, Paragraph) and "Rp10 juta" in one.text for one in blocks)
