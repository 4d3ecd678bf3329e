"""An import that goes on by itself: it takes the files in, brings the numbers up to date, and says what moved.

It runs beside the pages, so that leaving the page, or closing it, does not lose it; whoever opens *Data* next
sees how far it is, or what came of it.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from data.changes import organizations_of
from data.home import Home, main_home
from locales.words import Language
from metrics.changed import Change, changes, reading_version
from metrics.publish import newest_published
from metrics.reader import open_reader
from metrics.scope import Scope
from pages.parts.importing import Outcome, Upload, import_uploads
from pages.parts.prepare import publish_now

Stage = Literal["importing", "publishing", "comparing"]
STAGES: tuple[Stage, ...] = ("importing", "publishing", "comparing")


@dataclass
class Job:
    """What is being brought in, how far it is, and what came of it once ``ended`` is set."""

    files: tuple[str, ...]
    began: float = field(default_factory=time.monotonic)
    stage: Stage = "importing"
    outcome: Outcome | None = None
    changes: tuple[Change, ...] = ()
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> int:
        """For how long it has been going on."""
        return int(time.monotonic() - self.began)


@dataclass(frozen=True)
class Order:
    """What is to be brought in, and for whom the numbers are compared."""

    uploads: tuple[Upload, ...]
    language: Language
    file_date: str | None
    organization: str | None
    accept_valid: bool
    scope: Scope


_jobs: dict[Path, Job] = {}
_one_at_a_time = threading.Lock()


def job_of(home: Home) -> Job | None:
    """The last import of a home that was begun from a page of this server; None where nobody looks for one."""
    return _jobs.get(home.path)


def forget_job(home: Home) -> None:
    """Let go of an import that ended."""
    _jobs.pop(home.path, None)


def begin(order: Order) -> Job:
    """Begin an import; where one is going on already, give that one."""
    home = main_home()
    with _one_at_a_time:
        running = _jobs.get(home.path)
        if running is not None and not running.ended.is_set():
            return running
        job = Job(tuple(upload.name for upload in order.uploads if not upload.is_mapping))
        _jobs[home.path] = job
    threading.Thread(target=_work, args=(home, job, order), name="import", daemon=True).start()
    return job


def _work(home: Home, job: Job, order: Order) -> None:
    try:
        _bring_in(home, job, order)
    except (
        Exception
    ):  # the thread's door: whatever went wrong is told on the page, and whole in the server's log
        traceback.print_exc(file=sys.stderr)
        job.outcome = job.outcome or Outcome(done=False)
    finally:
        job.ended.set()


def _bring_in(home: Home, job: Job, order: Order) -> None:
    before = newest_published(home)
    job.outcome = import_uploads(
        order.uploads, order.language, order.file_date, order.organization, accept_valid=order.accept_valid
    )
    batches = [one.batch for one in job.outcome.results if one.status == "imported" and one.batch is not None]
    if not batches:
        return
    job.stage = "publishing"
    publish_now(order.language)
    job.stage = "comparing"
    job.changes = changes_of(home, before, batches, order.scope)


def changes_of(home: Home, before: Path | None, batches: Sequence[int], scope: Scope) -> tuple[Change, ...]:
    """What some imports changed in the numbers since a published version."""
    if newest_published(home) is None:
        return ()
    with reading_version(home, before) as earlier:
        return tuple(changes(earlier, open_reader(home), scope, organizations_of(home, batches)))
