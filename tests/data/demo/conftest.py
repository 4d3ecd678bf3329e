"""The demonstration, staged once for each day that it ends on, as plain rows of text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from data.demo import fill
from data.stage import Stage

AS_OF = dt.date(2026, 11, 20)
Row = dict[str, str | None]
Tables = dict[str, list[Row]]


def _staged(as_of: dt.date) -> Tables:
    with TemporaryDirectory() as folder, Stage(Path(folder)) as stage:
        fill(stage, as_of)
        tables: Tables = {}
        for table in stage.tables:
            read = stage.connection.execute(f"select * from staged_{table}")
            names = [column[0] for column in read.description]
            tables[table] = [dict(zip(names, values, strict=True)) for values in read.fetchall()]
        return tables


@pytest.fixture(scope="session")
def staged() -> Callable[[dt.date], Tables]:
    """Give all staged rows of a demonstration that ends on a day."""
    return cache(_staged)


@pytest.fixture(scope="session")
def tables(staged: Callable[[dt.date], Tables]) -> Tables:
    """All staged rows of the demonstration that ends on 20 November 2026."""
    return staged(AS_OF)
