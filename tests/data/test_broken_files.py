"""Broken files: each is refused in plain words, listed where it is broken, and changes nothing.

The files themselves are described in ``broken_files``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import UnreadableFile
from data.home import Home
from data.importers import template
from data.importers.source import Source
from data.stage import Stage
from data.summary import Summary, summary
from locales.translate import LANGUAGES, translator
from tests.data.broken_files import BROKEN
from tests.data.broken_makers import Broken
from tests.data.importers.template_files import (
    CLIENT,
    ORGANIZATION,
    PROGRAM,
    bring_file,
    write_folder,
    write_workbook,
)

_STAYS = "enrollment_id,organization_id,program_id,client_id,entry_on\ne1,o1,p1,k1,2025-01-10\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Summary]]:
    """A store with two organisations, and its numbers."""
    folder = tmp_path_factory.mktemp("broken")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HASIL_KEY_FILE", str(folder / "pseudonym.key"))
        home = Home(folder / "home")
        tables = write_folder(
            folder / "tables",
            organization=ORGANIZATION + "o2,Yayasan Lain\n",
            program=PROGRAM + "p3,o2,Lain\n",
            client=CLIENT,
            enrollment=_STAYS,
        )
        assert bring_file(home, tables).status == "imported"
        yield home, summary(home)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_file_is_refused_in_words_and_changes_nothing(
    store: tuple[Home, Summary], tmp_path: Path, broken: Broken
) -> None:
    home, before = store
    path = broken.make(tmp_path)
    options = {name: tmp_path / value for name, value in broken.options.items()}
    result = bring_file(home, path, **options)

    assert result.status == "refused"
    assert (result.rows, result.batch) == ({}, None)
    errors = [problem for problem in result.problems if problem.severity == "error"]
    found = [problem for problem in errors if problem.code == broken.code]
    assert found, [problem.code for problem in result.problems]
    if broken.row is not None:
        assert broken.row in [problem.row for problem in found]
    if broken.column is not None:
        assert broken.column in [problem.column for problem in found]
    for problem in result.problems:
        for language in LANGUAGES:
            spoken = problem.say(translator(language))
            assert spoken["file"]
            for text in (spoken["problem"], spoken["remedy"]):
                assert text.strip()
                assert not re.search(r"[{}]|Traceback|/tmp|\bNone\b", text), text
    assert summary(home) == before


def test_there_are_more_than_forty_of_them_under_different_names() -> None:
    assert len({broken.name for broken in BROKEN}) == len(BROKEN) > 40


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ending=st.sampled_from([".csv", ".xlsx", ".zip"]),
    place=st.integers(0, 400),
    damage=st.binary(max_size=8),
    gone=st.integers(0, 8),
)
def test_damage_anywhere_ends_in_a_problem_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, ending: str, place: int, damage: bytes, gone: int
) -> None:
    """Bytes are overwritten, lost or put in somewhere: reading never ends in anything else."""
    folder = tmp_path_factory.mktemp("damaged")
    whole = _whole(ending, folder)
    path = folder / f"client{ending}"
    path.write_bytes(whole[:place] + damage + whole[place + gone :])
    with Stage(folder / "temp") as stage:
        try:
            template.read(Source(path=path, name=path.name), stage)
        except UnreadableFile as error:
            assert translator("id").has(error.key)
        for problem in stage.problems:
            assert problem.say(translator("id"))["problem"]


def _whole(ending: str, folder: Path) -> bytes:
    if ending == ".csv":
        return CLIENT.encode()
    if ending == ".xlsx":
        rows = [line.split(",") for line in CLIENT.splitlines()]
        return write_workbook(folder / "whole.xlsx", {"client": rows}).read_bytes()
    path = folder / "whole.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("client.csv", CLIENT)
        archive.writestr("program.csv", PROGRAM)
    return path.read_bytes()
