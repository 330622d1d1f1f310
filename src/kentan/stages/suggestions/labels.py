"""Choices of this stage, with the words that the office uses."""

from kentan.ground.words import Closed


class Track(Closed):
    """What legal kind it is; what comes out of a talk is 恳谈意见 unless a deputy signs it."""

    TALK_OPINION = "talk_opinion", "恳谈意见"
    DEPUTY_SUGGESTION = "deputy_suggestion", "代表建议"
    REVIEW_OPINION = "review_opinion", "审议意见"
    INSPECTION_OPINION = "inspection_opinion", "视察、调研意见"
    CITIZEN_OPINION = "citizen_opinion", "群众意见转办"
    LAW_OPINION = "law_opinion", "立法意见"
    PROJECT_SUGGESTION = "project_suggestion", "民生实事建议"
    BULLETIN_INSTRUCTION = "bulletin_instruction", "专报批示"


REPLY_RULES = {
    Track.TALK_OPINION: "talkopinion.reply",
    Track.DEPUTY_SUGGESTION: "sug.reply",
    Track.REVIEW_OPINION: "opinion.reply",
    Track.INSPECTION_OPINION: "visit.reply",
    Track.CITIZEN_OPINION: "talkopinion.reply",
    Track.LAW_OPINION: "talkopinion.reply",
    Track.PROJECT_SUGGESTION: "talkopinion.reply",
    Track.BULLETIN_INSTRUCTION: "talkopinion.reply",
}


class Step(Closed):
    """The steps whose days a rule gives; 恳谈意见 have rules of their own, all other tracks those of 代表建议."""

    RETURN = "return", "申请退回"
    CO_OPINION = "counit", "会办意见"
    RATING = "eval", "评价"
    REDO = "redo", "重新办理"


def rule_of(track: str, step: Step) -> str:
    """The code of the rule for a step on a track."""
    return f"{'talkopinion' if track == Track.TALK_OPINION else 'sug'}.{step.value}"


class SuggestionState(Closed):
    SORTED = "sorted", "已梳理，待交办"
    ASSIGNED = "assigned", "已交办，待接件"
    RETURN_REQUESTED = "return_requested", "单位申请退回"
    HANDLING = "handling", "办理中"
    REPLIED = "replied", "已答复，待评价"
    REDO = "redo", "重新办理"
    RATED = "rated", "已评价"
    TRACKED = "tracked", "承诺事项跟踪中"
    COORDINATED = "coordinated", "二次不满意，协调评估"
    CLOSED = "closed", "办结"
    WITHDRAWN = "withdrawn", "已撤回"


class UnitRole(Closed):
    LEAD = "lead", "主办"
    CO = "co", "会办"


class ExtensionDecision(Closed):
    GRANTED = "granted", "同意延期"
    REFUSED = "refused", "不同意延期"


class OutcomeClass(Closed):
    """答复类别; 浙江 practice has three classes, D is kept for papers of elsewhere."""

    A = "A", "A 已解决或基本解决"
    B = "B", "B 正在解决或列入计划"
    C = "C", "C 因条件限制暂不能解决"
    D = "D", "D 留作参考"


NEEDS_FOLLOW_UP = frozenset({OutcomeClass.B})


class ContactKind(Closed):
    VISIT = "visit", "上门"
    MEETING = "meeting", "座谈"
    PHONE = "phone", "电话"
    SURVEY = "survey", "踏勘"
    OTHER = "other", "其他"


class Rating(Closed):
    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"


class LookBackFinding(Closed):
    IMPLEMENTED = "implemented", "已落实"
    PARTLY = "partly", "部分落实"
    NOT_YET = "not_yet", "没有落实"
