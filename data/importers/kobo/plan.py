"""How an export is read where no mapping file says it: from the form, or, as a proposal, from names and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from data.importers.kobo.answers import FILE_DATE, raw_text
from data.importers.kobo.export import DAYS, IDS, Table, short_names
from data.importers.kobo.form import Form, Question
from data.importers.kobo.scales import is_answer, scale_of, words_scale
from data.importers.source import Source
from data.importers.survey.mapping import Column, Day, Item, Mapping, Place, SexColumn, plain
from data.importers.survey.readings import SEX_WORDS

_ORGANIZATIONS = (
    "organization_id",
    "organization",
    "organization_name",
    "organisation_name",
    "lembaga",
    "nama_lembaga",
)
_SEX = re.compile(r"(?:^|_)(?:sex|gender|jenis_kelamin|jk)(?:_|$)", re.IGNORECASE)
_AGE = re.compile(r"(?:^|_)(?:age|umur|usia)(?:_|$)", re.IGNORECASE)
_RESPONDENT = re.compile(r"respond|^(?:sex|gender|age|umur|usia|jenis_kelamin|jk)$", re.IGNORECASE)
_OVERALL = re.compile(
    r"overall|keseluruhan|(?:satisf|puas).*(?:aid|service|layanan|bantuan|program)", re.IGNORECASE
)
_SATISFIED = re.compile(r"satisf|puas", re.IGNORECASE)
_LOOKED_AT = 2000
"""Rows that a proposal looks at."""
_MOST_WORDS = 12


def plan_from_form(table: Table, form: Form, source: Source) -> Mapping | None:
    """The mapping that a form gives: each question whose choices are a scale is an item; None without any."""
    names = short_names(table.header, form)
    items = {
        question.name: Item(column=question.name, scale=scale)
        for question in form.questions
        if question.kind == "select_one" and question.name in names
        for scale in (scale_of(form.options(question), question.name),)
        if scale
    }
    return _plan(names, items, form.form_id, source, form) if items else None


def propose(table: Table, source: Source) -> Mapping | None:
    """A mapping guessed from the words below the columns that speak of satisfaction; None without any.

    Only ever shown to somebody who can change it.
    """
    names = short_names(table.header, None)
    asked = [place for place, name in enumerate(names) if _SATISFIED.search(name) and "/" not in name]
    words: dict[int, set[str]] = {place: set() for place in asked}
    for _, row in islice(table.rows(), _LOOKED_AT):
        for place in asked:
            if (
                place < len(row)
                and (text := raw_text(row[place]).strip())
                and len(words[place]) <= _MOST_WORDS
            ):
                words[place].add(text)
    items: dict[str, Item] = {}
    for place in asked:
        scale = words_scale([word for word in sorted(words[place]) if is_answer(word)], names[place])
        if scale:
            first = "overall" not in items and _OVERALL.search(names[place])
            items["overall" if first else names[place][:80]] = Item(column=names[place], scale=scale)
    return _plan(names, items, source.path.name.split(".")[0], source, None) if items else None


def _plan(
    names: Sequence[str], items: dict[str, Item], instrument: str, source: Source, form: Form | None
) -> Mapping:
    organization = next((name for name in _ORGANIZATIONS if name in names), None)
    asked = [question.name for question in form.questions if question.kind == "today"] if form else []
    days = [name for name in (*asked, *DAYS) if name in names]
    sex, age = _about(names, _SEX, form, is_sex=True), _about(names, _AGE, form)
    response = next((name for name in IDS if name in names), None)
    return Mapping(
        organization=Place(column=organization) if organization else None,
        date=Day(column=days[0] if days else FILE_DATE),
        instrument=instrument[:100],
        response=Column(column=response) if response else None,
        sex=SexColumn(column=sex) if sex else None,
        age=Column(column=age) if age else None,
        items=items,
    )


def _about(
    names: Sequence[str], pattern: re.Pattern[str], form: Form | None, is_sex: bool = False
) -> str | None:
    """The column of the respondent's sex or age, if only one can be meant."""
    found = [name for name in names if pattern.search(name) and _RESPONDENT.search(name) and "/" not in name]
    found = [name for name in found if not name.endswith("_note")]
    if form and is_sex:
        found = [name for name in found if _is_sex(form, form.by_name.get(name))]
    return found[0] if len(found) == 1 else None


def _is_sex(form: Form, question: Question | None) -> bool:
    choices = form.options(question) if question else ()
    return bool(choices) and any(plain(choice.name) in SEX_WORDS for choice in choices)
