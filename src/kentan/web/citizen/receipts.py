"""我的话怎么样了: whoever holds the receipt sees every step, may rate, and may ask to look again."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kentan.ground.accounts import throttle
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import now
from kentan.ground.network.crockford import tidy
from kentan.papers.forms import slips
from kentan.stages.outcomes.queries import full_receipt
from kentan.stages.suggestions.queries import promised_in, public_suggestions
from kentan.stages.voices import actions, rules
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.labels import TicketState, Verdict
from kentan.stages.voices.models import Ticket
from kentan.stages.voices.queries import Receipt
from kentan.web.citizen.answers import SeeOther
from kentan.web.parts.sheets import large_slip, pdf

MOST_MISSES = 30
JUST_NOW = timedelta(minutes=10)
ENDED = {TicketState.RATED, TicketState.NO_VERDICT, TicketState.CLOSED}


def device_of(request: HttpRequest) -> str:
    """What misses are counted by: the address and the browser's own name, not whole halls."""
    return f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')[:50]}"


def missed(request: HttpRequest, written: str) -> HttpResponse:
    """No such receipt: said once, counted, and slowed when it is tried too often."""
    wait = throttle.wait_seconds("receipt", device_of(request), most=MOST_MISSES)
    if wait:
        slow = render(request, "429.html", {"minutes": -(-wait // 60)}, status=429)
        slow["Retry-After"] = str(wait)
        return slow
    throttle.count_miss("receipt", device_of(request))
    return render(request, "citizen/find.html", {"written": written[:20], "is_unknown": True}, status=404)


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """查我的话: type the code on the slip."""
    written = tidy(request.GET.get("receipt", ""))[:20]
    if not written:
        return render(request, "citizen/find.html", {"written": "", "is_unknown": False})
    return redirect("citizen:receipt", written) if written.isalnum() else missed(request, written)


@never_cache
def show(request: HttpRequest, written: str) -> HttpResponse:
    """The receipt's page."""
    found = full_receipt(written)
    return receipt_page(request, found) if found else missed(request, written)


def receipt_page(request: HttpRequest, found: Receipt, faults: dict[str, str] | None = None) -> HttpResponse:
    """The page, with what was typed into the rating and what is to be mended."""
    voice, ticket = found.voice, found.ticket
    onward = public_suggestions().filter(links__ended_at__isnull=True, links__point__voice=voice).distinct()
    context = {
        "found": found,
        "verdicts": Verdict.choices,
        "faults": faults or {},
        "typed": request.POST,
        "is_new": now() - voice.received_at < JUST_NOW,
        "may_reopen": may_reopen(found),
        "sent": voice.photos.count(),
        "shown": ticket.photos.count() if ticket else 0,
        "onward": onward,
        "promised": None if found.owed else promised_in(onward),
    }
    return render(request, "citizen/receipt.html", context, status=422 if faults else 200)


def may_reopen(found: Receipt) -> bool:
    """Whether the page offers to look again."""
    ticket = found.ticket
    if ticket is None or found.is_erased or ticket.state not in ENDED:
        return False
    return rules.may_reopen(Actor.holder_of_receipt(found.receipt), ticket)


def held(written: str) -> tuple[Receipt | None, Ticket | None]:
    """The receipt and its ticket."""
    found = full_receipt(written)
    return found, found.ticket if found else None


@csrf_exempt  # the power lies in knowing the receipt, not in a cookie
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
    return SeeOther(f"/r/{found.receipt}")


@csrf_exempt  # the power lies in knowing the receipt, not in a cookie
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
    return SeeOther(f"/r/{found.receipt}")


@never_cache
def slip(request: HttpRequest, written: str) -> HttpResponse:
    """大字回执, to print."""
    found = full_receipt(written)
    return render(request, "citizen/slip.html", {"found": found}) if found else missed(request, written)


@never_cache
def slip_pdf(request: HttpRequest, written: str) -> HttpResponse:
    """The same as a file."""
    found = full_receipt(written)
    return (
        pdf(lambda: slips(gettext("恳谈回执"), [large_slip(found)], is_large=True), gettext("恳谈回执"))
        if found
        else missed(request, written)
    )
