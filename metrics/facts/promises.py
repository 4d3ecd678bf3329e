"""Promises: for each period of an outside indicator, the one value and the one target that count.

A total counts where there is one. Else, for counts, the sum of the parts of one set of dimensions, marked as
such. Percentages are never summed. Totals that differ, or parts that add up differently, are a conflict: they
are listed and none is used. Nothing is ever added over time.
"""

from __future__ import annotations

from metrics.facts.definition import Fact

_DIMENSIONS = 6
"""How many dimensions of one value are told apart."""
_TOLERANCE = 1e-9


def _set_name() -> str:
    """The names of a value's dimensions without what they say: ``age=0-4; sex=female`` is of ``age sex``."""
    names = (
        f"split_part(split_part(coalesce(r.dimensions, ''), '; ', {place}), '=', 1)"
        for place in range(1, _DIMENSIONS + 1)
    )
    own = "case when r.dimensions is null and r.{0} is not null then '{0}' else '' end"
    place = "case when r.location is not null then '@' else '' end"
    return " || ' ' || ".join((*names, own.format("sex"), own.format("age_group"), place))


PROMISE_VALUE = f"""
    select r.organization_id, r.definition_id, coalesce(r.program_id, d.program_id, '(none)') as program_id,
        d.measure, coalesce(r.starts_day, r.ends_day) as starts_day, r.ends_day,
        case when r.ends_day <= p.as_of_day then 1 else 0 end as ended,
        case when r.is_total and r.dimensions is null and r.sex is null and r.age_group is null
            then 1 else 0 end as is_total,
        coalesce(r.dimensions, '') || '|' || coalesce(r.sex, '') || '|' || coalesce(r.age_group, '') || '|'
            || coalesce(r.location, '') as part,
        {_set_name()} as part_set,
        case when r.ends_day <= p.as_of_day then r.value end as value,
        case when r.ends_day <= p.as_of_day and r.value is null and r.value_text is not null then 1 else 0 end
            as in_words,
        case when r.ends_day <= p.as_of_day then r.numerator end as numerator,
        case when r.ends_day <= p.as_of_day then r.denominator end as denominator,
        r.target, coalesce(r.baseline, case when r.is_total then d.baseline end) as baseline,
        d.baseline as first_baseline
    from current_reported_result r
    join current_indicator_definition d on d.definition_id = r.definition_id
    join publishing p on p.organization_id = r.organization_id
    where r.ends_day is not null
"""
"""Reported values with the end of their period. An actual of a period that had not ended by ``as_of`` is not
known yet; its target is."""

PROMISE_TOTAL = """
    select organization_id, definition_id, program_id, measure, starts_day, ends_day, max(ended) as ended,
        max(in_words) as in_words, max(first_baseline) as first_baseline,
        min(case when is_total = 1 then value end) as value,
        max(case when is_total = 1 then value end) as high_value,
        min(case when is_total = 1 then target end) as target,
        max(case when is_total = 1 then target end) as high_target,
        min(case when is_total = 1 then baseline end) as baseline,
        min(case when is_total = 1 then numerator end) as numerator,
        max(case when is_total = 1 then numerator end) as high_numerator,
        min(case when is_total = 1 then denominator end) as denominator,
        max(case when is_total = 1 then denominator end) as high_denominator,
        sum(case when is_total = 0 and value is not null then 1 else 0 end) as parts
    from promise_value
    group by organization_id, definition_id, program_id, measure, starts_day, ends_day
"""
"""The totals of each period: one where the lowest and the highest are the same."""

PROMISE_SET = """
    select definition_id, starts_day, ends_day, part_set, parts, parts_with_value, parts_with_target,
        parts_with_both, parts_with_baseline, baseline,
        case when parts_with_value > 1 or most_values < 2 then value end as value,
        case when parts_with_value > 1 or most_values < 2 then high_value end as high_value,
        case when parts_with_target > 1 or most_targets < 2 then target end as target,
        case when parts_with_target > 1 or most_targets < 2 then high_target end as high_target
    from (
        select *,
            max(parts_with_value) over (partition by definition_id, starts_day, ends_day) as most_values,
            max(parts_with_target) over (partition by definition_id, starts_day, ends_day) as most_targets
        from (
            select definition_id, starts_day, ends_day, part_set, sum(value) as value,
                sum(high_value) as high_value, sum(target) as target, sum(high_target) as high_target,
                sum(baseline) as baseline, count(*) as parts, count(value) as parts_with_value,
                count(target) as parts_with_target, count(baseline) as parts_with_baseline,
                sum(case when value is not null and target is not null then 1 else 0 end) as parts_with_both
            from (
                select definition_id, starts_day, ends_day, part_set, part,
                    min(value) as value, max(value) as high_value, min(target) as target,
                    max(target) as high_target, min(baseline) as baseline
                from promise_value where is_total = 0 and measure = 'unit'
                group by definition_id, starts_day, ends_day, part_set, part
            ) one_part
            group by definition_id, starts_day, ends_day, part_set
        ) added
    ) compared
"""
"""The parts of counts added up within each set of dimensions.

The same part twice with one value counts once, with two values it is a conflict: the sum has a low and a high
end. A set of one part is no division of the whole where another set has several.
"""


def _differ(low: str, high: str) -> str:
    return f"{high} - {low} > {_TOLERANCE:g} * greatest(abs({low}), abs({high}))"


PROMISE_PARTS = f"""
    select definition_id, starts_day, ends_day,
        min(value) as value, max(case when value is not null then parts_with_value end) as parts,
        case when {_differ("min(value)", "max(high_value)")} then 1 else 0 end as value_conflict,
        min(target) as target, max(case when target is not null then parts_with_target end) as target_parts,
        case when {_differ("min(target)", "max(high_target)")} then 1 else 0 end as target_conflict,
        max(case when value is not null and target is not null
            and (parts_with_value <> parts_with_both or parts_with_target <> parts_with_both)
            then 1 else 0 end) as uneven,
        min(case when parts_with_baseline = parts then baseline end) as baseline
    from promise_set group by definition_id, starts_day, ends_day
"""
"""One sum for each period, from whichever set; sets that disagree are a conflict."""

_KEY = "organization_id as organization, 'promise' as dim, definition_id as grp, program_id as program"
_MEASURES = (
    "value",
    "target",
    "baseline",
    "starts_day",
    "ended",
    "parts",
    "target_parts",
    "value_conflict",
    "target_conflict",
    "uneven",
    "unsummed",
    "in_words",
    "reported_numerator",
    "reported_denominator",
)


def _conflicts(column: str) -> str:
    """The different totals, or sums of sets, of a period in conflict."""
    listed = ", ".join(
        f"cast({'t.' + name if name in (column, 'starts_day') else 'null'} as double) as {name}"
        for name in _MEASURES
    )
    return f"""
        select c.organization_id as organization, 'promise' as dim, c.definition_id as grp,
            c.program_id as program, 'conflict' as grain, date '1970-01-01' + c.ends_day as period, {listed}
        from promise_chosen c
        join (
            select definition_id, starts_day, ends_day, 1 as is_total, {column} from promise_value
            where is_total = 1 and {column} is not null
            union
            select definition_id, starts_day, ends_day, 0 as is_total, {column} from promise_set
            where {column} is not null
            union
            select definition_id, starts_day, ends_day, 0 as is_total, high_{column} as {column}
            from promise_set where high_{column} is not null
        ) t on t.definition_id = c.definition_id and t.starts_day = c.starts_day and t.ends_day = c.ends_day
            and t.is_total = case when c.{column}_parts = 0 then 1 else 0 end
        where c.{column}_conflict = 1
    """


PROMISE_CHOSEN = """
    select t.organization_id, t.definition_id, t.program_id, t.starts_day, t.ends_day, t.ended, t.in_words,
        case
            when t.value is not null then case when t.value = t.high_value then t.value end
            when p.value_conflict = 0 then p.value
        end as value,
        case when t.value is null then coalesce(p.parts, 0) else 0 end as value_parts,
        case
            when t.target is not null then case when t.target = t.high_target then t.target end
            when p.target_conflict = 0 and (t.value is not null or p.uneven = 0) then p.target
        end as target,
        case when t.target is null then coalesce(p.target_parts, 0) else 0 end as target_parts,
        coalesce(t.baseline, t.first_baseline, p.baseline) as baseline,
        case when t.value is not null then case when t.value < t.high_value then 1 else 0 end
            else coalesce(p.value_conflict, 0) end as value_conflict,
        case when t.target is not null then case when t.target < t.high_target then 1 else 0 end
            else coalesce(p.target_conflict, 0) end as target_conflict,
        case when t.value is null and t.target is null and p.value is not null then p.uneven else 0 end
            as uneven,
        case when t.value is null and t.measure <> 'unit' and t.parts > 0 then 1 else 0 end as unsummed,
        case when t.numerator = t.high_numerator and t.denominator = t.high_denominator then t.numerator end
            as reported_numerator,
        case when t.numerator = t.high_numerator and t.denominator = t.high_denominator then t.denominator end
            as reported_denominator
    from promise_total t
    left join promise_parts p on p.definition_id = t.definition_id and p.starts_day = t.starts_day
        and p.ends_day = t.ends_day
"""
"""What counts in each period: the total, else the sum of parts; a target of parts is only set against an
actual of the same parts, or against a total."""

PROMISE_PERIOD = Fact(
    name="promise_period",
    about="One row per outside indicator and period: what was reached and what was promised.",
    shape="ready",
    reads=("reported_result", "indicator_definition"),
    groups=("promise",),
    working=(
        ("promise_value", PROMISE_VALUE),
        ("promise_total", PROMISE_TOTAL),
        ("promise_set", PROMISE_SET),
        ("promise_parts", PROMISE_PARTS),
        ("promise_chosen", PROMISE_CHOSEN),
    ),
    rows=f"""
        select {_KEY}, 'period' as grain, date '1970-01-01' + ends_day as period, value, target, baseline,
            cast(starts_day as double) as starts_day, cast(ended as double) as ended,
            cast(value_parts as double) as parts, cast(target_parts as double) as target_parts,
            cast(value_conflict as double) as value_conflict,
            cast(target_conflict as double) as target_conflict,
            cast(uneven as double) as uneven, cast(unsummed as double) as unsummed,
            cast(in_words as double) as in_words,
            cast(reported_numerator as double) as reported_numerator,
            cast(reported_denominator as double) as reported_denominator
        from promise_chosen
        union all {_conflicts("value")}
        union all {_conflicts("target")}
    """,
    measures=_MEASURES,
)
"""``period`` is the day on which it ends. ``parts`` is how many parts were summed, 0 for a total; ``uneven``:
the parts with a target are not those with an actual; ``unsummed``: only parts of what is no count;
``in_words``: an actual that is no number; ``reported_numerator`` and ``reported_denominator`` are those of a
total that names both, and never sums of parts. Rows of grain ``conflict`` list values that contradict each other.
"""
