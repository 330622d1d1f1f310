"""The pages under docs/ say what the code says: settings, commands, moves, records, words, files, links."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from kentan.command.__main__ import parser
from kentan.command.draw_flows import PAGE_BREAK, staged
from kentan.command.draw_records import MARK
from kentan.settings import env

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
RUNNING = DOCS / "5-running.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
WRITTEN_FILE = re.compile(r"`((?:src|tests|docs|requirements|benchmarks)/[\w./*-]+)`")
MACHINE_PATH = re.compile(r"(?<![\w.~/])/(?:work|home|root|Users|mnt)/\w+|[A-Z]:\\Users\\")
MOST_README = 120


@cache
def drawn() -> dict[str, str]:
    """The generated pages as the code would write them now, from a process that no other test has touched."""
    pages = {}
    for name in ("draw_flows", "draw_records"):
        ran = subprocess.run(
            [sys.executable, "-m", f"kentan.command.{name}", "--print"], cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert ran.stderr == "", ran.stderr
        for page in ran.stdout.split(PAGE_BREAK)[1:]:
            path, text = page.split("\n", 1)
            pages[path] = text
    return pages


def commands() -> set[str]:
    """The names that ./kentan knows."""
    choices = next(action.choices for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return set(choices)


def running() -> str:
    if not RUNNING.exists():
        pytest.fail("docs/5-running.md is missing: it must name every setting and every command")
    return RUNNING.read_text("utf-8")


def test_every_setting_is_told_in_the_page_on_running() -> None:
    assert [variable.name for variable in env.ALL if f"`{variable.name}`" not in running()] == []


def test_the_page_on_running_tells_of_no_setting_that_nobody_reads() -> None:
    code = "".join(
        path.read_text("utf-8") for path in [ROOT / "kentan", *(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    )
    assert sorted(name for name in set(re.findall(r"\bKENTAN_[A-Z_]+\b", running())) if name not in code) == []


def test_every_command_is_told_in_the_page_on_running() -> None:
    assert sorted(name for name in commands() if f"./kentan {name}" not in running()) == []


@pytest.mark.parametrize("path", ["docs/3-flows.md", "docs/4-entities.md", "docs/2-glossary.md"])
def test_a_generated_page_is_what_the_code_says_today(path: str) -> None:
    writer = "draw_flows" if "flows" in path else "draw_records"
    assert (ROOT / path).read_text("utf-8") == drawn()[path], f"write it again: PYTHONPATH=src python -m kentan.command.{writer}"


def test_every_table_of_moves_has_its_picture() -> None:
    page = (DOCS / "3-flows.md").read_text("utf-8")
    assert [model.flow.name for model in staged() if model.flow.mermaid() not in page] == []


def test_everybody_whom_a_move_tells_is_known_to_the_wiring() -> None:
    from kentan.ground.ledger import audiences

    told = {(model, name) for model in staged() for move in model.flow for name in move.tells}
    assert sorted(f"{model.__name__}: {name}" for model, name in told if (model, name) not in audiences._audiences) == []


def glossary_rows() -> list[list[str]]:
    """The cells of the hand-written table of acts and ideas."""
    written = (DOCS / "2-glossary.md").read_text("utf-8").split(MARK, maxsplit=1)[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in written.splitlines()
        if line.startswith("| ") and "`src/" in line
    ]


def test_every_word_of_the_glossary_stands_in_the_file_beside_it() -> None:
    rows = glossary_rows()
    assert len(rows) > 30
    lost = []
    for term, code, _, file in rows:
        path = ROOT / file.strip("`")
        text = path.read_text("utf-8") if path.is_file() else ""
        names = re.findall(r"`(\w+)`", code)
        lost += [f"{term}: {name} in {file}" for name in names or ["?"] if not re.search(rf"\b{name}\b", text)]
    assert lost == []


def test_a_word_is_explained_once() -> None:
    terms = [row[0] for row in glossary_rows()]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = WRITTEN_FILE.findall(page.read_text("utf-8"))
    assert sorted({name for name in named if not list(ROOT.glob(name.rstrip("/")))}) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [first or second for first, second in LINK.findall(page.read_text("utf-8"))]
    inner = [link.split("#")[0] for link in links if "://" not in link and not link.startswith("#")]
    assert [link for link in inner if not (page.parent / link).exists()] == []


def test_every_decision_is_listed_and_numbered_in_order() -> None:
    decisions = sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))
    listed = re.findall(r"\]\((0[\w-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text("utf-8"))
    assert listed == decisions
    assert [name[:4] for name in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]


def test_every_decision_says_what_was_refused() -> None:
    assert [path.name for path in (DOCS / "decisions").glob("0*.md") if "**Refused.**" not in path.read_text("utf-8")] == []


def told_commands(page: Path) -> set[str]:
    return set(re.findall(r"\./kentan ([a-z]+)", page.read_text("utf-8")))


def test_both_readmes_fit_a_screen_and_name_the_same_commands() -> None:
    english, chinese = READMES
    assert {
        page.name: len(page.read_text("utf-8").splitlines())
        for page in READMES
        if len(page.read_text("utf-8").splitlines()) > MOST_README
    } == {}
    assert told_commands(english) == told_commands(chinese)
    assert {"up", "test"} <= told_commands(english) <= commands()


def test_both_readmes_show_the_same_pictures_and_lead_to_the_same_pages() -> None:
    english, chinese = ({first or second for first, second in LINK.findall(page.read_text("utf-8"))} for page in READMES)
    assert english - {"README.zh-CN.md"} == chinese - {"README.md"}


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_a_readme_says_of_every_stage_what_there_is(page: Path) -> None:
    stages = sorted(path.parent.name for path in (ROOT / "src/kentan/stages").glob("*/flow.py"))
    told = re.findall(r"^\| \S+ (\w+) \|", page.read_text("utf-8"), re.MULTILINE)
    assert sorted(name for name in told if name in stages) == stages


def test_every_command_that_any_page_tells_of_exists() -> None:
    assert {page.name: sorted(told_commands(page) - commands()) for page in PAGES if told_commands(page) - commands()} == {}


@pytest.mark.parametrize("text", ["see /home/wang/kentan", "cp /root/keys .", "C:\\Users\\wang", '"/mnt/disk1"'])
def test_the_search_for_a_machines_path_finds_one(text: str) -> None:
    assert MACHINE_PATH.search(text) is not None


@pytest.mark.parametrize("text", ["docs/mnt/a", "~/home", "talks/home/new", "https://example.org/home/a", "at work/home"])
def test_addresses_are_no_machines_path(text: str) -> None:
    assert MACHINE_PATH.search(text) is None


def test_no_committed_text_names_a_place_on_somebodys_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("no git here")
    found = {}
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if hit := MACHINE_PATH.search(text):
            found[name] = hit[0]
    assert found == {}


def test_the_page_for_programs_names_every_address_of_the_api_and_no_other() -> None:
    from kentan.web.api.root import api

    told = re.findall(r"^\| `(GET|POST) (\S+)`", (DOCS / "6-api.md").read_text("utf-8"), re.MULTILINE)
    found = [(method.upper(), path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods]
    assert sorted(told) == sorted(found)
