"""The notice-board poster: five blocks in large letters, natural frequencies, and what is read aloud."""

from __future__ import annotations

from collections.abc import Iterable

from locales import formats
from metrics.reviews.frequencies import of_ten, tenths
from metrics.reviews.funding import FundingReview
from metrics.reviews.where import purposes
from metrics.value import IndicatorValue
from reports.document import Block, Bullets, Document, Heading, Paragraph, Pictogram
from reports.documents.parts import Place, assemble
from reports.reading import Reading
from reports.request import PAPERS, Request

ACTIVITIES = 3


def shown_on_poster(review: FundingReview) -> Iterable[IndicatorValue]:
    """The few numbers that stand on a poster."""
    yield from (review.outcomes, review.lasting.year, review.money)
    for part in review.parts:
        yield from (part.amount, part.portion)


def poster_document(request: Request, place: Place, review: FundingReview, reading: Reading) -> Document:
    """Say to the village what was done, what came of it, what it cost, what did not work, and whom to tell."""
    t = reading.t
    blocks: list[Block] = [Heading(text=t("report.poster.work")), Bullets(items=_activities(request, review))]
    blocks += [Heading(text=t("report.poster.results")), *_results(review, reading)]
    blocks += [Heading(text=t("report.poster.money")), *_money(review, reading)]
    missing = t("report.poster.not_worked_empty")
    blocks += [
        Heading(text=t("report.poster.not_worked")),
        Paragraph(text=request.note("not_worked") or missing),
    ]
    voice = request.note("voice") or t("report.poster.voice_empty")
    meeting = request.note("meeting")
    blocks += [Heading(text=t("report.poster.voice")), Paragraph(text=voice)]
    if meeting:
        blocks.append(Paragraph(text=t("report.poster.meeting", when=meeting)))
    until = request.note("valid_until")
    if until:
        blocks.append(Paragraph(text=t("report.poster.valid_until", day=until), style="small"))
    document = assemble(
        request,
        place,
        reading,
        title=place.organization.name,
        blocks=blocks,
        as_of=review.outcomes.as_of,
        completeness=review.completeness,
        lead=request.note("local"),
        paper=request.paper or PAPERS["poster"][0],
    )
    # No percentages and no intervals on a poster: its foot says only whose and as of when.
    foot = (document.foot[0], document.foot[2])
    return document.model_copy(update={"script": _script(document, t("report.poster.script")), "foot": foot})


def _activities(request: Request, review: FundingReview) -> tuple[str, ...]:
    told = [line.strip() for line in request.note("activities").splitlines() if line.strip()]
    return tuple((told or [one.name for one in review.programs])[:ACTIVITIES])


def _results(review: FundingReview, reading: Reading) -> list[Block]:
    t = reading.t
    found: list[Block] = []
    for name, value in (("outcomes", review.outcomes), ("lasting", review.lasting.year)):
        count = of_ten(value)
        if count is not None:
            said = t(f"report.poster.{name}", count=count)
            found.append(
                Pictogram(filled=count, of=10, big=t("report.poster.of_ten", count=count), text=said)
            )
    if not found:
        reason = "reported" if review.reported_only else "few"
        return [Paragraph(text=t(f"report.poster.{reason}"))]
    return found


def _money(review: FundingReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.parts or review.money.value is None:
        return [Paragraph(text=t("report.poster.no_money"))]
    counts = tenths([part.portion for part in review.parts])
    parts = [
        t(f"report.poster.{part.amount.indicator}", count=count)
        for part, count in zip(review.parts, counts, strict=True)
        if count
    ]
    whole = formats.money(review.money.value, review.money.unit, t.language, figures=2)
    spent = Paragraph(text=t("report.poster.spent", amount=whole))
    if purposes(review.parts) == "unrecorded":
        return [spent, Paragraph(text=t("report.poster.unrecorded"))]
    return [
        spent,
        Pictogram(
            filled=counts[0],
            of=10,
            shape="coin",
            big="",
            text=t("report.poster.of_every_ten", parts=", ".join(parts)),
        ),
    ]


def _script(document: Document, heading: str) -> tuple[str, ...]:
    """What is read aloud: the same words, in full sentences, one after the other."""
    said = [heading, document.title, *([document.lead] if document.lead else [])]
    for block in document.blocks:
        if isinstance(block, Heading):
            said.append(block.text + ".")
        elif isinstance(block, Bullets):
            said += [f"{item}." for item in block.items]
        elif isinstance(block, Pictogram | Paragraph):
            said.append(block.text)
    return tuple(said)
