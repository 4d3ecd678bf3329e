"""What the commands of all rooms share: the language option, and errors as one sentence with an exit status."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

from data.errors import HasilError, InputError
from locales.choose import choose_language
from locales.translate import LANGUAGES, translator


def with_language() -> argparse.ArgumentParser:
    """Give the parent of every command: ``--lang``."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--lang", choices=LANGUAGES)
    return parent


def run_command(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> int:
    """Run the command that was asked for; give the exit status: 0, 2 for bad input, 1 for a fault of the store.

    ``parser`` sets ``run``, called with the options and the translator.
    """
    options = parser.parse_args(arguments)
    t = translator(choose_language(options.lang))
    try:
        return options.run(options, t)
    except HasilError as error:
        print(t(error.key, **error.values), file=sys.stderr)
        return 2 if isinstance(error, InputError) else 1


def a_day(text: str) -> dt.date:
    """Read a day from an option, for argparse: one of a year that data can be of."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise argparse.ArgumentTypeError(f"{text} is no day between 1900 and 2200, such as 2025-12-31")
    return day
