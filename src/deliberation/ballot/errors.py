"""What the count refuses: facts; the sentence is the first argument."""

from __future__ import annotations


class BallotError(ValueError):
    """Something in a 票决 does not hold; `code` names it, `facts` says with which figures."""

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.facts = facts
