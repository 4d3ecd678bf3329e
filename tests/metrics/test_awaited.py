"""A number that cannot be there yet says what is awaited, not that nothing was recorded."""

from __future__ import annotations

from data.home import Home
from locales.translate import LANGUAGES, translator
from metrics.catalogue import CATALOGUE
from metrics.values.awaited import KINDS, awaited_key, missing_tables
from metrics.values.shape import NOTHING_RECORDED
from tests.data.rows import clients, stay
from tests.metrics.money_rows import asked, org, published, reasons


def test_with_intakes_and_no_exit_a_rate_of_exits_waits_for_the_first_to_leave(home: Home) -> None:
    rows = [stay(number, "2025-01-10") for number in range(3)]
    reader = published(home, org("o1"), {"client": clients(rows), "enrollment": rows}, as_of="2025-06-30")
    year = ("2025-01-01", "2025-12-31")
    assert reasons(asked(reader, "outcome_achievement_rate", *year)) == {"awaited.eligible"}
    assert reasons(asked(reader, "return_rate_12m", *year)) == {"awaited.return_curve"}
    assert reasons(asked(reader, "early_intake_share", *year)) == {"awaited.intakes_with_risk"}
    # Of referrals and complaints there are no records at all: these are to be filled in.
    lacking = {
        "referral_followthrough_rate": "referral",
        "complaint_resolution_rate": "complaint",
        "mean_outcome_change": "measurement",
    }
    for name, table in lacking.items():
        answer = asked(reader, name, *year)
        assert (reasons(answer), missing_tables(answer)) == ({NOTHING_RECORDED}, (table,)), name


def test_everything_that_may_wait_says_for_what_in_both_languages() -> None:
    keys = {awaited_key(one) for one in CATALOGUE if one.kind in KINDS}
    for language in LANGUAGES:
        texts = translator(language).texts
        assert keys == {key for key in texts if key.startswith("awaited.")}
