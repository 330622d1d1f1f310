"""登录、退出、改密码、我的页."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kentan.ground.accounts import roles
from kentan.ground.accounts.models import Account
from kentan.ground.moment import now
from kentan.ground.network.queries import actor_of
from kentan.web.entry import doors, forms
from kentan.web.parts.guard import IDLE_SECONDS, account, actor, faces_of, home_of, posted, signed_in

HALFWAY, HALFWAY_SECONDS = "halfway", 300
BACKEND = "django.contrib.auth.backends.ModelBackend"


def next_of(request: HttpRequest) -> str:
    """Where somebody wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()) else ""


def let_in(request: HttpRequest, who: Account) -> HttpResponse:
    """Signed in: a fresh session that ends after thirty idle minutes, and the face of the first office."""
    wanted = next_of(request)
    login(request, who, backend=BACKEND)
    request.session["awake"] = int(now().timestamp())
    request.session.set_expiry(IDLE_SECONDS)
    return redirect("/password" if who.must_change_password else wanted or home_of(actor_of(who)))


def again(request: HttpRequest, page: str, form: Form, *, wait: int = 0) -> HttpResponse:
    """The same page with its sentence; 429 when there were too many misses."""
    shown = {"form": form, "next": next_of(request), "wait": -(-wait // 60), "demo": settings.DEMO}
    answer = render(request, page, shown, status=429 if wait else 422 if form.errors else 200)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """登录: name and password; then the one-time code, for those who have one."""
    form = forms.SignIn(posted(request))
    if not form.is_valid():
        return again(request, "entry/sign_in.html", form)
    username = form.cleaned_data["username"]
    if wait := doors.wait_at("sign_in", request, username):
        return again(request, "entry/sign_in.html", form, wait=wait)
    who = doors.known(request, username, form.cleaned_data["password"])
    if who is None:
        form.add_error(None, gettext("登录名或密码不对，请再填一次。忘了密码请找系统管理员重置。"))
        return again(request, "entry/sign_in.html", form)
    if not who.totp_secret:
        return let_in(request, who)
    request.session[HALFWAY] = [who.pk, int(now().timestamp())]
    return again(request, "entry/one_time.html", forms.OneTimeCode())


@never_cache
@require_POST
def one_time(request: HttpRequest) -> HttpResponse:
    """动态口令: the second step, within five minutes of the first."""
    pk, since = request.session.get(HALFWAY, [0, 0])
    who = Account.objects.filter(pk=pk, is_active=True).first()
    if who is None or now().timestamp() - since > HALFWAY_SECONDS:
        return redirect("/sign-in")
    form = forms.OneTimeCode(request.POST)
    if wait := doors.wait_at("totp", request, who.username):
        return again(request, "entry/one_time.html", form, wait=wait)
    if form.is_valid() and doors.right_code(request, who, form.cleaned_data["code"]):
        return let_in(request, who)
    form.add_error(None, gettext("口令不对，或者已经用过了。请等手机上换了新的 6 位数字再填。"))
    return again(request, "entry/one_time.html", form)


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """退出: by POST; the address alone shows the button."""
    if request.method != "POST":
        return render(request, "entry/sign_out.html")
    logout(request)
    return redirect("/sign-in")


@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """改密码: also the first page after a password was given on a slip."""
    who = account(request)
    if who is None:
        return redirect("/sign-in?next=/password")
    form = forms.NewPassword(posted(request), account=who)
    if not form.is_valid():
        return render(
            request, "entry/password.html", {"form": form, "forced": who.must_change_password}, status=422 if form.errors else 200
        )
    who.set_password(form.cleaned_data["new"])
    who.must_change_password = False
    who.save(update_fields=["password", "must_change_password"])
    update_session_auth_hash(request, who)
    messages.success(request, gettext("密码改好了。"))
    return redirect(home_of(actor(request)))


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """我的页: who one is here, what the office may do, where its pages are."""
    by = actor(request)
    posts = [roles.BY_CODE[post.role] for post in by.posts if post.role in roles.BY_CODE]
    offices = list(dict.fromkeys(([roles.DEPUTY] if by.deputy else []) + posts))
    return render(request, "entry/me.html", {"by": by, "offices": offices, "faces": faces_of(by), "who": account(request)})
