"""结果的话: every sentence that explains a decision, with its article; here and nowhere else.

`deliberation.verifier` stands alone and carries the same table; a test holds the two together. A key is a reason's code, with what the
rules chose after a dot. An empty article of 过半数 is filled in by the rules (whose line it is).
"""

from __future__ import annotations

QUORUM, ORDER, OPEN = "《地方组织法》第十四条第四款", "《地方组织法》第二十九条第一款", "《地方组织法》第二十九条第二款"
MAJORITY, STREET, ADOPTED = "《地方组织法》第二十五条", "《浙江省街道人大工作条例》第十七条", "票决办法"
RETURNED = "《选举法》第四十四条第一款"
SHORT = "选出 {selected} 项，少于应选的 {seats} 项，缺 {open_seats} 项："
EQUAL = "{names} 都是 {yes} 票，还剩 {open_seats} 个名额："
SENTENCES: dict[str, tuple[str, str]] = {
    "no_quorum": ("应到 {electorate} 人，实到 {present} 人，不足应到的 {quorum}：不得{title}", QUORUM),
    "no_quorum.over": ("应到 {electorate} 人，实到 {present} 人，没有超过应到的 {quorum}：不得{title}", QUORUM),
    "more_returned": ("发出 {issued} 张，收回 {returned} 张，多于发出：这一轮无效，重新投票", RETURNED),
    "waiting": ("还有 {waiting} 张票等监票人裁定，裁定以后再定结果", ""),
    "yes_above_valid": ("{project} 赞成 {yes} 票，多于有效票 {valid} 张：请监票人核对", ""),
    "revote": ("{project} 再次投票得 {yes} 票；首轮已经过半，这一轮以得票多的入选", ORDER),
    "passed": ("{project} 赞成 {yes} 票，超过{base}的{half}，通过", ""),
    "not_passed": ("{project} 赞成 {yes} 票，没有超过{base}的{half}，没有通过", ""),
    "not_passed.half": ("{project} 赞成 {yes} 票，恰为{base}的{half}，不是过半数，没有通过", ""),
    "not_passed.line": ("{project} 赞成 {yes} 票，恰为{base}的{half}，没有超过，没有通过", ""),
    "tied.revote_tied": (EQUAL + "就票数相等的再次投票，得票多的入选", ORDER),
    "tied.presidium": (EQUAL + "由主席团按办法确定", ORDER),
    "by_votes": ("通过的有 {passed} 项，多于应选的 {seats} 项：得票多的入选", ORDER),
    "shortfall.separate_vote": (SHORT + "缺额另行{title}", OPEN),
    "shortfall.next_session": (SHORT + "缺额留到下一次会议", OPEN),
    "shortfall.leave_vacant": (SHORT + "按办法不再补足", OPEN),
}
BASE_WORDS = {"electorate": "全体代表", "present": "到会代表", "returned": "收回的票", "valid": "有效票"}
TITLES, HALF = {"decision": "票决", "recommendation": "票荐"}, "半数"
