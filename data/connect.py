"""How DuckDB is opened: always with encrypted spill files, always inside the store."""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY_LIMIT = "1000MB"


def connect_memory(temp: Path) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that spills, encrypted, into ``temp``."""
    return _prepared(duckdb.connect(":memory:"), temp)


def connect_file(path: Path, temp: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a database file that spills, encrypted, into ``temp``."""
    return _prepared(duckdb.connect(str(path), read_only=read_only), temp)


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = True) -> None:
    """Attach a database file under a name, replacing what was attached under it.

    The path cannot be a parameter, so this one function quotes it.
    """
    quoted = str(path).replace("'", "''")
    option = " (READ_ONLY)" if read_only else ""
    connection.execute(f"attach or replace '{quoted}' as {name}{option}")


def _prepared(connection: duckdb.DuckDBPyConnection, temp: Path) -> duckdb.DuckDBPyConnection:
    temp.mkdir(parents=True, exist_ok=True)
    connection.execute("set temp_file_encryption = true")
    connection.execute(f"set temp_directory = '{str(temp).replace(chr(39), chr(39) * 2)}'")
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    return connection
