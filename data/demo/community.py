"""Communities: the 17 steps of dialogue, discovery and development, and what people do together."""

from __future__ import annotations

import datetime as dt

from data.demo.seasons import workday
from data.demo.setting import Setting
from data.model.codes import Answer, EvaluationQuestion, MilestoneLead

STEPS = tuple(
    f"{stage}{letter}"
    for stage, letters in ((1, "abcde"), (2, "abcde"), (3, "abcdefg"))
    for letter in letters
)
_SMART_STEP = "1e"
_LEADS = {MilestoneLead.community: 45, MilestoneLead.staff: 45, MilestoneLead.government: 10}
_ANSWERS = {Answer.yes: 70, Answer.no: 18, Answer.unknown: 12}


def write_communities(setting: Setting) -> None:
    """Write down communities, their steps, activities and evaluations."""
    draw = setting.draw("communities")
    activities = 0
    for number, (name, district, reached) in enumerate(setting.profile.communities, 1):
        community_id = f"{setting.profile.prefix}-C{number}"
        setting.rows.add(
            "community",
            community_id=community_id,
            organization_id=setting.organization_id,
            name=name,
            district=district,
        )
        pace = (setting.as_of - setting.start).days / (len(STEPS) + 2)
        for place, step in enumerate(STEPS[:reached], 1):
            reached_on = setting.start + dt.timedelta(days=int(pace * place) - draw.randint(0, 20))
            setting.rows.add(
                "community_milestone",
                community_id=community_id,
                organization_id=setting.organization_id,
                step=step,
                reached_on=reached_on,
                evidence=f"berita acara {step}" if draw.chance(0.9) else None,
                is_smart=draw.chance(0.8) if step == _SMART_STEP else None,
            )
        day = setting.start + draw.days(5, 40)
        while day <= setting.as_of:
            activities += 1
            setting.rows.add(
                "community_activity",
                activity_id=setting.row_id("W", activities),
                organization_id=setting.organization_id,
                program_id=draw.choice(setting.profile.programs).program_id,
                community_id=community_id,
                held_on=day,
                led_by=draw.pick(_LEADS),
                women_led=draw.chance(0.55) if draw.chance(0.9) else None,
                attended=draw.randint(8, 40),
            )
            day = workday(day + draw.days(14, 40))
        _write_evaluations(setting, community_id, number)


def _write_evaluations(setting: Setting, community_id: str, community: int) -> None:
    """The four questions, asked once a year of every community."""
    draw = setting.draw(f"evaluations {community}")
    for year in range(1, 4):
        held_on = workday(setting.start + dt.timedelta(days=365 * year - 30))
        for place, question in enumerate(EvaluationQuestion, 1):
            if held_on <= setting.as_of:
                setting.rows.add(
                    "evaluation",
                    evaluation_id=f"{community_id}-V{year}{place}",
                    organization_id=setting.organization_id,
                    community_id=community_id,
                    held_on=held_on,
                    question=question,
                    answer=draw.pick(_ANSWERS),
                )
