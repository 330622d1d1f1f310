"""满意度测评 and the owners' double threshold: other laws of counting on the same exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from deliberation.ballot.errors import BallotError

Grade = Literal["satisfied", "basically_satisfied", "dissatisfied"]
GRADE_WORDS = {"satisfied": "满意", "basically_satisfied": "基本满意", "dissatisfied": "不满意"}
FEW = 5


@dataclass(frozen=True, slots=True)
class GradeRules:
    """测评办法: base = the number whose half counts (全体组成人员 or 有效票). Comparators differ by place (镇海 2021; R64)."""

    base: int
    satisfied_line: Fraction = Fraction(1, 2)
    satisfied_inclusive: bool = True
    basic_line: Fraction = Fraction(1, 2)
    basic_inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade with its sentence; `share` = (满意 + 基本满意) / 有效票, None without a valid paper; `is_small` below 5."""

    grade: Grade
    sentence: str
    share: Fraction | None
    is_small: bool


def grade(rules: GradeRules, *, satisfied: int, basically: int, dissatisfied: int, abstained: int = 0) -> Graded:
    """满意 at half of the base or more; else 基本满意 when both together are more than half; else 不满意. Raises BallotError."""
    counts = (satisfied, basically, dissatisfied, abstained)
    if rules.base < 1 or any(isinstance(count, bool) or not isinstance(count, int) or count < 0 for count in counts):
        raise BallotError("counts", f"票数要是不小于 0 的整数，基数要大于 0：{counts}，基数 {rules.base}", counts=counts)
    if sum(counts) > rules.base:
        raise BallotError("base", f"票数共 {sum(counts)}，多于基数 {rules.base}", total=sum(counts), base=rules.base)
    found: Grade = "dissatisfied"
    if reaches(satisfied, rules.base, rules.satisfied_line, inclusive=rules.satisfied_inclusive):
        found = "satisfied"
    elif reaches(satisfied + basically, rules.base, rules.basic_line, inclusive=rules.basic_inclusive):
        found = "basically_satisfied"
    cast = satisfied + basically + dissatisfied
    sentence = f"基数 {rules.base}：满意 {satisfied}，基本满意 {basically}，不满意 {dissatisfied}，弃权 {abstained}；结果{GRADE_WORDS[found]}"
    return Graded(found, sentence, Fraction(satisfied + basically, cast) if cast else None, cast < FEW)


def reaches(votes: int, base: int, line: Fraction, *, inclusive: bool) -> bool:
    """At or above the line, or only above it."""
    share = Fraction(votes, base)
    return share >= line if inclusive else share > line


@dataclass(frozen=True, slots=True)
class Owner:
    """业主: one head (several flats of one owner count as one head), the area he owns, and his vote; None did not take part."""

    area: Fraction
    vote: Literal["yes", "no", "abstain"] | None


@dataclass(frozen=True, slots=True)
class OwnersDecision:
    """Both bases of both thresholds; `passed` only when all four lines hold."""

    passed: bool
    took_part: tuple[Fraction, Fraction]
    agreed: tuple[Fraction, Fraction]
    sentences: tuple[str, ...]


def owners_decide(
    owners: list[Owner],
    *,
    participation: Fraction = Fraction(2, 3),
    agreement: Fraction = Fraction(3, 4),
    agreement_inclusive: bool = True,
) -> OwnersDecision:
    """民法典 第二百七十八条: two thirds take part by area and by heads (以上), of those three quarters agree (以上).

    The defaults are those of a matter of weight (改建、维修资金); an ordinary one asks for more than half (过半数) of both:
    agreement 1/2 and agreement_inclusive False.
    Raises BallotError without owners or with an area that is not positive.
    """
    if not owners or any(owner.area <= 0 for owner in owners):
        raise BallotError("owners", "没有业主，或者有面积不大于 0 的业主")
    present = [owner for owner in owners if owner.vote is not None]
    agreeing = [owner for owner in present if owner.vote == "yes"]
    took = (Fraction(len(present), len(owners)), area(present) / area(owners))
    agreed = (Fraction(len(agreeing), len(present)), area(agreeing) / area(present)) if present else (Fraction(0), Fraction(0))
    lines = [(took, participation, True, "参与"), (agreed, agreement, agreement_inclusive, "参与的业主同意")]
    sentences = [
        line_words(share, line, what, by, inclusive=inclusive)
        for pair, line, inclusive, what in lines
        for share, by in zip(pair, ("人数", "面积"), strict=True)
    ]
    passed = bool(present) and all(
        (share >= line if inclusive else share > line) for pair, line, inclusive, _what in lines for share in pair
    )
    return OwnersDecision(passed, took, agreed, tuple(sentences))


def area(owners: list[Owner]) -> Fraction:
    """Square metres of these owners together."""
    return sum((owner.area for owner in owners), Fraction(0))


def line_words(share: Fraction, line: Fraction, what: str, by: str, *, inclusive: bool) -> str:
    """按面积，参与 808/1068（75.66 %），达到 3/4."""
    yes, no = ("达到", "不到") if inclusive else ("超过", "没有超过")
    said = yes if share > line or (inclusive and share == line) else no
    return f"按{by}，{what} {share.numerator}/{share.denominator}（{float(share) * 100:.2f} %），{said} {line.numerator}/{line.denominator}"
