"""lab asks: what does a text ask for, where, and about which trouble? (诉求)."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deliberation.text.asks import Ask, extract_asks
from kentan.command.lab.asking import GOOD, Parser
from kentan.command.lab.tables import read_text, show

EXAMPLE = """\
example:
  ./kentan lab asks letter.txt
  ./kentan lab asks minutes.txt --places places.txt --json

places.txt has one name a line: villages, roads, estates of your town.
"""
MOST_SHOWN = 20
KINDS = {"ask": "诉求", "plea": "笼统的请求", "question": "问"}


def run(argv: list[str]) -> int:
    """诉求: each with its place in the unchanged text."""
    chosen = arguments().parse_args(argv)
    text = read_text(chosen.text, command="lab asks")
    names = read_text(chosen.places, command="lab asks").split("\n") if chosen.places else []
    found = extract_asks(text, [name.strip() for name in names])
    print(json.dumps({"asks": [as_json(ask) for ask in found]}, ensure_ascii=False) if chosen.json else as_words(found))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab asks`."""
    parser = Parser(
        prog="lab asks", description="what a text asks for", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("text", metavar="FILE.txt", type=Path, help="plain text")
    parser.add_argument("--places", metavar="FILE.txt", type=Path, help="names of places, one a line")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def as_json(ask: Ask) -> dict[str, Any]:
    """One ask: start and end count characters of the file from 0."""
    return asdict(ask)


def as_words(found: list[Ask]) -> str:
    """The same for a reader."""
    if not found:
        return "没有找到诉求"
    rows = [
        [KINDS[ask.kind], ask.text, cut(ask.problem), "、".join(place.name for place in ask.places), f"{ask.start}—{ask.end}"]
        for ask in found
    ]
    return show(["是什么", "原话", "因为", "地点", "第几个字"], rows)


def cut(problem: str) -> str:
    """The end of it, and a mark that there was more."""
    return problem if len(problem) <= MOST_SHOWN else f"…{problem[-MOST_SHOWN:]}"
