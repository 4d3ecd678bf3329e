"""Small numbers: what is hidden, that it cannot be worked out, and that no more is hidden than needed."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.suppress import audit, reveals, small, suppress_line, suppress_table, with_totals

tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)
K = 5


@given(tables)
def test_every_small_cell_and_total_is_hidden_and_zeros_are_shown(counts: list[list[int]]) -> None:
    table, hidden = with_totals(counts), suppress_table(counts, K).hidden
    for i, j in product(range(len(table)), range(len(table[0]))):
        if 0 < table[i][j] < K:
            assert (i, j) in hidden
        if table[i][j] == 0:
            assert (i, j) not in hidden


@given(tables)
def test_what_is_called_safe_leaves_every_hidden_cell_a_range_of_at_least_k(counts: list[list[int]]) -> None:
    found = suppress_table(counts, K)
    for low, high in audit(with_totals(counts), found.hidden).values():
        assert not found.safe or high - low >= K


@given(tables)
def test_the_audit_equals_linear_programming(counts: list[list[int]]) -> None:
    linprog = pytest.importorskip("scipy.optimize").linprog
    table = np.array(with_totals(counts))
    hidden = sorted(suppress_table(counts, K).hidden)
    if not hidden:
        return
    last = (table.shape[0] - 1, table.shape[1] - 1)
    equations, sums = [], []
    for axis in (0, 1):
        for line in range(table.shape[axis]):
            coefficients, rest = np.zeros(len(hidden)), 0.0
            for other in range(table.shape[1 - axis]):
                cell = (line, other) if axis == 0 else (other, line)
                sign = -1.0 if other == last[1 - axis] else 1.0
                if cell in hidden:
                    coefficients[hidden.index(cell)] = sign
                else:
                    rest -= sign * table[cell]
            equations.append(coefficients)
            sums.append(rest)
    ours = audit(table.tolist(), set(hidden))
    for i, cell in enumerate(hidden):
        aim = np.zeros(len(hidden))
        aim[i] = 1
        least = linprog(aim, A_eq=equations, b_eq=sums)
        most = linprog(-aim, A_eq=equations, b_eq=sums)
        assert ours[cell][0] == pytest.approx(least.fun, abs=1e-6)
        if most.status == 3:
            assert ours[cell][1] > table.sum()
        else:
            assert ours[cell][1] == pytest.approx(-most.fun, abs=1e-6)


def test_the_published_example_hides_four_cells_and_not_a_dearer_rectangle() -> None:
    found = suppress_table([[3, 12, 20], [15, 18, 22], [30, 11, 9]], 5)
    assert found.primary == {(0, 0)}
    assert found.complementary == {(0, 1), (1, 0), (1, 1)}
    assert found.safe


def test_hiding_one_cell_alone_is_undone_by_subtraction() -> None:
    table = with_totals([[3, 12, 20], [15, 18, 22], [30, 11, 9]])
    assert audit(table, {(0, 0)}) == {(0, 0): (3, 3)}
    assert audit(table, {(0, 0), (0, 1)})[0, 0] == (3, 3)


def test_a_corner_of_0_protects_nobody_and_is_not_chosen() -> None:
    found = suppress_table([[3, 40], [50, 0]], 5)
    assert (1, 1) not in found.hidden
    assert found.safe


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    found = suppress_table([[10, 20], [30, 0]], 5)
    assert found.hidden == frozenset() and found.safe


def test_in_a_line_the_next_smallest_goes_too() -> None:
    found = suppress_line([3, 12, 0, 20], 5)
    assert found.primary == {(0, 0)} and found.complementary == {(0, 1)} and found.safe


def test_two_small_numbers_that_make_less_than_k_need_a_third() -> None:
    assert suppress_line([1, 2, 30], 5).hidden == {(0, 0), (0, 1), (0, 2)}
    assert suppress_line([2, 4, 30], 5).hidden == {(0, 0), (0, 1)}


def test_where_there_is_only_one_the_total_goes_too() -> None:
    found = suppress_line([3, 0, 0], 5)
    assert found.hidden == {(0, 0), (0, 3)} and found.safe


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.booleans())
def test_a_line_is_always_safe(counts: list[int], zero_too: bool) -> None:
    found = suppress_line(counts, K, zero_too)
    hidden = {column for _, column in found.hidden}
    assert found.safe or not any(counts)
    assert len(hidden) != 1
    if hidden and len(counts) not in hidden and found.safe:
        assert sum(counts[column] for column in hidden) >= K


@pytest.mark.parametrize(
    ("x", "n", "hidden"),
    [(50, 100, False), (0, 100, False), (3, 100, True), (97, 100, True), (100, 100, True), (2, 4, True)],
)
def test_a_proportion_reveals_few_people_few_achieved_and_nearly_all(x: int, n: int, hidden: bool) -> None:
    assert reveals(x, n, 5) is hidden


def test_zero_is_hidden_only_where_the_category_is_sensitive() -> None:
    assert not small(0, 5)
    assert small(0, 5, zero_too=True)
    assert (0, 0) in suppress_table([[0, 20], [30, 40]], 5, zero_too=True).hidden
