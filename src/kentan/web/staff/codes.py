"""码的管理: every deputy's and station's code, its poster, and its replacement."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts.actor import Actor
from kentan.ground.network.actions import make_code, replace_code
from kentan.ground.network.labels import DeputyStatus
from kentan.ground.network.models import Code, Deputy, Station
from kentan.web.parts.guard import actor
from kentan.web.staff.offices import NETWORK, VOICES, frame, office
from kentan.web.staff.views import asked

A_PAGE = 50


def in_area(by: Actor, owner: str = "") -> Q:
    """The deputies, stations or codes of this desk's townships; all for the city and the system administrator."""
    if by.holds("city_staff", "system_admin"):
        return Q()
    areas = [post.area for post in by.posts if post.role in VOICES]
    return Q(**{f"{owner}area__in": areas}) | Q(**{f"{owner}area__parent__in": areas})


def codes_of(by: Actor) -> QuerySet[Code]:
    """The codes of this desk, those in use first."""
    mine = in_area(by, "deputy__") | in_area(by, "station__")
    return (
        Code.objects.filter(mine)
        .select_related("deputy__area", "station__area", "replaced_by")
        .order_by("revoked_at", "kind", "pk")
    )


@office(*NETWORK)
def listed(request: HttpRequest) -> HttpResponse:
    """The codes, and who has none yet."""
    by, words = actor(request), asked(request)
    found = codes_of(by)
    if words:
        named = (
            Q(deputy__name__contains=words)
            | Q(station__name__contains=words)
            | Q(token__startswith=words.replace(" ", "").upper())
        )
        found = found.filter(named)
    if request.GET.get("closed") != "1":
        found = found.filter(revoked_at=None)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/codes.html", frame(request, "codes", page=page, asked=words, **without_code(by)))


def without_code(by: Actor) -> dict[str, object]:
    """Deputies in office and open stations that nobody can scan yet."""
    live = Q(codes__revoked_at=None) & Q(codes__isnull=False)
    deputies = Deputy.objects.filter(in_area(by), status=DeputyStatus.IN_OFFICE).exclude(pk__in=Deputy.objects.filter(live))
    stations = Station.objects.filter(in_area(by), is_open=True).exclude(pk__in=Station.objects.filter(live))
    return {"bare_deputies": deputies.order_by("pk")[:A_PAGE], "bare_stations": stations.order_by("pk")[:A_PAGE]}


@office(*NETWORK)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """制码 for somebody who has none."""
    by, kind, pk = actor(request), request.POST.get("kind"), request.POST.get("owner", "")
    number = int(pk) if pk.isdecimal() else 0
    if kind == "deputy":
        made = make_code(deputy=Deputy.objects.filter(in_area(by)).get(pk=number))
    else:
        made = make_code(station=Station.objects.filter(in_area(by)).get(pk=number))
    messages.success(request, gettext("码做好了：%(code)s。请打印海报。") % {"code": made.human})
    return redirect("/staff/codes")


@office(*NETWORK)
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, token: str) -> HttpResponse:
    """换码: asked once more on its own page, because every printed poster stops working."""
    code = codes_of(actor(request)).get(token=token, revoked_at=None)
    if request.method != "POST":
        return render(request, "staff/replace_code.html", frame(request, "codes", code=code))
    fresh = replace_code(code)
    messages.success(request, gettext("换好了，新码是 %(code)s。旧海报扫了会指到新码，请换下来。") % {"code": fresh.human})
    return redirect("/staff/codes")
