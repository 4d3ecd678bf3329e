"""The demonstration data: six invented Indonesian organisations over three years, from a fixed seed.

Organisations, people, partners and donors do not exist. Everything ends at ``as_of`` and follows the real
calendar (Ramadan, Lebaran, school terms); the same ``as_of`` always gives the same rows. Things are entered
late: what would be entered only after ``as_of`` is not there.

Planted truths (``data.demo.planted`` has them for machines; "week 0" is the last complete ISO week):

1. A real improvement: ``senja``, referrals followed through within 30 days. Of those made in weeks -13 to 0
   seven in ten reach the service, before that about half (fixed days with two clinics). On the weekly
   chart, by the day on which the 30 days are over, at least seven points in a row lie above the mean.
2. A real decline: ``bening``, clients at high risk in contact within 14 days. The worker Danu left on the
   Monday of week -3; nobody took over a third of the clients. Weeks -1 and 0 lie below the usual range.
3. Only seems to decline: ``anyam``, intakes. 5, 4, 4 people came in weeks -2, -1 and 0; two of each of the
   last two weeks came through the office in Kabupaten Blitar, whose sheets arrive weeks late, so that 5, 2, 2
   are recorded. No signal: all within the usual range. The month that runs is unfinished, too.
4. Case mix: ``setara`` has the lowest outcome achievement rate of all, with three quarters of its clients at
   high risk (elsewhere a quarter); at each level of risk it does better than the others together.
5. Poor follow-up: ``tunas`` shows the fewest returns after 12 months, and traced about a quarter of the
   former clients. Of those it traced, as many had returned as elsewhere.
6. Overspending: ``bening-rehab`` spends its yearly budget an eighth faster than planned and reaches about two
   thirds of its planned outcomes (targets ``outcomes_achieved``).
7. Dependence: ``bening`` has more than half of its income from F-MORGEN, partly by way of F-SIMPUL.
8. The lowest right: ``tunas``, self-determination; about half of the people say that they decide themselves.
"""

from __future__ import annotations

import datetime as dt

from data.demo.aftercare import write_aftercare
from data.demo.care import write_care
from data.demo.community import write_communities
from data.demo.functioning import write_functioning, write_rubric
from data.demo.grants import write_funders, write_shares
from data.demo.intake import make_stays
from data.demo.money import write_money, write_prices, write_rates
from data.demo.network import write_network
from data.demo.opinions import write_opinions, write_questionnaires
from data.demo.organizations import ORGANIZATIONS
from data.demo.plans import write_plans
from data.demo.promises import write_promises
from data.demo.rows import Rows
from data.demo.setting import Setting
from data.demo.standing import write_standing
from data.demo.voice import write_instruments, write_voice
from data.stage import Stage


def fill(stage: Stage, as_of: dt.date) -> None:
    """Stage three years of six invented organisations, ending at ``as_of``."""
    rows = Rows(as_of)
    write_funders(rows)
    write_rates(rows, as_of)
    write_prices(rows, as_of)
    write_instruments(rows)
    write_questionnaires(rows)
    write_rubric(rows)
    for profile in ORGANIZATIONS:
        _tell(Setting(profile, as_of, rows))
    rows.stage(stage)


def _tell(setting: Setting) -> None:
    """Write down everything about one organisation."""
    write_standing(setting)
    write_communities(setting)
    stays = make_stays(setting)
    write_care(setting, stays)
    write_aftercare(setting, stays)
    write_plans(setting, stays)
    write_network(setting, stays)
    write_voice(setting, stays)
    write_opinions(setting, stays)
    write_functioning(setting, stays)
    write_money(setting)
    write_shares(setting)
    write_promises(setting, stays)
