"""Documents say how money divides only as far as somebody recorded what it was for."""

from __future__ import annotations

import datetime as dt

import pytest

from data.home import Home
from metrics.publish import publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from reports.document import Heading, Paragraph, Pictogram
from reports.making import make
from reports.request import Request
from tests.data.rows import bring, clients, house, stay


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


@pytest.mark.parametrize(
    ("natures", "coins", "heading", "said"),
    [
        ((None, None), 0, "Untuk apa uangnya dipakai belum tercatat", "belum tercatat"),
        (
            ("treatment", "prevention"),
            10,
            "100% uangnya sampai ke layanan langsung",
            "10 untuk pelayanan langsung",
        ),
        (
            ("shared", None),
            0,
            "60% uangnya belum tercatat untuk apa; sisanya biaya bersama dan administrasi",
            "4 untuk biaya bersama, 6 belum tercatat untuk apa",
        ),
        (
            ("treatment", None),
            4,
            "40% uangnya tercatat untuk layanan langsung; 60% belum tercatat untuk apa",
            "4 untuk pelayanan langsung, 6 belum tercatat untuk apa",
        ),
    ],
)
def test_money_of_no_recorded_purpose_is_called_so_and_never_a_service(
    home: Home, natures: tuple[str | None, ...], coins: int, heading: str, said: str
) -> None:
    ledger = [booked(number, nature) for number, nature in enumerate(natures)]
    stays = [stay(1, "2025-01-01", "2025-02-01", "achieved")]
    people = {"client": clients(stays), "enrollment": stays}
    assert bring(home, {**house(), **people, "ledger_entry": ledger}).status == "imported"
    publish(home)
    asked = Request(kind="poster", organization="o1", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    reader = open_reader(home)
    blocks = make(home, reader, OWNER, asked).document("id").blocks
    drawn = [one for one in blocks if isinstance(one, Pictogram) and one.shape == "coin"]
    assert sum(one.filled for one in drawn) == coins
    assert any(isinstance(one, Paragraph) and "Rp10 juta" in one.text for one in blocks)
    assert any(said in one.text for one in blocks if isinstance(one, Paragraph | Pictogram))
    donor = make(home, reader, OWNER, asked.model_copy(update={"kind": "donor"})).document("id").blocks
    assert heading in [one.text for one in donor if isinstance(one, Heading)]
