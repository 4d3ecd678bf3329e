"""The house's paperwork: what is promised in it is there, and what is there is written in it."""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from streamlit import config

import data.__main__ as data_commands
import metrics.__main__ as metrics_commands
import reports.__main__ as report_commands
from locales.translate import LANGUAGES, translator
from tests.walls import FLOORS, ROOT, imports, modules

SET_UP = re.compile(r"^python3 -m venv \.venv && .*$", re.MULTILINE)
COMMANDS = {
    "data": data_commands._parser,
    "metrics": metrics_commands._parser,
    "reports": report_commands._parser,
}


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def requirements(path: str) -> dict[str, str]:
    """Give the pinned packages of a requirements file with the comment line above each."""
    found: dict[str, str] = {}
    above = ""
    for line in text(path).splitlines():
        if "==" in line:
            found[line.split("==")[0]] = above
        above = line
    return found


def imported_packages(paths: Iterator[Path]) -> set[str]:
    """The installed packages that some files import."""
    owners = packages_distributions()
    found: set[str] = set()
    for path in paths:
        for name, _ in imports(path):
            top = name.split(".")[0]
            if top not in FLOORS and top not in sys.stdlib_module_names and top != "tests":
                found |= {_normal(package) for package in owners.get(top, [top])}
    return found


def _normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_what_runs_is_required_and_what_is_required_runs() -> None:
    assert imported_packages(modules()) == set(requirements("requirements.txt"))


def test_what_the_tests_import_is_required_for_development() -> None:
    required = set(requirements("requirements.txt")) | set(requirements("requirements-dev.txt"))
    # Streamlit brings its server with it; what is said of pandas is said of what Streamlit gives.
    assert imported_packages((ROOT / "tests").rglob("*.py")) <= required | {"pandas", "starlette", "uvicorn"}


@pytest.mark.parametrize("path", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_normalised_and_says_what_it_is_for(path: str) -> None:
    for package, comment in requirements(path).items():
        assert package == _normal(package)
        assert re.match(r"# \w.{10,}", comment), package


def test_the_readme_and_ci_run_the_same_test_command() -> None:
    run, test = SET_UP.findall(text("README.md"))
    assert run.endswith(".venv/bin/python -m streamlit run dashboard.py")
    assert test.endswith(".venv/bin/python -m pytest")
    script = text(".ci/run")
    assert "python3 -m venv .venv" in script
    assert re.search(r"^\.venv/bin/python -m pip install .*-r requirements-dev\.txt$", script, re.MULTILINE)
    assert script.rstrip().endswith(".venv/bin/python -m pytest"), "its summary is the last line"


def test_the_readme_opens_with_a_picture_that_is_there_and_not_heavy() -> None:
    shown = re.match(r"!\[[^\]]{20,}\]\(([^)]+)\)", text("README.md"))
    assert shown, "a picture with a description"
    assert (ROOT / shown[1]).stat().st_size < 250_000


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name} leads to {link}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable files")
@pytest.mark.parametrize(
    "script", [".ci/run", *(f"scripts/{n}" for n in ("check", "test", "bench", "screenshots"))]
)
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert text(script).startswith("#!")


def parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a command line."""
    chosen = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(chosen.choices)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", COMMANDS)
def test_every_command_and_every_option_is_documented(room: str, language: str) -> None:
    sections = dict(
        re.findall(
            r"^### `(python -m \w+ [\w-]+)[^`]*`\n(.*?)(?=^##|\Z)",
            text(f"docs/commands.{language}.md"),
            re.M | re.S,
        )
    )
    commands = parsers(COMMANDS[room]())
    told = {name.split()[-1] for name in sections if name.startswith(f"python -m {room} ")}
    assert told == set(commands)
    for name, command in commands.items():
        section = sections[f"python -m {room} {name}"]
        options = {option for action in command._actions for option in action.option_strings}
        options = {option for option in options if option.startswith("--")} - {"--help", "--lang"}
        assert set(re.findall(r"--[a-z-]+", section)) == options, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_documented(language: str) -> None:
    code = [*modules(), *(ROOT / "tests").glob("*.py"), *(ROOT / "tests" / "browser").glob("*.py")]
    used = {
        node.value
        for path in code
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"HASIL_[A-Z_]+", node.value)
    }
    told = set(re.findall(r"^\| `(HASIL_[A-Z_]+)`", text(f"docs/commands.{language}.md"), re.MULTILINE))
    assert told == used


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_documented_under_the_name_it_has_in_the_navigation(language: str) -> None:
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    t = translator(language)
    told = dict(re.findall(r"^## (.+)\n\n`(\w+)`", text(f"docs/screens.{language}.md"), re.MULTILINE))
    assert {name: title for title, name in told.items()} == {name: t(f"nav.{name}") for name in pages}


def test_both_languages_document_the_same_things() -> None:
    for name in ("commands", "screens"):
        shapes = [
            [line.split()[0] for line in text(f"docs/{name}.{language}.md").splitlines() if line.strip()]
            for language in LANGUAGES
        ]
        marks = [[first for first in shape if first in ("#", "##", "###", "-", "|")] for shape in shapes]
        assert marks[0] == marks[1], name


def test_the_licence_is_the_whole_apache_licence() -> None:
    licence = text("LICENSE")
    assert "Apache License" in licence and "END OF TERMS AND CONDITIONS" in licence
    assert len(licence.splitlines()) > 190


def test_the_changelog_has_what_is_coming_on_top() -> None:
    heads = re.findall(r"^## \[(.+?)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert heads[0] == "Unreleased"


def test_streamlit_knows_every_setting_that_it_is_given() -> None:
    known = set(config.get_config_options())
    for section, settings in tomllib.loads(text(".streamlit/config.toml")).items():
        for name, value in settings.items():
            # The themes' own sections repeat the options of [theme] one level down.
            inner = (
                [f"{section}.{name}.{key}" for key in value]
                if isinstance(value, dict)
                else [f"{section}.{name}"]
            )
            assert set(inner) <= known, "an upgrade dropped it, and it would be passed over in silence"


def test_pyproject_holds_settings_of_tools_only() -> None:
    assert set(tomllib.loads(text("pyproject.toml"))) == {"tool"}
