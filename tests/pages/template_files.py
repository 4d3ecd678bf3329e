"""A small organisation as files of the template, for tests that import through a screen."""

from __future__ import annotations

import io
import zipfile

ORGANIZATION = "organization_id;name\nL1;Lembaga Satu\n"
PROGRAM = "program_id;organization_id;name;kind\nP1;L1;Rumah singgah;treatment\n"
CLIENT = "client_id;organization_id;sex\nK1;L1;female\nK2;L1;male\n"
STAY = (
    "enrollment_id;client_id;organization_id;program_id;entry_on;exit_on;outcome\n"
    "E1;K1;L1;P1;2025-01-06;2025-03-03;achieved\n"
)
BAD = "E2;K2;L1;P1;2025-02-30;;\n"
"""One more row, of a day that does not exist."""


def folder(enrollment: str) -> bytes:
    """Pack the organisation with these enrollments as one ZIP."""
    tables = {"organization": ORGANIZATION, "program": PROGRAM, "client": CLIENT, "enrollment": enrollment}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in tables.items():
            archive.writestr(f"{name}.csv", text)
    return packed.getvalue()
