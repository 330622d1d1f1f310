"""账号: 系统管理员 opens them, 安全管理员 gives and ends offices and hands out passwords. Neither reads a voice.

While nobody holds the office of 安全管理员, the 系统管理员 does his part too: somebody must be the first.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.moment import today
from kentan.ground.network import founding
from kentan.ground.network.actions import appoint, dismiss
from kentan.ground.network.models import Deputy, Membership
from kentan.ground.network.queries import held_now
from kentan.web.parts.guard import account, actor, posted, refused
from kentan.web.staff.offices import ACCOUNTS, frame, office
from kentan.web.staff.people_forms import DeputyForm, OfficeForm, OpenForm
from kentan.web.staff.views import asked

A_PAGE = 50


def may_open(by: Actor) -> bool:
    """开账号: the system administrator's part."""
    return by.holds("system_admin")


def may_give(by: Actor) -> bool:
    """给角色、收角色、重置密码: the security administrator's part."""
    is_vacant = not Membership.objects.filter(held_now(), role="security_admin").exists()
    return by.holds("security_admin") or (is_vacant and by.holds("system_admin"))


@office(*ACCOUNTS)
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The accounts; POST opens one."""
    by, words = actor(request), asked(request)
    form = OpenForm(posted(request)) if may_open(by) else None
    if request.method == "POST" and (form is None or not form.is_valid()):
        return refused(request) if form is None else page(request, words, form, status=422)
    if form is None or request.method != "POST":
        return page(request, words, form)
    made = Account.objects.open(form.cleaned_data["username"], form.cleaned_data["name"])
    messages.success(request, gettext("账号开好了。给了职务、发了密码条，才能登录。"))
    return redirect(f"/staff/people/{made.pk}")


def page(request: HttpRequest, words: str, form: OpenForm | None, *, status: int = 200) -> HttpResponse:
    """The list, searched by name."""
    held = Prefetch("memberships", Membership.objects.filter(held_now()).select_related("organisation"), to_attr="held")
    found = Account.objects.prefetch_related(held).order_by("pk")
    found = found.filter(Q(name__contains=words) | Q(username__contains=words)) if words else found
    rows = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/people.html", frame(request, "people", page=rows, form=form, asked=words), status=status)


def person(request: HttpRequest, pk: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    """One account: its offices with their dates, and what may be done."""
    who = Account.objects.get(pk=pk)
    posts = who.memberships.select_related("organisation").order_by("-since", "-pk")
    shown = {"who": who, "posts": posts, "may_give": may_give(actor(request)), "today": today()}
    is_seated = Deputy.objects.filter(account=who).exists()
    shown["office_form"] = forms.get("office") or OfficeForm()
    shown["deputy_form"] = None if is_seated else forms.get("deputy") or DeputyForm()
    return render(request, "staff/person.html", frame(request, "people", **shown), status=status)


@office(*ACCOUNTS)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One account."""
    return person(request, pk)


@office(*ACCOUNTS)
@require_POST
def change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the security administrator's acts; nobody acts upon himself."""
    act, who = CHANGES.get(name), Account.objects.get(pk=pk)
    if act is None:
        raise Http404(name)
    if not may_give(actor(request)) or who == account(request):
        return refused(request)
    return act(request, who)


def give(request: HttpRequest, who: Account) -> HttpResponse:
    """给职务."""
    form = OfficeForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                appoint(who, form.cleaned_data["role"], form.cleaned_data["organisation"])
        except IntegrityError:
            form.add_error("role", gettext("他已经有这个职务了。"))
        else:
            return done(request, who, gettext("职务给好了。"))
    return person(request, who.pk, office=form, status=422)


def seat(request: HttpRequest, who: Account) -> HttpResponse:
    """登记为代表."""
    form = DeputyForm(request.POST)
    if Deputy.objects.filter(account=who).exists() or not form.is_valid():
        return person(request, who.pk, deputy=form, status=422)
    founding.seat(who, **form.cleaned_data)
    return done(request, who, gettext("代表登记好了，码也做好了。"))


def end(request: HttpRequest, who: Account) -> HttpResponse:
    """收职务: from tomorrow; the history stays."""
    pk = request.POST.get("post", "")
    held = who.memberships.filter(until=None, pk=int(pk) if pk.isdecimal() else 0).first()
    if held is None:
        raise Http404
    dismiss(held)
    return done(request, who, gettext("职务收了，今天过后不再有效。马上停用请点“停用账号”。"))


def switch(request: HttpRequest, who: Account) -> HttpResponse:
    """停用账号 at once, or 恢复."""
    who.is_active = not who.is_active
    who.save(update_fields=["is_active"])
    return done(request, who, gettext("账号恢复了。") if who.is_active else gettext("账号停用了，马上就不能再用。"))


def slip(request: HttpRequest, who: Account) -> HttpResponse:
    """发密码条: the password is on this one answer and nowhere else."""
    return render(request, "staff/slip.html", frame(request, "people", who=who, password=founding.new_slip(who)))


def done(request: HttpRequest, who: Account, sentence: str) -> HttpResponse:
    """Back to the account with a sentence."""
    messages.success(request, sentence)
    return redirect(f"/staff/people/{who.pk}")


CHANGES = {"give": give, "seat": seat, "end": end, "switch": switch, "slip": slip}
