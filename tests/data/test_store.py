"""The store keeps exactly the old or exactly the new rows, whoever dies when."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from data import connect, versions
from data.connect import connect_memory
from data.errors import StoreLocked
from data.home import ROOT, Home
from data.lock import exclusive
from data.store import newest_records, reading, writing
from tests.data.rows import bring, clients, house, stay

ROWS_A_BATCH = 400

IMPORT_FOREVER = """
import datetime, itertools, sys
from data.home import Home
from tests.data.rows import bring, house
from pathlib import Path
home = Home(Path(sys.argv[1]))
for batch in itertools.count(int(sys.argv[2])):
    rows = [{"contact_id": f"{batch}-{n}", "organization_id": "o1", "contact_on": "2025-05-05"} for n in range(ROWS_A_BATCH)]
    bring(home, {**house(), "contact": rows}, name=f"batch {batch}")
    print(batch, flush=True)
""".replace("ROWS_A_BATCH", str(ROWS_A_BATCH))


def contacts(home: Home) -> int:
    with reading(home) as connection:
        return connection.execute("select count(*) from current_contact").fetchall()[0][0]


def test_a_killed_import_leaves_the_old_rows_or_the_new_rows_and_the_next_import_works(home: Home) -> None:
    chance = random.Random(7)
    bring(home, house())
    acknowledged = 0
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-c", IMPORT_FOREVER, str(home.path), str(acknowledged)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            acknowledged += 1
            time.sleep(chance.uniform(0.0, 0.7))
            child.send_signal(signal.SIGKILL)
            acknowledged += len(child.stdout.read().split())
        found = contacts(home)
        assert found % ROWS_A_BATCH == 0
        whole = found // ROWS_A_BATCH
        assert acknowledged <= whole <= acknowledged + 1
        acknowledged = whole
    bring(
        home,
        {**house(), "contact": [{"contact_id": "x", "organization_id": "o1", "contact_on": "2025-05-05"}]},
    )
    assert contacts(home) == acknowledged * ROWS_A_BATCH + 1
    assert not list(home.records.glob("*.draft*"))


def test_a_second_writer_is_told_who_holds_the_lock_and_since_when(home: Home) -> None:
    with (
        exclusive(home.records, "import a.csv"),
        pytest.raises(StoreLocked) as caught,
        exclusive(home.records, "import b.csv", wait_seconds=0.1),
    ):
        pass
    assert "import a.csv" in str(caught.value.values["holder"])
    assert "since" in str(caught.value.values["holder"])


def test_what_fails_inside_a_write_changes_nothing(home: Home) -> None:
    bring(home, house())
    before = newest_records(home)
    with pytest.raises(ZeroDivisionError), writing(home, "test") as draft:
        draft.connection.execute("delete from organization")
        raise ZeroDivisionError
    assert newest_records(home) == before
    with reading(home) as connection:
        assert connection.execute("select count(*) from current_organization").fetchall() == [(1,)]


def test_only_the_last_versions_of_a_day_are_kept(home: Home) -> None:
    for day in range(1, 10):
        rows = [{"contact_id": str(day), "organization_id": "o1", "contact_on": f"2025-05-0{day}"}]
        bring(home, {**house(), "contact": rows})
    kept = sorted(home.records.glob("*.duckdb"))
    assert len(kept) == versions.KEEP_VERSIONS
    assert kept[-1] == newest_records(home)


def test_spilled_rows_are_not_readable_on_disk(tmp_path: Path) -> None:
    connection = connect_memory(tmp_path)
    connection.execute("set memory_limit = '130MB'")
    connection.execute("set threads = 1")
    connection.execute(
        "create table t as select repeat('SECRET CLIENT ' || i, 20) as x from range(900000) r(i)"
    )
    spilled = [path.read_bytes() for path in tmp_path.iterdir()]
    connection.close()
    assert sum(map(len, spilled)) > 1_000_000
    assert not any(b"SECRET CLIENT" in part for part in spilled)


def test_a_cipher_that_was_tampered_with_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = tmp_path / "checked"
    genuine = connect._crypto_extension.__wrapped__(checked)
    assert connect._crypto_extension.__wrapped__(checked) == genuine, "noted, so that it is not checked again"
    false = tmp_path / "package" / genuine.relative_to(genuine.parents[2])
    false.parent.mkdir(parents=True)
    content = bytearray(genuine.read_bytes())
    content[len(content) // 2] ^= 1
    false.write_bytes(content)
    monkeypatch.setattr(
        connect.duckdb_extension_httpfs, "__file__", str(tmp_path / "package" / "__init__.py")
    )
    with pytest.raises(duckdb.IOException, match="signature"):
        connect._crypto_extension.__wrapped__(checked)


def test_every_text_column_of_the_records_is_free_of_the_ids_that_persons_came_with(home: Home) -> None:
    rows = [stay(number, "2025-01-01") for number in range(3)]
    people = clients(rows)
    for person, row in zip(people, rows, strict=True):
        person["client_id"] = row["client_id"] = f"NIK-327{person['client_id']}"
        person["case_number"] = "K-1"
    bring(home, {**house(), "client": people, "enrollment": rows})
    with reading(home) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and not internal"
        ).fetchall()
        for table, column in columns:
            found = connection.execute(
                f"select count(*) from {table} where {column} like '%NIK-327%'"
            ).fetchall()
            assert found == [(0,)], (table, column)


def test_the_ddl_itself_refuses_what_the_checks_would_have_caught(home: Home) -> None:
    bring(home, house())
    row = "insert into household (household_id, organization_id, size, batch_id, entered_at, entered_day, is_current)"
    with pytest.raises(duckdb.ConstraintException), writing(home, "test") as draft:
        draft.connection.execute(f"{row} values ('h', 'o1', -1, 1, now()::timestamp, 1, true)")
