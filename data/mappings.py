"""Mappings of columns to fields: proposed for a file, remembered for an organisation, found again for the next file.

They lie in the home, in ``mappings/``, one folder an organisation: the mapping as YAML, and the headings it uses.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from data.errors import InputError
from data.home import Home
from data.importers import kobo, results, sheet
from data.importers.grid import is_text, is_workbook, read_grids, texts
from data.importers.mapping_files import Part
from data.importers.sheet.fields import is_known
from data.importers.sheet.plan import write_plan
from data.importers.sheet.tables import find_tables
from data.importers.source import Source

_FOLDER = "mappings"
_ANY = "any"
_LOOKED_AT = 80


def propose(source: Source) -> str:
    """A mapping for a file, as YAML to look over and change. Raises InputError where none can be guessed."""
    found: Part | None = None
    if kobo.recognises(source.path):
        found = kobo.propose_mapping(source)
    elif results.recognises(source.path):
        found = results.propose_mapping(source)
    else:
        found = sheet.propose_plan(source)
    if found is None:
        raise InputError("error.no_mapping_known", file=source.name)
    return write_plan(found)


def remember(home: Home, source: Source) -> None:
    """Keep the mapping that a file came in with, for the next file of the organisation with these headings."""
    mapping = source.options.mapping
    if mapping is None:
        return
    text = mapping.read_text(encoding="utf-8-sig")
    used = sorted(heading for heading in headings(source) if heading in text)
    if not used:
        return
    folder = _folder(home, source.options.organization)
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("\x1f".join(used).encode()).hexdigest()[:16]
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps(used, ensure_ascii=False), encoding="utf-8")


def recall(home: Home, source: Source) -> Path | None:
    """The mapping that fits a file best, of those that were remembered for its organisation; None where none does.

    A file of which nobody says whose it is belongs to the only organisation that there are mappings of.
    """
    if source.options.mapping is not None:
        return None
    folders = [_folder(home, source.options.organization)]
    if source.options.organization is None:
        others = [folder for folder in (home.path / _FOLDER).glob("*") if folder.name != _ANY]
        folders += others if len(others) == 1 else []
    indexes = [index for folder in folders for index in sorted(folder.glob("*.json"))]
    if not indexes:
        return None
    own = headings(source)
    fitting: list[tuple[int, Path]] = []
    for index in indexes:
        used = set(json.loads(index.read_text(encoding="utf-8")))
        if used <= own:
            fitting.append((len(used), index.with_suffix(".yaml")))
    return max(fitting)[1] if fitting else None


def headings(source: Source) -> set[str]:
    """The headings of a file's tables; none where it is no spreadsheet."""
    if not source.path.is_file() or not (is_text(source.name) or is_workbook(source.name)):
        return set()
    try:
        grids = read_grids(source.path, source.name, first_rows=_LOOKED_AT)
    except InputError:
        return set()
    found: set[str] = set()
    for grid in grids:
        tables = find_tables(grid, is_known)
        found |= {name for table in tables for name in table.names} | set(texts(grid.rows[0][1]))
    return found - {""}


def _folder(home: Home, organization: str | None) -> Path:
    """The folder of an organisation's mappings; its name may hold signs that no folder can."""
    name = hashlib.sha256(organization.encode()).hexdigest()[:16] if organization else _ANY
    return home.path / _FOLDER / name


def with_remembered(home: Home, source: Source) -> Source:
    """A file with the mapping that is remembered for it; as it is where it has one, or none is remembered."""
    found = recall(home, source)
    if found is None:
        return source
    return source.model_copy(update={"options": source.options.model_copy(update={"mapping": found})})
