"""一句话说清: a failure is one sentence in both languages and an exit code; nothing half-made stays."""

from __future__ import annotations

import sys

WRONG, ARGUMENTS = 1, 2


class Failure(Exception):
    """Something is wrong that the reader can mend."""

    def __init__(self, zh: str, en: str, code: int = WRONG) -> None:
        super().__init__(zh)
        self.zh, self.en, self.code = zh, en, code

    def tell(self) -> int:
        """Print both lines to standard error and return the exit code."""
        print(f"kentan: {self.zh}\nkentan: {self.en}", file=sys.stderr, flush=True)
        return self.code


def tell(sentence: str) -> None:
    """Progress: not the answer, so it goes to standard error."""
    print(sentence, file=sys.stderr, flush=True)
