"""诉求: what a person asks for, found in his own words. Offsets into the unchanged text; nothing is rewritten.

Rules over clauses: a cue (希望, 建议, 请 …) opens an ask; the clauses after it that begin with a verb of doing go on as asks of
their own (要积极培育…，搭建…，加快推动… is three); lists are followed by their numbers. A plea (希望有关部门尽快解决) asks for nothing in
particular; a question is kept apart. Reported demands (物业要求我们…, 按要求) and look-alikes (申请, 邀请, 应该是) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from deliberation.text.places import Place, find_places

Kind = Literal["ask", "plea", "question"]

SENTENCE = re.compile(r"[^。！!？?；;\n]*[。！!？?；;\n]?")
CLAUSE = re.compile(r"[^，,、：:“”\"（）()]+")
VERBS = (
    "增加|增设|增派|增建|新增|加装|加设|加强|加快|加大|加密|优化|完善|改善|改造|改进|改用|改为|改成|改正|改建|更换|更新|维修|维护|修复|修剪|修好|修建|修理|修|建设|建立|"
    "建成|建|新建|再建|扩建|扩容|扩大|搭建|安装|安排|装|设置|设立|设|立|施划|划定|划|画|开通|开设|开办|开放|开展|恢复|取消|取缔|拆除|拆掉|清理|清除|清查|清走|"
    "清淤|清运|清扫|疏通|打通|接通|拓宽|抬高|延长|缩短|缩小|降低|提高|提升|提供|减少|减免|简化|精简|合并|公开|公布|公示|告知|通报|明确|落实|督促|协调|"
    "责令|查处|处罚|罚款|打击|整治|治理|规范|规定|控制|限制|限定|禁止|制止|监管|检查|检测|排查|巡查|核查|审计|化验|取样|评估|组织|召开|推动|推进|推行|推广|"
    "推荐|培育|培养|引进|引导|指导|鼓励|支持|允许|放宽|发放|补贴|补发|补上|补|赔偿|支付|返还|返修|退还|保留|保护|搬迁|迁移|配备|配齐|派驻|派|送|"
    "铺设|铺到|铺|换上|换|挖|种|接|停|停工|停止|统一|统筹|出台|制定|修订|成立|介入|捕捉|宣传|错峰|值守|优惠|做|形成|解决|处理|保证|保障|放行|登记|负责|上门|参展|到田头|由|给|对|把|将|"
    "在|向|为|让|使|从|不要|不再|多|定期|按规定|一次性|两侧|每栋|每月|明年|早晚|学校|各部门|网上"
)
ADVERBS = (
    r"(?:能够|能不能|能否|能|可以|可否|应当|应该|必须|尽快|尽早|及时|立即|马上|早日|切实|进一步|积极|大力|全面|合理|适当|逐步|认真|严格|"
    r"真正|继续|也|都|并且|并|同时|还|再|统一|政府|相关部门|有关部门|各级|要|予以|帮忙|帮助|一起)*"
)
DOES = re.compile(rf"^(?:[0-9一二三四五六七八九十]+[、.．是]|[（(]?[0-9一二三]+[)）])?{ADVERBS}(?:{VERBS})")
CUE = re.compile(
    r"强烈要求|迫切需要|恳请|肯请|恳求|请求|敬请|诚请|拜托|麻烦|希望|还望|盼望|呼吁|建议|要求|请|望|盼|应当|应该|应|必须|须|要"
)
STRONG = frozenset(
    [
        "强烈要求",
        "迫切需要",
        "恳请",
        "肯请",
        "恳求",
        "请求",
        "敬请",
        "诚请",
        "拜托",
        "麻烦",
        "希望",
        "还望",
        "盼望",
        "呼吁",
        "建议",
        "要求",
        "请",
        "望",
        "盼",
    ]
)
NOT_BEFORE = {
    "请": "申邀聘宴", "要求": "按照据合符的据", "望": "希盼期失绝看愿有瞭欲展声名", "盼": "期", "应": "适反回对响供相", "要": "需只主重不必纲概摘想就快都说还将",
    "建议": "的", "希望": "没有的无毫", "须": "必无",
}  # fmt: skip
NOT_AFTER = {
    "请": ("问", "假", "客", "教", "示", "大家发言", "了", "过", "来", "到"), "要求": ("不合理", "我们", "家长", "业主", "员工", "学生", "大家"), "应该": ("是", "说"),
    "应当": ("承认", "说"), "要": ("去", "是", "跑", "修地铁", "交", "掉", "拆", "改造"), "应": ("该", "当"), "希望": ("工程", "小学"), "望": ("着", "去", "见"),
    "盼": ("着",), "必须": ("的",),
}  # fmt: skip
SUBJECT = re.compile(r"(?:政府|部门|单位|街道|镇里|村里|社区|物业|企业|学校|公司|一是|二是|三是|四是|其次|首先|最后|^|[：:“])$")
REPORTED = re.compile(
    r"(?:物业|老师|学校|校长|公司|房东|单位|厂里|他|她|他们|村里|银行|窗口)(?:又|还|都|就|却|总是|一直|反而|在会上)?$"
)
QUESTION = re.compile(r"[？?]|^(?:请问|为什么|为何|什么时候|怎么|是不是|有没有|难道)|(?:吗|呢)$")
WISH_QUESTION = re.compile(r"能不能|能否|可不可以|可否|是否可以|可以不")
PLEA = re.compile(
    r"^(?:强烈要求|迫切需要|恳请|肯请|恳求|请求|敬请|麻烦|希望|还望|盼望|呼吁|建议|要求|请|望|盼)?"
    r"(?:有关|相关|各级|上级|市|镇|各位|我们|贵|本)*(?:部门|单位|政府|领导|各位领导|书记|市长|镇长|局长|同志|你们|您)*(?:的)?"
    r"(?:能够|能|可以|百忙之中|抽空|尽快|尽早|及时|早日|马上|立即|认真|严肃|高度|切实|真正|一定|务必|给予|予以|给|为|帮|帮忙|帮帮|帮助|替|一起|出面|好好|多|把)*"
    r"(?:我们|我|老百姓|百姓|大家|此事|这件事|这个问题|该问题|问题|我们老百姓|一个)*"
    r"(?:重视|关注|关心|解决|处理|答复|回复|回音|调查|查一查|介入|解答|管一管|看一看|想想办法|办法|做主|主持公道|帮忙处理|处理一下|关心一下|一个答复|帮帮我们|帮助|管管|过问|考虑|落实|说法|安全|的安全|保障我们的安全|给我们一个答复)"
    r"(?:一下|此事|这件事|这个问题|该问题|问题|我们老百姓|我们|此现象|为盼|的切底些|的彻底些|些|下|吧|啊|呀|了)*$"
)
GOAL = re.compile(
    r"^(?:从而|以便|以|来|切实|真正|更好地)*(?:保证|保障|保护|维护|改善|解决|还|让)[^，]{0,12}(?:安全|权益|利益|环境|卫生|生活|合法|之苦|公道|和谐|放心|满意|问题|困难)$"
)
IN_VAIN = re.compile(r"无效|没用|未果|不理|没人理|没有结果|没有回应|推诿|拒绝")
LIST_MARK = re.compile(r"(?<![0-9])([1-9])[、.．)）]|([一二三四五六七八九])是(?=要|应|在|加|增|把|建|对|完|优|推)")
MOST_PROBLEM, SHORT_TAIL = 60, 6
AROUND = 30
"""So many characters before a cue decide whether it is one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask: text[start:end] of the source, its kind, what is wrong (the words before it), the places named in its sentence."""

    start: int
    end: int
    kind: Kind
    text: str
    problem: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source."""

    start: int
    end: int
    text: str


def spans(pattern: re.Pattern[str], text: str, base: int = 0) -> Iterator[Span]:
    """Non-empty matches without the white space around them."""
    for match in pattern.finditer(text):
        piece = match[0]
        inner = piece.strip(" \t　\n\r")
        if inner:
            start = base + match.start() + piece.index(inner)
            yield Span(start, start + len(inner), inner)


def extract_asks(text: str, gazetteer: Iterable[str] = ()) -> list[Ask]:
    """Every ask, plea and question of a text, in order. An empty or wordless text has none."""
    names = tuple(gazetteer)
    found: list[Ask] = []
    said: list[str] = []
    is_listing = False
    for sentence in spans(SENTENCE, text):
        clauses = list(spans(CLAUSE, sentence.text.rstrip("。！!？?；;"), sentence.start))
        marked = sentence_asks(sentence, clauses, is_open=is_listing and LIST_MARK.match(sentence.text) is not None)
        is_listing = bool(marked) and (is_listing or LIST_MARK.search(sentence.text) is not None)
        if not marked:
            said.append(sentence.text)
        problem = problem_of(sentence, marked, said)
        for start, end, kind in marked:
            piece = text[start:end]
            found.append(Ask(start, end, kind, piece, problem, tuple(find_places(sentence.text, names))))
    return found


def sentence_asks(sentence: Span, clauses: list[Span], *, is_open: bool = False) -> list[tuple[int, int, Kind]]:
    """The asks of one sentence as (start, end, kind)."""
    if is_question(sentence.text):
        return [(clauses[-1].start, sentence.end, "question")] if clauses else []
    if WISH_QUESTION.search(sentence.text) and sentence.text.endswith(("？", "?")):
        last = next(clause for clause in reversed(clauses) if WISH_QUESTION.search(clause.text))
        return [(last.start, sentence.end, "ask")]
    found: list[tuple[int, int, Kind]] = []
    is_open = is_open or is_quoted_list(sentence.text)
    for clause in clauses:
        cue = cue_of(clause.text, is_first=clause is clauses[0])
        if cue is not None:
            is_open = True
            start = clause.start + cue
            if is_bare(clause.text[cue:]):
                continue
            found += split_verbs(Span(start, clause.end, clause.text[cue:]))
        elif is_open and found and is_tail(clause.text):
            continue
        elif is_open and DOES.match(clause.text):
            found += split_verbs(clause)
        elif is_open and PLEA.match(clause.text):
            found.append((clause.start, clause.end, "plea"))
        elif not is_list(clause.text):
            is_open = is_open and is_quoted_list(sentence.text)
    final = max((number for number, one in enumerate(found) if one[2] == "ask"), default=-1)
    return [one for number, one in enumerate(found) if one[2] == "ask" or number > final]


def is_tail(words: str) -> bool:
    """What an ask is for, or a word or two that only round it off: no ask of its own."""
    return (bool(GOAL.match(words)) and not PLEA.match(words)) or (words.startswith(("并", "以及")) and len(words) <= SHORT_TAIL)


def is_question(sentence: str) -> bool:
    """A question that asks for an answer, not for a deed."""
    plain = sentence.rstrip("。！!")
    return bool(QUESTION.search(plain)) and not WISH_QUESTION.search(plain)


def is_quoted_list(sentence: str) -> bool:
    """大家提出“优化…、增加…”的建议: the asks stand in quotation marks."""
    return "“" in sentence and bool(
        re.search(r"”\s*(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:条|项|件|个)?(?:方面)?的?(?:建议|意见|诉求|要求)", sentence)
    )


def is_bare(words: str) -> bool:
    """建议： alone, before a list."""
    return CUE.fullmatch(words.strip()) is not None or words.strip() in {"建议如下", "具体建议", "建议有"}


def is_list(words: str) -> bool:
    """A clause that only counts."""
    return re.fullmatch(r"[0-9一二三四五六七八九十]+", words) is not None


def cue_of(clause: str, *, is_first: bool) -> int | None:
    """Where the ask begins in this clause: at its cue; None when it has none that counts."""
    if (mark := LIST_MARK.match(clause)) and DOES.match(clause[mark.end() :]):
        return 0
    for match in CUE.finditer(clause):
        cue, before = match[0], clause[max(0, match.start() - AROUND) : match.start()]
        after = clause[match.end() : match.end() + 2 * AROUND]
        if before[-1:] and before[-1] in NOT_BEFORE.get(cue, ""):
            continue
        if after.startswith(NOT_AFTER.get(cue, ())) or REPORTED.search(before) or IN_VAIN.search(after):
            continue
        if cue in STRONG:
            if len(before) > 12 and cue in {"请", "望", "盼"}:  # noqa: PLR2004  a verb deep in a clause is somebody else's
                continue
            return match.start()
        if SUBJECT.search(before) and DOES.match(after):
            return match.start() if is_first or not before else 0
    return None


def split_verbs(clause: Span) -> list[tuple[int, int, Kind]]:
    """One clause, cut at 并 or 以及 before a second verb of doing."""
    kind: Kind = "plea" if PLEA.match(clause.text) else "ask"
    cut = re.search(
        r"(?<=.{4})(?:并且|并|以及)(?=(?:告知|公示|更换|公布|公开|修复|安装|加装|清理|查处|改正|设置|通报))", clause.text
    )
    if kind == "ask" and cut:
        return [
            (clause.start, clause.start + cut.start(), "ask"), (clause.start + cut.end(), clause.end, "ask"),
        ]  # fmt: skip
    return [(clause.start, clause.end, kind)]


def problem_of(sentence: Span, marked: list[tuple[int, int, Kind]], said: list[str]) -> str:
    """What is wrong: the words of the sentence before its first ask, else the sentence before."""
    if marked:
        before = sentence.text[: marked[0][0] - sentence.start].strip(" ，,：:“")
        if len(before) >= 4:  # noqa: PLR2004  fewer characters say nothing
            return before[-MOST_PROBLEM:]
    return said[-1].rstrip("。！!")[-MOST_PROBLEM:] if said else ""


SPEAKER = re.compile(r"^(?P<who>[^：:\n]{1,20}?)(?:（[^）]{1,20}）)?[：:]\s*(?=\S)", re.MULTILINE)


def utterances_of(minutes: str) -> list[tuple[str, Span]]:
    """会议记录: who said what, where each line that begins with a name and a colon opens a turn; offsets into the minutes.

    Words before the first name have the empty name.
    """
    marks = list(SPEAKER.finditer(minutes))
    turns = [("", 0, marks[0].start() if marks else len(minutes))]
    turns += [
        (mark["who"], mark.end(), marks[number + 1].start() if number + 1 < len(marks) else len(minutes))
        for number, mark in enumerate(marks)
    ]
    found = []
    for who, begin, end in turns:
        piece = minutes[begin:end].strip()
        if piece:
            start = minutes.index(piece, begin)
            found.append((who, Span(start, start + len(piece), piece)))
    return found
