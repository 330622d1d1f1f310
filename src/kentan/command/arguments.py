"""参数: one way of refusing bad ones for every command."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from kentan.command.failure import ARGUMENTS


class Parser(argparse.ArgumentParser):
    """Bad arguments: one clear line, exit 2."""

    def error(self, message: str) -> NoReturn:
        print(f"kentan: {message}（用 --help 看说明 see --help）", file=sys.stderr)
        sys.exit(ARGUMENTS)
