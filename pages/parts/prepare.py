"""What must be done before anything can be shown: making the demonstration, publishing. Never in the page.

Each runs as a process of its own, while the page says what is being done and for how long already.
"""

from __future__ import annotations

import subprocess
import sys
import threading

import streamlit as st

from data.home import ROOT, current_home
from locales.translate import Translator
from metrics.publish import needs_publishing
from pages.parts import head
from pages.parts.frame import frame, show

_ONE_AT_A_TIME = threading.Lock()


def prepare(t: Translator) -> None:
    """Make the demonstration where there are no records at all, and publish what is newer than published.

    Stops the page with the reason when that fails. Visitors who come meanwhile wait for the same work.
    """
    place = st.empty()
    with place.container(), frame():
        with st.spinner(t("door.waiting_for_another")):
            _ONE_AT_A_TIME.acquire()
        try:
            if not current_home().has_records:
                _run(("data", "demo"), t("door.making_demonstration"), t)
            if needs_publishing(current_home()):
                _run(("metrics", "publish"), t("door.publishing"), t)
        finally:
            _ONE_AT_A_TIME.release()
    place.empty()


def _run(command: tuple[str, str], label: str, t: Translator) -> None:
    with st.spinner(label):
        finished = subprocess.run(
            [sys.executable, "-m", *command, "--lang", t.language],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if finished.returncode:
        print(finished.stderr, file=sys.stderr)  # whole, for whoever runs the server
        said = [] if "Traceback (most recent call last)" in finished.stderr else finished.stderr.split("\n")
        reason = next((line for line in reversed(said) if line.strip()), "")
        show(head.empty(t("door.failed", what=label), reason, t("door.failed_remedy")))
        st.stop()
