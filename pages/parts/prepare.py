"""What must be done before anything can be shown: making the demonstration, publishing. Never in the page.

Each runs as a process of its own, while the page says what is being done and for how long already.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import streamlit as st

from data.home import ROOT, current_home
from locales.translate import Translator
from metrics.publish import needs_publishing
from pages.parts import head
from pages.parts.frame import frame, show

_ONE_AT_A_TIME = threading.Lock()
_LOOK_AGAIN = 0.25
"""Seconds between two looks at a process."""


def prepare(t: Translator) -> None:
    """Make the demonstration where there are no records at all, and publish what is newer than published.

    Stops the page with the reason when that fails. Visitors who come meanwhile wait for the same work.
    """
    place = st.empty()
    with place.container(), frame():
        line = st.empty()
        while not _ONE_AT_A_TIME.acquire(timeout=_LOOK_AGAIN):
            line.info(t("door.waiting_for_another"))
        try:
            if not current_home().has_records:
                _run(("data", "demo"), t("door.making_demonstration"), t)
            if needs_publishing(current_home()):
                _run(("metrics", "publish"), t("door.publishing"), t)
        finally:
            _ONE_AT_A_TIME.release()
    place.empty()


def _run(command: tuple[str, str], label: str, t: Translator) -> None:
    line = st.empty()
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", *command, "--lang", t.language],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        while True:
            line.progress(1.0, t("door.seconds", what=label, seconds=round(time.monotonic() - started)))
            try:
                _, errors = process.communicate(timeout=_LOOK_AGAIN)
                break
            except subprocess.TimeoutExpired:
                continue
    line.empty()
    if process.returncode:
        why = errors.strip().splitlines()[-1] if errors.strip() else ""
        show(head.empty(t("door.failed", what=label), why, t("door.failed_remedy")))
        st.stop()
