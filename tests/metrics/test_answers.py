"""What was read from a published version once is not read again, and is not kept without end."""

from __future__ import annotations

from collections.abc import Callable

from data.home import Home
from metrics.answers import Answers, Rows, key_of
from metrics.reader import open_reader


def _reading(rows: Rows, read: list[int]) -> Callable[[], Rows]:
    def once() -> Rows:
        read.append(1)
        return rows

    return once


def test_a_query_is_read_once_and_changing_its_rows_changes_nobody_elses() -> None:
    answers, read = Answers(), []
    key = key_of("select $a", {"a": ["x", "y"]})
    answers.get(key, _reading([(1,), (2,)], read)).clear()
    assert answers.get(key, _reading([], read)) == [(1,), (2,)]
    assert len(read) == 1


def test_other_parameters_are_another_query() -> None:
    assert key_of("select $a", {"a": ["x"]}) != key_of("select $a", {"a": ["y"]})
    assert key_of("select ?", [["x"]]) == key_of("select ?", [("x",)])


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    answers, read = Answers(most_rows=5), []
    for name in ("first", "second", "first", "third"):
        answers.get((name, ()), _reading([(0,)], read))
    assert len(read) == 3
    answers.get(("first", ()), _reading([], read))
    assert len(read) == 3
    answers.get(("second", ()), _reading([], read))
    assert len(read) == 4


def test_all_who_read_one_version_share_a_reader(demo_home: Home) -> None:
    assert open_reader(demo_home) is open_reader(demo_home)
