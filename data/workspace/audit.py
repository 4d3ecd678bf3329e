"""The audit log: who looked at people or changed something, and when."""

from __future__ import annotations

from data.home import Home
from data.workspace.store import moment_text, opened


def audit(home: Home, viewer: str, action: str, organization: str | None, details: str = "") -> None:
    """Note who did what, when. Nothing about a client goes in here."""
    with opened(home) as connection:
        connection.execute(
            "insert into audit values (?, ?, ?, ?, ?)",
            (moment_text(None), viewer, action, organization, details),
        )


def audit_log(home: Home) -> list[tuple[str, str, str, str | None, str]]:
    """All audit lines, oldest first: when, who, what, which organisation, details."""
    with opened(home) as connection:
        return connection.execute("select at, viewer, action, organization, details from audit").fetchall()
