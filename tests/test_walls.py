"""The walls of the house: who may import whom, where SQL and arithmetic may stand, what is never called."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from metrics import compute
from metrics.facts import FACTS
from metrics.facts.definition import Fact
from metrics.facts.happenings import HAPPENED
from metrics.facts.stages import CAME_BACK, PERIOD_END, STAY
from metrics.publishing_sql import published_rows
from metrics.reader import Reader
from metrics.scope import Scope
from metrics.value import IndicatorValue
from tests.walls import FLOORS, ROOT, imports, modules, place, room_of, texts, tree

SCREEN = ("dashboard", "serve", "pages")
NUMBERS = {"value", "numerator", "denominator", "unknown", "low", "high", "worst", "best", "share"}
"""What an IndicatorValue holds and a page only shows."""
RECKONERS = {"sum", "fsum", "math.fsum", "mean", "fmean", "median"}


def called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


@pytest.mark.parametrize("room", FLOORS)
def test_a_room_imports_only_what_lies_under_it(room: str) -> None:
    wrong = []
    for path in modules(room):
        for name, node in imports(path):
            other = name.split(".")[0]
            if other in FLOORS and other != room and FLOORS[other] >= FLOORS[room]:
                wrong.append(f"{place(path, node)} imports {name}")
    assert wrong == []


def test_streamlit_is_known_to_screens_only_and_plotly_to_their_parts() -> None:
    wrong = []
    for path in modules():
        for name, node in imports(path):
            library = name.split(".")[0]
            if library == "streamlit" and room_of(path) not in SCREEN:
                wrong.append(place(path, node))
            if library == "plotly" and path.parent != ROOT / "pages" / "parts":
                wrong.append(place(path, node))
    assert wrong == []


def test_screens_and_reports_reach_the_store_through_its_doors_only() -> None:
    closed = (
        *("duckdb", "sqlite3", "data.connect", "data.schema", "data.store.reading", "data.store.writing"),
        *("metrics.engine", "metrics.facts"),
    )
    wrong = [
        f"{place(path, node)} imports {name}"
        for path in modules(*SCREEN, "reports")
        for name, node in imports(path)
        if name.startswith(closed)
    ]
    assert wrong == []


SQL = re.compile(
    r"\bselect\b[^.]*\bfrom\b|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b"
    r"|\bcreate\s+(table|view)\b|\battach\s+'",
    re.IGNORECASE | re.DOTALL,
)


def test_screens_and_reports_hold_no_sql() -> None:
    wrong = [
        place(path, node)
        for path in modules(*SCREEN, "reports")
        for text, node in texts(path)
        if SQL.search(text)
    ]
    assert wrong == []
    asked = [
        f"{place(path, node)} calls {name}"
        for path in modules(*SCREEN, "reports")
        for name, node in called(path)
        if name.endswith((".execute", ".rows", ".has_rows"))
    ]
    assert asked == []


def test_the_search_for_sql_finds_it() -> None:
    assert SQL.search("SELECT 1\n FROM enrollment")
    assert not SQL.search("Select a programme. Numbers come from records.")


def _touches_a_value(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in NUMBERS


def _arithmetic(module: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        if isinstance(node, ast.BinOp):
            reckoned = [node.left, node.right]
        elif isinstance(node, ast.AugAssign):
            reckoned = [node.value]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in RECKONERS:
            reckoned = [part for argument in node.args for part in ast.walk(argument)]
        else:
            continue
        if any(_touches_a_value(part) for part in reckoned):
            yield node


def test_pages_and_reports_do_no_arithmetic_on_a_number_they_show() -> None:
    assert set(IndicatorValue.model_fields) >= NUMBERS
    geometry = (ROOT / "reports" / "charts", ROOT / "pages" / "parts" / "plot_kinds.py")
    wrong = [
        f"{place(path, node)}: {ast.unparse(node)}"
        for path in modules("dashboard", "pages", "reports")
        if not any(path.is_relative_to(drawn) for drawn in geometry)
        for node in _arithmetic(tree(path))
    ]
    assert wrong == []


def test_the_search_for_arithmetic_finds_it() -> None:
    for line in ("x.value * 100", "a - v.numerator", "total += one.value", "sum(v.value for v in found)"):
        assert list(_arithmetic(ast.parse(line))), line
    assert not list(_arithmetic(ast.parse("count + 1; one.value; max(found, key=size)")))


def test_a_page_never_publishes_or_imports_by_itself() -> None:
    work = {
        "publish",
        "ensure_published",
        "import_source",
        "import_rows",
        "make_demonstration",
        "build",
        "writing",
    }
    wrong = [
        f"{place(path, node)} calls {name}"
        for path in modules("pages")
        for name, node in called(path)
        if name.split(".")[-1] in work
    ]
    assert wrong == []


CLOCK = re.compile(r"\b(today|now|utcnow|time_ns|localtime)$|^time\.(time|localtime|gmtime)$")
CLOCK_SQL = re.compile(
    r"\b(current_date|current_timestamp|localtimestamp)\b|\b(now|today)\s*\(", re.IGNORECASE
)


def test_a_page_itself_keeps_nothing_for_a_rerun() -> None:
    """It runs anew each time: what is kept between reruns is kept by its parts."""
    wrong = [
        place(path, node)
        for path in (ROOT / "pages").glob("*.py")
        for name, node in imports(path)
        if name in {"functools.lru_cache", "functools.cache", "functools"}
    ]
    assert wrong == []


def test_nothing_in_metrics_or_reports_asks_what_day_it_is() -> None:
    wrong = [
        f"{place(path, node)} calls {name}"
        for path in modules("metrics", "reports")
        for name, node in called(path)
        if CLOCK.search(name)
    ]
    wrong += [
        place(path, node)
        for path in modules("metrics")
        for text, node in texts(path)
        if CLOCK_SQL.search(text)
    ]
    assert wrong == []


def test_the_slow_ways_to_draw_are_not_used() -> None:
    slow = (
        "st.line_chart",
        "st.bar_chart",
        "st.area_chart",
        "st.scatter_chart",
        "st.altair_chart",
        "st.pyplot",
    )
    wrong = [
        f"{place(path, node)} calls {name}"
        for path in modules()
        for name, node in called(path)
        if name.endswith(slow)
    ]
    wrong += [
        f"{place(path, node)} imports {name}"
        for path in modules()
        for name, node in imports(path)
        if name.startswith(("plotly.express", "altair", "matplotlib"))
    ]
    assert wrong == []


NOT_PORTABLE = {
    "group by all": r"\bgroup\s+by\s+all\b",
    "order by all": r"\border\s+by\s+all\b",
    "median": r"\bmedian\s*\(",
    "quantile": r"\b(approx_)?quantile(_cont|_disc)?\s*\(",
    "approximate": r"\bapprox_\w+\s*\(",
    "difference of dates": r"\bdate_?diff\s*\(|\bdate_sub\s*\(|\bage\s*\(|_on\s*-\s*\w+\.?\w*_on\b",
    "integer division": r"//",
    "qualify": r"\bqualify\b",
    "arg_max": r"\b(arg_?max|arg_?min|max_by|min_by)\s*\(",
    "float32": r"\b(real|float|float4|float32)\b",
    "implicit cast": r"::",
    "star with exceptions": r"\*\s*(exclude|replace)\b",
    "lists": r"\b(list_\w+|unnest|array_agg|list)\s*\(|\[",
    "strftime": r"\bstr[fp]time\s*\(",
    "pivot": r"\b(un)?pivot\b",
    "asof join": r"\basof\b",
}


def _statements(fact: Fact) -> list[str]:
    return [fact.rows, *(query for _, query in fact.working), *published_rows(fact)]


def _not_portable(sql: str) -> list[str]:
    return [name for name, pattern in NOT_PORTABLE.items() if re.search(pattern, sql, re.IGNORECASE)]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_fact_stays_inside_the_portable_subset_of_sql(fact: Fact) -> None:
    assert [found for sql in _statements(fact) for found in _not_portable(sql)] == []


@pytest.mark.parametrize("sql", [HAPPENED, PERIOD_END, STAY, CAME_BACK])
def test_what_facts_are_made_from_stays_inside_the_portable_subset_of_sql(sql: str) -> None:
    assert _not_portable(sql) == []


def test_the_search_for_unportable_sql_finds_it() -> None:
    for sql in (
        "select a from b group by all",
        "select median(x) from b",
        "select exit_on - e.entry_on from b",
        "select a // 2",
        "select cast(a as real)",
        "select a::int",
        "select date_diff('day', a, b)",
    ):
        assert _not_portable(sql), sql
    assert _not_portable("select cast(sum(a) as double), count(distinct b) from c group by d") == []


def test_every_way_to_ask_for_a_number_takes_a_scope() -> None:
    asked = [
        (name, inspect.signature(function, eval_str=True).parameters)
        for name, function in inspect.getmembers(compute, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == compute.__name__
    ]
    readers = {
        name: found for name, found in asked if any(one.annotation is Reader for one in found.values())
    }
    assert {"value", "values", "values_by", "series"} <= set(readers)
    for name, found in readers.items():
        assert found["scope"].annotation is Scope, name
        assert found["scope"].default is inspect.Parameter.empty, f"{name}: nobody's scope is assumed"


def test_every_list_of_a_reader_takes_a_scope() -> None:
    for name in ("organizations", "programs", "grants"):
        scope = inspect.signature(getattr(Reader, name), eval_str=True).parameters["scope"]
        assert scope.annotation is Scope and scope.default is inspect.Parameter.empty, name


def test_no_file_is_longer_than_400_lines() -> None:
    files = [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
    long = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_module_is_named_utils() -> None:
    assert [path for path in modules() if path.stem in ("utils", "util", "helpers", "common", "misc")] == []
