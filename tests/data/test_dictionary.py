"""The data dictionary of the documentation says what the models say."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.dictionary import data_dictionary, entries
from data.model import RECORDS, TABLES
from locales.translate import LANGUAGES, translator
from locales.words import Language

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_written_dictionary_is_that_of_the_models(language: Language) -> None:
    written = (DOCS / f"data-dictionary.{language}.md").read_text(encoding="utf-8")
    assert written == data_dictionary(translator(language)), "run scripts/dictionary"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_is_described(language: Language) -> None:
    text = data_dictionary(translator(language))
    for record in RECORDS:
        assert f"(`{record.table}`)" in text
        assert all(f"| `{name}` |" in text for name in record.model_fields)


def test_a_column_says_what_it_holds_and_what_it_refuses() -> None:
    described = {entry.name: entry for entry in entries(TABLES["enrollment"], translator("en"))}
    assert described["enrollment_id"].rules == "Different in every row."
    assert "Must be in the table `client` (Client)." in described["client_id"].rules
    assert described["age_at_entry"].rules == "Between 0 and 120."
    assert described["exit_on"].rules == "Not in the future. Not before `entry_on`."
    assert described["risk_entry"].choices[0] == ("low", "Low")
    assert described["risk_entry"].rules == "If empty: unknown."
    assert [name for name, entry in described.items() if entry.required] == [
        "enrollment_id",
        "organization_id",
        "program_id",
        "client_id",
        "entry_on",
    ]
