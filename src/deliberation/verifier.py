"""验证: recompute a sealed ballot (票决) or a draw (抽选) from its published record, and name the first place that does not hold.

This one file needs nothing but Python's standard library. Copy it to any machine and run

    python verifier.py RECORD.json --digest WORD --opening WORD

with the two check words that were photographed: before the vote (opening) and when the urn closed (digest). Without them a record that
its publisher changed and sealed anew looks sound: all keys are laid open with it. The output says what was not compared.

It shares no code with the engines that wrote the record: the count is done here a second time, from the law. Exit code 0 when
everything holds, 1 when something does not, 2 when the file cannot be read.
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
from pathlib import Path
from typing import Any

Finding = dict[str, str]
ALGORITHMS = ("sha256", "sm3")
BASES = ("electorate", "present", "returned", "valid")


def verify(record: object, words: Mapping[str, str] | None = None) -> list[Finding]:
    """All that does not hold, the first broken place first; empty when the record is sound. Never raises.

    `words`: the photographed check words, "digest" (at the close; of a draw, before it) and "opening" (before the vote; of a
    draw, the pool's). A finding is {"place": where in the record, "problem": a sentence}.
    """
    if not isinstance(record, dict) or record.get("kind") not in CHECKS:
        return [{"place": "kind", "problem": f"不是票决或抽选的记录，认得的种类：{'、'.join(sorted(CHECKS))}"}]
    if record.get("algorithm") not in ALGORITHMS or record["algorithm"] not in hashlib.algorithms_available:
        return [{"place": "algorithm", "problem": f"这台机器不会算 {record.get('algorithm')!r}"}]
    found = [{"place": place, "problem": problem} for place, problem in photographed(record, words or {})]
    try:
        for place, problem in CHECKS[record["kind"]](record):
            found.append({"place": place, "problem": problem})
    except Exception as error:  # noqa: BLE001  whatever a record holds is an answer
        found.append({"place": "record", "problem": f"缺一部分，或者有一部分不是它该有的样子（{type(error).__name__}: {error}）"})
    return found


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, Han as they are, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object, algorithm: str) -> str:
    """Hex digest of the canonical JSON."""
    return hashlib.new(algorithm, canonical(value)).hexdigest()


Check = Iterator[tuple[str, str]]


# 照片上的校验码


def photographed(record: dict[str, Any], words: Mapping[str, str]) -> Check:
    """The check words of the record against those on the photographs: all that a publisher cannot seal anew."""
    for name, what in (("opening", WORDS[record["kind"]][1]), ("digest", WORDS[record["kind"]][0])):
        if name not in words:
            continue
        place, stands = word_of(record, name)
        typed = tidy(words[name])
        if len(typed) != WORD_LENGTH:
            yield place, f"给的{what}有 {len(typed)} 个字符，校验码有 {WORD_LENGTH} 个：请照照片抄全"
        elif typed != stands:
            yield place, f"{what}是 {typed}，记录里的是 {stands}：这不是会场公布的那一份"


def word_of(record: dict[str, Any], name: str) -> tuple[str, object]:
    """Where a check word stands in the record, and the word."""
    if name == "digest":
        return "digest", record.get("digest")
    if record["kind"] == "draw":
        return "pool_digest", record.get("pool_digest")
    opening = record.get("opening")
    return "opening.digest", opening.get("digest") if isinstance(opening, dict) else None


def tidy(word: str) -> str:
    """A check word as somebody types it from a photograph: wide letters, capitals, spaces and hyphens do not matter."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", word).lower() if letter.isalnum())


def meaning(record: object, words: Mapping[str, str], found: list[Finding]) -> tuple[list[str], list[str]]:
    """What the result proves, and what it does not: sentences to stand beside every "ok"."""
    kind = record.get("kind") if isinstance(record, dict) else None
    if kind not in CHECKS:
        return [], []
    closing, before = WORDS[kind]
    missing = [
        f"没有和{what}比过（--{name}）：发布记录的人改了内容、重新封一遍，单看这份记录发现不了"
        for name, what in (("digest", closing), ("opening", before)) if name not in words
    ]  # fmt: skip
    same = [what for name, what in (("opening", before), ("digest", closing)) if name in words]
    proves = [HOLDS[kind], *(f"和{what}一致" for what in same)]
    return [] if found else proves, [*missing, *BEYOND[kind]]


WORD_LENGTH = 64
WORDS = {
    "ballot": ("封票时拍下的校验码", "表决前拍下的校验码"),
    "draw": ("开签前拍下的校验码", "报名库公布时的校验码"),
}
HOLDS = {
    "ballot": "这份记录前后一致：票、合计、结果按记录里的办法重算过，都对得上",
    "draw": "这份记录前后一致：每支签都合名额，每个人的中签机会和公布的一样，名单就是摇出的那支签",
}
BEYOND = {
    "ballot": [
        "封票以前票有没有被换过，看不出来（要靠抽查纸票）",
        "实到、发出的人数是会场报的，照记录用",
    ],
    "draw": ["摇出的数字是不是台上摇出的，看不出来（要靠在场的人）", "报名库和事实是否一致，看不出来"],
}


# 票决


def ballot(record: dict[str, Any]) -> Check:
    """A sealed 票决: the rules, the seals, the board, the cards, the count, the decision."""
    yield from opened(record)
    yield from whole(record)
    yield from keys(record)
    yield from board(record)
    yield from cards(record)
    yield from counted(record)


def opened(record: dict[str, Any]) -> Check:
    """What was fixed before the vote."""
    content = {name: value for name, value in record["opening"].items() if name != "digest"}
    if digest(content, record["algorithm"]) != record["opening"]["digest"]:
        yield "opening.digest", "票决办法、项目或者监票人的锁，和开票前公布的校验码对不上"
    if len(set(content["projects"])) != len(content["projects"]) or not content["projects"]:
        yield "opening.projects", "项目写了两次，或者一个也没有"


def whole(record: dict[str, Any]) -> Check:
    """Nothing was changed after the seal."""
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
    if given["printed"] != given["spent"] + given["voided"]:
        yield "cards", "印的票卡不等于用掉的加作废的"
    if len(record["board"]) != given["spent"] + given["papers"] or seen["returned"] != len(record["board"]):
        yield "attendance.returned", "收回的票数和票箱里的不一样"


def counted(record: dict[str, Any]) -> Check:
    """The sums and the decision, done again."""
    rules, projects, seen = record["opening"]["rules"], record["opening"]["projects"], record["attendance"]
    known = {row["id"] for row in record["board"]}
    if stray := sorted(set(record["judged"]) - known):
        yield "judged", f"裁定的票不在票箱里：{stray[0]}"
    yes, no, void, waiting = Counter[str](), Counter[str](), 0, 0
    for row in record["board"]:
        marks, is_void, is_waiting = read(row["choices"], record["judged"].get(row["id"], {}), rules, projects)
        void, waiting = void + is_void, waiting + is_waiting
        yes.update(name for name, mark in marks.items() if mark == "yes")
        no.update(name for name, mark in marks.items() if mark == "no")
    if seen["void"] != void:
        yield "attendance.void", f"废票是 {void} 张，不是 {seen['void']} 张"
    for side, sums in (("yes", yes), ("no", no)):
        for name in projects:
            if record["totals"][side][name] != sums[name]:
                said = "赞成" if side == "yes" else "反对"
                yield f"totals.{side}.{name}", f"{name} 的{said}是 {sums[name]} 票，不是 {record['totals'][side][name]} 票"
    decision = decided(rules, projects, yes, seen, waiting)
    for name, value in decision.items():
        if record["decision"][name] != value:
            yield f"decision.{name}", f"按办法应当是 {value}，记录写的是 {record['decision'][name]}"


def read(
    choices: dict[str, str], judged: dict[str, str], rules: dict[str, Any], projects: list[str]
) -> tuple[dict[str, str], bool, bool]:
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


def decided(rules: dict[str, Any], projects: list[str], yes: Counter[str], seen: dict[str, int], waiting: int) -> dict[str, Any]:
    """The decision by the rules: quorum, more papers than issued, strict majority, seats, ties, what is left."""
    seats, fallen = rules["seats"], {"selected": [], "tied": [], "open_seats": rules["seats"]}
    share, line = Fraction(seen["present"], rules["electorate"]), Fraction(rules["quorum"])
    if share < line or (share == line and not rules["quorum_inclusive"]):
        return {"round": "no_quorum", **fallen, "next": "adjourn"}
    if seen["returned"] > seen["issued"]:
        return {"round": "void", **fallen, "next": "repeat_round"}
    if waiting:
        return {"round": "waiting", **fallen, "next": "adjudicate"}
    bases = (rules["electorate"], seen["present"], seen["returned"], seen["returned"] - seen["void"])
    least = Fraction(rules["majority"]) * dict(zip(BASES, bases, strict=True))[rules["base"]]
    asks = rules["round_kind"] != "tie_revote" or rules["revote_requires_majority"]
    passed = [name for name in projects if not asks or yes[name] > least]
    chosen = [name for name in passed if sum(yes[other] >= yes[name] for other in passed) <= seats]
    tied = [name for name in passed if name not in chosen and sum(yes[other] > yes[name] for other in passed) < seats]
    left = seats - len(chosen)
    if tied:
        onward = "revote_tied" if rules["tie"] == "revote_tied" else "presidium"
    else:
        onward = "none" if not left or rules["shortfall"] == "leave_vacant" else rules["shortfall"]
    order = sorted(chosen, key=lambda name: (-yes[name], projects.index(name)))
    return {"round": "valid", "selected": order, "tied": tied, "open_seats": left, "next": onward}


# 抽选


def draw(record: dict[str, Any]) -> Check:
    """A draw: the pool, every ticket, every chance, the digits."""
    problem = record["problem"]
    if digest(problem, record["algorithm"]) != record["pool_digest"]:
        yield "pool_digest", "报名库、名额或者人数，和公布的校验码对不上"
    sealed = {"pool_digest": record["pool_digest"], "tickets": record["tickets"]}
    if digest(sealed, record["algorithm"]) != record["digest"]:
        yield "digest", "签和开签前公布的校验码对不上"
    if not record["tickets"]:
        yield "tickets", "一支签也没有"
    yield from tickets(record)
    times = Counter(person for ticket in record["tickets"] for person in ticket)
    for person in sorted({*problem["pool"], *record["chances"]}):
        if record["chances"].get(person) != times[person]:
            yield f"chances.{person}", f"{person} 在 {times[person]} 支签上，记录写的是 {record['chances'].get(person)}"
    yield from drawn(record)


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
        if panel is not None:
            yield "panel", "还没有摇出数字，却有了名单"
        return
    if not (isinstance(digits, str) and digits.isascii() and digits.isdigit()) or int(digits) >= len(record["tickets"]):
        yield "digits", f"没有 {digits!r} 这支签"
    elif record["tickets"][int(digits)] != panel:
        yield "panel", f"名单不是第 {digits} 支签上的人"


CHECKS: dict[str, Callable[[dict[str, Any]], Check]] = {"ballot": ballot, "draw": draw}


def main(arguments: list[str]) -> int:
    """Verify one file."""
    parser = argparse.ArgumentParser(prog="verifier.py", allow_abbrev=False)
    parser.add_argument("record", type=Path)
    parser.add_argument("--digest", help="the check word photographed when the urn closed (of a draw: before it)")
    parser.add_argument("--opening", help="the check word photographed before the vote (of a draw: the pool's)")
    given = parser.parse_args(arguments)
    try:
        record = json.loads(given.record.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        print(f"{given.record}: cannot be read ({type(error).__name__})", file=sys.stderr)  # noqa: T201
        return 2
    words = {name: word for name in ("digest", "opening") if (word := getattr(given, name)) is not None}
    found = verify(record, words)
    print(report(record, words, found))  # noqa: T201
    return 1 if found else 0


def report(record: object, words: Mapping[str, str], found: list[Finding]) -> str:
    """The findings, what they add up to, and what that does and does not prove."""
    proves, beyond = meaning(record, words, found)
    lines = [f"{one['place']}: {one['problem']}" for one in found]
    lines.append("对得上，没有发现问题" if not found else f"有 {len(found)} 处对不上")
    lines += ["说明了：", *(f"  {one}" for one in proves)] if proves else []
    lines += ["没有说明：", *(f"  {one}" for one in beyond)] if beyond else []
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
