"""Office files are ZIP archives that note when they were written: here that is the day of their data."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def repeatable(content: bytes, day: dt.date) -> bytes:
    """Write an office file again with one day for every moment in it, so that its bytes can be repeated."""
    moment = (day.year, day.month, day.day, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(
            old.infolist(), key=lambda one: (one.filename != "[Content_Types].xml", one.filename)
        ):
            held = old.read(entry.filename)
            if entry.filename.endswith(".xlsx"):
                held = repeatable(held, day)
            elif entry.filename == "docProps/core.xml":
                held = _MOMENT.sub(rb"\g<1>%sT00:00:00Z\g<2>" % day.isoformat().encode(), held)
            fresh = zipfile.ZipInfo(entry.filename, moment)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.external_attr = 0o600 << 16
            new.writestr(fresh, held)
    return out.getvalue()
