"""Choices of this stage, with the words that the office uses."""

from kentan.ground.words import Closed


class TopicState(Closed):
    PROPOSED = "proposed", "已提出"
    SCREENING = "screening", "筛选中"
    SHORTLISTED = "shortlisted", "列入候选"
    APPROVED = "approved", "已确定"
    PREPARING = "preparing", "会前准备"
    DISCUSSED = "discussed", "已恳谈"
    CLOSED = "closed", "已办结"
    MERGED = "merged", "并入别的议题"
    DEFERRED = "deferred", "暂缓"
    REJECTED = "rejected", "不列入"


class TopicKind(Closed):
    REFORM_FOCUS = "reform_focus", "改革发展重点"
    URGENT_CONCERN = "urgent_concern", "群众急难愁盼热点"
    CONGRESS_FOCUS = "congress_focus", "人大主责主业焦点"


class TopicSource(Closed):
    """监督法 2024 第十二条 lists the first six (R69); the last two are the house's own."""

    LAW_CHECK = "law_check", "执法检查中发现的突出问题"
    SUGGESTIONS = "suggestions", "代表建议集中反映的问题"
    MEMBERS = "members", "组成人员提出的比较集中的问题"
    COMMITTEES = "committees", "专委会、工委调查研究中发现的突出问题"
    PETITIONS = "petitions", "来信来访集中反映的问题"
    SOCIETY = "society", "社会普遍关注的其他问题"
    PARTY_PRIORITY = "party_priority", "中心工作"
    CITIZEN_CLUSTER = "citizen_cluster", "群众集中反映（民声）"
