"""票位: a card and a paper go in, and out comes what the meeting's 办法 allows a voter to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deliberation.ballot.errors import BallotError
from deliberation.ballot.event import Event
from deliberation.ballot.papers import check_ballot
from deliberation.ballot.urn import ID_BYTES, NONCE_BYTES, Ballot, Chance, Urn, card_hash, commitment


@dataclass(frozen=True, slots=True)
class VoteReceipt:
    """投票回执: the sentence for the screen; with public receipts also the paper's number and the commitment to what stands on it."""

    sentence: str
    ballot: str = ""
    commitment: str = ""


def cast(event: Event, urn: Urn, code: str, marks: Mapping[str, str], *, chance: Chance) -> VoteReceipt | None:
    """投票: spend the card and drop the paper, both or neither. None: the card is unknown or was used, and nothing changed.

    Where only sums are kept, an unclear mark is refused with BallotError before the card is spent: nobody could judge it later.
    """
    if event.keeps == "sums":
        checked = check_ballot(event.rules, marks, projects=event.projects)
        if checked.unclear:
            raise BallotError(
                "unclear", f"{'、'.join(checked.unclear)} 画得认不清：只留合计，不能事后裁定", items=checked.unclear
            )
        return VoteReceipt("已投入票箱") if urn.spend_and_add(card_hash(code), checked.additions) else None
    choices = tuple(sorted((name, mark) for name, mark in marks.items() if mark))
    ballot = Ballot(chance.token_bytes(ID_BYTES).hex(), choices, chance.token_bytes(NONCE_BYTES).hex())
    if not urn.spend_and_drop(card_hash(code), ballot, is_linked=event.receipts == "hall"):
        return None
    if event.receipts == "public":
        return VoteReceipt("已投入票箱，公布以后可以凭票号查到这一张", ballot.id, commitment(ballot, event.algorithm))
    return VoteReceipt("已投入票箱，封票以前可以在票位上凭卡再看一次" if event.receipts == "hall" else "已投入票箱")


def show_again(event: Event, urn: Urn, code: str) -> dict[str, str] | None:
    """再看一次: the marks on the paper of this card, in the booth and until the close; None for a card without a paper.

    Raises BallotError where the 办法 does not allow it.
    """
    if event.receipts != "hall":
        raise BallotError("receipts", "这次票决的办法没有让票卡再显示自己的票", receipts=event.receipts)
    ballot = urn.linked(card_hash(code))
    return None if ballot is None else dict(ballot.choices)


def find_own(record: Mapping[str, Any], receipt: VoteReceipt) -> dict[str, str] | None:
    """查自己的票: the marks on the published paper with this number; None when it is missing or is not what was committed to."""
    for row in record["board"]:
        if receipt.ballot and (row["id"], row["commitment"]) == (receipt.ballot, receipt.commitment):
            return dict(row["choices"])
    return None
