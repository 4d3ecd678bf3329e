"""Cross tables of rates: whoever adds and subtracts all that is shown still cannot tell of few people."""

from __future__ import annotations

import doctest
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.reviews.protect import hidden_rows
from metrics.statistics import suppress_rates as module
from metrics.statistics.suppress import Cell
from metrics.statistics.suppress_rates import shows_people, suppress_rates

K = 5
shapes = st.tuples(st.integers(2, 4), st.integers(1, 3))
tables = shapes.flatmap(
    lambda shape: st.lists(
        st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def test_the_example_in_the_docstring_is_true() -> None:
    assert doctest.testmod(module).failed == 0


def test_a_programme_of_one_group_is_not_given_back_by_it() -> None:
    """All of the second programme are of the first group: its cell is its total."""
    achieved, not_achieved = [[20, 6, 15], [30, 0, 12]], [[22, 4, 8], [25, 0, 11]]
    hidden = suppress_rates([achieved, not_achieved], K, columns=(1, 2))
    assert {(0, 1), (0, 2), (1, 2), (2, 1), (2, 2)} == hidden


@given(tables)
def test_no_small_part_of_a_hidden_cell_comes_back(rates: list[list[tuple[int, int]]]) -> None:
    linprog = pytest.importorskip("scipy.optimize").linprog
    found = np.array(rates)
    whole = found.sum(axis=(0, 1))
    columns = frozenset().union(*hidden_rows(found.sum(axis=0).tolist(), K))
    hidden = suppress_rates([found[:, :, part].tolist() for part in (0, 1)], K, columns)
    rows, last = found.shape[0], found.shape[1]
    for cell in product(range(rows), range(last + 1)):
        if shows_people(_of(found, cell).tolist(), K):
            assert cell in hidden
    if shows_people(whole.tolist(), K):
        return
    for part in (0, 1):
        places = [place for place in product(range(rows), range(last)) if found[place].sum()]
        lines = [cell for cell in product(range(rows + 1), range(last + 1)) if cell not in hidden]
        sums = [_of(found, cell)[part] for cell in lines]
        equations = [_indicator(places, cell, found.shape) for cell in lines]
        for cell in hidden:
            true = _of(found, cell)
            if not shows_people(true.tolist(), K) or not (true[part] < K and (part or true[part])):
                continue
            aim = _indicator(places, cell, found.shape)
            least = linprog(aim, A_eq=equations, b_eq=sums, bounds=(0, 1000)).fun
            most = -linprog(-aim, A_eq=equations, b_eq=sums, bounds=(0, 1000)).fun
            assert most - least >= K - 1e-6, (cell, part)


def _of(found: np.ndarray, cell: Cell) -> np.ndarray:
    """The parts of a cell, or of the total that it stands for."""
    rows, columns, _ = found.shape
    chosen = found[:, :, :] if cell[0] == rows else found[cell[0] : cell[0] + 1]
    return (chosen if cell[1] == columns else chosen[:, cell[1] : cell[1] + 1]).sum(axis=(0, 1))


def _indicator(places: list[Cell], cell: Cell, shape: tuple[int, ...]) -> np.ndarray:
    """The inner cells that a cell or a total is the sum of."""
    return np.array(
        [float((cell[0] in (row, shape[0])) and (cell[1] in (column, shape[1]))) for row, column in places]
    )
