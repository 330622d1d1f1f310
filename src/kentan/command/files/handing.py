"""`./kentan import` and `./kentan export`: which table is meant, and the database that it goes into."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kentan.command.failure import ARGUMENTS, Failure

Run = Callable[[list[str]], int]


def imports() -> dict[str, Run]:
    """What can be taken in."""
    from kentan.command.files import network, suggestions, voices

    own = {name: network.importer(name) for name in network.KINDS}
    return {"voices": voices.import_voices, "suggestions": suggestions.import_suggestions, **own}


def exports() -> dict[str, Run]:
    """What can be given out."""
    from kentan.command.files import suggestions, voices

    return {"voices": voices.export_voices, "suggestions": suggestions.export_suggestions}


EXAMPLES = {
    "import": "import voices 来信.xlsx --map words=留言详情 id=留言编号 --source 市长信箱\n     ./kentan import deputies --template 代表.xlsx",
    "export": "export suggestions 建议.xlsx",
}


def main(verb: str, rest: list[str]) -> int:
    """Dispatch; only help needs no database. Raises Failure."""
    known = imports() if verb == "import" else exports()
    what = rest[0] if rest else ""
    if what not in known:
        return refuse(verb, what, known)
    if set(rest) & {"-h", "--help"}:
        return known[what](rest[1:])
    from kentan.command.inside import database

    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument("--data")
    given, rest = folder.parse_known_args(rest[1:])
    with database(given):
        return known[what](rest)


def refuse(verb: str, what: str, known: dict[str, Run]) -> int:
    """Help when it was asked for, else one line. Raises Failure."""
    if what in {"-h", "--help"}:
        print(
            f"usage: ./kentan {verb} {{{','.join(known)}}} FILE …\n例 example: ./kentan {EXAMPLES[verb]}\n./kentan {verb} voices --help 看每一种的说明"
        )
        return 0
    names = "、".join(known)
    raise Failure(f"要写明{'导入' if verb == 'import' else '导出'}什么：{names}。", f"say what: {', '.join(known)}.", ARGUMENTS)
