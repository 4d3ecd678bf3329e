"""Accreditation rule packs: what an institution must be able to show, declared and versioned.

A pack is a YAML file of ``data/rules/accreditation``: components, their requirements, the day it came into force.
A pack without requirements, or without that day, is known but never measured against.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from data.errors import InputError
from locales.words import Words

PACKS = Path(__file__).parent / "rules" / "accreditation"


def _words(raw: Any) -> Any:
    return Words(**raw) if isinstance(raw, dict) else raw


Title = Annotated[Words, BeforeValidator(_words)]


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Requirement(_Declared):
    """Something of which evidence must be there; a ``knock_out`` bars accreditation when it is missing."""

    id: str
    title: Title
    knock_out: bool = False


class Component(_Declared):
    """A part of the standard. ``weight`` is None where the regulation states none."""

    id: str
    title: Title
    weight: float | None = None
    requirements: tuple[Requirement, ...]


class AccreditationPack(_Declared):
    """A regulation's requirements, as one version of its text has them."""

    id: str
    version: str
    title: Title
    source: str
    in_force_from: dt.date | None = None
    components: tuple[Component, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Say whether anything can be measured against it."""
        return self.in_force_from is not None and any(one.requirements for one in self.components)


@cache
def packs(folder: Path = PACKS) -> tuple[AccreditationPack, ...]:
    """Every pack, the one in force first last; those that cannot be used yet come at the end.

    Raises InputError when a file is not valid.
    """
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.append(AccreditationPack.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))))
        except (ValidationError, yaml.YAMLError) as error:
            raise InputError("error.rule_broken", rule=path.stem, detail=str(error)) from error
    return tuple(sorted(found, key=lambda one: (not one.is_usable, one.in_force_from or dt.date.max, one.id)))


def pack_in_force(day: dt.date, known: Sequence[AccreditationPack] | None = None) -> AccreditationPack | None:
    """The newest usable pack that was in force on a day."""
    usable = [
        one
        for one in (packs() if known is None else known)
        if one.is_usable and one.in_force_from is not None and one.in_force_from <= day
    ]
    return max(usable, key=lambda one: one.in_force_from or dt.date.min, default=None)
