"""Names of files that leave the house."""

from __future__ import annotations

from reports.request import ENDINGS, PAPERS, Format, Request, ending


def file_name(request: Request, language: str, format: Format) -> str:
    """Name the file of a report: what, of whom, of when, in which language, on which paper if not the usual one."""
    whom = request.grant or request.program or request.organization
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in whom)
    kind = f"{request.kind}-{format}" if format in ENDINGS else request.kind
    if request.paper is not None and request.paper != PAPERS[request.kind][0]:
        kind += f"-{request.paper}"
    return f"{kind}-{safe}-{request.start:%Y%m%d}-{request.end:%Y%m%d}-{language}.{ending(format)}"
