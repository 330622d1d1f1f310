"""我的话怎么样了: whoever holds the receipt sees every step, may rate, and may ask to look again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kentan.ground.accounts import throttle
from kentan.ground.accounts.actor import Actor
from kentan.ground.network.crockford import tidy
from kentan.stages.outcomes.queries import full_receipt
from kentan.stages.voices import actions, rules
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.labels import Verdict
from kentan.stages.voices.models import Ticket
from kentan.stages.voices.queries import Receipt

MOST_MISSES = 30


def device_of(request: HttpRequest) -> str:
    """What misses are counted by: the address and the browser's own name, not whole halls."""
    return f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')[:50]}"


def missed(request: HttpRequest, written: str) -> HttpResponse:
    """No such receipt: said once, counted, and slowed when it is tried too often."""
    wait = throttle.wait_seconds("receipt", device_of(request), most=MOST_MISSES)
    throttle.count_miss("receipt", device_of(request))
    if wait:
        return render(request, "429.html", status=429, headers={"Retry-After": str(wait)})
    return render(request, "citizen/find.html", {"written": written[:20], "is_unknown": True}, status=404)


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """查我的话: type the code on the slip."""
    written = request.GET.get("receipt", "")
    if not tidy(written):
        return render(request, "citizen/find.html", {"written": "", "is_unknown": False})
    return redirect("citizen:receipt", tidy(written)[:20])


@never_cache
def show(request: HttpRequest, written: str) -> HttpResponse:
    """The receipt's page."""
    found = full_receipt(written)
    if found is None:
        return missed(request, written)
    return receipt_page(request, found)


def receipt_page(request: HttpRequest, found: Receipt, faults: dict[str, str] | None = None) -> HttpResponse:
    """The page, with what was typed into the rating and what is to be mended."""
    by = Actor.holder_of_receipt(found.receipt)
    ended = found.ticket is not None and found.ticket.state in {"rated", "no_verdict", "closed"}
    context = {
        "found": found,
        "verdicts": Verdict.choices,
        "faults": faults or {},
        "typed": request.POST,
        "may_reopen": ended and found.ticket is not None and rules.may_reopen(by, found.ticket) and not found.is_erased,
        "done": sum(1 for step in found.steps if step.status == "done"),
    }
    return render(request, "citizen/receipt.html", context, status=422 if faults else 200)


def held(written: str) -> tuple[Receipt | None, Ticket | None]:
    """The receipt and its ticket."""
    found = full_receipt(written)
    return found, found.ticket if found else None


@require_POST
def rate(request: HttpRequest, written: str) -> HttpResponse:
    """评价 by whoever holds the receipt."""
    found, ticket = held(written)
    if found is None or ticket is None:
        return missed(request, written)
    verdict, remark = request.POST.get("verdict", ""), request.POST.get("remark", "")
    try:
        actions.rate(ticket, by=Actor.holder_of_receipt(found.receipt), verdict=verdict, remark=remark)
    except NotAcceptable as error:
        return receipt_page(request, found, error.fields)
    return redirect("citizen:receipt", found.receipt)


@require_POST
def reopen(request: HttpRequest, written: str) -> HttpResponse:
    """请再看看, once."""
    found, ticket = held(written)
    if found is None or ticket is None:
        return missed(request, written)
    try:
        actions.reopen(ticket, by=Actor.holder_of_receipt(found.receipt), reason=request.POST.get("words", ""))
    except NotAcceptable as error:
        return receipt_page(request, found, {"reopen": error.fields["words"]})
    return redirect("citizen:receipt", found.receipt)


@never_cache
def slip(request: HttpRequest, written: str) -> HttpResponse:
    """大字回执, to print."""
    found = full_receipt(written)
    return render(request, "citizen/slip.html", {"found": found}) if found else missed(request, written)
