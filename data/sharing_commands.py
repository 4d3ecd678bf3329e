"""The command by which organisations share identities on purpose, see who does, and leave."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import sys
from typing import Any

from data.command_line import a_day
from data.errors import InputError
from data.home import current_home
from data.identities import Member, members
from data.sharing import leave_agreement, share_identity
from locales.translate import Translator


def add_sharing_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add it to the command line of ``python -m data``."""
    share = commands.add_parser(
        "share-identity", parents=[common], help="let organisations recognise the same person, or leave"
    )
    share.add_argument("agreement", metavar="NAME")
    share.add_argument("--organization", action="append", default=[], help="who joins, or leaves")
    share.add_argument("--purpose", help="what for, and on what legal basis")
    share.add_argument("--leave", action="store_true", help="they leave the agreement")
    share.add_argument("--on", type=a_day, help="day of joining or leaving; default: today")
    share.add_argument("--json", action="store_true")
    share.set_defaults(run=_share)


def _share(options: argparse.Namespace, t: Translator) -> int:
    home, day = current_home(), options.on or dt.date.today()
    if options.organization:
        whose = (home, getpass.getuser(), options.agreement, options.organization)
        done = leave_agreement(*whose, day) if options.leave else share_identity(*whose, options.purpose, day)
        for problem in done.problems:
            spoken = problem.say(t)
            print(f"{spoken['problem']} {spoken['remedy']}", file=sys.stderr)
        if done.status != "imported":
            return 2
        if not options.json:
            print(t("cli.mended", batch=str(done.batch)))
    elif options.leave:
        raise InputError("error.who_leaves")
    _print(options.agreement, members(home, options.agreement), options.json, t)
    return 0


def _print(agreement: str, found: list[Member], as_json: bool, t: Translator) -> None:
    if as_json:
        json.dump([one._asdict() for one in found], sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
        return
    if not found:
        print(t("cli.agreement_of_nobody", agreement=agreement))
    for one in found:
        print(
            t(
                "cli.agreement_member",
                organization=one.organization,
                name=one.name,
                since=one.agreed_on.isoformat(),
                numbered=one.numbered,
                clients=one.clients,
                purpose=one.purpose,
            )
        )
