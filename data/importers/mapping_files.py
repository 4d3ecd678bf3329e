"""Mapping files: YAML that says what the columns of somebody else's table mean.

Every value is read as text (``Yes`` stays a word). What is wrong is said with its key and the nearest one that
there is.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from data.errors import BadMapping

LARGEST = 1 << 20
"""Bytes of a mapping file."""


class Part(BaseModel):
    """A part of a mapping: nothing but what it declares."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


M = TypeVar("M", bound=Part)


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a mapping file as nested texts. Raises BadMapping."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadMapping("error.mapping_not_yaml", file=path.name, row=1)
        raw = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except OSError as error:
        raise BadMapping("error.no_such_file", file=path.name) from error
    except UnicodeError as error:
        raise BadMapping("error.text_encoding", file=path.name) from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BadMapping(
            "error.mapping_not_yaml", file=path.name, row=mark.line + 1 if mark else 1
        ) from error
    if not isinstance(raw, dict):
        raise BadMapping("error.mapping_not_yaml", file=path.name, row=1)
    return raw


def validated(model: type[M], raw: dict[str, Any]) -> M:
    """Read nested texts as a mapping of one kind. Raises BadMapping naming the first fault."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise _first_fault(model, error) from error


def nearest(word: str, known: Sequence[str]) -> str:
    """The nearest of the known words, or all of them."""
    near = difflib.get_close_matches(word, known, n=1)
    return near[0] if near else ", ".join(known)


def _first_fault(model: type[Part], error: ValidationError) -> BadMapping:
    faults = error.errors()
    fault = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    key = " → ".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        known = _keys_at(model, [str(part) for part in fault["loc"][:-1]])
        return BadMapping("error.mapping_unknown_key", column=key, near=nearest(str(fault["loc"][-1]), known))
    if fault["type"] == "missing":
        return BadMapping("error.mapping_missing_key", column=key)
    if fault["type"] == "value_error":
        return BadMapping(f"error.{fault['ctx']['error']}", column=key)
    allowed = str(fault.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    if allowed:
        return BadMapping(
            "error.mapping_unknown_code", column=key, value=str(fault["input"]), allowed=allowed
        )
    return BadMapping("error.mapping_wrong_value", column=key, value=str(fault["input"])[:200])


def _keys_at(model: type[Part], place: Sequence[str]) -> list[str]:
    """The keys that may stand at a place of the mapping."""
    for step in place:
        field = model.model_fields.get(step)
        inner = _part_in(field.annotation) if field else None
        if inner is not None:
            model = inner
    return list(model.model_fields)


def _part_in(annotation: Any) -> type[Part] | None:
    """The part that an annotation holds: itself, or within ``X | None``, a tuple or a dictionary."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _part_in(inner))), None)
