"""lab verify: does a sealed ballot or draw hold, from its published record alone? (验证)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from deliberation.verifier import meaning, report, verify
from kentan.command.lab.asking import BROKEN, GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_text

EXAMPLE = """\
example:
  ./kentan lab verify 票决-2026.json --opening WORD --digest WORD
  python src/deliberation/verifier.py 票决-2026.json     (the same, on a machine without this program)

WORD is a check word (校验码) as it stands on your photograph: --opening before the vote, --digest when the urn closed (of a draw: the
pool's, and the one shown before the balls rolled). Without them a record that its publisher changed and sealed anew looks sound.
"""
WORDS = ("digest", "opening")


def run(argv: list[str]) -> int:
    """验证: 0 when everything holds, 1 when something does not."""
    chosen = arguments().parse_args(argv)
    try:
        record = json.loads(read_text(chosen.record, command="lab verify"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadArguments):
            raise
        raise BadArguments(f"lab verify: {chosen.record}: not JSON ({type(error).__name__})") from None
    words = {name: word for name in WORDS if (word := getattr(chosen, name)) is not None}
    found = verify(record, words)
    if chosen.json:
        proves, beyond = meaning(record, words, found)
        said = {"ok": not found, "findings": found, "compared": sorted(words), "proves": proves, "does_not_prove": beyond}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(report(record, words, found))
    return BROKEN if found else GOOD


def arguments() -> Parser:
    """The arguments of `lab verify`."""
    parser = Parser(
        prog="lab verify", description="does a sealed ballot or draw hold", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("record", metavar="RECORD.json", type=Path, help="a sealed ballot or draw record")
    parser.add_argument("--digest", metavar="WORD", help="the check word photographed when the urn closed (a draw: before it)")
    parser.add_argument("--opening", metavar="WORD", help="the check word photographed before the vote (a draw: the pool's)")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser
