"""*Empowerment* as it is shown."""

from __future__ import annotations

from metrics.reviews.asking import measured
from metrics.reviews.empowerment import STAGES, Community, EmpowermentReview, empowerment_review
from pages.parts import head
from pages.parts.html import Html, el, join
from pages.parts.measures import numbers, waits
from pages.parts.numbers import card_id
from pages.parts.screen import Row, beside, full, view
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import empowerment as said
from reports import words
from reports.reading import Reading


def _rows(review: EmpowermentReview, reading: Reading) -> list[Row]:
    return [
        full(_steps(review, reading)),
        beside(
            (1, 1), (_deciding(review, reading), _staying(review, reading)), (_questions(review, reading),)
        ),
    ]


empowerment_view = view(empowerment_review, said, _rows)
"""What a visitor looks at."""


def _steps(review: EmpowermentReview, reading: Reading) -> Html:
    t = reading.t
    if not review.communities:
        return head.section(t("empowerment.steps.none"), waits(review.done, reading))
    columns = [
        Column(t("empowerment.community"), width="22%"),
        *(Column(t(f"empowerment.stage.{stage}")) for stage in STAGES),
        Column(t("empowerment.gate")),
        Column(t("empowerment.proven"), right=True),
        Column(t("empowerment.led"), right=True),
    ]
    rows = [_community(one, reading) for one in review.communities]
    return head.section(
        t("empowerment.steps"),
        table(t("empowerment.steps"), columns, rows, fold="wordy"),
        head.under(t("empowerment.steps.read")),
        small=t("empowerment.steps.small"),
    )


def _community(community: Community, reading: Reading) -> TableRow:
    t = reading.t
    ladders = [Cell(_ladder(community, stage, reading)) for stage in STAGES]
    early = community.closed_too_early
    done = Cell(words.fraction_text(community.done, t), strong=True, card=card_id(community.done))
    led = Cell(
        words.value_text(community.led, t),
        small=words.fraction_text(community.led, t),
        card=card_id(community.led),
    )
    gate = Cell(said.gate_text(community, reading), tone="bad" if early else None, grey=not early)
    return TableRow((Cell(community.name), *ladders, gate, done, led))


def _ladder(community: Community, stage: str, reading: Reading) -> Html:
    """The steps of a stage: proven are filled, those without evidence ringed, those to come only a line."""
    steps = [step for step in community.steps if step.code.startswith(stage)]
    marks = (
        el("i", "", class_=f"step {step.state.replace('_', '-')}", title=said.step_alt(step, reading))
        for step in steps
    )
    alt = "; ".join(said.step_alt(step, reading) for step in steps)
    return el("span", join(marks), class_="ladder", role="img", aria_label=alt)


def _deciding(review: EmpowermentReview, reading: Reading) -> Html:
    return head.section(
        said.deciding_heading(review, reading),
        numbers((review.led, *review.deciding), reading, verdict=True),
        small=reading.t("empowerment.deciding.small"),
    )


def _questions(review: EmpowermentReview, reading: Reading) -> Html:
    t = reading.t
    if not review.questions:
        empty = head.empty(
            t("empowerment.questions.empty"),
            t("empowerment.questions.why"),
            t("empowerment.questions.remedy"),
        )
        return head.section(t("empowerment.questions.none"), empty)
    columns = [Column(t("empowerment.question"), width="52%")]
    columns += [Column(t(f"empowerment.answer.{answer}"), right=True) for answer in ("yes", "no", "unknown")]
    rows = [
        TableRow(
            (
                Cell(said.question_name(one, reading)),
                Cell(str(one.yes), strong=True),
                Cell(str(one.no)),
                Cell(str(one.unknown), grey=True),
            )
        )
        for one in review.questions
    ]
    return head.section(
        t("empowerment.questions"),
        table(t("empowerment.questions"), columns, rows),
        small=t("empowerment.questions.small"),
    )


def _staying(review: EmpowermentReview, reading: Reading) -> Html:
    t = reading.t
    known = [one for one in review.staying if one.status != "not_applicable"]
    if not any(measured(one) for one in known):
        return head.section(t("empowerment.staying"), waits(review.staying[0], reading))
    return head.section(
        t("empowerment.staying"), numbers(known, reading), small=t("empowerment.staying.small")
    )
