"""P7, earning rather than spending: where the money comes from."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

EARNING: tuple[Indicator, ...] = (
    Indicator(
        id="largest_funder_share",
        name=Words("Ketergantungan pada donor terbesar", "Dependence on the largest funder"),
        question=Words(
            "Berapa bagian pemasukan yang berasal dari satu penyandang dana terbesar?",
            "How much of the income comes from the one largest funder?",
        ),
        formula=Words(
            "pemasukan dari penyandang dana asal terbesar ÷ semua pemasukan uang",
            "income from the largest ultimate funder ÷ all income in money",
        ),
        caution=Words(
            "Dana yang disalurkan lewat pihak lain dihitung pada asalnya, bila asalnya tercatat.",
            "Money that came through somebody else counts for its origin, where that was written down.",
        ),
        principle="P7",
        seed="000·s5",
        kind="largest_share",
        fact="money",
        numerator="income",
        direction="down",
        cadence="quarterly",
        minimum=1,
        headline=True,
        source="Tuckman & Chang 1991",
    ),
)
