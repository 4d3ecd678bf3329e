"""What a promise is about, beside its name."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.reviews.promised import Promise
from reports import words
from reports.reading import Reading, group_name, name_of, sentence


def about(promise: Promise, promises: Sequence[Promise], reading: Reading) -> str:
    """Say which programme, grant, group or result of others a promise is about.

    One of the whole organisation says so where others have its name. Where several promises would still read alike,
    and where somebody else reports it, the period is said too.
    """
    said = _place(promise, reading)
    name = name_of(promise.actual, reading.t)
    if not said and len([one for one in promises if name_of(one.actual, reading.t) == name]) > 1:
        said = reading.t("promises.of_whole")
    alike = [one for one in promises if _called(one, reading) == _called(promise, reading)]
    dated = len(alike) > 1 or promise.actual.source == "reported"
    return sentence(said, words.period_text(promise.actual, reading.t) if dated else "")


def _called(promise: Promise, reading: Reading) -> tuple[str, str]:
    return name_of(promise.actual, reading.t), _place(promise, reading)


def _place(promise: Promise, reading: Reading) -> str:
    actual = promise.actual
    return sentence(
        reading.program(actual),
        reading.grants.get(actual.grant, "") if actual.grant else "",
        group_name(actual, reading.t) if actual.group else "",
        promise.result_name or "",
    )
