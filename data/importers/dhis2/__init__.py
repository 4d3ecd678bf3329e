"""DHIS2 data value sets, JSON or CSV, as reported results.

A data element is an indicator, its organisation unit the organisation (or a place of the one that is given
with ``--organization``), a category option combination a group. Names come from metadata (``dataElements``,
``organisationUnits``, ``categoryOptionCombos`` with ``id`` and ``name``) in the same JSON, or in a ``metadata.json``
beside it. Deleted values are left out; who stored a value, and comments, are never read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from data.errors import InputError, UnreadableFile
from data.importers.grid import is_text, unpacked
from data.importers.results.collect import Collection, Result, written
from data.importers.results.periods import read_period
from data.importers.source import Source
from data.importers.template.names import plain
from data.stage import Stage
from data.text_files import records

LARGEST = 400 << 20
"""Bytes of a JSON file."""
_COLUMNS = {"dataelement", "period", "orgunit", "value"}
_DEFAULT = ("HllvX50cXC0", "default")
"""The category option combination of everybody."""
_SIGNS = (b'"dataValues"', b'"dataElement"')
_METADATA = "metadata.json"

Value = Mapping[str, str]


def recognises(path: Path) -> bool:
    """Say whether this is a data value set."""
    try:
        if path.suffix.lower() == ".json":
            with path.open("rb") as stream:
                return any(sign in stream.read(1 << 16) for sign in _SIGNS[:1])
        if is_text(path.name):
            _, header = next(records(unpacked(partial(path.open, "rb"), path.name), path.name), (0, []))
            return set(map(plain, header)) >= _COLUMNS
    except (InputError, OSError):
        return False
    return False


def read(source: Source, stage: Stage) -> None:
    """Read a data value set into the stage. Raises UnreadableFile."""
    collection = Collection(source.name, stage, source.dated_at)
    if source.path.suffix.lower() == ".json":
        document = _document(source.path, source.name)
        values, names = (
            _json_values(document, source.name),
            {**_names(_beside(source.path)), **_names(document)},
        )
    else:
        values, names = _csv_values(source), _names(_beside(source.path))
    for row, value in values:
        _collect(row, value, names, source, collection)
    collection.finish()


def _collect(
    row: int, value: Value, names: Mapping[str, str], source: Source, collection: Collection
) -> None:
    if value.get("deleted", "").casefold() == "true":
        return
    element, unit = value.get("dataelement", ""), value.get("orgunit", "")
    given = source.options.organization
    span = read_period(value.get("period", ""))
    column = next(
        (name for name in ("dataelement", "orgunit") if not value.get(name)), None if span else "period"
    )
    if column:
        collection.stage.problem(
            "dhis2_incomplete",
            file=source.name,
            row=row,
            column=column,
            value=value.get(column) or None,
            severity="error",
        )
        return
    texts = written([("value", value.get("value", ""))])
    if not texts:
        return
    organization = given or unit
    collection.organization(organization, given or names.get(unit), row)
    groups = [value.get(name, "") for name in ("categoryoptioncombo", "attributeoptioncombo")]
    kept = [
        names.get(code, code)
        for code in groups
        if code and code not in _DEFAULT and names.get(code) != "default"
    ]
    collection.results.append(
        Result(
            place=source.name,
            row=row,
            organization=organization,
            indicator=element,
            name=names.get(element, element),
            span=span,
            written=texts,
            dimensions=tuple(("category", name) for name in kept),
            location=names.get(unit, unit) if given else None,
            is_total=not kept and not given,
        )
    )


def _csv_values(source: Source) -> Iterator[tuple[int, Value]]:
    rows = records(unpacked(partial(source.path.open, "rb"), source.name), source.name)
    _, header = next(rows, (0, []))
    keys = [plain(name) for name in header]
    for row, cells in rows:
        yield row, {key: text.strip() for key, text in zip(keys, cells, strict=False)}


def _json_values(document: Any, name: str) -> Iterator[tuple[int, Value]]:
    """The values of a set; what the set says of all of them stands where a value leaves it out."""
    if not isinstance(document, dict) or not isinstance(document.get("dataValues"), list):
        raise UnreadableFile("error.dhis2_no_values", file=name)
    shared = _texts(document)
    for row, value in enumerate(document["dataValues"], start=1):
        if isinstance(value, dict):
            yield row, {**shared, **_texts(value)}


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    scalars = {key: one for key, one in value.items() if isinstance(one, (str, int, float, bool))}
    return {plain(key): one if isinstance(one, str) else json.dumps(one) for key, one in scalars.items()}


def _document(path: Path, name: str) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile("error.json_too_large", file=name)
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableFile("error.json_broken", file=name) from error


def _beside(path: Path) -> Any:
    metadata = path.with_name(_METADATA)
    return _document(metadata, metadata.name) if metadata.is_file() and metadata != path else {}


def _names(document: Any) -> dict[str, str]:
    """Names by id, of whatever kind: ids are unique over all kinds."""
    found: dict[str, str] = {}
    for key in ("dataElements", "organisationUnits", "categoryOptionCombos"):
        listed = document.get(key) if isinstance(document, dict) else None
        for one in _dictionaries(listed):
            identity, name = one.get("id"), one.get("name") or one.get("displayName")
            if isinstance(identity, str) and isinstance(name, str):
                found[identity] = name
    return found


def _dictionaries(listed: Any) -> Iterable[Mapping[str, Any]]:
    return (one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()
