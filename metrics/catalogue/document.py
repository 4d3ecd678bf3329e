"""The catalogue as a document, made from the declarations: what each number asks, how it is made, how it misleads."""

from __future__ import annotations

from typing import get_args

from locales import formats
from locales.translate import Translator
from metrics.catalogue import BY_ID, CATALOGUE
from metrics.catalogue.combining import as_measures, kept_apart
from metrics.catalogue.definition import Indicator, Principle

CHAPTERS: tuple[str | None, ...] = (*get_args(Principle), None)
"""The principles in the order of seed 000, and what belongs to none."""


def card(indicator: Indicator, t: Translator) -> list[tuple[str, str]]:
    """Everything an indicator declares, as pairs of a label and a sentence; its question is not among them."""
    language = t.language
    apart = kept_apart(indicator)
    rows = [
        ("formula", indicator.formula.say(language)),
        ("measures", f"`{as_measures(indicator, language)}`"),
        (
            "unit",
            f"{t(f'catalogue.unit.{indicator.unit}')}; {t(f'catalogue.direction.{indicator.direction}')}",
        ),
        ("cadence", t(f"catalogue.cadence.{indicator.cadence}")),
        ("combines", t(f"catalogue.combines.{indicator.combines}")),
        ("apart", apart.say(language) if apart else t("catalogue.nothing_apart")),
        ("minimum", formats.number(indicator.minimum, language)),
        (
            "interval",
            t(f"catalogue.interval.{indicator.interval}")
            if indicator.interval
            else t("catalogue.no_interval"),
        ),
        ("gates", _gates(indicator, t)),
        ("beside", ", ".join(_named(one, t) for one in indicator.beside)),
        ("programs", ", ".join(t(f"catalogue.program_kind.{kind}") for kind in indicator.program_kinds)),
        ("caution", indicator.caution.say(language)),
        ("seed", indicator.seed),
        ("source", indicator.source),
    ]
    return [(t(f"catalogue.{label}"), text) for label, text in rows if text]


def catalogue_document(t: Translator) -> str:
    """Write the catalogue as Markdown: a chapter for each principle, a table for each indicator."""
    stars = sum(indicator.headline for indicator in CATALOGUE)
    parts = [
        f"# {t('catalogue.title')}",
        t("catalogue.introduction", count=len(CATALOGUE), headline=stars),
    ]
    for principle in CHAPTERS:
        own = [indicator for indicator in CATALOGUE if indicator.principle == principle]
        if own:
            title = t(f"catalogue.principle.{principle or 'none'}")
            parts.append(f"## {title}")
            parts += [_entry(indicator, t) for indicator in own]
    return "\n\n".join(parts) + "\n"


def _entry(indicator: Indicator, t: Translator) -> str:
    star = " ★" if indicator.headline else ""
    lines = [
        f"### {indicator.name.say(t.language)}{star}",
        "",
        f"`{indicator.id}` · {indicator.question.say(t.language)}",
        "",
        "| | |",
        "|---|---|",
    ]
    lines += [f"| {label} | {_cell(text)} |" for label, text in card(indicator, t)]
    return "\n".join(lines)


def _gates(indicator: Indicator, t: Translator) -> str:
    """Which numbers must reach which level before this one can be read."""
    return "; ".join(
        t(
            "catalogue.gate",
            name=_named(gate.indicator, t),
            level=formats.percent(gate.at_least, t.language),
        )
        for gate in indicator.gates
    )


def _named(id: str, t: Translator) -> str:
    return BY_ID[id].name.say(t.language)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
