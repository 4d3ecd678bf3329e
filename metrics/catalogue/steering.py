"""P1, steering rather than rowing: linking people to what others can give."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

STEERING: tuple[Indicator, ...] = (
    Indicator(
        id="referral_followthrough_rate",
        name=Words("Rujukan tuntas dalam 30 hari", "Referrals completed in 30 days"),
        question=Words(
            "Dari klien yang dirujuk, berapa yang benar-benar menerima layanan mitra dalam 30 hari?",
            "Of clients referred, how many received the partner's service within 30 days?",
        ),
        formula=Words(
            "diterima ≤30 hari menurut klien atau mitra ÷ rujukan yang genap 30 hari",
            "received ≤30 days by the word of client or partner ÷ referrals that are 30 days old",
        ),
        caution=Words(
            "Mudah naik bila hanya rujukan ringan yang dibuat.",
            "Rises easily when only easy referrals are made.",
        ),
        principle="P1",
        seed="003·role 2",
        kind="rate",
        fact="referral",
        numerator="referrals_completed",
        denominator="referrals_due",
        direction="up",
        cadence="weekly",
        interval="wilson",
        headline=True,
        flow=True,
        source="Closed-loop referral practice",
    ),
    Indicator(
        id="needs_response_rate",
        name=Words("Kebutuhan tertangani", "Needs answered"),
        question=Words(
            "Dari kebutuhan hasil asesmen, berapa yang terjawab dalam 30 hari?",
            "Of assessed needs, how many were answered within 30 days?",
        ),
        formula=Words(
            "terjawab ≤30 hari ÷ kebutuhan yang genap 30 hari", "answered ≤30 days ÷ needs 30 days old"
        ),
        caution=Words(
            "Kebutuhan yang tidak bisa dijawab sering tidak dicatat.",
            "Needs that cannot be met are often not recorded.",
        ),
        principle="P1",
        seed="001; 004·2a,3b",
        kind="rate",
        fact="need",
        numerator="needs_answered",
        denominator="needs_due",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="DAC relevance",
    ),
)
