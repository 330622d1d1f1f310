"""一步一表: which form and which action stand behind each move that a person makes by hand, from a topic to what came of it.

民情件 have a table of their own in `moves`, because their forms carry photos and their pages are lists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from deliberation.flow import Flow
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.models import Staged
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes import flow as outcomes_flow
from kentan.stages.outcomes.models import Bulletin, Outcome
from kentan.stages.preparation import actions as preparing
from kentan.stages.preparation.flow import PREPARATION
from kentan.stages.preparation.models import Preparation
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions import flow as suggestions_flow
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.talks import flow as talks_flow
from kentan.stages.talks.models import Mediation, Talk, TalkSeries
from kentan.stages.topics import actions as topics
from kentan.stages.topics.flow import TOPIC
from kentan.stages.topics.models import Topic
from kentan.stages.voices import flow as voices_flow
from kentan.stages.voices.models import Voice
from kentan.web.parts import thread_forms as forms
from kentan.web.parts.moves import VOICE_ACTS, Act, Given


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of record: its flow, its acts in the order of the page, those whose form stands ready, what fits when."""

    flow: Flow
    acts: dict[str, Act]
    ready: tuple[str, ...]
    fits: Callable[[Any, str], bool] | None = None


def step(name: str) -> Callable[[Any, Actor, Given], object]:
    """A talk's move that carries nothing but a note."""
    return lambda talk, by, given: talks.move(talk, name, by=by, note=given.get("words", ""))


def topic_step(name: str) -> Callable[[Any, Actor, Given], object]:
    """A topic's move that carries nothing but a note."""
    return lambda topic, by, given: topics.move(topic, name, by=by, note=given.get("words", ""))


TALK_ACTS: dict[str, Act] = {
    "approve": Act(_("批准开会"), forms.Noted, step("approve")),
    "announce": Act(_("公告"), forms.Bare, step("announce")),
    "start": Act(_("开会"), forms.Bare, step("start")),
    "adjourn": Act(_("散会"), forms.Bare, step("adjourn")),
    "confirm_record": Act(_("确认记录，对外公开"), forms.Noted, step("confirm_record")),
    "file": Act(_("归档"), forms.Bare, step("file")),
    "postpone": Act(
        _("改期，重新公告"),
        forms.Postponed,
        lambda talk, by, given: talks.postpone(talk, by=by, starts_at=given["starts_at"], reason=given["words"]),
        _("改期"),
    ),
    "replan": Act(
        _("改日子"),
        forms.Postponed,
        lambda talk, by, given: talks.postpone(talk, by=by, starts_at=given["starts_at"], reason=given["words"]),
        _("改日子"),
    ),
    "cancel": Act(_("取消这场恳谈"), forms.Reasoned, step("cancel"), _("不开了，取消")),
}
SUGGESTION_ACTS: dict[str, Act] = {
    "assign": Act(_("交办"), forms.Assigned, lambda record, by, given: suggestions.assign(record, by=by, units=given["units"])),
    "accept": Act(_("接件"), forms.Bare, lambda record, by, _given: suggestions.accept(record, by=by)),
    "reply": Act(
        _("签发答复"), forms.Replied, lambda record, by, given: suggestions.reply(record, by=by, **given), _("写答复"),
    ),
    "rate": Act(_("记下评价"), forms.Rated, lambda record, by, given: suggestions.evaluate(record, by=by, **given), _("评价答复")),
    "track": Act(_("列入承诺事项跟踪"), forms.Bare, lambda record, by, _given: suggestions.close(record, by=by)),
    "close": Act(_("办结"), forms.Bare, lambda record, by, _given: suggestions.close(record, by=by)),
    "refuse_return": Act(
        _("不同意退回，请继续办"), forms.Reasoned,
        lambda record, by, given: suggestions.refuse_return(record, by=by, reason=given["words"]), _("不同意退回"),
    ),
    "reassign": Act(
        _("改派"), forms.Assigned, lambda record, by, given: suggestions.reassign(record, by=by, units=given["units"]),
        _("同意退回，改派"),
    ),
    "request_return": Act(
        _("申请退回"), forms.ReturnWanted,
        lambda record, by, given: suggestions.request_return(record, by=by, reason=given["words"]), _("不归我们，申请退回"),
    ),
    "withdraw": Act(
        _("撤回这件建议"), forms.Reasoned, lambda record, by, given: suggestions.withdraw(record, by=by, reason=given["words"]),
        _("撤回"),
    ),
}  # fmt: skip
OUTCOME_ACTS: dict[str, Act] = {
    "publish": Act(_("公开"), forms.Bare, lambda record, by, _given: outcomes.publish(record, by=by)),
    "in_force": Act(_("已施行、已落实"), forms.Bare, lambda record, by, _given: outcomes.put_in_force(record, by=by)),
    "end": Act(
        _("终止"), forms.Reasoned, lambda record, by, given: outcomes.end(record, by=by, reason=given["words"]),
        _("不再施行，终止"),
    ),
}  # fmt: skip


BULLETIN_ACTS: dict[str, Act] = {
    "check": Act(_("核稿通过"), forms.Bare, lambda record, by, _given: outcomes.check(record, by=by)),
    "sign": Act(_("签发"), forms.Bare, lambda record, by, _given: outcomes.sign(record, by=by)),
    "issue": Act(_("编号印发"), forms.Bare, lambda record, by, _given: outcomes.issue(record, by=by)),
    "send_back": Act(
        _("退回修改"), forms.Reasoned, lambda record, by, given: outcomes.send_back(record, by=by, reason=given["words"]), _("退改"),
    ),
    "withdraw": Act(
        _("不发了"), forms.Reasoned, lambda record, by, given: outcomes.withdraw(record, by=by, reason=given["words"]), _("不发了"),
    ),
}  # fmt: skip


SERIES_ACTS: dict[str, Act] = {
    "close_series": Act(_("结束系列"), forms.Bare, lambda record, by, _given: talks.close_series(record, by=by)),
}
MEDIATION_ACTS: dict[str, Act] = {
    "agree": Act(_("各方签了字，达成约定"), forms.Bare, lambda record, by, _given: talks.agree(record, by=by)),
    "end_without": Act(
        _("没有谈拢，结束调解"), forms.Reasoned, lambda record, by, given: talks.end_without(record, by=by, reason=given["words"]),
        _("没有谈拢"),
    ),
    "resume": Act(
        _("再谈一次"), forms.Reasoned, lambda record, by, given: talks.resume(record, by=by, reason=given["words"]), _("再谈"),
    ),
}  # fmt: skip
TOPIC_ACTS: dict[str, Act] = {
    "screen": Act(_("开始筛选"), forms.Noted, topic_step("screen")),
    "shortlist": Act(_("列入候选"), forms.Noted, topic_step("shortlist")),
    "approve": Act(
        _("确定这个议题"), forms.Approved, lambda topic, by, given: topics.approve(topic, by=by, meeting=given["meeting"], on=given["on"]),
    ),
    "prepare": Act(_("开始会前准备"), forms.Bare, lambda topic, by, _given: preparing.open_preparation(topic, by=by)),
    "discuss": Act(_("已经恳谈过"), forms.Noted, topic_step("discuss")),
    "close": Act(_("办结"), forms.Noted, topic_step("close")),
    "merge": Act(_("并入那个议题"), forms.Merged, lambda topic, by, given: topics.merge(topic, by=by, into=given["into"]), _("和另一个议题是同一件事")),
    "defer": Act(_("暂缓"), forms.Reasoned, topic_step("defer"), _("先放一放，暂缓")),
    "reject": Act(_("不列入"), forms.Reasoned, topic_step("reject"), _("不列入议题")),
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


def fits_suggestion(suggestion: Suggestion, name: str) -> bool:
    """While promises are open it is followed; afterwards it is closed."""
    if name not in {"track", "close"}:
        return True
    has_open_promises = suggestion.commitments.filter(kept_at__isnull=True).exists()
    return has_open_promises == (name == "track")


TABLES: dict[type[Staged], Table] = {
    Voice: Table(voices_flow.VOICE, VOICE_ACTS, ()),
    Topic: Table(TOPIC, TOPIC_ACTS, ("screen", "shortlist", "approve", "prepare")),
    Preparation: Table(PREPARATION, PREPARATION_ACTS, ("freeze",)),
    Talk: Table(talks_flow.TALK, TALK_ACTS, ("approve", "announce", "start", "adjourn", "confirm_record", "file")),
    TalkSeries: Table(talks_flow.SERIES, SERIES_ACTS, ()),
    Mediation: Table(talks_flow.MEDIATION, MEDIATION_ACTS, ("agree",)),
    Suggestion: Table(
        suggestions_flow.SUGGESTION, SUGGESTION_ACTS, ("assign", "accept", "reply", "rate", "track", "close"), fits_suggestion,
    ),
    Bulletin: Table(outcomes_flow.BULLETIN, BULLETIN_ACTS, ("check", "sign", "issue")),
    Outcome: Table(outcomes_flow.OUTCOME, OUTCOME_ACTS, ("publish", "in_force")),
}  # fmt: skip
