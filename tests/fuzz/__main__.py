"""Make malformed files and import them; end with 1 where one did not go as promised."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from tests.fuzz.running import Bench, Finding, make
from tests.fuzz.seeds import seeds

LOT = 200
"""Files that go through one draft."""


def main() -> int:
    """Run as many as are asked for."""
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("files", nargs="?", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--only", help="one importer")
    parser.add_argument("--keep", type=Path, help="where files that went wrong are kept")
    options = parser.parse_args()
    warnings.simplefilter("error")
    found = [seed for seed in seeds() if options.only in (None, seed.importer)]
    began, findings = time.monotonic(), 0
    kinds: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="hasil-fuzz-") as name:
        folder = Path(name)
        os.environ["HASIL_KEY_FILE"] = str(folder / "key")
        bench = Bench(folder)
        last = options.first + options.files
        for first in range(options.first, last, LOT):
            lot = folder / "files"
            lot.mkdir()
            cases = [
                make(number, options.seed, found, lot) for number in range(first, min(first + LOT, last))
            ]
            kinds.update(case.importer for case in cases)
            for finding in bench.run(cases):
                findings += 1
                _tell(finding, options.keep)
            shutil.rmtree(lot)
            print(f"{first + len(cases)} …", end="\r", file=sys.stderr, flush=True)
    seconds = time.monotonic() - began
    for importer, count in sorted(kinds.items()):
        shares = {status: n for (own, status), n in bench.statuses.items() if own == importer}
        print(f"{importer:12} {count:6} files  {shares}")
    print(
        f"{options.files} files in {seconds:.0f} s ({options.files / seconds:.0f} a second): {findings} findings"
    )
    return 1 if findings else 0


def _tell(finding: Finding, keep: Path | None) -> None:
    case = finding.case
    print(f"--- {case.number} {case.importer} {case.source.name} {case.rules} {case.source.options}")
    print(finding.what, flush=True)
    if keep:
        shutil.copytree(
            case.source.path if case.source.path.is_dir() else case.source.path.parent,
            keep / f"{case.number:06}",
            dirs_exist_ok=True,
        )


sys.exit(main())
