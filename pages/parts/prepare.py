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
from locales.words import Language
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


def publish_now(language: Language) -> None:
    """Publish what is newer than published, outside of any page; the next page says where it failed."""
    with _ONE_AT_A_TIME:
        if needs_publishing(current_home()):
            _reason(("metrics", "publish"), language)


def _run(command: tuple[str, str], label: str, t: Translator) -> None:
    with st.spinner(label):
        reason = _reason(command, t.language)
    if reason is not None:
        show(head.empty(t("door.failed", what=label), reason, t("door.failed_remedy")))
        st.stop()


def _reason(command: tuple[str, str], language: Language) -> str | None:
    """Run a command; give why it failed, "" where only the server's log can tell; None where it did not."""
    finished = subprocess.run(
        [sys.executable, "-m", *command, "--lang", language],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if not finished.returncode:
        return None
    print(finished.stderr, file=sys.stderr)  # whole, for whoever runs the server
    said = [] if "Traceback (most recent call last)" in finished.stderr else finished.stderr.split("\n")
    return next((line for line in reversed(said) if line.strip()), "")
