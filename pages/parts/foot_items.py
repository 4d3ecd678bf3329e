"""What stands at the foot of every screen: as of when, how complete, by which definitions, what is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from locales import formats
from locales.translate import Translator
from metrics.building import definitions_version
from metrics.value import IndicatorValue
from pages.parts.html import Text
from reports import words

LONG_AGO = 60
"""From so many days on, how long ago it was is said in months."""
DAYS_A_MONTH = 30.4


def foot_items(
    as_of: dt.date, completeness: IndicatorValue | None, t: Translator, *, hidden: str | None = None
) -> Sequence[Text]:
    """Say what the numbers of a screen rest on. ``hidden`` says what this viewer does not see."""
    items = [_as_of(as_of, t)]
    if completeness is not None and completeness.value is not None:
        items.append(t("foot.complete", percent=words.value_text(completeness, t)))
    items += [t("foot.version", version=definitions_version()[:6]), t("foot.range")]
    return [*items, hidden] if hidden else items


def _as_of(as_of: dt.date, t: Translator) -> str:
    day = formats.day(as_of, t.language)
    ago = (dt.date.today() - as_of).days
    if ago < 1:
        return t("foot.as_of", day=day)
    if ago < LONG_AGO:
        return t("foot.as_of_ago", day=day, ago=formats.days(ago, t.language))
    return t("foot.as_of_ago", day=day, ago=formats.months(round(ago / DAYS_A_MONTH), t.language))
