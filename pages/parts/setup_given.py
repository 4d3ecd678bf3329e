"""What was answered already where each answer adds a row: targets, and shares of grants."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from data.setup import Row
from locales import formats
from locales.translate import Translator
from metrics.catalogue import BY_ID
from pages.parts import head
from pages.parts.html import Html
from pages.parts.setup_forms import Answering


def given_targets(here: Answering) -> Html | None:
    """List the targets that stand, the latest due first."""
    t = here.t
    programs = {row["program_id"]: row["name"] for row in here.rows["program"]}
    rows = sorted(here.rows["target"], key=lambda row: row["due_on"], reverse=True)
    said = [
        t(
            "setup.given.target",
            indicator=BY_ID[row["indicator"]].name.say(t.language)
            if row["indicator"] in BY_ID
            else row["indicator"],
            program=programs.get(row["program_id"], t("setup.given.whole")),
            value=_amount(row, t),
            period=formats.date_range(row["starts_on"], row["due_on"], t.language),
        )
        for row in rows
    ]
    return head.bullets(said) if said else None


def given_shares(here: Answering) -> Html | None:
    """List the shares that stand, months of one share together."""
    t = here.t
    grants = {row["grant_id"]: row["name"] for row in here.rows["grant_award"]}
    programs = {row["program_id"]: row["name"] for row in here.rows["program"]}
    months: dict[tuple[str, str, float], list[dt.date]] = defaultdict(list)
    for row in here.rows["grant_share"]:
        months[(row["grant_id"], row["program_id"], row["share"])].append(row["month_on"])
    said = [
        t(
            "setup.given.share",
            grant=grants.get(grant, grant),
            program=programs.get(program, program),
            share=formats.percent(share, t.language),
            first=formats.month(min(days), t.language),
            last=formats.month(max(days), t.language),
            months=len(days),
        )
        for (grant, program, share), days in sorted(months.items(), key=lambda one: one[0])
    ]
    return head.bullets(said) if said else None


def _amount(row: Row, t: Translator) -> str:
    unit = BY_ID[row["indicator"]].unit if row["indicator"] in BY_ID else ""
    return (formats.percent if unit == "proportion" else formats.count)(row["value"], t.language)
