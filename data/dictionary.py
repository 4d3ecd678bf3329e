"""The data dictionary: every column of every table in words, made from the models."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from data.column_rules import LONGEST_TEXT
from data.model import RECORDS, TABLES, Record
from data.model.base import column_type, declared, is_required
from locales.translate import Translator

_KINDS: dict[type, str] = {
    str: "text",
    int: "whole",
    float: "number",
    Decimal: "money",
    bool: "yes_or_no",
    dt.date: "date",
    dt.datetime: "moment",
}


@dataclass(frozen=True)
class Entry:
    """One column in words."""

    name: str
    label: str
    required: bool
    kind: str
    choices: tuple[tuple[str, str], ...]
    """Codes with their labels, for a column with a code list."""
    rules: str
    """What a value may be, what stands for an empty cell, and hints; sentences."""
    usual: str = ""
    """What stands for an empty cell, in words; "" where nothing does."""


def entries(record: type[Record], t: Translator) -> list[Entry]:
    """Describe the columns of a table in the translator's language."""
    return [_entry(record, name, t) for name in record.model_fields]


def data_dictionary(t: Translator) -> str:
    """Write the data dictionary as Markdown: every table, every column."""
    parts = [f"# {t('dictionary.title')}", t("dictionary.introduction", longest=LONGEST_TEXT)]
    parts += [_chapter(record, t) for record in RECORDS]
    return "\n\n".join(parts) + "\n"


def _entry(record: type[Record], name: str, t: Translator) -> Entry:
    field = record.model_fields[name]
    column, kind = declared(field), column_type(field)
    choices = tuple((str(code), code.label.say(t.language)) for code in kind.python) if kind.codes else ()
    rules: list[str] = []
    if len(record.key) == 1 and name in record.key:
        rules.append(t("dictionary.key"))
    if column.hint:
        rules.append(column.hint.say(t.language))
    if column.refers:
        rules.append(
            t("dictionary.refers", table=column.refers, label=TABLES[column.refers].label.say(t.language))
        )
    if column.low is not None and column.high is not None:
        rules.append(t("dictionary.between", low=f"{column.low:g}", high=f"{column.high:.15g}"))
    elif column.low is not None:
        rules.append(t("dictionary.at_least", low=f"{column.low:g}"))
    if column.past:
        rules.append(t("dictionary.past"))
    rules += [t("dictionary.not_before", other=first) for first, second in record.order if second == name]
    if column.made:
        rules.append(t("dictionary.made"))
    if column.pseudonym:
        rules.append(t("dictionary.pseudonym"))
    elif column.sensitive:
        rules.append(t("dictionary.sensitive"))
    usual = "" if is_required(field) or field.default is None else _said(field.default, t)
    if usual:
        rules.append(t("dictionary.default", value=usual))
    return Entry(
        name=name,
        label=column.label.say(t.language),
        required=is_required(field),
        kind=t("dictionary.kind_choice" if choices else f"dictionary.kind_{_KINDS[kind.python]}"),
        choices=choices,
        rules=" ".join(rules),
        usual=usual,
    )


def _said(default: object, t: Translator) -> str:
    if isinstance(default, bool):
        return t("dictionary.yes" if default else "dictionary.no")
    return str(default)


def _chapter(record: type[Record], t: Translator) -> str:
    key = ", ".join(f"`{name}`" for name in record.key)
    heads = ("column", "label", "kind", "required", "rules")
    lines = [
        f"## {record.label.say(t.language)} (`{record.table}`)",
        "",
        record.about.say(t.language) + " " + t("dictionary.unique", columns=key),
        "",
        "| " + " | ".join(t(f"dictionary.head_{head}") for head in heads) + " |",
        "|" + "---|" * len(heads),
    ]
    for entry in entries(record, t):
        listed = ", ".join(f"`{code}` {label}" for code, label in entry.choices)
        cells = (
            f"`{entry.name}`",
            entry.label,
            entry.kind,
            t("dictionary.yes") if entry.required else "",
            " ".join(part for part in (entry.rules, listed) if part),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
