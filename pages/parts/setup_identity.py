"""Whether an organisation recognises its people in others: with whom, since when, what for, and for how many."""

from __future__ import annotations

from data.home import Home
from locales import formats
from locales.translate import Translator
from pages.parts import head
from pages.parts.held import agreement_members_of
from pages.parts.html import Html


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
    return head.section(t("setup.identity"), head.bullets(said), small=t("setup.identity.how"))
