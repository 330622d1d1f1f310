"""What the lottery refuses: facts; the sentence is the first argument."""

from __future__ import annotations


class SortitionError(ValueError):
    """A pool, quota or size that cannot be; `code` names it, `facts` says with which figures."""

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.facts = facts
