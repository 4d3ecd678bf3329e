"""Scope: what a reader may see. Nothing reads a number without one."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Scope(BaseModel):
    """Which organisations, programmes and grants a reader may see, and how finely.

    ``None`` means all of them; an empty set means none. ``threshold`` is the smallest number of people
    that may be shown: smaller counts are suppressed (0 suppresses nothing).
    """

    model_config = ConfigDict(frozen=True)

    organizations: frozenset[str] | None = None
    programs: frozenset[str] | None = None
    grants: frozenset[str] | None = None
    detail: Literal["aggregate", "people"] = "aggregate"
    threshold: int = 10
    viewer: str = "anonymous"
    """Who is looking, for the audit log."""

    def sees_organization(self, organization: str) -> bool:
        """Say whether this organisation lies within the scope."""
        return self.organizations is None or organization in self.organizations

    def sees_program(self, program: str) -> bool:
        """Say whether this programme lies within the scope."""
        return self.programs is None or program in self.programs


OWNER = Scope(detail="people", threshold=0, viewer="owner")
"""The data's owner at the command line: sees people, nothing is suppressed."""
