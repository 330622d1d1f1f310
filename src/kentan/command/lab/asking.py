"""What every lab command shares: exit codes, an argument parser of one line, one line for a mistake."""

from __future__ import annotations

import argparse
from typing import NoReturn

GOOD, BROKEN, ARGUMENTS = 0, 1, 2


class BadArguments(Exception):
    """What the caller must change, in one line."""


class Parser(argparse.ArgumentParser):
    """argparse that answers a mistake with one line instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Say it upwards."""
        raise BadArguments(f"{self.prog}: {message}")
