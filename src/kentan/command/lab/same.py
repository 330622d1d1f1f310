"""lab same: which messages are about one matter? Proposals, each with its reasons (归并)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from deliberation.consolidate.clusters import THRESHOLD, Proposal, propose
from deliberation.consolidate.similar import Item
from kentan.command.lab.asking import GOOD, BadArguments, Parser
from kentan.command.lab.tables import read_table, show

EXAMPLE = """\
example:
  ./kentan lab same messages.csv
  ./kentan lab same messages.csv --text-column 留言详情 --title-column 留言主题 --id-column 留言编号 --json

messages.csv has id,text and may have title and sender.
"""


def run(argv: list[str]) -> int:
    """归并: groups that a person then merges and splits."""
    chosen = arguments().parse_args(argv)
    columns = {"id": chosen.id_column, "text": chosen.text_column}
    optional = {"title": chosen.title_column, "sender": chosen.sender_column}
    rows = read_table(chosen.messages, command="lab same", columns=columns, optional=optional)
    if not 0 < chosen.threshold <= 1:
        raise BadArguments(f"lab same: --threshold is between 0 and 1, not {chosen.threshold}")
    try:
        found = propose(
            [Item(row["id"], row["text"], row.get("title", ""), row.get("sender", "")) for row in rows],
            threshold=chosen.threshold,
        )
    except ValueError:
        raise BadArguments(f"lab same: {chosen.messages}: an id stands twice") from None
    print(json.dumps(as_json(found), ensure_ascii=False) if chosen.json else as_words(found))
    return GOOD


def arguments() -> Parser:
    """The arguments of `lab same`."""
    parser = Parser(
        prog="lab same", description="which messages are about one matter", epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False,
    )  # fmt: skip
    parser.add_argument("messages", metavar="FILE.csv", type=Path, help="id,text[,title,sender]")
    for name in ("id", "text", "title", "sender"):
        parser.add_argument(f"--{name}-column", metavar="NAME", default=name, help=f"the column of the {name}")
    parser.add_argument(
        "--threshold", metavar="S", type=float, default=THRESHOLD, help=f"mean likeness within a group, {THRESHOLD}"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def as_json(found: Proposal) -> dict[str, Any]:
    """The contract: clusters as lists of ids, singletons included; pairs with score and reasons."""
    return {
        "clusters": [list(cluster.ids) for cluster in found.clusters],
        "counts": [{"messages": one.messages, "people": one.people, "places": list(one.places)} for one in found.clusters if one.messages > 1],
        "pairs": [{"a": one, "b": other, "score": score, "reasons": list(reasons)} for one, other, score, reasons in found.pairs],
    }  # fmt: skip


def as_words(found: Proposal) -> str:
    """The same for a reader: groups of two and more."""
    groups = [one for one in found.clusters if one.messages > 1]
    lines = [
        f"{sum(one.messages for one in found.clusters)} 条，建议归成 {len(groups)} 组，{len(found.clusters) - len(groups)} 条单独"
    ]
    rows = [[one.messages, one.people, "、".join(one.places[:3]), "、".join(one.ids[:8])] for one in groups[:30]]
    near = [[one, other, f"{score:.2f}", "；".join(reasons)] for one, other, score, reasons in found.pairs[:20]]
    return "\n".join(
        [*lines, "", show(["条", "至少几人", "地点", "编号"], rows), "", show(["一条", "另一条", "相近", "为什么"], near)]
    )
