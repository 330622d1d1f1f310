"""Choices of this stage, with the words that the office uses."""

from kentan.ground.words import Closed


class OutcomeKind(Closed):
    POLICY = "policy", "政策举措"
    PROJECT = "project", "民生实事"
    DECISION = "decision", "重大决策"


class OutcomeState(Closed):
    RECORDED = "recorded", "已登记"
    PUBLISHED = "published", "已公开"
    IN_FORCE = "in_force", "已施行、已落实"
    ENDED = "ended", "已终止"


class BulletinState(Closed):
    DRAFTING = "drafting", "起草中"
    CHECKED = "checked", "已核稿"
    SIGNED = "signed", "已签发，待编号"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "不发了"
