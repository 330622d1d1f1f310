"""演示: the one role switcher, there only when settings.DEMO says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kentan.ground.accounts import roles
from kentan.ground.accounts.models import Account
from kentan.ground.accounts.roles import Role
from kentan.ground.network.models import Membership
from kentan.ground.network.queries import held_now
from kentan.web.entry.views import let_in

MOST_OF_A_ROLE = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One invented person whose part can be taken."""

    account: Account
    place: str


def parts_by_role() -> list[tuple[Role, list[Part]]]:
    """The demo's accounts under each role, in the order of the roles."""
    held = Prefetch("memberships", Membership.objects.filter(held_now()).select_related("organisation"), to_attr="held")
    people = Account.objects.filter(is_active=True).select_related("deputy__area").prefetch_related(held).order_by("pk")
    found: dict[str, list[Part]] = {role.code: [] for role in roles.ALL}
    for person in people:
        deputy = getattr(person, "deputy", None)
        if deputy is not None and deputy.is_in_office:
            found["deputy"].append(Part(person, f"{deputy.title}，{deputy.area}"))
        for post in person.held:  # type: ignore[attr-defined]
            if post.role != "deputy" or deputy is None:
                found[post.role].append(Part(person, str(post.organisation)))
    return [(role, found[role.code][:MOST_OF_A_ROLE]) for role in roles.ALL if found[role.code]]


@never_cache
@require_http_methods(["GET", "POST"])
def become(request: HttpRequest) -> HttpResponse:
    """换一个角色: only among invented people."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return render(request, "entry/become.html", {"roles": parts_by_role()})
    pk = request.POST.get("account", "")
    who = get_object_or_404(Account, pk=pk if pk.isdecimal() else 0, is_active=True)
    logout(request)
    return let_in(request, who)
