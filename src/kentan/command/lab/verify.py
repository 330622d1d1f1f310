"""lab verify: does a sealed ballot or draw hold, from its published record alone? (验证)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from deliberation.verifier import verify
from kentan.command.lab.asking import BROKEN, GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_text

EXAMPLE = """\
example:
  ./kentan lab verify 票决-2026.json
  python src/deliberation/verifier.py 票决-2026.json     (the same, on a machine without this program)
"""


def run(argv: list[str]) -> int:
    """验证: 0 when everything holds, 1 when something does not."""
    chosen = arguments().parse_args(argv)
    try:
        record = json.loads(read_text(chosen.record, command="lab verify"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadArguments):
            raise
        raise BadArguments(f"lab verify: {chosen.record}: not JSON ({type(error).__name__})") from None
    found = verify(record)
    if chosen.json:
        print(json.dumps({"ok": not found, "findings": found}, ensure_ascii=False))
    else:
        for one in found:
            print(f"{one['place']}: {one['problem']}")
        print("对得上，没有发现问题" if not found else f"有 {len(found)} 处对不上")
    return BROKEN if found else GOOD


def arguments() -> Parser:
    """The arguments of `lab verify`."""
    parser = Parser(
        prog="lab verify", description="does a sealed ballot or draw hold", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("record", metavar="RECORD.json", type=Path, help="a sealed ballot or draw record")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser
