"""HMIS: exports of the homeless management information systems of the United States (HUD HMIS CSV).

Read as a folder or ZIP archive, in the formats of FY2022 and FY2024. Ids are ``<SourceID>-<id>``; rows with
a DateDeleted are left out; the export's date says which of two exports is newer.
"""

from __future__ import annotations

from pathlib import Path

from data.importers.hmis.export import is_export, load_export
from data.importers.hmis.rows import stage_rows
from data.importers.source import Source
from data.stage import Stage

__all__ = ["read", "recognises"]


def recognises(path: Path) -> bool:
    """Whether a path is an HMIS export: a folder or ZIP archive with its tables. Raises UnreadableFile."""
    return is_export(path)


def read(source: Source, stage: Stage) -> None:
    """Read an export into the stage. Raises UnreadableFile when it cannot be read as one."""
    export = load_export(source, stage)
    stage.key_space = export.source_id
    if source.options.organization is not None:
        stage.problem("hmis_organization_ignored", file=source.name, value=source.options.organization)
    stage_rows(export, stage)
