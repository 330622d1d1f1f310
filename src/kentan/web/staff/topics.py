"""议题: the list, proposing one from what citizens said, and one topic with its evidence and its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.errors import NotAllowed
from kentan.stages.preparation.models import Preparation
from kentan.stages.topics import actions, flow, rules
from kentan.stages.topics.labels import TopicState as S
from kentan.stages.topics.models import Evidence, Topic
from kentan.stages.topics.queries import ENDED, PUBLIC, hosted_topics, topic_for, weight
from kentan.stages.voices.queries import page_of
from kentan.stages.voices.rules import is_area_staff
from kentan.web.parts import thread_moves
from kentan.web.parts.guard import actor, posted
from kentan.web.parts.moves import Given, Tried
from kentan.web.parts.thread_log import log_of
from kentan.web.parts.thread_pages import asked, is_key, leaf, told_apart
from kentan.web.staff import choosing_forms as forms
from kentan.web.staff.offices import VOICES, office
from kentan.web.staff.thread import thread_frame

FILTERS: dict[str, tuple[Any, Q]] = {
    "open": (_("在选的"), Q(state__in=[S.PROPOSED, S.SCREENING, S.SHORTLISTED])),
    "approved": (_("已确定"), Q(state=S.APPROVED)),
    "preparing": (_("会前准备"), Q(state=S.PREPARING)),
    "discussed": (_("已恳谈"), Q(state=S.DISCUSSED)),
    "deferred": (_("暂缓"), Q(state=S.DEFERRED)),
    "ended": (_("办结、并入、不列入"), Q(state__in=ENDED)),
    "all": (_("全部"), Q()),
}


@office(*VOICES)
def listed(request: HttpRequest) -> HttpResponse:
    """议题 of the bodies that this desk works for, newest first."""
    words = asked(request)
    found = hosted_topics(actor(request))
    found = found.filter(Q(title__contains=words) | Q(reason__contains=words)) if words else found
    counts = found.order_by().aggregate(**{name: Count("pk", filter=test) for name, (_label, test) in FILTERS.items()})
    show = request.GET.get("show", "")
    show = show if show in FILTERS else "open"
    counted = found.filter(FILTERS[show][1]).annotate(messages=Count("evidence__voice"), papers=Count("evidence__cites"))
    shown = {"page": leaf(request, counted, by="-pk"), "asked": words, "show": show, "query": told_apart(request)}
    shown["filters"] = [(name, label, counts[name]) for name, (label, _test) in FILTERS.items()]
    return render(request, "staff/choosing/topics.html", thread_frame(request, "topics", **shown))


def picking(request: HttpRequest, form: forms.Picking) -> dict[str, Any]:
    """The messages to tick: those that are ticked already, then what the search found."""
    given = request.POST if request.method == "POST" else request.GET
    words, before = given.get("q", "").replace("\x00", "").strip()[:40], given.get("before", "")
    page, chosen = page_of(actor(request), word=words, before=int(before) if is_key(before) else 0), form.chosen()
    ticked, allowed = {voice.pk for voice in chosen}, form.fields["voices"].queryset  # type: ignore[attr-defined]
    free = set(allowed.filter(pk__in=[voice.pk for voice in page.voices]).values_list("pk", flat=True))
    rows = [(voice, voice.pk in free) for voice in page.voices if voice.pk not in ticked]
    return {"form": form, "chosen": chosen, "found": rows, "next": page.next, "asked": words}


def is_search(request: HttpRequest) -> bool:
    """Whether the button beside the search was pressed: nothing is stored, nothing typed is lost."""
    return request.method == "POST" and ("find" in request.POST or "before" in request.POST)


def searching(form: Any) -> Any:
    """The same form with what was typed in it, before anybody asks whether it is right."""
    values = {name: form[name].value() for name in form.fields}
    return type(form)(actor=form.actor, record=form.record, initial=values)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """提出议题: `?voice=1&voice=2` ticks messages beforehand."""
    by = actor(request)
    form = forms.Proposed(posted(request), actor=by, record=None, initial={"voices": request.GET.getlist("voice")})
    made: list[Topic] = []
    if is_search(request):
        form = searching(form)
    elif request.method == "POST" and thread_moves.attempt(form, lambda given: made.append(propose(given, by))):
        messages.success(request, gettext("提出了。接下来筛选。"))
        return redirect("staff-choosing:topic", pk=made[0].pk)
    shown = thread_frame(request, "topics", **picking(request, form))
    return render(request, "staff/choosing/topic_new.html", shown, status=422 if form.is_bound and form.errors else 200)


def propose(given: Given, by: Actor) -> Topic:
    """The action with what the form holds."""
    names = ("host", "title", "kind", "source", "reason", "papers")
    chosen = {name: given[name] for name in names}
    return actions.propose(given["voices"], by=by, people_stated=given["people_stated"] or 0, **chosen)


@office(*VOICES)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One topic."""
    return show(request, topic_for(actor(request), pk))


def show(request: HttpRequest, record: Topic, *, tried: Tried | None = None, status: int = 200, **filled: Any) -> HttpResponse:
    """The page, with whatever form was tried in it."""
    by, topic = actor(request), topic_for(actor(request), record.pk)
    shown = {
        "topic": topic, "board": thread_moves.board(topic, by, f"/staff/topics/{topic.pk}", tried), "weight": weight(topic),
        "rows": evidence_of(topic, by), "log": log_of(topic), "stale": filled.get("stale"), "is_public": topic.state in PUBLIC,
        "may_add": rules.is_host_staff(by, topic) and topic.state not in ENDED, "merged": list(topic.merged.all()),
        "preparation": Preparation.objects.filter(topic=topic).first(), "talks": list(topic.talks.order_by("-starts_at")),
    }  # fmt: skip
    return render(request, "staff/choosing/topic.html", thread_frame(request, "topics", **shown), status=status)


def evidence_of(topic: Topic, by: Actor) -> list[tuple[Evidence, bool]]:
    """The rows of evidence, each with whether this reader may see the words behind it."""
    found = topic.evidence.select_related("voice__area__parent", "voice__deputy", "voice__station", "cites").order_by("pk")
    return [(row, row.voice is not None and is_area_staff(by, row.voice)) for row in found]


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """筛选, 列入候选, 确定, 开始会前准备, 已恳谈, 办结, 并入, 暂缓, 不列入."""

    def done(topic: Topic) -> HttpResponse:
        messages.success(request, gettext("记下了：%(state)s。") % {"state": topic.state_label})
        return redirect("staff-choosing:preparation" if name == "prepare" else "staff-choosing:topic", pk=topic.pk)

    return thread_moves.respond(request, topic_for(actor(request), pk), name, page=show, done=done)


@office(*VOICES)
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """加依据: by messages or by a 文号."""
    by, topic = actor(request), topic_for(actor(request), pk)
    if not rules.is_host_staff(by, topic):
        raise NotAllowed(flow.SCREEN)
    if topic.state in ENDED:
        return show(request, topic, status=409, stale=gettext("这个议题已经了结，不能再加依据。"))
    form = forms.Evidenced(posted(request), actor=by, record=topic)
    if is_search(request):
        form = searching(form)
    elif request.method == "POST" and thread_moves.attempt(form, lambda given: add(topic, by, given)):
        messages.success(request, gettext("加上了。"))
        return redirect("staff-choosing:topic", pk=pk)
    shown = thread_frame(request, "topics", topic=topic, **picking(request, form))
    return render(request, "staff/choosing/evidence.html", shown, status=422 if form.is_bound and form.errors else 200)


def add(topic: Topic, by: Actor, given: Given) -> list[Evidence]:
    """The action with what the form holds."""
    return actions.add_evidence(topic, by=by, voices=given["voices"], papers=given["papers"], note=given["note"])
