"""Damage to what holds tables and records: workbooks, archives, XML, JSON, mapping files, folders."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from random import Random
from typing import Any

import xlsxwriter
import yaml
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from tests.fuzz.damage import JUNK, any_bytes, any_cells, any_csv

Files = dict[str, bytes]

_TYPED: tuple[Any, ...] = (
    True, 0, -1, 2.5, 1e300, 9007199254740993, dt.datetime(2025, 1, 2), dt.datetime(1900, 1, 1, 13), dt.date(9999, 12, 31),
    dt.time(5, 30), ("=1/0", "#DIV/0!"), ("=A1", ""), ("=NOW()", 46000.5),
)  # fmt: skip
_SHEETS = (
    "client",
    "enrollment",
    "Data",
    "data dictionary",
    "x" * 31,
    "_lists",
    "survey",
    "choices",
    "anggota",
)
_BOMB = b"0" * 3_000_000


def any_workbook(random: Random, content: bytes) -> bytes:
    """Damage a workbook: its cells, its sheets, or the XML within."""
    if random.random() < 0.35:
        return _inside(random, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, OSError, ValueError):
        return any_bytes(random, content)
    hurt = random.choice([*sheets, None])
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_urls": False}) as out:
        day = out.add_format({"num_format": "dd/mm/yyyy"})
        named: set[str] = set()
        for place, (name, rows) in enumerate(sheets.items()):
            if random.random() < 0.05:
                continue
            new = random.choice(_SHEETS) if random.random() < 0.1 else name
            new = f"{place}" if new.casefold() in named else new
            named.add(new.casefold())
            cells = any_cells(random, rows) if name == hurt else rows
            _write(random, out.add_worksheet(new), cells, day)
        if not named:
            out.add_worksheet("Sheet1")
    return written.getvalue()


def _write(random: Random, page: Any, rows: list[list[Any]], day: Any) -> None:
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows[:400]):
        for place, cell in enumerate(row[:400]):
            value = random.choice(_TYPED) if random.random() < 0.01 else cell
            if isinstance(value, tuple):
                page.write_formula(number, place, value[0], None, value[1])
            elif isinstance(value, (dt.date, dt.time)):
                page.write_datetime(number, place, value, day)
            elif value != "":
                page.write_string(number, place, value) if isinstance(value, str) else page.write(
                    number, place, value
                )
    if rows and width > 1 and random.random() < 0.1:
        row = random.randrange(len(rows))
        page.merge_range(row, 0, row + random.choice((0, 2)), random.randrange(1, width), "merged")
    if random.random() < 0.05:
        page.set_row(random.randrange(len(rows) or 1), None, None, {"hidden": True})
    if random.random() < 0.02:
        page.write(1_048_575, 16_383, "far away")


def _inside(random: Random, content: bytes) -> bytes:
    """Change the XML files of a workbook, or the archive that they lie in."""

    def change(name: str, part: bytes) -> bytes:
        if random.random() < 0.4:
            return any_xml(random, part)
        swaps = (
            (rb'ref="[^"]*"', b'ref="A1:XFD1048576"'),
            (rb'ref="[^"]*"', b'ref="B2:A1"'),
            (rb'r="[A-Z]+(\d+)"', rb'r="ZZZZ\1"'),
            (rb't="s"', random.choice((b't="n"', b't="d"', b't="e"', b't="b"', b't="inlineStr"'))),
            (rb"<v>[^<]*</v>", random.choice((b"<v>99999999</v>", b"<v>-1</v>", b"<v/>", b"<v>x</v>"))),
            (rb'sheetId="\d+"', b'sheetId="0"'),
            (rb'name="[^"]*"', b'name=""'),
            (rb'Target="[^"]*"', b'Target="../../nowhere.xml"'),
        )
        pattern, new = random.choice(swaps)
        return re.sub(pattern, new, part)

    return any_archive(random, content, change)


def any_archive(random: Random, content: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Damage an archive: a member changed, lost, twice, renamed, nested, swollen, or the bytes of it all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return any_bytes(random, content)
    name = random.choice(list(members)) if members else ""
    what = random.choice(("change", "change", "change", "lose", "rename", "nest", "swell", "more", "bytes"))
    if what == "bytes" or not members:
        return any_bytes(random, content)
    if what == "change":
        members[name] = (change or (lambda given, part: any_file(random, given, part)))(name, members[name])
    elif what == "lose":
        del members[name]
    elif what == "rename":
        members[_name(random, name)] = members.pop(name)
    elif what == "nest":
        members = {f"{random.choice(('inner.zip', 'a/b/inner.zip', 'inner.xlsx'))}": content}
    elif what == "swell":
        members[name] = _BOMB
    else:
        extra = ("__MACOSX/._x.csv", ".DS_Store", "leer/", "Thumbs.db", "client.csv", "notes.docx")
        members[random.choice(extra)] = random.choice((b"", b"x", content))
    return _pack(members, random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _pack(members: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return packed.getvalue()


def _name(random: Random, name: str) -> str:
    ending = PurePosixPath(name).suffix
    return random.choice(
        (
            f"../{name}", f"/{name}", f"sub folder/{name}", name.upper(), f"{name}.bak", f"x{ending}", ".csv",
            f"C:\\{name}", f"{name}/", f"klién{ending}", "enrollment.txt", "client.csv", "Export.csv",
        )
    )  # fmt: skip


def any_xml(random: Random, content: bytes) -> bytes:
    """Damage an XML document: elements and attributes lost, doubled, moved, renamed, or filled with junk."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return any_bytes(random, content)
    for _ in range(random.choice((1, 1, 3, 9))):
        _hurt(random, root)
    text = etree.tostring(root, encoding=random.choice(("utf-8", "utf-16", "iso-8859-1", "ascii")))
    head = random.choice((b"", b"", b"\n", b"\xef\xbb\xbf", b"<!-- x -->", b"<!DOCTYPE a>", b"<?x y?>"))
    return head + text


def _hurt(random: Random, root: Any) -> None:
    places = [place for place in root.iter() if isinstance(place.tag, str)]
    one, other = random.choice(places), random.choice(places)
    junk = "".join(letter for letter in random.choice(JUNK) if letter >= " " or letter in "\n\t")
    what = random.randrange(8)
    if what == 0 and one is not root:
        one.getparent().remove(one)
    elif what == 1 and one is not root:
        one.addnext(copy.deepcopy(one))
    elif what == 2 and one is not root and other not in one.iter():
        other.append(one)
    elif what == 3:
        one.text = junk
    elif what == 4 and one.attrib:
        one.attrib[random.choice(list(one.attrib))] = junk
    elif what == 5 and one.attrib:
        del one.attrib[random.choice(list(one.attrib))]
    elif what == 6 and one is not root:
        one.tag = random.choice(("x", "{urn:x}y", other.tag, "iati-activity", "period"))
    else:
        for _ in range(random.choice((1, 3, 40))):
            one.append(etree.Comment("x") if random.random() < 0.5 else etree.SubElement(one, other.tag))


def any_tree(random: Random, tree: Any) -> Any:
    """Replace, lose or double something within nested lists and dictionaries."""
    if isinstance(tree, (dict, list)) and tree and random.random() < 0.85:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = random.choice(keys)
        what = random.random()
        if what < 0.12:
            del tree[key]
        elif what < 0.2 and isinstance(tree, dict):
            tree[random.choice(JUNK)] = tree.pop(key)
        elif what < 0.28 and isinstance(tree, list):
            tree.insert(key, copy.deepcopy(tree[key]))
        else:
            tree[key] = any_tree(random, tree[key])
        return tree
    deep: Any = random.choice(JUNK)
    for _ in range(random.choice((0, 0, 3, 200))):
        deep = [deep]
    choices = (None, True, 5, -1.5, 10**30, [], {}, [[]], {"id": None}, [None], [tree, tree], deep)
    return random.choice((*choices, random.choice(JUNK), random.choice(JUNK)))


def any_json(random: Random, content: bytes) -> bytes:
    """Damage a JSON document."""
    tree = json.loads(content)
    for _ in range(random.choice((1, 2, 5))):
        tree = any_tree(random, tree)
    text = json.dumps(tree, ensure_ascii=random.random() < 0.5)
    return random.choice((text, text, text, text + ",", text.replace('"', "'"), f"\ufeff{text}")).encode()


def any_yaml(random: Random, content: bytes) -> bytes:
    """Damage a mapping file."""
    tree = any_tree(random, yaml.safe_load(content))
    try:
        text = yaml.safe_dump(tree, allow_unicode=True)
    except yaml.YAMLError:
        return any_bytes(random, content)
    return random.choice((text, text, text, text.replace(":", "", 1), "\t" + text, text + "\n- x")).encode()


def any_file(random: Random, name: str, content: bytes) -> bytes:
    """Damage a file after its kind; sometimes only its bytes."""
    own = _OWN.get(PurePosixPath(name).suffix.lower())
    if own is None or random.random() < 0.2:
        return any_bytes(random, content)
    try:
        return own(random, content)
    except (ValueError, yaml.YAMLError):
        return any_bytes(random, content)


_OWN: dict[str, Callable[[Random, bytes], bytes]] = {
    ".csv": any_csv,
    ".xlsx": any_workbook,
    ".zip": any_archive,
    ".xml": any_xml,
    ".json": any_json,
    ".yaml": any_yaml,
}


def any_folder(random: Random, files: Files) -> Files:
    """Damage some of the files of a folder, or which of them there are."""
    found = dict(files)
    for name in random.sample(list(files), k=min(len(files), random.choice((1, 1, 2)))):
        found[name] = any_file(random, name, files[name])
    what = random.random()
    if what < 0.1 and len(found) > 1:
        del found[random.choice(list(found))]
    elif what < 0.2:
        name = random.choice(list(found))
        found[PurePosixPath(_name(random, name).replace("\\", "")).name or "x.csv"] = found[name]
    return found
