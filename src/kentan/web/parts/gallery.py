"""部件一览: every shared part with made-up words."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kentan.ground.moment import now, today
from kentan.ground.rulebook.queries import promise, working_days_left
from kentan.stages.voices.queries import Owed, TraceStep

MARKS = (
    ("todo", "还没到"), ("doing", "有人在办"), ("soon", "快到期"), ("late", "逾期 3 个工作日"), ("replied", "已答复"),
    ("done", "办结"), ("real", "落实"), ("no", "不能办，已说明理由"), ("now", "现在"), ("back", "退回、重办"),
)  # fmt: skip


def parts(request: HttpRequest) -> HttpResponse:
    """The gallery: for whoever builds a page."""
    duties = [invented_duty(days) for days in (2, 9, 60)]
    return render(request, "parts/gallery.html", {"duties": duties, "steps": invented_steps(), "marks": MARKS, "now": now()})


def invented_duty(days_ago: int) -> Owed:
    """A unit's duty to finish that began so many days ago."""
    made = promise("ticket.simple", since=today() - timedelta(days=days_ago))
    left = working_days_left(made.due, today())
    return Owed("市交通运输局", "办完并报结果", made.due, left, made.confirmed, made.steps, made.rule, made.start)


def invented_steps() -> list[TraceStep]:
    """A ribbon with a past, a present and a future."""
    return [
        TraceStep("spoken", "原话", "done", now() - timedelta(days=9), "沈月英代表"),
        TraceStep("relayed", "转送", "done", now() - timedelta(days=8), "沈月英代表", "转送：请去现场看一看"),
        TraceStep("result", "结果", "now"),
        TraceStep("rating", "评价", "next"),
    ]
