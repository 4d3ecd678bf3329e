"""An answer on its way: whoever presses *save* and goes on at once still hears what became of it.

Streamlit runs the page anew at the next press, beside a run that is still saving. So an answer is saved on its own,
and every run waits for it before it shows anything that depends on it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from data.entering import Entry
from locales.translate import Translator
from pages.parts.importing import Outcome
from pages.parts.saving import save

_SAVING = "setup_saving"
_TICK = 0.1
"""Seconds between two looks at whether an answer is saved."""


@dataclass(eq=False)
class Saving:
    """An answer that is being saved, where on the page it was given, and what became of it."""

    place: Mapping[str, str]
    outcome: Outcome = field(default_factory=lambda: Outcome(done=False))
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def is_saved(self) -> bool:
        """Say whether it came in."""
        return self.outcome.done and all(one.status == "imported" for one in self.outcome.results)


def begin(entry: Entry, place: Mapping[str, str], t: Translator) -> None:
    """Save an answer; ``place`` are the keys of the widgets that choose where it was given, and their values."""
    job = Saving(place)
    st.session_state[_SAVING] = job
    threading.Thread(target=_work, args=(job, entry, t), name="save an answer", daemon=True).start()


def finished(t: Translator) -> Saving | None:
    """Wait for the answer that is being saved, if any, and take it."""
    job: Saving | None = st.session_state.get(_SAVING)
    if job is None:
        return None
    if not job.ended.is_set():
        with st.spinner(t("entry.saving")):
            while not job.ended.wait(_TICK):
                pass
    st.session_state.pop(_SAVING, None)
    return job


def _work(job: Saving, entry: Entry, t: Translator) -> None:
    try:
        job.outcome = save(entry, t.language, own=True)
    finally:
        job.ended.set()
