"""Dimensions and locations of a reported value: as written, and as sex and age group where that is clear."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from data.importers.iati.text import attribute, tidy
from data.model.codes import AgeGroup, Sex


class Group(NamedTuple):
    """Whom a value is about: dimensions and locations as written, sorted; None where it names none."""

    dimensions: str | None
    location: str | None

    @property
    def is_total(self) -> bool:
        """Whether the value is about everybody."""
        return self.dimensions is None and self.location is None


Pair = tuple[str, str]
"""Name and value of a dimension."""

EVERYBODY = Group(None, None)


def read_group(element: etree._Element) -> tuple[Group, tuple[Pair, ...]]:
    """Whom a target, actual or baseline is about, and its dimensions as pairs."""
    pairs: list[Pair] = []
    places: list[str] = []
    for child in element:
        if child.tag == "dimension":
            pair = (tidy(child.get("name")) or "", tidy(child.get("value")) or "")
            if any(pair):
                pairs.append(pair)
        elif child.tag == "location" and (place := attribute(child, "ref")):
            places.append(place)
    if not pairs and not places:
        return EVERYBODY, ()
    written = "; ".join(sorted({f"{name}={value}" if value else name for name, value in pairs}))
    return Group(written or None, "; ".join(sorted(set(places))) or None), tuple(sorted(set(pairs)))


_SEX_WORDS: dict[Sex, tuple[str, ...]] = {
    Sex.female: (
        "female females woman women girl girls",
        "feminin feminine féminin féminine femme femmes fille filles",
        "femenino femenina mujer mujeres niña niñas",
        "vrouw vrouwen vrouwelijk meisje meisjes",
        "perempuan wanita putri",
    ),
    Sex.male: (
        "male males man men boy boys",
        "masculin masculine homme hommes garçon garçons",
        "masculino masculina hombre hombres niño niños",
        "mannen mannelijk jongen jongens",
        "pria putra",
    ),
}
"""English, French, Spanish, Dutch, Indonesian."""
_SEXES = {word: sex for sex, lines in _SEX_WORDS.items() for line in lines for word in line.split()}
_MALE_PHRASE = re.compile(r"\blaki[- ]laki\b")
_SEX_NAME = re.compile(r"\b(sex|sexe|sexo|gender|genre|género|geslacht|jenis kelamin|kelamin)\b")
_UNKNOWN = re.compile(r"\b(unknown|unspecified|inconnu|inconnue|desconocido|onbekend|tidak diketahui)\b")
_OTHER = re.compile(r"\b(other|autre|otro|anders|lainnya|non-binary)\b")
_HEADED = re.compile(r"\b(headed|head|heads|kepala)\b")
"""A household led by a woman is not a woman."""


@lru_cache(maxsize=4096)
def sex_of(pairs: tuple[Pair, ...]) -> Sex | None:
    """The sex that dimensions name, in one of five languages; None when they name none or several.

    >>> sex_of((("Gender - genre", "Female - feminin"),))
    <Sex.female: 'female'>
    >>> sex_of((("Beneficiaries", "Women and men"),)) is None
    True
    """
    found = {sex for name, value in pairs if (sex := _sex(name.casefold(), value.casefold()))}
    return found.pop() if len(found) == 1 else None


def _sex(name: str, value: str) -> Sex | None:
    for text in (value, name):
        named = _named_sexes(text)
        if len(named) == 1:
            return named.pop()
        if named:
            return None
    if _SEX_NAME.search(name):
        if _UNKNOWN.search(value):
            return Sex.unknown
        if _OTHER.search(value):
            return Sex.other
    return None


def _named_sexes(text: str) -> set[Sex]:
    if _HEADED.search(text):
        return set()
    named = {_SEXES[word] for word in re.findall(r"[^\W\d_]+", text) if word in _SEXES}
    return named | {Sex.male} if _MALE_PHRASE.search(text) else named


_AGE_NAME = re.compile(r"\b(age|ages|aged|age_\w+|âge|edad|leeftijd|umur|usia)\b")
_YEARS = r"(?:years?|yrs?|tahun|thn|ans|años|jaar|y\.?o\.?)"
_AGE_WORD = re.compile(rf"\b(?:{_YEARS}|old|age[ds]?|umur|usia|months?|bulan)\b")
_RANGE = re.compile(rf"(\d{{1,3}})\s*(?:{_YEARS})?\s*(?:-|–|to|until|hingga|sampai|s/d|à|a)\s*(\d{{1,3}})")
_UNDER = re.compile(
    r"(?:<|under|below|less than|di bawah|kurang dari|moins de|menores de|onder)[- ]*(\d{1,3})"
)
_OVER = re.compile(
    r"(?:(?:>=|≥|over|above|at least|di atas|plus de|mayores de|boven)\s*(\d{1,3}))"
    rf"|(?:(\d{{1,3}})\s*(?:{_YEARS})?\s*(?:\+|and (?:over|above|older)|ke atas|et plus|y más|atau lebih))"
)
_MONTHS = re.compile(r"\b(months?|bulan|mois|meses)\b")
_NAMED_AGES: dict[str, AgeGroup] = {
    "balita": AgeGroup.under_5,
    "under-fives": AgeGroup.under_5,
    "lansia": AgeGroup.older,
    "lanjut usia": AgeGroup.older,
}
_GROUPS: tuple[tuple[AgeGroup, int, int], ...] = (
    (AgeGroup.under_5, 0, 4),
    (AgeGroup.child, 5, 17),
    (AgeGroup.adult, 18, 59),
    (AgeGroup.older, 60, 999),
)


@lru_cache(maxsize=4096)
def age_group_of(pairs: tuple[Pair, ...]) -> AgeGroup | None:
    """The age group that one dimension names, if it lies wholly inside one of ours; else None.

    >>> age_group_of((("Age_OPD", "<5 yrs"),))
    <AgeGroup.under_5: '0-4'>
    >>> age_group_of((("age", "18+"),)) is None
    True
    """
    ages = [pair for pair in pairs if _is_about_age(*pair)]
    if len(ages) != 1:
        return None
    name, value = ages[0][0].casefold(), ages[0][1].casefold()
    if _UNKNOWN.search(value):
        return AgeGroup.unknown
    text = name if not value or value.isdigit() else value
    return _NAMED_AGES.get(text) or _age_group(text)


def _is_about_age(name: str, value: str) -> bool:
    name, value = name.casefold(), value.casefold()
    text = value if value and not value.isdigit() else name
    if _AGE_NAME.search(name) or text in _NAMED_AGES or _AGE_WORD.search(text):
        return True
    return bool(_named_sexes(text) and re.search(r"\d", text))


def _age_group(text: str) -> AgeGroup | None:
    limits = _limits(text)
    if limits is None:
        return None
    low, high = limits
    if _MONTHS.search(text):
        low, high = low // 12, high // 12
    return next((group for group, first, last in _GROUPS if first <= low and high <= last), None)


def _limits(text: str) -> tuple[int, int] | None:
    """The lowest and highest whole year (or month) of an age; None when it is not plainly written."""
    if match := _RANGE.search(text):
        return int(match[1]), int(match[2])
    if match := _UNDER.search(text):
        return 0, int(match[1]) - 1
    if match := _OVER.search(text):
        return int(match[1] or match[2]), 999
    return None
