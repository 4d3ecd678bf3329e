"""The client's voice: answer sheets, pivoted, and how many were asked."""

from __future__ import annotations

from metrics.facts.definition import Fact

RIGHTS = (
    "individual",
    "expression",
    "response",
    "dignity",
    "no_blame",
    "self_determination",
    "confidentiality",
)
"""The seven rights of seed 000, in its order."""
IKM_ELEMENTS = tuple(range(1, 10))
"""The nine elements of PermenPANRB 14/2017, items ``u1`` to ``u9``."""

_VALID = "a.state = 'valid' and a.score is not null"
_ON_SCALE = f"{_VALID} and a.score between 1 and a.options"
_OF_FOUR = "a.score between 1 and 4 and coalesce(a.options, 4) = 4"
_TOP_TWO = "(a.score >= a.options - 1 and 2 * a.score > a.options + 1)"
"""One of the two best options, but only above the middle: of yes and no only yes, of three only the best."""


def _rights_rows() -> str:
    parts = []
    for right in RIGHTS:
        item = f"a.item = 'rights_{right}' and {_ON_SCALE}"
        parts.append(f"max(case when {item} then 1 else 0 end) as rights_{right}_valid")
        parts.append(f"max(case when {item} and {_TOP_TWO} then 1 else 0 end) as rights_{right}_positive")
    return ", ".join(parts)


def _ikm_rows() -> str:
    parts = []
    for element in IKM_ELEMENTS:
        item = f"a.item = 'u{element}' and {_VALID} and {_OF_FOUR}"
        parts.append(f"max(case when {item} then 1 else 0 end) as ikm_{element}_n")
        parts.append(f"coalesce(max(case when {item} then a.score end), 0) as ikm_{element}_sum")
    return ", ".join(parts)


_ALL_VALID = " + ".join(f"rights_{right}_valid" for right in RIGHTS)
_ALL_POSITIVE = " + ".join(f"rights_{right}_positive" for right in RIGHTS)
_IKM_N = " + ".join(f"ikm_{element}_n" for element in IKM_ELEMENTS)
_IKM_SUM = " + ".join(f"ikm_{element}_sum" for element in IKM_ELEMENTS)
_INDEX = f"(25.0 * ({_IKM_SUM}) / 9)"

SURVEY_RESPONSE = Fact(
    name="survey_response",
    about="One row per answer sheet, on the day it was answered, with its answers side by side.",
    reads=("survey_answer",),
    groups=("sex", "age_group", "disability", "mode", "instrument"),
    rows=f"""
        select *,
            case when ({_ALL_VALID}) = 7 then 1 else 0 end as rights_all_valid,
            case when ({_ALL_VALID}) = 7 and ({_ALL_POSITIVE}) = 7 then 1 else 0 end as rights_all_positive,
            case when ({_IKM_N}) = 9 then 1 else 0 end as ikm_sheets,
            case when ({_IKM_N}) = 9 then {_INDEX} else 0 end as ikm_index_sum,
            case when ({_IKM_N}) = 9 then {_INDEX} * {_INDEX} else 0 end as ikm_index_squares
        from (
            select a.organization_id, coalesce(a.program_id, '(none)') as program_id,
                max(a.answered_day) as day, max(a.sex) as sex, max(a.age_group) as age_group,
                max(a.disability) as disability, max(a.mode) as mode, a.instrument_id as instrument,
                1 as responses,
                max(case when a.item = 'overall' and {_ON_SCALE} then 1 else 0 end) as overall_valid,
                max(case when a.item = 'overall' and {_ON_SCALE} and {_TOP_TWO} then 1 else 0 end) as overall_top2,
                max(case when a.item = 'overall' and a.state <> 'valid' then 1 else 0 end) as overall_no_answer,
                {_rights_rows()}, {_ikm_rows()}
            from current_survey_answer a join publishing p on p.organization_id = a.organization_id
            where a.answered_day <= p.as_of_day
            group by a.organization_id, coalesce(a.program_id, '(none)'), a.instrument_id, a.response_id
        ) sheet
    """,
    measures=(
        "responses",
        "overall_valid",
        "overall_top2",
        "overall_no_answer",
        *(f"rights_{right}_{part}" for right in RIGHTS for part in ("valid", "positive")),
        "rights_all_valid",
        "rights_all_positive",
        *(f"ikm_{element}_{part}" for element in IKM_ELEMENTS for part in ("n", "sum")),
        "ikm_sheets",
        "ikm_index_sum",
        "ikm_index_squares",
    ),
)

SURVEY_WAVE = Fact(
    name="survey_wave",
    about="One row per survey wave that ended, on its last day.",
    reads=("survey_wave",),
    groups=("instrument",),
    rows="""
        select w.organization_id, coalesce(w.program_id, '(none)') as program_id,
            coalesce(w.ended_day, w.started_day) as day, w.instrument_id as instrument,
            w.invited as invited, coalesce(answered.responses, 0) as answered
        from current_survey_wave w join publishing p on p.organization_id = w.organization_id
        left join (
            select a.wave_id, count(distinct a.response_id) as responses
            from current_survey_answer a join publishing q on q.organization_id = a.organization_id
            where a.state = 'valid' and a.answered_day <= q.as_of_day group by a.wave_id
        ) answered on answered.wave_id = w.wave_id
        where w.invited is not null and coalesce(w.ended_day, w.started_day) <= p.as_of_day
    """,
    measures=("invited", "answered"),
)
