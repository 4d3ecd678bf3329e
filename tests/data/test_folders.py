"""A folder and an archive are one and the same, but an archive is not trusted."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb
import pytest

from data.errors import UnreadableFile
from data.folders import open_folders
from data.text_files import load


def zip_of(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_and_its_archive_show_the_same_members(tmp_path: Path) -> None:
    members = {"A.csv": b"a\n1\n", "in/B.CSV": b"b\n2\n", "in/deep/C.csv": b"c\n"}
    members |= {"in/deep/deeper/d.csv": b"d\n", "in/.hidden/e.csv": b"x"}
    for name, content in members.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    packed = zip_of(tmp_path / "a.zip", {**members, "__MACOSX/A.csv": b"shadow"})
    for given in (tmp_path / "folder", packed):
        with open_folders(given, given.name) as folders:
            assert {name: sorted(files) for name, files in folders.items()} == {
                "": ["a.csv"],
                "in": ["b.csv"],
                "in/deep": ["c.csv"],
            }
            connection = duckdb.connect()
            load(folders["in"]["b.csv"].look(), connection, "t")
            assert connection.execute("select * from t").fetchall() == [("2", 2)]


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ({"bomb.csv": bytes(30 << 20)}, "error.zip_bomb"),
        ({"../a.csv": b"a\n"}, "error.zip_unsafe"),
        ({"/etc/a.csv": b"a\n"}, "error.zip_unsafe"),
        ({"C:\\a.csv": b"a\n"}, "error.zip_unsafe"),
        ({"a.csv": b"a\n", "A.CSV": b"a\n"}, "error.zip_twice"),
    ],
)
def test_a_dangerous_archive_is_refused(tmp_path: Path, members: dict[str, bytes], key: str) -> None:
    packed = zip_of(tmp_path / "a.zip", members)
    with pytest.raises(UnreadableFile) as refused, open_folders(packed, "a.zip"):
        pass
    assert refused.value.key == key


def test_an_archive_that_lies_about_its_sizes_is_refused_when_read(tmp_path: Path) -> None:
    packed = zip_of(tmp_path / "a.zip", {"a.csv": b"a,b\n" + b"1,2\n" * 1000}, zipfile.ZIP_STORED)
    content = bytearray(packed.read_bytes())
    content[content.index(b"1,2\n") + 2] ^= 1
    packed.write_bytes(bytes(content))
    with pytest.raises(UnreadableFile) as refused, open_folders(packed, "a.zip") as folders:
        folders[""]["a.csv"].look()
    assert refused.value.key == "error.zip_broken"


@pytest.mark.parametrize("keep", [0, 10, 60])
def test_a_truncated_archive_is_refused(tmp_path: Path, keep: int) -> None:
    packed = zip_of(tmp_path / "a.zip", {"a.csv": b"a\n1\n"})
    packed.write_bytes(packed.read_bytes()[:keep])
    with pytest.raises(UnreadableFile) as refused, open_folders(packed, "a.zip"):
        pass
    assert refused.value.key == "error.zip_broken"
