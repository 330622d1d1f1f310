"""审计: who looked at which telephone and why; what happened, without anybody's words."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kentan.ground.ledger.models import Entry
from kentan.stages.voices.models import ContactLook
from kentan.web.staff.offices import AUDIT, frame, office

A_PAGE = 50


@office(*AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """Two lists: the log, and the looks at telephones."""
    show = "looks" if request.GET.get("show") == "looks" else "entries"
    entries = Entry.objects.select_related("chain", "actor").order_by("-pk")
    looks = ContactLook.objects.select_related("account", "voice").order_by("-pk")
    page = Paginator(looks if show == "looks" else entries, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/audit.html", frame(request, "audit", page=page, show=show))
