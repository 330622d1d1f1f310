"""选题、会前一步一表: the moves of topics and preparations, put into the table that all boards are drawn from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.actor import Actor
from kentan.stages.preparation import actions as preparing
from kentan.stages.preparation.flow import PREPARATION
from kentan.stages.preparation.models import Preparation
from kentan.stages.topics import actions as topics
from kentan.stages.topics.flow import TOPIC
from kentan.stages.topics.models import Topic
from kentan.web.parts import thread_forms as forms
from kentan.web.parts.moves import Act, Given
from kentan.web.parts.thread_moves import TABLES, Table
from kentan.web.staff.choosing_forms import Approved, Merged


def step(name: str) -> Callable[[Any, Actor, Given], object]:
    """A topic's move that carries nothing but a note."""
    return lambda topic, by, given: topics.move(topic, name, by=by, note=given.get("words", ""))


TOPIC_ACTS: dict[str, Act] = {
    "screen": Act(_("开始筛选"), forms.Noted, step("screen")),
    "shortlist": Act(_("列入候选"), forms.Noted, step("shortlist")),
    "approve": Act(
        _("确定这个议题"), Approved, lambda topic, by, given: topics.approve(topic, by=by, meeting=given["meeting"], on=given["on"]),
    ),
    "prepare": Act(_("开始会前准备"), forms.Bare, lambda topic, by, _given: preparing.open_preparation(topic, by=by)),
    "discuss": Act(_("已经恳谈过"), forms.Noted, step("discuss")),
    "close": Act(_("办结"), forms.Noted, step("close")),
    "merge": Act(_("并入那个议题"), Merged, lambda topic, by, given: topics.merge(topic, by=by, into=given["into"]), _("和另一个议题是同一件事")),
    "defer": Act(_("暂缓"), forms.Reasoned, step("defer"), _("先放一放，暂缓")),
    "reject": Act(_("不列入"), forms.Reasoned, step("reject"), _("不列入议题")),
}  # fmt: skip
PREPARATION_ACTS: dict[str, Act] = {
    "freeze": Act(_("材料定稿"), forms.Bare, lambda record, by, _given: preparing.freeze(record, by=by)),
    "revise": Act(
        _("再改一版"), forms.Reasoned, lambda record, by, given: preparing.revise(record, by=by, reason=given["words"]),
        _("材料要改，再改一版"),
    ),
    "waive": Act(
        _("说明理由，从简"), forms.Reasoned, lambda record, by, given: preparing.waive(record, by=by, reason=given["words"]),
        _("来不及备齐，说明理由从简"),
    ),
}  # fmt: skip
TABLES[Topic] = Table(TOPIC, TOPIC_ACTS, ("screen", "shortlist", "approve", "prepare"))
TABLES[Preparation] = Table(PREPARATION, PREPARATION_ACTS, ("freeze",))
