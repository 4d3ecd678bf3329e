"""P2, empowering rather than serving: whose goals, whose lead, how far a community has come."""

from __future__ import annotations

from locales.words import Words
from metrics.catalogue.definition import Indicator

EMPOWERMENT_PROCESS: tuple[Indicator, ...] = (
    Indicator(
        id="client_set_goal_share",
        name=Words(
            "Tujuan ditetapkan klien",
            "Goals set by the client",
        ),
        question=Words(
            "Dari tujuan dalam rencana, berapa yang ditetapkan klien sendiri atau bersama, dan ia tanda tangani?",
            "Of goals in plans, how many did the client set, alone or jointly, and sign?",
        ),
        formula=Words(
            "ditetapkan klien atau bersama dan ditandatangani (cap jempol) ÷ semua tujuan",
            "set by the client or jointly and signed (thumbprint) ÷ all goals",
        ),
        caution=Words(
            '"Bersama" mudah dicentang begitu saja: periksa satu dari sepuluh.',
            '"Jointly" is easily ticked by default: look into one in ten.',
        ),
        principle="P2",
        seed="000·s9,s15; 003·Visi",
        kind="rate",
        fact="goal_set",
        numerator="goals_by_client",
        denominator="goals",
        unknown="goals_unsigned",
        direction="up",
        cadence="monthly",
        interval="wilson",
        source="Person-centred planning; CHS commitment 1",
    ),
    Indicator(
        id="aid_dependency_share",
        name=Words(
            "Ketergantungan bantuan",
            "Long-term aid dependency",
        ),
        question=Words(
            "Dari klien aktif, berapa yang terus menerima bantuan barang tanpa kemajuan tujuan?",
            "Of active clients, how many keep receiving material aid without progress on a goal?",
        ),
        formula=Words(
            "bantuan barang pada ≥10 dari 12 bulan tanpa kemajuan tujuan 6 bulan ÷ klien aktif selain lansia dan difabel",
            "aid in ≥10 of 12 months, no progress for 6 ÷ active clients but older people and people with a disability",
        ),
        caution=Words(
            "Bantuan jangka panjang bisa memang perlu: jangan dipakai untuk menghentikan bantuan seseorang.",
            "Long-term aid may be right: never a reason to end the aid of a person.",
        ),
        principle="P2",
        seed="000·s6",
        kind="rate",
        fact="aid_dependency",
        numerator="aid_dependent",
        denominator="aid_clients",
        direction="down",
        cadence="quarterly",
        combines="last",
        interval="wilson",
        source="Graduation programme practice",
    ),
    Indicator(
        id="community_led_activity_share",
        name=Words(
            "Kegiatan dipimpin warga",
            "Community-led activities",
        ),
        question=Words(
            "Dari kegiatan di komunitas, berapa yang dipimpin warga?",
            "Of activities in communities, how many were led by a community member?",
        ),
        formula=Words(
            "kegiatan yang dipimpin warga ÷ kegiatan yang diadakan",
            "activities led by a community member ÷ activities held",
        ),
        caution=Words(
            "Elite desa mudah dihitung sebagai warga: lihat siapa yang memimpin.",
            "The village elite is easily counted as the community: look who leads.",
        ),
        principle="P2",
        seed="004·1c,3a; 000·s1",
        kind="rate",
        fact="community_activity",
        numerator="activities_led_by_community",
        denominator="activities",
        direction="up",
        cadence="quarterly",
        interval="wilson",
        source="Arnstein, IAP2 ladders",
    ),
    Indicator(
        id="empowerment_stage_completion",
        name=Words(
            "Kemajuan proses pemberdayaan",
            "Progress of empowerment",
        ),
        question=Words(
            "Berapa dari 17 langkah dialog, penemukenalan, dan pengembangan yang sudah tercapai dengan bukti?",
            "How many of the 17 steps of dialogue, discovery and development were reached with evidence?",
        ),
        formula=Words(
            "langkah dengan bukti ÷ 17 langkah tiap komunitas, sampai hari terakhir",
            "steps with evidence ÷ 17 steps of each community, up to the last day",
        ),
        caution=Words(
            "Pertemuan mudah dicentang: tiap langkah perlu bukti bertanggal. Lihat tiap tahap, jangan dirata-ratakan.",
            "Meetings are easily ticked: each step needs dated evidence. See each stage, never an average of them.",
        ),
        principle="P2",
        seed="004·1a-e,2a-e,3a-g",
        kind="standing_share",
        fact="community_step",
        numerator="steps_done",
        denominator="steps_expected",
        direction="up",
        cadence="quarterly",
        combines="last",
        minimum=1,
        source="Seed 004",
    ),
)
