"""Plain text: a digest as a message of a few lines, a poster as what is read aloud."""

from __future__ import annotations

from reports.document import Document
from reports.frozen import Frozen


def message(frozen: Frozen, document: Document) -> bytes:
    """Set a document as plain text, with its stamp."""
    said = document.message or "\n\n".join(document.script) or document.title
    return f"{said}\n{document.stamp_label} {frozen.stamp}\n".encode()
