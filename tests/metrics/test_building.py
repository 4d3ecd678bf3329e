"""How published tables are made: side by side, from what an organisation records, and all of them or none."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from data.connect import connect_memory
from data.home import Home
from metrics import building
from metrics.ask import Ask
from metrics.compute import value
from metrics.engine import DuckDBEngine
from metrics.facts import FACTS
from metrics.publish import newest_published, publish
from metrics.reader import open_reader
from metrics.scope import OWNER
from tests.metrics.test_changed import FIRST, bring, stay


def test_an_engine_beside_another_sees_its_tables_and_keeps_its_own_to_itself(home: Home) -> None:
    with connect_memory(home.temp) as connection:
        connection.execute("attach ':memory:' as records")
        connection.execute("create table records.known as select 7 as n")
        engine = DuckDBEngine(connection, "records")
        engine.table("shared", "select n + 1 as n from known")
        found: list[int] = []

        def work(added: int) -> None:
            with engine.beside() as own:
                own.table("mine", f"select n + {added} as n from shared")
                waiting.wait()
                found.extend(n for (n,) in own.execute("select n from mine"))

        waiting = threading.Barrier(2)
        threads = [threading.Thread(target=work, args=(added,)) for added in (10, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [18, 28]


def test_a_fact_that_fails_leaves_what_was_published_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(home, FIRST)
    publish(home)
    before = newest_published(home)
    bring(home, stay("2"))
    broken = [fact.model_copy(update={"rows": "select no_such_column from stay"}) for fact in FACTS[:1]]
    with monkeypatch.context() as patch:
        patch.setattr(building, "FACTS", (*broken, *FACTS[1:]))
        with pytest.raises(Exception, match="no_such_column"):
            publish(home)
    assert newest_published(home) == before
    assert before is not None and [path.name for path in before.parent.glob("*.draft*")] == []
    assert publish(home) == ["o1"]
    asked = Ask(indicator="intakes", organization="o1", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    assert value(open_reader(home), OWNER, asked).value == 2


def test_no_row_is_published_of_what_an_organisation_does_not_record(demo_home: Home) -> None:
    """So that nothing needs to be asked where ``Reader.records`` says no."""
    reader = open_reader(demo_home)
    for fact in FACTS:
        published = reader.rows(f"select distinct organization from published.{fact.name}")
        assert [name for (name,) in published if not reader.records(fact.name, [name])] == [], fact.name
