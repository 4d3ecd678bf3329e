"""Who the organisation is: registration, programmes, posts, volunteers, accreditation evidence."""

from __future__ import annotations

import datetime as dt

from data.accreditation import packs
from data.demo.seasons import add_months
from data.demo.setting import Setting
from data.model.codes import EvidenceLevel, OutcomeRuleName

RULE_PACK = "permensos_107_2009"
_MISSING = {"tunas": (11,), "anyam": (8, 7), "senja": (7,), "bangku": (7, 10, 11)}
"""Places in the list of requirements for which there is no document yet."""


def write_standing(setting: Setting) -> None:
    """Write down the organisation, its programmes, posts, volunteers and evidence."""
    profile = setting.profile
    setting.rows.add(
        "organization",
        organization_id=profile.organization_id,
        name=profile.name,
        legal_form=profile.legal_form,
        actor_type=profile.actor_type,
        registration_number=f"CONTOH/{profile.prefix}/{profile.registered_year}",
        registered_on=dt.date(profile.registered_year, 5, 12),
        is_social=True,
        is_local=False,
        country="ID",
        base_currency="IDR",
        fiscal_year_start=profile.fiscal_year_start,
    )
    for program in profile.programs:
        setting.rows.add(
            "program",
            program_id=program.program_id,
            organization_id=profile.organization_id,
            name=program.name,
            kind=program.kind,
            hso_function=program.function,
            pillar=program.pillar,
            client_category=program.category,
            evidence_level=EvidenceLevel.E1,
            planned_days=program.planned_days,
            outcome_words=program.outcome_words,
            outcome_rule=OutcomeRuleName.own if program.destinations else OutcomeRuleName.as_recorded,
            outcome_rule_version="1",
            follow_up_days=365,
            started_on=dt.date(max(profile.registered_year, setting.start.year - 4), 1, 15),
            location=next(iter(profile.districts)),
        )
        for step, (destination, outcome) in enumerate(program.destinations.items(), 1):
            setting.rows.add(
                "outcome_rule_line",
                organization_id=profile.organization_id,
                program_id=program.program_id,
                rule_version="1",
                step=step,
                destination=destination,
                outcome=outcome,
            )
    _write_posts(setting)
    _write_volunteers(setting)
    _write_evidence(setting)


def _write_posts(setting: Setting) -> None:
    """One post for every worker, and one for the office; the worker who left ends a post."""
    draw, profile, gap = setting.draw("posts"), setting.profile, setting.profile.contact_gap
    for number, worker in enumerate((*profile.workers, None), 1):
        program = profile.programs[number % len(profile.programs)]
        left = gap is not None and worker == gap.worker
        setting.rows.add(
            "staff_post",
            post_id=f"{profile.prefix}-J{number}",
            organization_id=profile.organization_id,
            program_id=program.program_id if worker else None,
            role="pekerja sosial" if worker else "keuangan dan administrasi",
            full_time_equivalent=1.0 if worker and draw.chance(0.7) else 0.5,
            serves_clients=worker is not None,
            certified_until_on=setting.as_of + draw.days(-200, 900) if worker and draw.chance(0.6) else None,
            started_on=setting.start - draw.days(30, 1500),
            ended_on=setting.gap_on if left else None,
        )


def _write_volunteers(setting: Setting) -> None:
    draw = setting.draw("volunteers")
    for number in range(1, draw.randint(34, 46)):
        started_on = setting.start + draw.days(-500, 1000)
        left_on = started_on + draw.days(90, 1300)
        last_active_on = min(left_on, setting.as_of - draw.days(0, 40))
        if last_active_on >= started_on:
            setting.rows.add(
                "volunteer_spell",
                spell_id=setting.row_id("Y", number),
                organization_id=setting.organization_id,
                started_on=started_on,
                last_active_on=last_active_on,
                ended_on=left_on if left_on <= setting.as_of and draw.chance(0.7) else None,
                hours=float(draw.randint(10, 220)),
            )


def _write_evidence(setting: Setting) -> None:
    """Evidence by requirement: most of it valid, some about to expire, some missing."""
    draw = setting.draw("evidence")
    missing = _MISSING.get(setting.organization_id, ())
    pack = next(one for one in packs() if one.id == RULE_PACK)
    required = [(part.id, one.id) for part in pack.components for one in part.requirements]
    for place, (component, requirement) in enumerate(required):
        there = place not in missing
        valid_from_on = add_months(setting.as_of, -draw.randint(2, 40))
        valid_until_on = add_months(valid_from_on, draw.choice((12, 36, 60)))
        if there and place % 5:
            valid_until_on = max(valid_until_on, add_months(setting.as_of, draw.randint(1, 20)))
        setting.rows.add(
            "accreditation_evidence",
            evidence_id=f"{setting.profile.prefix}-BA{place + 1}",
            organization_id=setting.organization_id,
            rule_pack=RULE_PACK,
            component=component,
            requirement=requirement,
            document=f"{setting.profile.prefix}/{place + 1:02d}/{valid_from_on:%Y}" if there else None,
            valid_from_on=valid_from_on if there else None,
            valid_until_on=valid_until_on if there else None,
            verified_on=min(valid_from_on + draw.days(5, 60), setting.as_of)
            if there and draw.chance(0.85)
            else None,
        )
