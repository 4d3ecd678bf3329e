"""The workspace: people's own writing and the audit log, in one SQLite file that many may write."""

from __future__ import annotations

from data.workspace.audit import audit, audit_log

__all__ = ["audit", "audit_log"]
