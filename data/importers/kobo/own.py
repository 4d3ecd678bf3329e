"""Our own forms, declared: what a user uploads to KoboToolbox and whose exports need no mapping.

*rights* (seven rights and overall satisfaction) and *ikm* (the nine elements of PermenPANRB 14/2017) become
answer sheets; *exit* and *follow_up* become rows of the record tables whose columns they ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.importers.kobo.form import Choice, Form, Question
from data.importers.survey.mapping import AnswerColumn, Column, Day, Item, ModeColumn, Place, SexColumn
from data.importers.survey.mapping import Mapping as SurveyMapping
from data.model import TABLES
from data.model.base import column_type, declared
from data.model.codes import Answer, Codes, ExitReason, FollowUpStatus, Outcome, Risk, Sex, SurveyMode
from locales.words import Words

FIVE, FOUR = "lima", "empat"
NO_ANSWER = (
    Choice("dont_know", {"id": "Tidak tahu", "en": "Don't know"}),
    Choice("prefer_not_to_answer", {"id": "Tidak mau menjawab", "en": "Prefer not to answer"}),
)
_STEPS: Mapping[str, Sequence[Words]] = {
    FIVE: (
        Words("Sangat tidak setuju", "Strongly disagree"),
        Words("Tidak setuju", "Disagree"),
        Words("Ragu-ragu", "In between"),
        Words("Setuju", "Agree"),
        Words("Sangat setuju", "Strongly agree"),
    ),
    FOUR: (
        Words("Tidak baik", "Not good"),
        Words("Kurang baik", "Less good"),
        Words("Baik", "Good"),
        Words("Sangat baik", "Very good"),
    ),
}
_RIGHTS: Mapping[str, Words] = {
    "overall": Words(
        "Secara keseluruhan, saya puas dengan layanan ini.", "Overall, I am satisfied with this service."
    ),
    "rights_individual": Words(
        "Saya diperlakukan sebagai pribadi, bukan sekadar satu kasus.",
        "I am treated as a person, not as a case.",
    ),
    "rights_expression": Words("Saya bebas menyampaikan perasaan saya.", "I can say freely how I feel."),
    "rights_response": Words(
        "Petugas menanggapi saya dengan sungguh-sungguh.", "Staff respond to me with real attention."
    ),
    "rights_dignity": Words("Saya diterima dan dihargai apa adanya.", "I am accepted and respected as I am."),
    "rights_no_blame": Words("Saya tidak dihakimi atau disalahkan.", "I am not judged or blamed."),
    "rights_self_determination": Words(
        "Saya ikut memutuskan apa yang terbaik bagi saya.", "I decide what is best for me."
    ),
    "rights_confidentiality": Words("Rahasia saya dijaga.", "What I tell stays confidential."),
}
_IKM: Mapping[str, Words] = {
    "u1": Words("Persyaratan layanan", "Requirements of the service"),
    "u2": Words("Prosedur layanan", "Procedure of the service"),
    "u3": Words("Waktu penyelesaian", "Time it took"),
    "u4": Words("Biaya atau tarif", "Cost or fee"),
    "u5": Words("Hasil layanan dibanding yang dijanjikan", "What was delivered against what was promised"),
    "u6": Words("Kemampuan petugas", "Competence of the staff"),
    "u7": Words("Sikap petugas", "Behaviour of the staff"),
    "u8": Words("Penanganan pengaduan, saran, dan masukan", "Handling of complaints and suggestions"),
    "u9": Words("Sarana dan prasarana", "Facilities"),
}


@dataclass(frozen=True)
class OwnForm:
    """One of our forms, and what becomes of its exports."""

    form: Form
    file: str
    """Name of the XLSForm."""
    table: str | None = None
    """The record table that its rows are; None for a survey."""
    instrument: str | None = None
    scale: tuple[str, ...] = ()

    @property
    def mapping(self) -> SurveyMapping:
        """How its answer sheets are read."""
        assert self.instrument is not None
        items = [question.name for question in self.form.questions if question.list_name in (FIVE, FOUR)]
        return SurveyMapping(
            organization=Place(column="organization_id"),
            program_id=Place(column="program_id"),
            date=Day(column="answered_on"),
            instrument=self.instrument,
            mode_column=ModeColumn(column="mode"),
            sex=SexColumn(column="sex"),
            age=Column(column="age"),
            disability=AnswerColumn(column="disability"),
            items={name: Item(column=name, scale=self.scale) for name in items},
        )


def own_forms() -> Mapping[str, OwnForm]:
    """Our forms by the value of ``hasil_form``."""
    return {
        "rights": _survey(
            "rights",
            Words("Suara klien: tujuh hak", "Client voice: seven rights"),
            FIVE,
            _RIGHTS,
            "suara-klien",
        ),
        "ikm": _survey(
            "ikm",
            Words("Survei Kepuasan Masyarakat (IKM)", "Public satisfaction survey (IKM)"),
            FOUR,
            _IKM,
            "skm-2017",
        ),
        "exit": _record("exit", Words("Keluar program", "Programme exit"), "enrollment", _EXIT),
        "follow_up": _record("follow_up", Words("Tindak lanjut", "Follow-up"), "follow_up", _FOLLOW_UP),
    }


_EXIT = (
    "enrollment_id", "client_id", "program_id", "entry_on", "exit_on", "exit_reason", "destination", "outcome",
    "risk_exit", "self_reliant",
)  # fmt: skip
_FOLLOW_UP = ("enrollment_id", "client_id", "due_on", "done_on", "status", "event_on")
_MUST = {"enrollment_id", "client_id", "exit_on", "due_on", "status"}
_LISTS: Mapping[str, type[Codes]] = {
    "sex": Sex,
    "answer": Answer,
    "mode": SurveyMode,
    "exit_reason": ExitReason,
    "outcome": Outcome,
    "risk": Risk,
    "status": FollowUpStatus,
}


def _survey(name: str, title: Words, steps: str, items: Mapping[str, Words], instrument: str) -> OwnForm:
    asked = (
        Question("select_one", "mode", _both("Siapa yang mengisi?", "Who fills this in?"), "mode"),
        *(Question("select_one", item, _said(words), steps) for item, words in items.items()),
        Question("select_one", "sex", _both("Jenis kelamin", "Sex"), "sex"),
        Question("integer", "age", _both("Umur (tahun)", "Age (years)")),
        Question(
            "select_one",
            "disability",
            _both("Penyandang disabilitas?", "Person with a disability?"),
            "answer",
        ),
    )
    day = Question("date", "answered_on", _both("Tanggal", "Date"), required=True, default="today()")
    scale = tuple(str(step) for step in range(1, len(_STEPS[steps]) + 1))
    form = _form(name, title, (day, _program(), *asked), {steps, "mode", "sex", "answer"})
    return OwnForm(form, f"hasil-{name}.xlsx", instrument=instrument, scale=scale)


def _record(name: str, title: Words, table: str, columns: Sequence[str]) -> OwnForm:
    asked = tuple(_asked(table, column) for column in columns)
    lists = {question.list_name for question in asked if question.list_name}
    return OwnForm(_form(name, title, asked, lists), f"hasil-{name.replace('_', '-')}.xlsx", table=table)


def _asked(table: str, name: str) -> Question:
    """The question for a column of a record table."""
    field = TABLES[table].model_fields[name]
    kind, column = column_type(field), declared(field)
    listed = next((listed for listed, codes in _LISTS.items() if codes is kind.python), None)
    return Question(
        kind="select_one" if listed else "date" if name.endswith("_on") else "text",
        name=name,
        labels=_said(column.label),
        list_name=listed,
        required=name in _MUST,
        hints=_said(column.hint) if column.hint else {},
        default="today()" if name in ("exit_on", "done_on") else None,
    )


def _program() -> Question:
    return Question("text", "program_id", _both("Kode program", "Programme id"))


def _form(name: str, title: Words, asked: Sequence[Question], lists: set[str]) -> Form:
    """A form: which one it is and whose, then what it asks."""
    marks = (
        Question("calculate", "hasil_form", {}, calculation=f"'{name}'"),
        Question("text", "organization_id", _both("Kode lembaga", "Organisation id"), required=True),
    )
    return Form(
        title=f"Hasil: {title.id} / {title.en}",
        form_id=f"hasil_{name}",
        questions=(*marks, *asked),
        choices={listed: _choices(listed) for listed in sorted(lists)},
    )


def _choices(listed: str) -> tuple[Choice, ...]:
    if listed in _STEPS:
        steps = tuple(
            Choice(str(step), _said(words), step) for step, words in enumerate(_STEPS[listed], start=1)
        )
        return steps + NO_ANSWER
    return tuple(Choice(str(code), _said(code.label)) for code in _LISTS[listed])


def _said(words: Words) -> dict[str, str]:
    return {"id": words.id, "en": words.en}


def _both(indonesian: str, english: str) -> dict[str, str]:
    return {"id": indonesian, "en": english}
