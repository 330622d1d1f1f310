"""恳谈、建议、成果一步一表: which form and which action stand behind each move that a person makes by hand.

Pages never list buttons themselves: they ask the flow which moves are open and look each one up here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deliberation.flow import Flow
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed, NoteNeeded, WrongState
from kentan.ground.ledger.models import Staged
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.outcomes import flow as outcomes_flow
from kentan.stages.outcomes.models import Bulletin, Outcome
from kentan.stages.preparation.errors import Unfit as UnfitPreparation
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions import flow as suggestions_flow
from kentan.stages.suggestions.errors import Unfit
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.talks import flow as talks_flow
from kentan.stages.talks.errors import (
    InThePast,
    MediationOver,
    NotInProgress,
    NotInSeries,
    OtherHost,
    TooSoon,
    Unprepared,
    Unsigned,
)
from kentan.stages.talks.models import Mediation, Talk, TalkSeries
from kentan.stages.topics.errors import Unfit as UnfitTopic
from kentan.web.parts import thread_forms as forms
from kentan.web.parts.guard import actor
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.move_rows import day_words
from kentan.web.parts.moves import Act, Board, Button, Given, Page, Tried

KEPT = (
    "title",
    "words",
    "ask",
    "situation",
    "analysis",
    "problem",
    "quote",
    "place",
    "item",
    "number",
    "promise_words",
    "feedback",
)
"""The fields whose words are given back when a page was stale."""


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


def fits_suggestion(suggestion: Suggestion, name: str) -> bool:
    """While promises are open it is followed; afterwards it is closed."""
    if name not in {"track", "close"}:
        return True
    has_open_promises = suggestion.commitments.filter(kept_at__isnull=True).exists()
    return has_open_promises == (name == "track")


TABLES: dict[type[Staged], Table] = {
    Talk: Table(talks_flow.TALK, TALK_ACTS, ("approve", "announce", "start", "adjourn", "confirm_record", "file")),
    TalkSeries: Table(talks_flow.SERIES, SERIES_ACTS, ()),
    Mediation: Table(talks_flow.MEDIATION, MEDIATION_ACTS, ("agree",)),
    Suggestion: Table(
        suggestions_flow.SUGGESTION, SUGGESTION_ACTS, ("assign", "accept", "reply", "rate", "track", "close"), fits_suggestion,
    ),
    Bulletin: Table(outcomes_flow.BULLETIN, BULLETIN_ACTS, ("check", "sign", "issue")),
    Outcome: Table(outcomes_flow.OUTCOME, OUTCOME_ACTS, ("publish", "in_force")),
}  # fmt: skip


def buttons(record: Staged, by: Actor, base: str) -> list[Button]:
    """The open moves that a person makes by hand, in the order of the table."""
    table = TABLES[type(record)]
    opened = {move.name: move for move in table.flow.open_to(by, record)}
    return [
        Button(opened[name], act, f"{base}/{name}")
        for name, act in table.acts.items()
        if name in opened and (table.fits is None or table.fits(record, name))
    ]


def board(record: Staged, by: Actor, base: str, tried: Tried | None = None) -> Board:
    """The open moves: the one that was asked for (or comes first) with its form, the others as links."""
    found, wanted = buttons(record, by, base), tried.name if tried else ""
    ready = (wanted, *TABLES[type(record)].ready)
    first = next((button for name in ready for button in found if button.move.name == name), None)
    form = tried.form if tried and first and first.move.name == wanted else None
    if first is not None and form is None:
        form = first.act.form(actor=by, record=record)
    others = tuple(button for button in found if button is not first)
    return Board(first, form, others, stale=bool(tried and tried.stale), kept=tried.kept if tried else "")


def respond(request: HttpRequest, record: Staged, name: str, *, page: Page, done: Callable[[Any], HttpResponse]) -> HttpResponse:
    """One move on one record: GET shows its form, POST makes it. What fails changes nothing and keeps the words."""
    table, by = TABLES[type(record)], actor(request)
    if name not in table.acts:
        raise Http404(name)
    move = table.flow[name]
    if not move.allowed(by, record):
        raise NotAllowed(move)
    if record.state not in move.sources or not (table.fits is None or table.fits(record, name)):
        return overtaken(request, record, name, page)
    if request.method != "POST":
        return page(request, record, tried=Tried(name), status=200)
    form = table.acts[name].form(request.POST, actor=by, record=record)
    if not attempt(form, lambda given: table.acts[name].make(record, by, given)):
        return page(request, record, tried=Tried(name, form), status=422)
    return overtaken(request, record, name, page) if form.overtaken else done(record)


def too_soon(error: TooSoon) -> str:
    """公告得太晚了: until when it had to be, and the first day on which the talk can be held now."""
    return gettext("这场恳谈最晚要在 %(latest)s 公告，已经过了。今天公告，最早可以在 %(earliest)s 开。请改期。") % {
        "latest": day_words(error.latest), "earliest": day_words(error.earliest),
    }  # fmt: skip


def unsigned(error: Unsigned) -> str:
    """还没签: who has not signed, or that there is nothing to sign."""
    names = str(error)
    if not names:
        return gettext("要先记下至少两方，写好约定，再请各方签字。")
    return gettext("%(names)s还没有在这份约定上签字。") % {"names": names}


TALK_FAULTS: dict[type[ValueError], tuple[str, Callable[[Any], str]]] = {
    TooSoon: ("", too_soon),
    OtherHost: ("topic", lambda error: gettext("议题《%(title)s》是另一个机构定的，由它来开。") % {"title": error}),
    NotInSeries: ("series", lambda error: gettext("系列《%(title)s》已经结束，或者不在这里开。") % {"title": error}),
    InThePast: ("day", lambda _error: gettext("这个时间已经过了，请选以后的日子。")),
    Unprepared: (
        "", lambda error: gettext("议题《%(title)s》的材料还没有定稿，也没有说明免备，不能开会。") % {"title": error},
    ),
    Unsigned: ("", unsigned),
    MediationOver: ("", lambda _error: gettext("调解已经结束，或者会还没有开。没有保存。")),
    NotInProgress: ("", lambda _error: gettext("会没有在开，或者记录已经确认，不能再记。这句话没有保存。")),
}  # fmt: skip
"""What a talk refuses: beside which field, in which words."""


def attempt(form: MoveForm, act: Callable[[Given], object]) -> bool:
    """Call the action with what was filled in; False when something is to be changed, with the sentence in its place."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except WrongState:
        form.overtaken = True
    except NoteNeeded:
        form.refuse({"words": gettext("请写明理由。")})
    except (Unfit, UnfitTopic, UnfitPreparation) as error:
        form.refuse(error.fields)
    except tuple(TALK_FAULTS) as error:
        field, sentence = TALK_FAULTS[type(error)]
        form.refuse({field: sentence(error)})
    return not form.errors


def overtaken(request: HttpRequest, record: Staged, name: str, page: Page) -> HttpResponse:
    """Somebody was faster: one sentence, the record as it is now, the typed words kept beside it."""
    return page(request, record, tried=Tried(name, stale=True, kept=typed(request)), status=409)


def typed(request: HttpRequest) -> str:
    """All the words of a form that was sent in vain."""
    return "\n".join(filter(None, (request.POST.get(name, "").strip() for name in KEPT)))
