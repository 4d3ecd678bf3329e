"""Files that come in through the screen, by one command line at a time, and the templates that go out.

What was dropped lies in a private folder for as long as its command runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from data.entering import Entry
from data.previews import Preview
from data.templates import write_templates
from locales.translate import translator
from locales.words import Language

ROOT = Path(__file__).parents[2]
TABLE_ENDINGS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".gz")
"""Files of these kinds may be somebody's spreadsheet."""
MAPPING_ENDINGS = (".yaml", ".yml")
"""A file of this kind is no data: it says how a survey's columns are to be read."""
_COMMAND = ("-m", "data")
_TRACE = "Traceback (most recent call last)"


@dataclass(frozen=True)
class Upload:
    """A file as it was dropped."""

    name: str
    content: bytes | memoryview

    @property
    def is_mapping(self) -> bool:
        """Say whether this is the mapping file of a survey."""
        return self.name.lower().endswith(MAPPING_ENDINGS)

    @property
    def is_table(self) -> bool:
        """Say whether this may be a spreadsheet, whose columns somebody must name."""
        return self.name.lower().endswith(TABLE_ENDINGS)


class Finding(BaseModel):
    """One problem, in words: where it stands, what is wrong and how to mend it."""

    model_config = ConfigDict(frozen=True)

    file: str
    row: int | None
    column: str | None
    value: str | None
    severity: Literal["error", "warning"]
    problem: str
    remedy: str


class FileResult(BaseModel):
    """What ``python -m data import --json`` says of one file."""

    model_config = ConfigDict(frozen=True)

    file: str
    format: str | None
    status: Literal["imported", "unchanged", "refused"]
    rows: dict[str, int]
    rejected: int
    problems: tuple[Finding, ...]
    batch: int | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Problems that reject their row, or the file."""
        return tuple(found for found in self.problems if found.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Problems that keep their row."""
        return tuple(found for found in self.problems if found.severity == "warning")

    @property
    def is_whole(self) -> bool:
        """Say whether all of the file came in, or would."""
        return self.status == "imported" and not self.rejected

    @property
    def is_partial(self) -> bool:
        """Say whether only its good rows came in, or would."""
        return self.status == "imported" and self.rejected > 0

    @property
    def accepted(self) -> int:
        """Rows that came in, or would."""
        return sum(self.rows.values())


class Outcome(BaseModel):
    """What a command did: its results, and its own words to the user.

    ``said`` is empty where the program itself failed; what it printed then went to the server's log.
    """

    model_config = ConfigDict(frozen=True)

    done: bool
    results: tuple[FileResult, ...] = ()
    said: str = ""
    corrected: bytes | None = None
    """The corrected-file workbook, where a spreadsheet has rows to mend."""


_RESULTS = TypeAdapter(tuple[FileResult, ...])
_ENTRIES = TypeAdapter(list[Entry])


def check_uploads(
    uploads: Sequence[Upload],
    language: Language,
    file_date: str | None = None,
    organization: str | None = None,
) -> Outcome:
    """Say what importing would do, changing nothing: a file with bad rows says how many are good.

    ``file_date`` is an ISO day; ``organization`` the id of whose files they are, where they do not say it.
    """
    return _import(uploads, language, file_date, organization, "--dry-run", "--accept-valid")


def import_uploads(
    uploads: Sequence[Upload],
    language: Language,
    file_date: str | None = None,
    organization: str | None = None,
    *,
    accept_valid: bool = False,
) -> Outcome:
    """Import uploads; with ``accept_valid`` also the good rows of files that hold bad ones."""
    return _import(uploads, language, file_date, organization, *(["--accept-valid"] if accept_valid else []))


def propose_mapping(upload: Upload, language: Language, organization: str | None = None) -> Preview | None:
    """How a spreadsheet would be read, to look over and change; None where nobody knows."""
    with _inbox([upload]) as (path, _):
        command = ["mapping", str(path), "--json", "--lang", language]
        ran = _call(command + (["--organization", organization] if organization else []))
        return Preview.model_validate_json(ran.stdout) if ran.returncode == 0 else None


def enter_rows(entries: Sequence[Entry], language: Language, *, own: bool = False) -> Outcome:
    """Take in what was typed, each entry as a batch; ``own`` into data of one's own, not the demonstration."""
    typed = _ENTRIES.dump_json(list(entries)).decode()
    return _run(["enter", "--json", "--lang", language, *(["--own"] if own else [])], typed)


def _import(
    uploads: Sequence[Upload],
    language: Language,
    file_date: str | None,
    organization: str | None,
    *options: str,
) -> Outcome:
    """Run the command line over uploads; several go in as one folder, which an export may be."""
    with _inbox(uploads) as (path, mapping):
        command = ["import", str(path), "--json", "--lang", language, *options]
        command += ["--mapping", str(mapping)] if mapping else []
        command += ["--file-date", file_date] if file_date else []
        command += ["--organization", organization] if organization else []
        corrected = path.parent / "corrected.xlsx"
        outcome = _run([*command, "--corrected", str(corrected)])
        if not corrected.is_file():
            return outcome
        return outcome.model_copy(update={"corrected": corrected.read_bytes()})


def set_target(options: Mapping[str, str], indicator: str, language: Language) -> Outcome:
    """Set a target; ``options`` are those of ``python -m data target``, without their dashes."""
    given = [f"--{name}={text}" for name, text in options.items()]
    return _run(["target", indicator, *given, "--json", "--lang", language])


def change_batch(batch: int, verb: Literal["undo", "redo"], language: Language) -> Outcome:
    """Undo or redo an import."""
    return _run([verb, str(batch), "--lang", language])


@contextmanager
def _inbox(uploads: Sequence[Upload]) -> Iterator[tuple[Path, Path | None]]:
    """Lay uploads into a folder that only this user can open, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="hasil-") as folder:
        data = [upload for upload in uploads if not upload.is_mapping]
        mapping = None
        for upload in uploads:
            if upload.is_mapping:
                mapping = Path(folder) / Path(upload.name).name
                mapping.write_bytes(upload.content)
        if len(data) == 1:
            path = Path(folder) / "one" / Path(data[0].name).name
            path.parent.mkdir()
            path.write_bytes(data[0].content)
            yield path, mapping
            return
        # The folder's name is what the list of imports shows.
        path = Path(folder) / "many" / f"{Path(data[0].name).name} + {len(data) - 1}"
        path.mkdir(parents=True)
        for upload in data:
            (path / Path(upload.name).name).write_bytes(upload.content)
        yield path, mapping


def _run(command: Sequence[str], typed: str = "") -> Outcome:
    ran = _call(command, typed)
    said = ran.stderr.strip()
    if _TRACE in said or ran.returncode not in (0, 1, 2):
        print(said or f"python -m data {command[0]} ended with {ran.returncode}", file=sys.stderr)
        return Outcome(done=False)
    if not ran.stdout.strip():
        return Outcome(done=False, said=said)
    if "--json" not in command:
        return Outcome(done=ran.returncode == 0, said=ran.stdout.strip())
    return Outcome(done=True, results=_RESULTS.validate_json(ran.stdout))


def _call(command: Sequence[str], typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *_COMMAND, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@lru_cache(maxsize=4)
def template_workbook(language: Language, all_tables: bool) -> bytes:
    """The workbook to fill in, for the first tables or for all."""
    with tempfile.TemporaryDirectory(prefix="hasil-") as folder:
        path = Path(folder) / "template.xlsx"
        write_templates(path, all_tables, translator(language))
        return path.read_bytes()
