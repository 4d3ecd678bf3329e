"""The weekly digest: what really changed, on one page, in a mail, or in a message of a few lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from locales import formats
from locales.translate import Translator
from metrics.reviews.signals import Watched
from metrics.reviews.week import Reported, WeekReview
from metrics.value import IndicatorValue
from reports import week as said
from reports import words
from reports.charts import make
from reports.charts.control import control_spark
from reports.charts.shares import shares_axis
from reports.document import Block, Box, Cell, Column, Document, Heading, Paragraph, Table
from reports.documents.parts import Place, assemble, interval, status
from reports.reading import Reading, name_of, sentence
from reports.request import Request

LONGEST = 900
"""Letters of a message: it is read at a glance, on a telephone."""
OPEN = 8
"""How many of each kind of open things are named."""
ICONS = {"improvement": "▲", "concern": "▼", "neutral_high": "◆", "neutral_low": "◆"}


def digest_document(request: Request, place: Place, review: WeekReview, reading: Reading) -> Document:
    """Say the week of an organisation."""
    t = reading.t
    blocks: list[Block] = []
    if request.note("message"):
        blocks.append(Box(style="notice", heading=t("report.note.message"), lines=(request.note("message"),)))
    blocks += [*_trust(review, reading), *_signals(review, reading), *_quiet(review, reading)]
    blocks += [*_main(review, reading), *_rights(review, reading), *_paces(review, reading)]
    if review.reported is not None:
        blocks += _reported(review.reported, reading)
    if not blocks:
        key = "report.week_empty" if review.reported is None else "report.week_nothing_open"
        blocks.append(Box(style="empty", heading=t(key), lines=(t(f"{key}_why"),)))
    if review.watches_people:
        blocks.append(Paragraph(text=t("report.who_waits"), style="small"))
    title = _title(review, reading)
    week = formats.week(review.week.start, t.language)
    return assemble(
        request,
        place,
        reading,
        title=title,
        lead=said.lead(review, t),
        blocks=blocks,
        as_of=review.as_of,
        completeness=review.trust.completeness if review.trust else None,
        message=_message(request, place, title, week, review, reading),
        period=week,
    )


def _title(review: WeekReview, reading: Reading) -> str:
    if not review.signals:
        return said.title(review, 0, reading.t)
    return said.capital(_change(review.signals[0], reading))


def _change(one: Watched, reading: Reading) -> str:
    """What changed, with its number where that may be shown."""
    t = reading.t
    if one.latest.status != "suppressed":
        return said.change_text(one, t)
    assert one.signal is not None
    return t(f"report.changed.{one.signal.side}", noun=t(f"week.noun.{one.indicator.id}"))


def _trust(review: WeekReview, reading: Reading) -> list[Block]:
    t, trust = reading.t, review.trust
    if trust is None:
        return []
    items = []
    if trust.completeness.value is not None:
        complete = t("week.trust.complete", percent=words.value_text(trust.completeness, t))
        items.append(complete)
    if trust.silent:
        names = said.silent_names(trust, t)
        items.append(t("week.trust.sent", sent=trust.sending, active=trust.active, programs=names))
    elif trust.active:
        items.append(t("week.trust.all_sent"))
    # On screens what is to be done stands in bold; paper has no marks for it.
    told = " · ".join(items).replace("**", "")
    return [Box(style="notice", heading=t(f"week.trust.{trust.verdict}"), lines=(told,))]


def _signals(review: WeekReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.watched:
        return []
    heading = Heading(text=said.signals_heading(review, t))
    if not review.signals:
        return [heading]
    columns = (
        Column(head=t("report.measure"), width=26),
        Column(head=t("report.what_is_seen"), width=34),
        Column(head=t("report.weeks"), width=26),
        Column(head=t("report.latest"), width=14, right=True),
    )
    return [
        heading,
        Table(
            caption=said.signals_heading(review, t),
            columns=columns,
            rows=tuple(_signal(one, review, reading) for one in review.signals),
        ),
    ]


def _signal(one: Watched, review: WeekReview, reading: Reading) -> tuple[Cell, ...]:
    t, latest = reading.t, one.latest
    tones = {"improvement": "good", "concern": "bad"}
    known = [value for value in one.chart.values if value is not None]
    spark = control_spark(one.chart, one.indicator.direction, said.signal_alt(one, t)) if known else None
    return (
        Cell(
            text=f"{ICONS.get(one.variation, '≈')} {one.indicator.name.say(t.language)}",
            under=words.variation_text(one.variation, t),
            strong=True,
            tone=tones.get(one.variation),  # type: ignore[arg-type]
        ),
        Cell(text=said.signal_sentence(one, review, t)),
        Cell(chart=spark),
        Cell(
            text=words.value_text(latest, t),
            under=sentence(words.n_text(latest, t), words.interval_text(latest, t, bare=True)),
            strong=True,
        ),
    )


def _quiet(review: WeekReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.quiet:
        return []
    tiles = list(zip(review.quiet, review.tiles, strict=True))
    kinds = (
        (said.quiet_heading(review, t), [pair for pair in tiles if pair[0].variation != "too_few"]),
        (said.unjudged_heading(review, t), [pair for pair in tiles if pair[0].variation == "too_few"]),
    )
    return [block for heading, pairs in kinds if pairs for block in _tiles(heading, pairs, reading)]


def _tiles(
    heading: str, pairs: Sequence[tuple[Watched, IndicatorValue]], reading: Reading
) -> tuple[Heading, Table]:
    """Two measures a row, each with its latest value."""
    t = reading.t
    named = [(one.indicator.name.say(t.language), value) for one, value in pairs]
    half = (len(named) + 1) // 2
    rows = []
    for place in range(half):
        pair = [named[place], *named[place + half : place + half + 1]]
        cells = [cell for name, value in pair for cell in _tile(name, value, reading)]
        rows.append(tuple(cells) + (Cell(),) * (4 - len(cells)))
    columns = (
        Column(head=t("report.measure"), width=30),
        Column(head=t("report.latest"), width=20, right=True),
        Column(head=t("report.measure"), width=30),
        Column(head=t("report.latest"), width=20, right=True),
    )
    return Heading(text=heading, level=2), Table(caption=heading, columns=columns, rows=tuple(rows))


def _tile(name: str, value: IndicatorValue, reading: Reading) -> tuple[Cell, Cell]:
    t = reading.t
    return (
        Cell(text=name),
        Cell(
            text=words.value_text(value, t),
            small=words.n_alone_text(value, t),
            under=words.period_text(value, t),
        ),
    )


def _main(review: WeekReview, reading: Reading) -> list[Block]:
    t, main = reading.t, review.main
    if main is None:
        return []
    value = main.value
    said_value = sentence(
        f"{words.period_text(value, t)}: {words.value_text(value, t)}",
        words.n_text(value, t),
        words.interval_text(value, t),
    )
    return [Heading(text=said.main_heading(main, t), level=2, small=said_value)]


def _rights(review: WeekReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.rights:
        return []
    drawn = shares_axis(review.rights, t)
    columns = (
        Column(head=t("report.right"), width=44),
        Column(head=t("funding.interval"), width=38, axis=drawn),
        Column(head=t("report.latest"), width=18, right=True),
    )
    rows = tuple(
        (
            Cell(text=name_of(one, t)),
            interval(one, drawn, name_of(one, t), reading),
            Cell(text=words.value_text(one, t), small=words.n_alone_text(one, t), strong=True),
        )
        for one in review.rights
    )
    heading = said.rights_heading(review.rights, t)
    return [Heading(text=heading, level=2), Table(caption=heading, columns=columns, rows=rows)]


def _paces(review: WeekReview, reading: Reading) -> list[Block]:
    t = reading.t
    if not review.paces:
        return []
    most = max(1.0, *(one.value or 0.0 for pace in review.paces for one in (pace.spent, pace.reached)))
    columns = (
        Column(head=t("week.pace.head.program"), width=36),
        Column(head=t("week.pace.head.chart"), width=34),
        Column(head=t("week.pace.head.spent"), width=15, right=True),
        Column(head=t("week.pace.head.reached"), width=15, right=True),
    )
    rows = []
    for pace in review.paces:
        spent, reached = (words.value_text(value, t) for value in (pace.spent, pace.reached))
        elapsed = formats.percent(pace.elapsed, t.language)
        alt = t("week.pace.alt", program=pace.program.name, spent=spent, reached=reached, elapsed=elapsed)
        chart = make.spend_result(pace.spent.value, pace.reached.value, pace.elapsed, alt, most=most)
        rows.append((Cell(text=pace.program.name), Cell(chart=chart), Cell(text=spent), Cell(text=reached)))
    heading = said.pace_heading(review.paces, t)
    return [Heading(text=heading, level=2), Table(caption=heading, columns=columns, rows=tuple(rows))]


def _reported(reported: Reported, reading: Reading) -> list[Block]:
    """What an organisation that only reports results has left open: periods, promises, silent activities."""
    t = reading.t
    missing = [
        (
            Cell(text=one.name, under=reading.programs.get(one.program or "", "")),
            _day("ended", one.ends_on, t),
        )
        for one in reported.missing
    ]
    below = [
        (Cell(text=name_of(one, t), under=reading.program(one)), status(one, t)) for one in reported.below
    ]
    stale = [(Cell(text=one.name), _day("last", one.last_on, t)) for one in reported.stale]
    return [
        block
        for name, rows in (("missing", missing), ("below", below), ("stale", stale))
        if rows
        for block in _open(name, rows, reported, t)
    ]


def _open(name: str, rows: list[tuple[Cell, ...]], reported: Reported, t: Translator) -> list[Block]:
    """The first few of what is open, under how many there are."""
    of = formats.number_word(reported.promises, t.language)
    heading = said.capital(t.n(f"week.reported.{name}", len(rows), of=of))
    columns = (Column(head="", width=70), Column(head="", width=30, right=True))
    small = t(f"week.reported.{name}_small")
    blocks: list[Block] = [
        Heading(text=heading, small=small, level=2),
        Table(caption=heading, columns=columns, rows=tuple(rows[:OPEN])),
    ]
    if len(rows) > OPEN:
        blocks.append(Paragraph(text=t.n("week.reported.more", len(rows) - OPEN), style="small"))
    return blocks


def _day(name: str, day: dt.date | None, t: Translator) -> Cell:
    written = t("week.reported.never") if day is None else formats.day(day, t.language)
    return Cell(text=written if day is None else t(f"week.reported.{name}", day=written), grey=True)


def _message(
    request: Request, place: Place, title: str, week: str, review: WeekReview, reading: Reading
) -> str:
    """The week in a few lines that stand for themselves."""
    t = reading.t
    lines = [f"*{place.organization.name}* · {week}", title + "."]
    lines += [f"– {said.capital(_change(one, reading))}" for one in review.signals[1:4]]
    if review.main is not None and review.main.value.value is not None:
        value = review.main.value
        lines.append(
            f"– {name_of(value, t)}: {words.value_text(value, t)} ({words.n_text(value, t)}, "
            f"{words.interval_text(value, t)})"
        )
    if review.trust is not None:
        lines.append(t(f"week.trust.{review.trust.verdict}"))
    if request.note("message"):
        lines.append(request.note("message"))
    if review.watches_people:
        lines.append(t("report.who_waits"))
    lines.append(t("foot.as_of", day=formats.day(review.as_of, t.language)))
    said_all = "\n".join(lines)
    return said_all if len(said_all) <= LONGEST else said_all[: LONGEST - 1].rsplit("\n", 1)[0] + "\n…"
