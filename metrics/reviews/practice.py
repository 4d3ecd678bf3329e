"""Practice: five roles on three levels, referrals that arrive, needs that are answered, and what blocks them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.model.codes import Level, Role
from metrics.reviews.asking import Asking
from metrics.reviews.protect import protect
from metrics.value import IndicatorValue
from metrics.values.sums import sums_by

MIX = "role_level_mix"
CASES = (
    "mediation_agreement_rate",
    "advocacy_success_rate",
    "protection_response_24h",
    "protection_response_rate",
)
"""What became of the cases of mediator, advocate and protector."""
REFERRALS = ("referral_followthrough_rate", "referral_need_met_rate", "partner_delivered_share")


@dataclass(frozen=True, slots=True)
class PracticeReview:
    """Everything the screen shows of one organisation or programme."""

    mix: IndicatorValue
    """The share of hours of the role that takes most of them."""
    roles: tuple[tuple[str, tuple[IndicatorValue, ...], IndicatorValue], ...]
    """Each role with its share of hours on micro, mezzo and macro level, and on all."""
    referrals: tuple[IndicatorValue, ...]
    partners: tuple[tuple[str, IndicatorValue], ...]
    """Referrals that arrived, by partner, in alphabetical order."""
    needs: IndicatorValue
    blockers: tuple[IndicatorValue, ...]
    """Needs not answered, by what blocked them, as a share of all needs not answered."""
    cases: tuple[IndicatorValue, ...]
    process: IndicatorValue
    contacts: IndicatorValue

    def all_values(self) -> Iterable[IndicatorValue]:
        """Every number that the screen shows."""
        yield from (self.mix, *self.referrals, self.needs, *self.cases, self.process, self.contacts)
        for _, levels, whole in self.roles:
            yield from (*levels, whole)
        yield from (value for _, value in self.partners)
        yield from self.blockers


def practice_review(asking: Asking) -> PracticeReview:
    """Assemble the practice of an organisation or programme."""
    needs = asking.value("needs_response_rate")
    return PracticeReview(
        mix=asking.value(MIX),
        roles=_roles(asking),
        referrals=asking.values(*REFERRALS),
        partners=_partners(asking),
        needs=needs,
        blockers=_blockers(asking, needs),
        cases=asking.values(*CASES),
        process=asking.value("case_process_completeness"),
        contacts=asking.value("contacts"),
    )


def _roles(asking: Asking) -> tuple[tuple[str, tuple[IndicatorValue, ...], IndicatorValue], ...]:
    """Shares of hours; hours of work show nobody."""
    found = []
    for role in Role:
        whole = _of(asking, f"role={role}")
        if whole.value is not None and (whole.value or role != Role.other):
            levels = tuple(_of(asking, f"role_level={role}:{level}") for level in Level)
            found.append((str(role), levels, whole))
    return tuple(found)


def _of(asking: Asking, group: str) -> IndicatorValue:
    return asking.answer(asking.ask(MIX).model_copy(update={"group": group}))


def _partners(asking: Asking) -> tuple[tuple[str, IndicatorValue], ...]:
    names = dict(asking.reader.rows("select partner, name from published.partner"))
    found = asking.by_group("referral_followthrough_rate", "partner")
    rows = [
        (str(names.get(code, code)), one) for one in found for code in [(one.group or "=").split("=", 1)[1]]
    ]
    return tuple(sorted(rows, key=lambda row: row[0].lower()))


def _blockers(asking: Asking, needs: IndicatorValue) -> tuple[IndicatorValue, ...]:
    ask = asking.ask("needs_response_rate")
    grouped = ask.model_copy(update={"group": "blocker=any"})
    found = sums_by(asking.reader, asking.place(), grouped, "need", ["needs_due", "needs_answered"], "grp")
    open_needs = {code: row["needs_due"] - row["needs_answered"] for code, row in found.items()}
    whole = sum(open_needs.values())
    if not whole:
        return ()
    rows = [
        needs.model_copy(
            update={
                "indicator": "unanswered_needs",
                "group": f"blocker={code}",
                "value": count / whole,
                "numerator": count,
                "denominator": whole,
                "n": whole,
                "status": "ok",
                **dict.fromkeys(
                    ("low", "high", "target", "target_status", "worst", "best", "unknown", "reason")
                ),
            }
        )
        for code, count in sorted(open_needs.items(), key=lambda row: (row[0] == "unknown", -row[1]))
        if count
    ]
    counts = [one.model_copy(update={"unit": "count", "value": one.numerator}) for one in rows]
    return tuple(protect(counts, asking.scope.threshold, along=rows))
