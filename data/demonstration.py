"""The demonstration's own home, left behind at the first real import."""

from __future__ import annotations

import datetime as dt
import shutil

from data import demo
from data.home import Home
from data.importing import import_rows


def make_demonstration(main: Home, as_of: dt.date) -> Home:
    """Make the demonstration data anew in its own home inside ``main``, ending on ``as_of``."""
    home = main.demonstration
    shutil.rmtree(home.path, ignore_errors=True)
    imported = import_rows(
        home, "demo", lambda stage: demo.fill(stage, as_of), dt.datetime.combine(as_of, dt.time(23, 59))
    )
    if imported.status != "imported":
        raise RuntimeError(f"the demonstration data does not pass its own checks: {imported.problems[:3]}")
    return home
