"""*Standing* as it is shown."""

from __future__ import annotations

from locales.formats import DASH
from metrics.reviews.asking import measured
from metrics.reviews.standing import Part, Proof, StandingReview, standing_review
from pages.parts import head
from pages.parts.html import Html
from pages.parts.lists import LineRow, lines
from pages.parts.measures import numbers, waits
from pages.parts.numbers import card_id
from pages.parts.screen import Row, beside, view
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import standing as said
from reports import words
from reports.charts.chart import Tone
from reports.reading import Reading

TONES: dict[str, Tone | None] = {"missing": "bad", "expired": "bad", "unverified": None, "valid": None}


def _rows(review: StandingReview, reading: Reading) -> list[Row]:
    return [
        beside((2, 1), (_parts(review, reading),), (_expiring(review, reading), _staff(review, reading))),
        beside((2, 1), (_programs(review, reading),), (_profile(review, reading), _packs(review, reading))),
    ]


standing_view = view(standing_review, said, _rows)
"""What a visitor looks at."""


def _parts(review: StandingReview, reading: Reading) -> Html:
    t, heading = reading.t, said.parts_heading(review, reading)
    if not review.parts:
        block = waits(review.ready, reading)
        note = (head.under(t.n("standing.others", review.others)),) if review.others else ()
        return head.section(heading, block, *note)
    columns = [
        Column(t("standing.requirement"), width="56%"),
        Column(t("standing.evidence")),
        Column(t("standing.valid"), right=True),
    ]
    rows = [row for part in review.parts for row in _part(part, reading)]
    return head.section(heading, table(heading, columns, rows), small=t("standing.parts.small"))


def _part(part: Part, reading: Reading) -> list[TableRow]:
    t = reading.t
    counts = Cell(words.fraction_text(part.ready, t), strong=True, card=card_id(part.ready))
    rows = [TableRow((Cell(part.component.title.say(t.language)), Cell(""), counts), strong=True)]
    return [*rows, *(_proof(one, reading) for one in part.proofs)]


def _proof(proof: Proof, reading: Reading) -> TableRow:
    t = reading.t
    small = t("standing.knock_out") if proof.requirement.knock_out else ""
    state = Cell(said.proof_text(proof, reading), tone=TONES[proof.state], grey=proof.state == "valid")
    return TableRow((Cell(proof.requirement.title.say(t.language), small=small), state, Cell("")))


def _expiring(review: StandingReview, reading: Reading) -> Html:
    t, heading = reading.t, said.expiring_heading(review, reading)
    if not review.expiring:
        return head.section(heading)
    columns = [Column(t("standing.runs_out"), width="42%"), Column(t("standing.requirement"))]
    rows = [
        TableRow((Cell(said.end_of(one, reading), strong=True), Cell(one.requirement.title.say(t.language))))
        for one in review.expiring[: said.SOON]
    ]
    return head.section(heading, table(heading, columns, rows))


def _staff(review: StandingReview, reading: Reading) -> Html:
    t, heading = reading.t, said.staff_heading(review, reading)
    if not measured(review.staff):
        return head.section(heading, waits(review.staff, reading))
    return head.section(heading, numbers((review.staff,), reading), small=t("standing.staff.small"))


def _programs(review: StandingReview, reading: Reading) -> Html:
    t = reading.t
    told = [one for one in review.programs if one.function or one.pillar or one.category]
    columns = [
        Column(t("measures.program"), width="38%"),
        Column(t("standing.function")),
        Column(t("standing.pillar")),
        Column(t("standing.category")),
    ]
    rows = [
        TableRow(
            (
                Cell(one.name),
                Cell(said.function_name(one, reading)),
                Cell(said.pillar_name(one, reading)),
                Cell(one.category or DASH, grey=True),
            )
        )
        for one in told
    ]
    rest = len(review.programs) - len(told)
    none = [] if review.programs else [head.under(t("standing.programs.none"))]
    return head.section(
        t("standing.programs"),
        *([table(t("standing.programs"), columns, rows)] if told else []),
        *([head.under(t.n("standing.programs.untold", rest))] if rest else none),
        small=t("standing.programs.small"),
    )


def _profile(review: StandingReview, reading: Reading) -> Html:
    rows = [LineRow(name, value) for name, value in said.profile_rows(review, reading)]
    return head.section(reading.t("standing.profile"), lines(rows), small=reading.t("standing.profile.small"))


def _packs(review: StandingReview, reading: Reading) -> Html:
    t = reading.t
    notes = [
        head.empty(
            t("standing.pack.empty", pack=one.title.say(t.language)),
            t("standing.pack.why"),
            t("standing.pack.remedy", id=one.id),
        )
        for one in review.waiting
    ]
    return head.section(t("standing.pack"), *notes)
