"""The code lists of the HMIS CSV format, from ``codes.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from data.model.codes import ExitReason, ProgramKind
from data.quoting import literal

Code = Annotated[str, BeforeValidator(str)]


class ProjectType(BaseModel):
    """What one HMIS project type is, and which kind of programme we call it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    kind: ProgramKind | None


class SexColumns(BaseModel):
    """Columns of Client.csv that say a client's sex; several may be ticked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    female: tuple[str, ...]
    male: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.female + self.male + self.other


class CodeLists(BaseModel):
    """All lists; ``codes.yaml`` explains each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    versions: tuple[int, ...]
    project_types: dict[Code, ProjectType]
    no_funder: Code
    other_funder: Code
    funders: dict[Code, str]
    record_types: dict[Code, str]
    financial_assistance: tuple[Code, ...]
    contact_events: tuple[Code, ...]
    accepted_referral: Code
    exit_reasons: dict[str, dict[Code, ExitReason]]
    sex_columns: SexColumns


CODES = CodeLists.model_validate(
    yaml.safe_load((Path(__file__).parent / "codes.yaml").read_text(encoding="utf-8"))
)


def case_of(expression: str, words: dict[str, str], otherwise: str = "null") -> str:
    """Speak a code list as an SQL CASE over an expression that holds the code."""
    branches = " ".join(f"when {literal(code)} then {literal(word)}" for code, word in words.items())
    return f"case {expression} {branches} else {otherwise} end"
