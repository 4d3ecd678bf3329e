"""*Client voice* as it is shown."""

from __future__ import annotations

from metrics.reviews.asking import measured
from metrics.reviews.voice import Theme, VoiceReview, voice_review
from metrics.value import IndicatorValue
from pages.parts import head
from pages.parts.html import Html
from pages.parts.measures import Extra, numbers, shares, waits
from pages.parts.number_card import status_span
from pages.parts.numbers import card_id
from pages.parts.screen import Row, beside, full, view
from pages.parts.table import Cell, Column, table
from pages.parts.table import Row as TableRow
from reports import voice as said
from reports import words
from reports.reading import Reading


def _rows(review: VoiceReview, reading: Reading) -> list[Row]:
    return [
        full(_rights(review, reading)),
        beside(
            (1, 1, 1),
            (_all_seven(review, reading),),
            (_complaints(review, reading),),
            (_feedback(review, reading),),
        ),
        beside((1, 1), (_scales(review, reading),), (_process(review, reading),)),
    ]


voice_view = view(voice_review, said, _rows)
"""What a visitor looks at."""


def _rights(review: VoiceReview, reading: Reading) -> Html:
    t = reading.t
    if review.lowest is None:
        return head.section(t("voice.rights.none"), waits(review.rights[0].now, reading))
    checks = {right.now.indicator: right.check for right in review.rights}

    def check(value: IndicatorValue) -> Cell:
        name, number = said.check(checks[value.indicator], reading)
        card = card_id(checks[value.indicator]) if measured(checks[value.indicator]) else None
        return Cell(name, under=number, card=card)

    rows = shares(
        [right.now for right in review.rights],
        reading,
        t("voice.rights.caption"),
        head=t("voice.rights.head"),
        under=lambda one: said.question(one, reading),
        before=[right.before for right in review.rights],
        extra=Extra(t("voice.rights.check"), check),
    )
    return head.section(t("voice.rights"), rows, small=t("voice.rights.small"))


def _all_seven(review: VoiceReview, reading: Reading) -> Html:
    t, value = reading.t, review.all_seven
    heading = said.all_seven_heading(review, reading)
    if not measured(value):
        return head.section(heading, waits(value, reading))
    blocks = [
        numbers((value, review.response), reading, verdict=True),
        head.paragraph(said.bounds_sentence(review, reading)),
    ]
    if value.target is not None:
        blocks.append(
            head.paragraph((f"{t('measures.target')} {words.target_text(value, t)}: ", status_span(value, t)))
        )
    if review.modes:
        table_of_modes = shares(
            review.modes,
            reading,
            t("voice.modes.caption"),
            head=t("voice.modes.head"),
            named=lambda one: said.mode_name(one, reading),
        )
        blocks += [head.subhead(said.modes_heading(review, reading)), table_of_modes]
    return head.section(heading, *blocks)


def _complaints(review: VoiceReview, reading: Reading) -> Html:
    t = reading.t
    heading = said.complaints_heading(review, reading)
    if review.complaints.value is None:
        return head.section(heading, waits(review.complaints, reading))
    blocks = [numbers((review.resolved,), reading)]
    if review.kinds:
        rows = numbers(review.kinds, reading, named=lambda one: said.kind_name(one, reading))
        blocks += [head.subhead(t("voice.kinds")), rows]
    return head.section(heading, *blocks, small=t("voice.complaints.small"))


def _feedback(review: VoiceReview, reading: Reading) -> Html:
    t = reading.t
    if not review.themes:
        return head.section(said.feedback_heading(review, reading), waits(review.feedback, reading))
    columns = [Column(t("voice.theme"), width="62%"), Column(t("voice.became"))]
    rows = [_theme(one, reading) for one in review.themes]
    return head.section(
        said.feedback_heading(review, reading),
        table(t("voice.feedback.caption"), columns, rows, heads=False),
        small=t("voice.feedback.small"),
    )


def _theme(theme: Theme, reading: Reading) -> TableRow:
    t = reading.t
    done = theme.state == "told"
    became = Cell(
        t(f"voice.state.{theme.state}"),
        under=theme.action or "",
        grey=not done,
        tone="good" if done else None,
    )
    return TableRow(
        (Cell(t("voice.quoted", theme=theme.theme), under=said.raised(theme.raised_month, reading)), became)
    )


def _scales(review: VoiceReview, reading: Reading) -> Html:
    t = reading.t
    if not any(measured(one) for one in review.scales):
        return head.section(said.scales_heading(review, reading), waits(review.scales[0], reading))
    known = [one for one in review.scales if one.status not in ("not_applicable", "not_measured")]
    notes = [head.under(note) for note in said.scales_notes(review, reading)]
    return head.section(
        said.scales_heading(review, reading), numbers(known, reading), *notes, small=t("voice.scales.small")
    )


def _process(review: VoiceReview, reading: Reading) -> Html:
    t = reading.t
    if not any(measured(one) for one in review.process):
        return head.section(t("voice.process.none"), waits(review.process[0], reading))
    return head.section(t("voice.process"), numbers(review.process, reading), small=t("voice.process.small"))
