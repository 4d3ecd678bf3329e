"""How DuckDB is opened: spilled rows are encrypted and inside the store, or there are none."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb
import duckdb_extension_httpfs

MEMORY_LIMIT = "1000MB"

_TRUSTED = {
    "allow_unsigned_extensions": True,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
}
"""A connection that loads what was checked before (``_crypto_extension``), and nothing of its own accord."""


def connect_memory(temp: Path) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that spills, encrypted, into ``temp``."""
    temp.mkdir(parents=True, exist_ok=True)
    crypto = _crypto_extension(temp / "crypto-checked")
    return _prepared(duckdb.connect(":memory:", config=_TRUSTED), temp, crypto)


def connect_light(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only (or an empty one in memory) that never spills: quick to open, for little."""
    connection = duckdb.connect(str(path), read_only=True) if path else duckdb.connect(":memory:")
    connection.execute("set temp_directory = ''")
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    return connection


def attach(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    *,
    read_only: bool = True,
    is_draft: bool = False,
    row_group_size: int | None = None,
) -> None:
    """Attach a database file under a name, replacing what was attached under it.

    ``is_draft``: it counts for nothing before it is finished and synced, so no log is kept beside it.
    ``row_group_size``: rows that tables made in it keep, and that readers read, together.

    The path cannot be a parameter, so this one function quotes it.
    """
    options = ["read_only"] if read_only else []
    options += ["recovery_mode no_wal_writes"] if is_draft else []
    options += [f"row_group_size {row_group_size}"] if row_group_size else []
    listed = f" ({', '.join(options)})" if options else ""
    connection.execute(f"attach or replace {_quoted(path)} as {name}{listed}")


def _prepared(connection: duckdb.DuckDBPyConnection, temp: Path, crypto: Path) -> duckdb.DuckDBPyConnection:
    """Load the crypto library (DuckDB's own wheel can only read encrypted files) and encrypt spills."""
    connection.execute(f"load {_quoted(crypto)}")
    connection.execute("set temp_file_encryption = true")
    connection.execute(f"set temp_directory = {_quoted(temp)}")
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    return connection


@cache
def _crypto_extension(checked: Path) -> Path:
    """Where the wheel of the httpfs extension (OpenSSL) keeps its file for this DuckDB.

    DuckDB checks its signature here, once for each file: checking 20 MB takes longer than a small import. Of a
    file whose signature was right its SHA-256 is noted in ``checked``. Raises duckdb.Error when it is not what
    DuckDB's makers signed.
    """
    folder = Path(duckdb_extension_httpfs.__file__).parent / "extensions" / f"v{duckdb.__version__}"
    file = folder / "httpfs.duckdb_extension"
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    if not checked.exists() or checked.read_text() != found:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"load {_quoted(file)}")
        checked.write_text(found)
    return file


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
