"""Whether an organisation recognises its people in others: with whom, since when, what for, and for how many."""

from __future__ import annotations

from data.home import Home
from locales import formats
from locales.translate import Translator
from metrics.publish import newest_published
from metrics.reader import open_reader
from metrics.reviews.together import served_together
from pages.parts import head
from pages.parts.door import is_stale, scope_of
from pages.parts.held import agreement_members_of
from pages.parts.html import Html
from reports.reasons import reason_text
from reports.words import period_text, value_text


def identity(home: Home, organization: str, t: Translator) -> Html:
    """Say with whom identities are shared, or that nobody is recognised anywhere else."""
    agreement, everybody = agreement_members_of(home, organization)
    own = next((one for one in everybody if one.organization == organization), None)
    if agreement is None or own is None:
        return head.section(t("setup.identity"), head.paragraph(t("setup.identity.none")))
    others = [one.name for one in everybody if one.organization != organization]
    since = formats.day(own.agreed_on, t.language)
    counts = {
        "numbered": formats.count(own.numbered, t.language),
        "clients": formats.count(own.clients, t.language),
    }
    said = [
        t("setup.identity.with", agreement=agreement, others=", ".join(others), since=since)
        if others
        else t("setup.identity.alone", agreement=agreement, since=since),
        t("setup.identity.purpose", purpose=own.purpose),
        t("setup.identity.numbers" if own.numbered else "setup.identity.none_yet", **counts),
    ]
    said += _together(home, organization, t) if others else []
    return head.section(t("setup.identity"), head.bullets(said), small=t("setup.identity.how"))


def _together(home: Home, organization: str, t: Translator) -> list[str]:
    """How many people all of them served, as far as nobody can be told from it; nothing before it is published."""
    if newest_published(home) is None or is_stale(home):
        return []
    scope = scope_of("setup")
    found = served_together(open_reader(home), scope, organization)
    if found is None:
        return []
    if found.status == "suppressed":
        return [t("setup.identity.together_hidden", threshold=scope.threshold)]
    if found.value is None:
        return [t("setup.identity.together_not")]
    told = t("setup.identity.together", period=period_text(found, t), people=value_text(found, t))
    return [" ".join([told, *(reason_text(note, t) for note in found.notes)])]
