"""流转表: a table of moves opens buttons, refuses the wrong hand and draws itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from deliberation.flow import Flow, Move, any_of


@dataclass
class Paper:
    state: str


def is_clerk(actor: str, paper: Paper) -> bool:
    return actor == "clerk"


def is_chair(actor: str, paper: Paper) -> bool:
    return actor == "chair"


SEND = Move("send", "送", frozenset({"draft"}), "sent", is_clerk)
SIGN = Move("sign", "签", frozenset({"sent"}), "signed", is_chair, ("clerk",), needs_note=True)
RECALL = Move("recall", "收回", frozenset({"sent", "signed"}), "draft", any_of(is_clerk, is_chair))
LABELS = {"draft": "草稿", "sent": "已送", "signed": "已签"}
FLOW = Flow("papers.Paper", "draft", (SEND, SIGN, RECALL), LABELS)


def names(actor: str, state: str) -> list[str]:
    return [move.name for move in FLOW.open_to(actor, Paper(state))]


def test_the_buttons_are_the_moves_that_this_hand_may_make_from_here() -> None:
    assert {state: names("clerk", state) for state in LABELS} == {"draft": ["send"], "sent": ["recall"], "signed": ["recall"]}
    assert {state: names("chair", state) for state in LABELS} == {"draft": [], "sent": ["sign", "recall"], "signed": ["recall"]}
    assert {state: names("guest", state) for state in LABELS} == {"draft": [], "sent": [], "signed": []}


def test_a_move_is_found_by_its_name_and_reads_as_its_label() -> None:
    assert FLOW["sign"] is SIGN
    assert str(SIGN) == "签"
    assert list(FLOW) == [SEND, SIGN, RECALL]
    with pytest.raises(KeyError, match="burn"):
        FLOW["burn"]


def test_two_moves_may_not_share_a_name() -> None:
    with pytest.raises(ValueError, match="two moves share a name"):
        Flow("papers.Paper", "draft", (SEND, SEND), {"draft": "草稿", "sent": "已送"})


def test_every_state_needs_a_label() -> None:
    with pytest.raises(ValueError, match=r"states without a label: \['signed'\]"):
        Flow("papers.Paper", "draft", (SEND, SIGN), {"draft": "草稿", "sent": "已送"})


def test_every_labelled_state_must_be_reachable() -> None:
    with pytest.raises(ValueError, match=r"nothing leads to: \['burnt'\]"):
        Flow("papers.Paper", "draft", (SEND, SIGN, RECALL), LABELS | {"burnt": "已毁"})


def test_a_state_reached_only_from_an_unreachable_one_is_lost_too() -> None:
    moves = (SEND, Move("a", "甲", frozenset({"x"}), "y", is_clerk), Move("b", "乙", frozenset({"y"}), "x", is_clerk))
    with pytest.raises(ValueError, match=r"nothing leads to: \['x', 'y'\]"):
        Flow("papers.Paper", "draft", moves, {"draft": "草稿", "sent": "已送", "x": "一", "y": "二"})


def test_the_table_draws_its_own_picture() -> None:
    assert FLOW.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> draft",
        "    draft: 草稿",
        "    sent: 已送",
        "    signed: 已签",
        "    draft --> sent: 送",
        "    sent --> signed: 签",
        "    sent --> draft: 收回",
        "    signed --> draft: 收回",
    ]
