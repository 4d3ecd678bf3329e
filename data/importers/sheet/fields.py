"""Which field of the records a column of somebody's spreadsheet is: from its name, then from what stands below.

Names are those of the data dictionary in both languages, and the words that people really type. A column that
holds a name, an id card, a phone number or an address is personal: it is never a field, and never read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml

from data.dates import read_days
from data.importers.sheet.blanks import is_blank
from data.importers.template.names import plain
from data.importers.template.values import Evidence, kind_of
from data.importers.template.workbook import Value, cell_text
from data.model import TABLES
from data.model.base import column_type, declared

MAIN_TABLES: tuple[str, ...] = (
    "enrollment", "service", "contact", "follow_up", "ledger_entry", "complaint",
)  # fmt: skip
"""Record tables that a spreadsheet's rows may be."""
BESIDE = ("client", "program", "funder")
"""Tables about which the same row may say something more."""

Field = tuple[str, str]
"""A record table and its column."""

_PEOPLE = (
    "lengkap full first last depan belakang klien client anak ibu ayah wali penerima peserta pasien siswa korban warga"
    " panggilan responden beneficiary participant child mother father guardian"
)
_PERSONAL = re.compile(
    rf"""\b(?: nama | nm | (?:{_PEOPLE.replace(" ", "|")})\W+name
        | nik | ktp | no\.?\s?kk | nomor\skk | kartu\skeluarga | paspor | passport | ssn | npwp | bpjs
        | alamat | address | rt\s?/?\s?rw | telp | telepon | telpon | tlp | phone | hp | handphone
        | no\.?\s?wa | whatsapp | e-?mail | surel | tempat\slahir | place\sof\sbirth | ttl )\b
      | ^(?:full\s|first\s|last\s)?names?$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_PERSONAL = re.compile(
    r"\b(?:program|programme|lembaga|organi[sz]a\w+|kegiatan|proyek|project|donor|funder|mitra|partner)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*[\(\[*].*$")
_CLOSE = 0.87
_FEW, _OFTEN = 12, 3
"""So many different words, each so often, are somebody's own codes rather than notes."""
_SHORTEST, _LONGEST = 5, 120
"""Letters of a heading that may be misspelt, and of any heading at all."""
_FITS = 0.6
"""Share of a column's values that must read as the field wants them."""
_FITS_NAMED, _SURE = 0.25, 0.8
"""The same where the heading leaves hardly a doubt, and how sure that is."""


def is_personal(name: str) -> bool:
    """Say whether a column of this name holds what identifies a person."""
    name = " ".join(name.replace("_", " ").split())
    return bool(_PERSONAL.search(name)) and not _NOT_PERSONAL.search(name)


def is_known(name: str) -> bool:
    """Say whether a heading is one that spreadsheets about our records have, personal ones among them."""
    return is_personal(name) or any(candidates(name, table) for table in MAIN_TABLES)


@lru_cache(maxsize=20_000)
def candidates(name: str, table: str) -> tuple[tuple[float, Field], ...]:
    """The fields of a table, and of those beside it, that a heading may mean, the likeliest first."""
    if is_personal(name) or len(name) > _LONGEST:
        return ()
    whole, short = plain(name), plain(_AFTER.sub("", name))
    tail = plain(name.rsplit(" / ", 1)[-1])
    found: dict[Field, float] = {}
    for field, words in _words(table).items():
        if {whole, short, tail} & words.keys():
            best = max(words.get(text, 0) for text in (whole, short, tail))
            found[field] = best
        elif len(short) >= _SHORTEST and (
            near := difflib.get_close_matches(short, words, n=1, cutoff=_CLOSE)
        ):
            found[field] = 0.7 * words[near[0]]
    return tuple(
        sorted(((score, field) for field, score in found.items()), key=lambda one: (-one[0], one[1]))
    )


@cache
def _words(table: str) -> dict[Field, dict[str, float]]:
    """For each field its words and how sure each of them is: earlier synonyms more than later ones."""
    fields: dict[Field, dict[str, float]] = {}
    for name in (table, *BESIDE):
        for column, information in TABLES[name].model_fields.items():
            field = (name, column)
            if name != table and field not in _synonyms():
                continue
            if name == table and column == "client_id":
                continue  # the person is the client's, in every table
            listed = _synonyms().get(field, ())
            words = {plain(word): 0.9 - 0.01 * place for place, word in enumerate(listed)}
            if name == table or not column.endswith("name"):
                labels = (column, *declared(information).label)
                words |= {plain(label): 1.0 for label in labels}
            fields[field] = {word: sure for word, sure in words.items() if word}
    return fields


@cache
def _synonyms() -> dict[Field, tuple[str, ...]]:
    """Field -> words that people type, the surest first."""
    listed = yaml.load(Path(__file__).with_name("synonyms.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return {(name.split(".")[0], name.split(".")[1]): tuple(words) for name, words in listed.items()}


def fits(field: Field, values: Sequence[Value], sure: float = 0) -> bool:
    """Say whether most of a column's values can be read as the field wants them.

    Where the heading is ``sure`` a good share is enough: the others are what is to be mended.
    """
    share = _FITS_NAMED if sure >= _SURE else _FITS
    information = TABLES[field[0]].model_fields[field[1]]
    kind = column_type(information)
    texts = [text for value in values if not is_blank(text := cell_text(value, kind.python) or "")]
    if not texts or (kind.python is str):
        return True
    if field[1].endswith("_on"):
        return len(read_days(texts, fallback="day_first").iso) >= share * len(set(texts))
    reading = kind_of(field[1], kind, declared(information)).read
    if reading is None:
        return True
    distinct = sorted(set(texts))
    if kind.codes and sure >= _SURE and len(distinct) <= _FEW and len(texts) >= _OFTEN * len(distinct):
        return True  # words of their own, few enough to say what each of them means
    read = reading(distinct, Evidence(None))
    good = [
        text for text in distinct if text in read.canonical or text in read.two_readings or text in kind.codes
    ]
    return len(good) >= share * len(distinct)


def by_values(values: Sequence[Value], table: str) -> Field | None:
    """A field that the values alone give away: sex, by its words; None where they do not."""
    distinct = {plain(cell_text(value, str) or "") for value in values} - {""}
    if 1 < len(distinct) <= 4 and distinct <= _SEXES and table != "ledger_entry":
        return ("client", "sex")
    return None


_SEXES = {"p", "l", "perempuan", "lakilaki", "laki", "female", "male", "f", "m", "wanita", "pria"}
