"""The days of Lebaran (1 Syawal), by year."""

from __future__ import annotations

import datetime as dt

LEBARAN: dict[int, dt.date] = {
    day.year: day
    for day in map(
        dt.date.fromisoformat,
        (
            "2015-07-17", "2016-07-06", "2017-06-25", "2018-06-15", "2019-06-05", "2020-05-24", "2021-05-13",
            "2022-05-02", "2023-04-22", "2024-04-10", "2025-03-31", "2026-03-21", "2027-03-10", "2028-02-27",
            "2029-02-15", "2030-02-04",
        ),
    )
}  # fmt: skip
"""Up to 2026 as the government of Indonesia set it: the Minister of Religious Affairs after the sidang isbat, or
the joint decree of the three ministers on public holidays (for 2026: 1497/2025, 2/2025, 5/2025); compared with
the confirmed dates of the holidays library (vacanza/holidays, Indonesia). From 2027 on nobody has set them: they
are calculated by the criteria of MABIMS, which Indonesia follows since 2022 (at sunset in Sabang the moon stands
3° high and 6.4° from the sun), and may move by a day."""
