"""Who comes in: intakes by week and season, people and households."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from data.demo.endings import End, destination, risk_at_exit, self_reliant
from data.demo.profiles import ProgramProfile
from data.demo.seasons import DAY, WEEK, intake_factor, is_workday, workday
from data.demo.setting import Person, Setting, Stay, open_on
from data.model.codes import Answer, Risk, Sex

_EARLIER = dt.timedelta(days=600)
"""How long before the records begin the first people came: whoever is still there is recorded."""


def make_stays(setting: Setting) -> list[Stay]:
    """Let people come, stay, leave and come back until ``as_of``; write clients and households down."""
    return _Reception(setting).receive()


@dataclass
class _Reception:
    setting: Setting
    stays: list[Stay] = field(default_factory=list)
    people: int = 0
    households: list[tuple[str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.draw = self.setting.draw("intake")
        self.fate = self.setting.draw("fate")

    def receive(self) -> list[Stay]:
        """Take everybody in, in the order of their dates."""
        arrivals: list[tuple[dt.date, int, ProgramProfile, Stay | None]] = [
            (day, number, program, None) for number, (day, program) in enumerate(_arrivals(self.setting))
        ]
        heapq.heapify(arrivals)
        while arrivals:
            day, _, program, before = heapq.heappop(arrivals)
            stay = self._take_in(day, program, before)
            if stay and stay.comes_back and stay.return_on:
                again = workday(stay.return_on + self.draw.days(2, 15))
                if again <= self.setting.as_of and not _is_counted_week(self.setting, again):
                    heapq.heappush(arrivals, (again, -len(self.stays), program, stay))
        return self.stays

    def _take_in(self, day: dt.date, program: ProgramProfile, before: Stay | None) -> Stay | None:
        setting = self.setting
        known = before or self._somebody_else_here(day, program)
        district = known.person.district if known else self._district(day)
        entered_at = self._entered(day, district)
        if entered_at > setting.rows.closing:
            return None
        end = End.of(self.fate, setting, program, day)
        if end.exit_on and end.exit_on < setting.start:
            return None
        worker = self._worker(day, end.risk)
        if self._is_left_alone(worker) and setting.gap_on and end.exit_on and end.exit_on > setting.gap_on:
            end = end.still_open()
        person = known.person if known else self._new_person(day, program, district, entered_at)
        stay = Stay(
            enrollment_id=setting.row_id("E", len(self.stays) + 1),
            person=person,
            program=program,
            risk=end.risk,
            worker=worker,
            entry_on=day,
            exit_on=end.exit_on,
            outcome=end.outcome,
            reason=end.reason,
            return_on=end.return_on,
            comes_back=end.comes_back,
        )
        self.stays.append(stay)
        self._write(stay, entered_at)
        return stay

    def _entered(self, day: dt.date, district: str | None) -> dt.datetime:
        """When an intake is entered: the late office sends its sheets weeks later."""
        setting, office = self.setting, self.setting.profile.late_office
        entered_at = setting.entered(self.draw, day)
        if office and district == office.district:
            entered_at += self.draw.days(*office.lag_days)
        return min(entered_at, setting.rows.closing) if _is_counted_week(setting, day) else entered_at

    def _worker(self, day: dt.date, risk: Risk) -> str:
        """Who takes the client on; each worker's part of the high-risk clients is steady."""
        profile, gap_on = self.setting.profile, self.setting.gap_on
        there = dict(profile.workers)
        if profile.contact_gap and gap_on:
            share = there.pop(profile.contact_gap.worker) / sum(profile.workers.values())
            if self.draw.even(f"worker:{risk}", share) and day <= gap_on:
                return profile.contact_gap.worker
        return self.draw.pick(there)

    def _is_left_alone(self, worker: str) -> bool:
        """Whether nobody took over from a worker who left: cases stay open, too."""
        gap = self.setting.profile.contact_gap
        return gap is not None and worker == gap.worker

    def _somebody_else_here(self, day: dt.date, program: ProgramProfile) -> Stay | None:
        """Now and then a client of another programme, whose stay there still runs."""
        if not self.draw.chance(0.05):
            return None
        here = open_on(self.stays[-40:], day)
        already = {stay.person.client_id for stay in here if stay.program is program}
        young, _, old = program.ages
        fitting = [
            stay
            for stay in here
            if stay.person.client_id not in already and young <= stay.person.age(day) <= old
        ]
        return self.draw.choice(fitting) if fitting else None

    def _new_person(
        self, day: dt.date, program: ProgramProfile, district: str | None, entered_at: dt.datetime
    ) -> Person:
        draw, profile = self.draw, self.setting.profile
        self.people += 1
        young, usual, old = program.ages
        age = draw.triangular(young, old + 0.99, usual)
        female = draw.even(f"{program.program_id}:female", program.female)
        person = Person(
            client_id=f"K-{self.people:04d}",
            sex=Sex.female if female else Sex.male,
            born_on=day - dt.timedelta(days=int(age * 365.25) + 1),
            district=district,
            household_id=self._household(district, entered_at) if draw.chance(profile.household) else None,
            traceable=draw.even("traceable", profile.traced),
        )
        self._write_person(person, day, program, entered_at)
        return person

    def _district(self, day: dt.date) -> str | None:
        """Where somebody lives; of the last weeks, nobody of the late office is entered yet."""
        office, districts = self.setting.profile.late_office, dict(self.setting.profile.districts)
        if office and day > self.setting.week_end - len(office.missing) * WEEK:
            del districts[office.district]
        return self.draw.pick(districts) if self.draw.chance(0.96) else None

    def _household(self, district: str | None, entered_at: dt.datetime) -> str:
        near = [name for name, place in self.households[-30:] if place == district]
        if near and self.draw.chance(0.3):
            return self.draw.choice(near)
        household_id = self.setting.row_id("H", len(self.households) + 1)
        self.households.append((household_id, district))
        self.setting.rows.add(
            "household",
            entered_at=entered_at,
            household_id=household_id,
            organization_id=self.setting.organization_id,
            size=min(9, 2 + self.draw.poisson(2.2)) if self.draw.chance(0.92) else None,
            district=district,
        )
        return household_id

    def _write_person(
        self, person: Person, day: dt.date, program: ProgramProfile, entered_at: dt.datetime
    ) -> None:
        draw, setting = self.draw, self.setting
        disabled = draw.even("disability", setting.profile.disability)
        setting.rows.add(
            "client",
            entered_at=entered_at,
            client_id=person.client_id,
            organization_id=setting.organization_id,
            sex=person.sex if draw.chance(0.99) else Sex.unknown,
            birth_on=person.born_on if draw.chance(0.85) else None,
            disability=Answer.unknown if draw.chance(0.05) else Answer.yes if disabled else Answer.no,
            category=program.category,
            district=person.district,
            registered_on=day,
        )
        if draw.chance(0.88):
            given_on = min(day + draw.days(0, 5), setting.as_of)
            withdrawn_on = given_on + draw.days(40, 300) if draw.chance(0.006) else None
            setting.rows.add(
                "consent",
                entered_at=entered_at,
                consent_id=setting.row_id("S", self.people),
                organization_id=setting.organization_id,
                client_id=person.client_id,
                purpose="pencatatan dan pelaporan layanan",
                by_guardian=person.age(day) < 18,
                given_on=given_on,
                withdrawn_on=withdrawn_on if withdrawn_on and withdrawn_on <= setting.as_of else None,
            )

    def _write(self, stay: Stay, entered_at: dt.datetime) -> None:
        draw, setting = self.draw, self.setting
        left_alone = stay.exit_on is None and self._is_left_alone(stay.worker)
        prevention = stay.program.kind == "prevention"
        present = {Answer.no: 90, Answer.yes: 6, Answer.unknown: 4} if prevention else _PRESENT
        setting.rows.add(
            "enrollment",
            entered_at=entered_at,
            enrollment_id=stay.enrollment_id,
            organization_id=setting.organization_id,
            program_id=stay.program.program_id,
            client_id=stay.person.client_id,
            household_id=stay.person.household_id,
            community_id=self._community(stay),
            entry_on=stay.entry_on,
            age_at_entry=stay.person.age(stay.entry_on) if draw.chance(0.97) else None,
            problem=stay.program.problem,
            risk_entry=stay.risk,
            problem_present_at_entry=draw.pick(present),
            exit_on=stay.exit_on,
            exit_reason=stay.reason,
            destination=destination(draw, stay),
            outcome=None if stay.program.destinations else stay.outcome,
            risk_exit=risk_at_exit(draw, stay),
            self_reliant=self_reliant(draw, stay),
            worker=None if left_alone or draw.chance(0.02) else stay.worker,
        )

    def _community(self, stay: Stay) -> str | None:
        profile = self.setting.profile
        near = [
            f"{profile.prefix}-C{number}"
            for number, (_, district, _) in enumerate(profile.communities, 1)
            if district == stay.person.district
        ]
        return self.draw.choice(near) if near and self.draw.chance(0.6) else None


_PRESENT = {Answer.yes: 93, Answer.no: 4, Answer.unknown: 3}


def _arrivals(setting: Setting) -> Iterator[tuple[dt.date, ProgramProfile]]:
    """Days and programmes of all first intakes, week by week."""
    draw, profile = setting.draw("arrivals"), setting.profile
    monday = setting.start - _EARLIER
    monday -= monday.weekday() * DAY
    while monday <= setting.as_of:
        workdays = [day for day in (monday + number * DAY for number in range(6)) if is_workday(day)]
        workdays = workdays or [monday]
        office = profile.late_office
        place = _counted_week(setting, monday)
        if office and place is not None:
            weights = [program.weekly_intakes for program in profile.programs]
            for program in draw.choices(profile.programs, weights, k=office.entered[place]):
                yield draw.choice(workdays), program
        else:
            for program in profile.programs:
                for _ in range(draw.poisson(program.weekly_intakes * intake_factor(monday, profile.rhythm))):
                    day = draw.choice(workdays)
                    if day <= setting.as_of:
                        yield day, program
        monday += WEEK


def _counted_week(setting: Setting, day: dt.date) -> int | None:
    """The place of a week among those whose intakes are given, if it is one of them."""
    office = setting.profile.late_office
    if office is None:
        return None
    weeks_ago = (setting.week_end - day).days // 7
    return len(office.intakes) - 1 - weeks_ago if 0 <= weeks_ago < len(office.intakes) else None


def _is_counted_week(setting: Setting, day: dt.date) -> bool:
    return _counted_week(setting, day) is not None
