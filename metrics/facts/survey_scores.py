"""Scores of answer sheets: recommendation, a licensed satisfaction scale, the five qualities of the process.

Items are known by their codes; the texts of a licensed instrument are never kept.
"""

from __future__ import annotations

from metrics.facts.definition import Fact

RECOMMEND = "recommend"
"""The item "would you recommend us", of eleven options: 0 is the first, 10 the eleventh."""
CSQ_ITEMS = tuple(f"csq{number}" for number in range(1, 9))
"""The eight items of the CSQ-8, each from 1 to 4, where 4 is most satisfied (recoded once, before import)."""
CSQ_FEWEST = 7
"""Items that must be answered; the sum is then prorated to eight."""
PROCESS_ITEMS: dict[str, int] = {
    "energising": 3,
    "inclusive": 3,
    "reciprocal": 2,
    "honest": 2,
    "complementary": 2,
}
"""The five characteristics of seed 000 and how many items of our own ask for each, of four options."""


def process_items(quality: str) -> tuple[str, ...]:
    """Codes of the items of one characteristic: ``process_honest_1``, ``process_honest_2``."""
    return tuple(f"process_{quality}_{number + 1}" for number in range(PROCESS_ITEMS[quality]))


def _score(item: str, condition: str) -> str:
    return f"max(case when item = '{item}' and state = 'valid' and {condition} then score end) as {item}"


_READ = ", ".join(
    [
        _score(RECOMMEND, "options = 11 and score between 1 and 11"),
        *(_score(item, "score between 1 and 4") for item in CSQ_ITEMS),
        *(
            _score(item, "options = 4 and score between 1 and 4")
            for quality in PROCESS_ITEMS
            for item in process_items(quality)
        ),
    ]
)
_CSQ_N = " + ".join(f"case when {item} is not null then 1 else 0 end" for item in CSQ_ITEMS)
_CSQ_SUM = " + ".join(f"coalesce({item}, 0)" for item in CSQ_ITEMS)


def _process_rows(quality: str) -> str:
    """Measures of one characteristic over sheets that answered all its items."""
    items = process_items(quality)
    whole = " and ".join(f"{item} is not null" for item in items)
    mean = f"({' + '.join(items)}) / {len(items)}.0"
    measures = {
        "sheets": "1",
        "sum": f"cast({mean} as decimal(18, 9))",
        "squares": f"cast(({mean}) * ({mean}) as decimal(18, 9))",
        "item_squares": " + ".join(f"{item} * {item}" for item in items),
        **{f"item_{number}": item for number, item in enumerate(items, 1)},
    }
    return ", ".join(
        f"case when {whole} then {value} else 0 end as process_{quality}_{name}"
        for name, value in measures.items()
    )


def process_measures(quality: str) -> tuple[str, ...]:
    """Names of the measures of one characteristic, the sums of its items last."""
    parts = ("sheets", "sum", "squares", "item_squares")
    items = (f"item_{number + 1}" for number in range(PROCESS_ITEMS[quality]))
    return tuple(f"process_{quality}_{part}" for part in (*parts, *items))


SURVEY_SCORE = Fact(
    name="survey_score",
    about="One row per answer sheet, on the day it was answered, with the scores made of several answers.",
    reads=("survey_answer",),
    groups=("sex", "age_group", "disability", "mode", "instrument"),
    rows=f"""
        select organization_id, program_id, day, sex, age_group, disability, mode, instrument,
            case when {RECOMMEND} is not null then 1 else 0 end as recommend_answers,
            case when {RECOMMEND} >= 10 then 1 else 0 end as promoters,
            case when {RECOMMEND} <= 7 then 1 else 0 end as detractors,
            case when csq_n >= {CSQ_FEWEST} and licensed = 1 then 1 else 0 end as csq_sheets,
            case when csq_n >= {CSQ_FEWEST} and licensed = 1 then cast(csq as decimal(18, 9)) else 0 end as csq_sum,
            case when csq_n >= {CSQ_FEWEST} and licensed = 1 then cast(csq * csq as decimal(18, 9)) else 0 end
                as csq_squares,
            case when csq_n >= {CSQ_FEWEST} and licensed = 1 and mode = 'staff' then 1 else 0 end as csq_by_staff,
            case when csq_n >= {CSQ_FEWEST} and licensed = 0 then 1 else 0 end as csq_unlicensed,
            {", ".join(_process_rows(quality) for quality in PROCESS_ITEMS)}
        from (
            select answered.*, {_CSQ_N} as csq_n,
                8.0 * ({_CSQ_SUM}) / case when ({_CSQ_N}) > 0 then {_CSQ_N} else 1 end as csq
            from (
                select a.organization_id, coalesce(a.program_id, '(none)') as program_id,
                    max(a.answered_day) as day, max(a.sex) as sex, max(a.age_group) as age_group,
                    max(a.disability) as disability, max(a.mode) as mode, a.instrument_id as instrument,
                    max(case when length(trim(i.licence)) > 0 then 1 else 0 end) as licensed, {_READ}
                from current_survey_answer a join publishing p on p.organization_id = a.organization_id
                left join current_instrument i on i.instrument_id = a.instrument_id
                where a.answered_day <= p.as_of_day
                group by a.organization_id, coalesce(a.program_id, '(none)'), a.instrument_id, a.response_id
            ) answered
        ) sheet
    """,
    measures=(
        *("recommend_answers", "promoters", "detractors"),
        *("csq_sheets", "csq_sum", "csq_squares", "csq_by_staff", "csq_unlicensed"),
        *(measure for quality in PROCESS_ITEMS for measure in process_measures(quality)),
    ),
)
