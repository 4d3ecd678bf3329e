"""The question of what counts as an outcome: one sentence, who decides, and the lines of a rule of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from data.entering import Cell, Entry
from data.home import main_home
from data.model import TABLES
from data.model.base import declared
from data.model.codes import Codes, ExitReason, Outcome, OutcomeRuleName, Phase
from data.setup import Row
from data.setup_outcomes import CONDITIONS, lines_of, rule_answer
from locales import formats
from locales.translate import Translator
from pages.parts import head
from pages.parts.fields import ask
from pages.parts.frame import show
from pages.parts.held import spellings_of
from pages.parts.html import Html, join
from pages.parts.setup_forms import Answering, entry_of

_LINE = "outcome_rule_line"
_SCORE = ("phase", "score_at_least", "score_at_most", "improved_by")
_SAYING = tuple(name for name in CONDITIONS if name != "phase")
_WORDS_AT_MOST = 300


def outcome_form(here: Answering) -> Entry | None:
    """Ask about one programme; give what is to be saved once it was answered."""
    t, programs, known = here.t, {row["program_id"]: row for row in here.rows["program"]}, here.rows[_LINE]
    chosen = st.selectbox(
        t("scope.program"),
        list(programs),
        format_func=lambda id: programs[id]["name"],
        key=f"setup_outcome_{here.organization}",
    )
    program, key = programs[chosen], f"setup_outcome_{chosen}_{here.round}"
    rule = _who_decides(OutcomeRuleName(program["outcome_rule"]), f"{key}_rule", t)
    with st.form(f"{key}_form", border=False):
        words = _words(program, f"{key}_words", t)
        typed = lines_of(program, known)
        if rule is OutcomeRuleName.own:
            typed = _lines(here, chosen, typed, f"{key}_lines")
        saved = st.form_submit_button(t("setup.save"), type="primary")
    entry = _answered(program, words, rule, typed, known, t) if saved else None
    show(_versions(program, here))
    return entry


def _who_decides(standing: OutcomeRuleName, key: str, t: Translator) -> OutcomeRuleName:
    """Staff or a rule; a pack that other systems bring is offered where it stands."""
    options = [OutcomeRuleName.as_recorded, OutcomeRuleName.own]
    if standing not in options:
        options.append(standing)
    chosen = st.radio(
        t("setup.rule.who"),
        options,
        index=options.index(standing),
        format_func=lambda one: one.label.say(t.language),
        captions=[t(f"setup.rule.{one}") for one in options],
        key=key,
    )
    return OutcomeRuleName(chosen)


def _words(program: Row, key: str, t: Translator) -> str | None:
    field = declared(TABLES["program"].model_fields["outcome_words"])
    typed = st.text_area(
        field.label.say(t.language),
        program["outcome_words"] or "",
        max_chars=_WORDS_AT_MOST,
        height=90,
        help=field.hint.say(t.language) if field.hint else None,
        key=key,
    )
    return typed.strip() or None


def _lines(here: Answering, program: str, lines: list[Row], key: str) -> list[Row]:
    """Ask for the lines of a rule, one under the other; give those that are to stand."""
    t, count = here.t, f"{key}_count"
    st.caption(t("setup.rule.lines"))
    instruments = {row["instrument_id"]: row["name"] for row in here.rows["instrument"]}
    places = spellings_of(main_home(), program)
    shown = max(st.session_state.get(count, 0), len(lines), 1)
    typed = [
        _line(
            place,
            lines[place - 1] if place <= len(lines) else dict.fromkeys(CONDITIONS),
            instruments,
            places,
            f"{key}_{place}",
            t,
        )
        for place in range(1, shown + 1)
    ]
    if st.form_submit_button(t("setup.rule.another"), key=f"{key}_more"):
        st.session_state[count] = shown + 1
        st.rerun()
    return [line for line in typed if line is not None]


def _line(
    place: int, line: Row, instruments: Mapping[str, str], places: Sequence[str], key: str, t: Translator
) -> Row | None:
    """Ask for one line; None where it is to go."""
    given: Row = {"step": place, **line}

    def asked(name: str, choices: Mapping[str, str] | None = None) -> Cell:
        return ask(_LINE, name, t, key=f"{key}_{name}", value=line[name], choices=choices)

    with st.container(border=True):
        st.markdown(f"**{t('setup.rule.nth', place=place)}**")
        label = declared(TABLES[_LINE].model_fields["destination"])
        spellings = list(dict.fromkeys((*places, *([line["destination"]] if line["destination"] else ()))))
        given["destination"] = st.selectbox(
            label.label.say(t.language),
            spellings,
            index=spellings.index(line["destination"]) if line["destination"] else None,
            placeholder=t("setup.rule.any"),
            accept_new_options=True,
            help=label.hint.say(t.language) if label.hint else None,
            key=f"{key}_destination",
        )
        given["exit_reason"] = asked("exit_reason")
        if instruments:
            with st.expander(t("setup.rule.by_score"), expanded=line["instrument_id"] is not None):
                given["instrument_id"] = asked("instrument_id", instruments)
                for name in _SCORE:
                    given[name] = asked(name)
        given["outcome"] = asked("outcome")
        gone = line["outcome"] is not None and st.checkbox(t("setup.rule.drop"), key=f"{key}_drop")
    given["phase"] = given["phase"] or Phase.exit
    return None if gone else given


def _answered(
    program: Row,
    words: str | None,
    rule: OutcomeRuleName,
    lines: list[Row],
    known: Sequence[Row],
    t: Translator,
) -> Entry | None:
    if rule is OutcomeRuleName.own:
        stated = [line for line in lines if any(line[name] is not None for name in _SAYING)]
        if not stated or any(line["outcome"] is None for line in stated):
            st.error(t("setup.rule.outcome_missing" if stated else "setup.rule.no_lines"))
            return None
    answer = rule_answer(program, words, rule, lines, known)
    if not answer:
        st.info(t("entry.nothing_changed"))
        return None
    return entry_of("outcomes", answer, t)


def _versions(program: Row, here: Answering) -> Html:
    """The rule in force in words, and the versions before it."""
    t, known = here.t, here.rows[_LINE]
    current = str(program["outcome_rule_version"])
    names = {row["instrument_id"]: row["name"] for row in here.rows["instrument"]}
    used = {str(row["rule_version"]) for row in known if row["program_id"] == program["program_id"]}
    parts: list[Html] = []
    for version in sorted(used, key=lambda one: (one != current, -int(one) if one.isdigit() else 0, one)):
        in_force = version == current and program["outcome_rule"] == OutcomeRuleName.own
        title = t("setup.rule.in_force" if in_force else "setup.rule.before", version=version)
        said = [_said(line, names, t) for line in lines_of(program, known, version)]
        parts += [head.subhead(title), head.bullets(said)]
    return join(parts)


def _said(line: Row, instruments: Mapping[str, str], t: Translator) -> str:
    """One line of a rule as a sentence."""

    def points(name: str) -> str:
        return formats.count(line[name], t.language)

    conditions: list[str] = []
    if line["destination"] is not None:
        conditions.append(t("setup.rule.destination", place=line["destination"]))
    if line["exit_reason"] is not None:
        conditions.append(t("setup.rule.reason", reason=_label(ExitReason(line["exit_reason"]), t)))
    if line["instrument_id"] is not None:
        named = instruments.get(line["instrument_id"], line["instrument_id"])
        phase = _label(Phase(line["phase"]), t)
        limits = [
            t(f"setup.rule.{name}", points=points(name))
            for name in ("score_at_least", "score_at_most", "improved_by")
            if line[name] is not None
        ]
        score = t("setup.rule.score", instrument=named, phase=phase)
        conditions.append(" ".join((score, t("setup.rule.and").join(limits) or t("setup.rule.taken"))))
    outcome = _label(Outcome(line["outcome"]), t)
    said = t("setup.rule.and").join(conditions) or t("setup.rule.else")
    return t("setup.rule.line", conditions=said, outcome=outcome)


def _label(code: Codes, t: Translator) -> str:
    return code.label.say(t.language).lower()
