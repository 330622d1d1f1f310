"""验证: recompute a sealed ballot (票决) or a draw (抽选) from its published record, and name the first place that does not hold.

This one file needs nothing but Python's standard library. Copy it to any machine and run

    python verifier.py RECORD.json --digest WORD --opening WORD

with the two check words that were photographed: before the vote (opening) and when the urn closed (digest). Without them a record that
its publisher changed and sealed anew looks sound: all keys are laid open with it. The output says what was not compared. No code is
shared with the engines: the count is done a second time, from the law. Exit code 0 all holds, 1 something does not, 2 unreadable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

Finding = dict[str, str]
Marks = dict[str, str]
Check = Iterator[tuple[str, str]]
SEEN = ("present", "issued", "returned", "void")
ALGORITHMS, WORD_LENGTH = ("sha256", "sm3"), 64


def verify(record: object, words: Mapping[str, str] | None = None) -> list[Finding]:
    """All that does not hold, the first broken place first; empty when the record is sound. Never raises.

    `words`: the photographed check words, "digest" (at the close; of a draw, before it) and "opening" (before the vote; of a
    draw, the pool's). A finding is {"place": where in the record, "problem": a sentence}.
    """
    if not isinstance(record, dict) or record.get("kind") not in KINDS:
        return [{"place": "kind", "problem": f"不是票决或抽选的记录，认得的种类：{'、'.join(sorted(KINDS))}"}]
    if record.get("algorithm") not in ALGORITHMS or record["algorithm"] not in hashlib.algorithms_available:
        return [{"place": "algorithm", "problem": f"这台机器不会算 {record.get('algorithm')!r}"}]
    found: list[Finding] = []
    try:
        for place, problem in chain(photographed(record, words or {}), *(check(record) for check in kind_of(record).checks)):
            found.append({"place": place, "problem": problem})
    except Exception as error:  # noqa: BLE001  whatever a record holds is an answer
        found.append({"place": "record", "problem": f"缺一部分，或者有一部分不是它该有的样子（{type(error).__name__}: {error}）"})
    return found


def digest(value: object, algorithm: str) -> str:
    """Hex digest of the canonical JSON: sorted keys, no spaces, Han as they are, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.new(algorithm, text.encode()).hexdigest()


def photographed(record: dict[str, Any], words: Mapping[str, str]) -> Check:
    """The check words of the record against those on the photographs: all that a publisher cannot seal anew."""
    kind, first = kind_of(record), "pool_digest" if record["kind"] == "draw" else "opening.digest"
    for name, what, place in (("opening", kind.before, first), ("digest", kind.closing, "digest")):
        typed = "".join(letter for letter in unicodedata.normalize("NFKC", words.get(name, "")).lower() if letter.isalnum())
        if name in words and len(typed) != WORD_LENGTH:
            yield place, f"给的{what}有 {len(typed)} 个字符，校验码有 {WORD_LENGTH} 个：请照照片抄全"
        elif name in words and typed != (stands := record[place] if place in record else record["opening"]["digest"]):
            yield place, f"{what}是 {typed}，记录里的是 {stands}：这不是会场公布的那一份"


def meaning(record: object, words: Mapping[str, str], found: list[Finding]) -> tuple[list[str], list[str]]:
    """What the result proves, and what it does not: sentences to stand beside every "ok"."""
    if not isinstance(record, dict) or record.get("kind") not in KINDS:
        return [], []
    kind = kind_of(record)
    both = {"opening": kind.before, "digest": kind.closing}
    missing = [
        f"没有和{what}比过（--{name}）：发布记录的人改了内容、重新封一遍，单看这份记录发现不了"
        for name, what in both.items() if name not in words
    ]  # fmt: skip
    proves = [kind.holds, *(f"和{what}一致" for name, what in both.items() if name in words)]
    return [] if found else proves, [*missing, *kind.beyond]


def whole(record: dict[str, Any]) -> Check:
    """What was fixed before the vote, and that nothing was changed after the seal."""
    opening = {name: value for name, value in record["opening"].items() if name != "digest"}
    if digest(opening, record["algorithm"]) != record["opening"]["digest"]:
        yield "opening.digest", "票决办法、项目或者监票人的锁，和开票前公布的校验码对不上"
    if len(set(opening["projects"])) != len(opening["projects"]) or not opening["projects"]:
        yield "opening.projects", "项目写了两次，或者一个也没有"
    practice = opening.get("practice") or {"rows": []}
    if record["version"] > 1 and (not practice["rows"] or any(urn != hall for _name, urn, hall in practice["rows"])):
        yield "opening.practice", "没有试投，或者试投时票箱和会场数得不一样"
    content = {name: value for name, value in record.items() if name not in {"digest", "seals"}}
    if digest(content, record["algorithm"]) != record["digest"]:
        yield "digest", "记录封存以后被改过"


def keys(record: dict[str, Any]) -> Check:
    """Every lock was opened by its key, and every key sealed this digest."""
    locks = {one["teller"]: one for one in record["opening"]["locks"]}
    if len(locks) < 2 or len(locks) != len(record["opening"]["locks"]):  # noqa: PLR2004  two keys
        yield "opening.locks", "监票人的锁不足两把，或者有一位锁了两次"
    if sorted(locks) != sorted(one["teller"] for one in record["seals"]):
        yield "seals", "封票的监票人和开票前公布的不是同一些人"
        return
    for place, one in enumerate(record["seals"]):
        if digest([one["key"]], record["algorithm"]) != locks[one["teller"]]["lock"]:
            yield f"seals[{place}].key", f"{one['teller']}的钥匙开不了开票前公布的锁"
        if digest([one["key"], record["digest"]], record["algorithm"]) != one["seal"]:
            yield f"seals[{place}].seal", f"{one['teller']}的封条和这份记录对不上"


def board(record: dict[str, Any]) -> Check:
    """Every ballot is what was committed to; sorted by id, none twice; the head is the head."""
    head, before = "", ""
    for place, row in enumerate(record["board"]):
        if not isinstance(row["id"], str) or row["id"] <= before:
            yield f"board[{place}].id", "票没有按随机编号排好，或者有两张同号"
        before = row["id"]
        if set(row) != {"id", "choices", "nonce", "commitment"}:
            yield f"board[{place}]", "票上有不该有的内容"
        if digest([row["id"], row["choices"], row["nonce"]], record["algorithm"]) != row["commitment"]:
            yield f"board[{place}].commitment", f"第 {place + 1} 张票被改过"
        head = digest([head, row["commitment"]], record["algorithm"])
    if head != record["head"]:
        yield "head", "票的总校验码对不上：少了票、多了票，或者换了次序"


def cards(record: dict[str, Any]) -> Check:
    """印数 = 用掉 + 作废; the board holds what came back."""
    given, seen = record["cards"], record["attendance"]
    kept = 0 if kind_of(record) is SUMS else seen["returned"]
    if given["printed"] != given["spent"] + given["voided"]:
        yield "cards", "印的票卡不等于用掉的加作废的"
    if seen["returned"] != given["spent"] + given["papers"] or len(record["board"]) != kept:
        yield "attendance.returned", "收回的票数和票箱里的不一样"
    for name in sorted({*seen} ^ {*SEEN}):
        yield f"attendance.{name}", "会场的数缺了，或者有不该有的"


def counted(record: dict[str, Any]) -> Check:
    """The sums, done again, and what follows from them."""
    projects, seen, stated = record["opening"]["projects"], record["attendance"], record["totals"]
    sums, void, waiting = added(record)
    if stray := sorted(set(record["judged"]) - {row["id"] for row in record["board"]}):
        yield "judged", f"裁定的票不在票箱里：{stray[0]}"
    if seen["void"] != void:
        yield "attendance.void", f"废票是 {void} 张，不是 {seen['void']} 张"
    for side, word in (("yes", "赞成"), ("no", "反对")):
        for name in [*projects, *sorted(set(stated[side]) - set(projects))]:
            right, most = sums[side][name], seen["returned"] - void - (sums["no"][name] if side == "yes" else 0)
            if name not in projects or stated[side][name] != right or not 0 <= right <= most:
                yield f"totals.{side}.{name}", f"{name} 的{word}是 {right} 票，不是 {stated[side][name]} 票"
    yield from concluded(record, sums["yes"], waiting)


def added(record: dict[str, Any]) -> tuple[dict[str, Counter[str]], int, int]:
    """Yes and no per project, void papers, papers that wait for the tellers; where only sums were kept, those."""
    rules, projects, totals = record["opening"]["rules"], record["opening"]["projects"], record["totals"]
    if kind_of(record) is SUMS:
        kept = {side: Counter({name: totals[side][name] for name in projects}) for side in ("yes", "no")}
        return kept, record["attendance"]["void"], 0
    sums, void, waiting = {"yes": Counter[str](), "no": Counter[str]()}, 0, 0
    for row in record["board"]:
        marks, is_void, is_waiting = read(row["choices"], record["judged"].get(row["id"], {}), rules, projects)
        void, waiting = void + is_void, waiting + is_waiting
        for name, mark in marks.items():
            sums[mark][name] += 1
    return sums, void, waiting


def concluded(record: dict[str, Any], yes: Counter[str], waiting: int) -> Check:
    """The decision, and word by word the sentences that explain it."""
    rules, seen, stated = record["opening"]["rules"], record["attendance"], record["decision"]
    figures = {"waiting": waiting, "valid": seen["returned"] - seen["void"], "title": TITLES[rules["event"]]}
    facts = {**rules, **{name: seen[name] for name in SEEN}, **figures}
    decision, said = decided(facts, record["opening"]["projects"], yes)
    for name in sorted({*decision, *stated} - {"reasons"}):
        if stated.get(name) != decision.get(name, "没有这一项"):
            yield f"decision.{name}", f"按办法应当是 {decision.get(name, '没有这一项')}，记录写的是 {stated.get(name)}"
    for place, (right, given) in enumerate(zip_longest(said, stated["reasons"], fillvalue="")):
        if right != given:
            yield f"decision.reasons[{place}]", f"按办法应当写“{right}”，记录写的是“{given}”"


def read(choices: Marks, judged: Marks, rules: dict[str, Any], projects: list[str]) -> tuple[Marks, bool, bool]:
    """One paper: the marks that count, whether it is void, whether it waits for the tellers."""
    marks, unclear = {}, False
    for name, written in choices.items():
        if (name not in projects or name.startswith("X:")) and not rules["write_in"]:
            continue
        mark = judged.get(name, written) if written not in {"yes", "no", "abstain", ""} else written
        if mark not in {"yes", "no", "abstain", ""}:
            unclear = True
        elif mark in {"yes", "no"}:
            marks[name] = mark
    if rules["form"] == "choose" and sum(mark == "yes" for mark in marks.values()) > rules["seats"]:
        return {}, True, False
    return marks, False, unclear


def decided(facts: dict[str, Any], projects: list[str], yes: Counter[str]) -> tuple[dict[str, Any], list[str]]:
    """The decision by the rules and its sentences: quorum, more papers than issued, then the count."""
    share, line = Fraction(facts["present"], facts["electorate"]), Fraction(facts["quorum"])
    if share < line or (share == line and not facts["quorum_inclusive"]):
        ending, why = ("no_quorum", "adjourn"), "no_quorum" if facts["quorum_inclusive"] else "no_quorum.over"
    elif facts["returned"] > facts["issued"]:
        ending, why = ("void", "repeat_round"), "more_returned"
    elif facts["waiting"]:
        ending, why = ("waiting", "adjudicate"), "waiting"
    else:
        return stands(facts, projects, yes)
    fallen = {"round": ending[0], "selected": [], "tied": [], "open_seats": facts["seats"], "next": ending[1]}
    return fallen, [sentence(why, facts)]


def stands(facts: dict[str, Any], projects: list[str], yes: Counter[str]) -> tuple[dict[str, Any], list[str]]:
    """A round that stands: strict majority, seats, ties across the line, what is left."""
    seats, share = facts["seats"], Fraction(facts["majority"])
    figures = (facts["electorate"], facts["present"], facts["returned"], facts["valid"])
    base = dict(zip(BASE_WORDS, figures, strict=True))[facts["base"]]
    asks = facts["round_kind"] != "tie_revote" or facts["revote_requires_majority"]
    passed = [name for name in projects if not asks or yes[name] > share * base]
    chosen = [name for name in passed if sum(yes[other] >= yes[name] for other in passed) <= seats]
    tied = [name for name in passed if name not in chosen and sum(yes[other] > yes[name] for other in passed) < seats]
    order, left = sorted(chosen, key=lambda name: (-yes[name], projects.index(name))), seats - len(chosen)
    said = [sentence("yes_above_valid", facts, project=name, yes=yes[name]) for name in projects if yes[name] > facts["valid"]]
    said += [majority(facts, name, yes[name], base, share) if asks else sentence("revote", facts, project=name, yes=yes[name])
             for name in projects]  # fmt: skip
    if tied:
        onward = "revote_tied" if facts["tie"] == "revote_tied" else "presidium"
        names = "、".join(sorted(tied))
        said.append(sentence(f"tied.{facts['tie']}", facts, names=names, yes=yes[tied[0]], open_seats=left))
    else:
        onward = "none" if not left or facts["shortfall"] == "leave_vacant" else facts["shortfall"]
        if len(passed) > seats:
            said.append(sentence("by_votes", facts, passed=len(passed)))
        elif left:
            said.append(sentence(f"shortfall.{facts['shortfall']}", facts, selected=len(chosen), open_seats=left))
    return {"round": "valid", "selected": order, "tied": tied, "open_seats": left, "next": onward}, said


def majority(facts: dict[str, Any], project: str, yes: int, base: int, share: Fraction) -> str:
    """过半数 or not, with whose line it is."""
    is_half = share == Fraction(1, 2)
    key = "passed" if yes > share * base else "not_passed"
    if yes == share * base:
        key = "not_passed.half" if is_half else "not_passed.line"
    law = MAJORITY if is_half and facts["base"] == "electorate" else ADOPTED
    article = STREET if facts["event"] == "recommendation" else law
    half, line = HALF if is_half else facts["majority"], f"{BASE_WORDS[facts['base']]} {base}"
    return sentence(key, facts, article=article, project=project, yes=yes, base=line, half=half)


def sentence(key: str, facts: dict[str, Any], *, article: str = "", **more: object) -> str:
    """One sentence with its article."""
    words, law = SENTENCES[key][0], article or SENTENCES[key][1]
    return words.format(**{**facts, **more}) + (f"（{law}）" if law else "")


# The same table as in the engine (ballot/sentences.py); a test of the project holds the two together.
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


def sealed(record: dict[str, Any]) -> Check:
    """What was published before a draw: the pool, the tickets, every chance."""
    problem = record["problem"]
    if digest(problem, record["algorithm"]) != record["pool_digest"]:
        yield "pool_digest", "报名库、名额或者人数，和公布的校验码对不上"
    sealed = {"pool_digest": record["pool_digest"], "tickets": record["tickets"]}
    if digest(sealed, record["algorithm"]) != record["digest"]:
        yield "digest", "签和开签前公布的校验码对不上"
    if not record["tickets"]:
        yield "tickets", "一支签也没有"
    times = Counter(person for ticket in record["tickets"] for person in ticket)
    for person in sorted({*problem["pool"], *record["chances"]}):
        if record["chances"].get(person) != times[person]:
            yield f"chances.{person}", f"{person} 在 {times[person]} 支签上，记录写的是 {record['chances'].get(person)}"


def tickets(record: dict[str, Any]) -> Check:
    """Every ticket seats the right number of people of the pool, once each, within every quota, with all fixed members."""
    problem = record["problem"]
    pool, households = problem["pool"], problem["households"]
    for number, ticket in enumerate(record["tickets"]):
        place = f"tickets[{number}]"
        if len(ticket) != problem["size"] or len(set(ticket)) != len(ticket) or any(person not in pool for person in ticket):
            yield place, f"第 {number:03} 支签的人数不对，有人写了两次，或者有人不在报名库里"
            continue
        if missing := [person for person in problem["fixed"] if person not in ticket]:
            yield place, f"第 {number:03} 支签上没有固定成员 {missing[0]}"
        homes = Counter(households[person] for person in ticket if person in households)
        if shared := [home for home, members in homes.items() if members > 1]:
            yield place, f"第 {number:03} 支签上有一户两人（{shared[0]}）"
        for category, feature, least, most in problem["quotas"]:
            seats = sum(pool[person][category] == feature for person in ticket)
            if not least <= seats <= most:
                yield place, f"第 {number:03} 支签上{category}为{feature}的有 {seats} 人，应当是 {least} 到 {most} 人"


def drawn(record: dict[str, Any]) -> Check:
    """The digits that fell name the panel."""
    digits, panel = record["digits"], record["panel"]
    if digits is None:
        yield from [] if panel is None else [("panel", "还没有摇出数字，却有了名单")]
    elif not (isinstance(digits, str) and digits.isascii() and digits.isdigit()) or int(digits) >= len(record["tickets"]):
        yield "digits", f"没有 {digits!r} 这支签"
    elif record["tickets"][int(digits)] != panel:
        yield "panel", f"名单不是第 {digits} 支签上的人"


class Kind(NamedTuple):
    """A kind of record: its checks, its two check words, what a sound one proves and does not."""

    checks: tuple[Callable[[dict[str, Any]], Check], ...]
    before: str
    closing: str
    holds: str
    beyond: tuple[str, ...]


KINDS = {
    "ballot": Kind(
        (whole, keys, board, cards, counted), "表决前拍下的校验码", "封票时拍下的校验码",
        "这份记录前后一致：票、合计、结果和说明按记录里的办法重算过，都对得上",
        ("封票以前票有没有被换过，看不出来（要靠抽查纸票）", "实到、发出的人数是会场报的，照记录用"),
    ),
    "draw": Kind(
        (sealed, tickets, drawn), "报名库公布时的校验码", "开签前拍下的校验码",
        "这份记录前后一致：每支签都合名额，每个人的中签机会和公布的一样，名单就是摇出的那支签",
        ("摇出的数字是不是台上摇出的，看不出来（要靠在场的人）", "报名库和事实是否一致，看不出来"),
    ),
}  # fmt: skip
SUMS = KINDS["ballot"]._replace(
    holds="这份记录前后一致：结果和说明按记录里的办法和合计重算过，都对得上",
    beyond=("只留合计，没有票：合计对不对，看不出来，也不能重新点票", KINDS["ballot"].beyond[1]),
)


def kind_of(record: dict[str, Any]) -> Kind:
    """Its kind; a vote of which only the sums were kept proves less."""
    opening = record.get("opening")
    is_sums = record["kind"] == "ballot" and isinstance(opening, dict) and opening.get("keeps") == "sums"
    return SUMS if is_sums else KINDS[record["kind"]]


def main(arguments: list[str]) -> int:
    """Verify one file."""
    parser = argparse.ArgumentParser(prog="verifier.py", allow_abbrev=False)
    parser.add_argument("record", type=Path)
    parser.add_argument("--opening", help="the check word photographed before the vote (of a draw: the pool's)")
    parser.add_argument("--digest", help="the check word photographed when the urn closed (of a draw: before it)")
    given = parser.parse_args(arguments)
    try:
        record = json.loads(given.record.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        print(f"{given.record}: cannot be read ({type(error).__name__})", file=sys.stderr)  # noqa: T201
        return 2
    words = {name: word for name, word in vars(given).items() if name != "record" and word is not None}
    found = verify(record, words)
    print(report(record, words, found))  # noqa: T201
    return 1 if found else 0


def report(record: object, words: Mapping[str, str], found: list[Finding]) -> str:
    """The findings, what they add up to, and what that does and does not prove."""
    lines = [f"{one['place']}: {one['problem']}" for one in found]
    lines.append(f"有 {len(found)} 处对不上" if found else "对得上，没有发现问题")
    for what, said in zip(("说明了：", "没有说明："), meaning(record, words, found), strict=True):
        lines += [what, *(f"  {one}" for one in said)] if said else []
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
