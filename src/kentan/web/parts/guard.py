"""门: the Actor behind a request, and which face its offices open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render

from kentan.ground.accounts import roles
from kentan.ground.accounts.actor import NOBODY, Actor
from kentan.ground.accounts.models import Account
from kentan.ground.ledger.errors import NotAllowed
from kentan.ground.moment import now
from kentan.ground.network.queries import actor_of

View = Callable[..., HttpResponse]
IDLE_SECONDS = 30 * 60
AWAKE_EVERY = 60
FACES = {"deputy": "/deputy/", "unit": "/unit/", "staff": "/staff/", "leader": "/leader/"}


def account(request: HttpRequest) -> Account | None:
    """The account that is signed in; None when nobody is."""
    return request.user if isinstance(request.user, Account) and request.user.is_active else None


def actor(request: HttpRequest) -> Actor:
    """Who acts in this request, with the posts held today; looked up once."""
    known: Actor | None = getattr(request, "kentan_actor", None)
    if known is None:
        signed_in = account(request)
        known = actor_of(signed_in) if signed_in else NOBODY
        request.kentan_actor = known  # type: ignore[attr-defined]
    return known


def faces_of(by: Actor) -> list[str]:
    """The faces that this actor's offices work in, the first office's first."""
    found = ["deputy"] if by.deputy else []
    found += [roles.BY_CODE[post.role].face for post in by.posts if post.role in roles.BY_CODE and post.role != "deputy"]
    return [name for name in dict.fromkeys(found) if name in FACES]


def home_of(by: Actor) -> str:
    """Where somebody lands after signing in: the face of the first office, else the page about himself."""
    mine = faces_of(by)
    return FACES[mine[0]] if mine else "/me"


def signed_in(view: View) -> View:
    """Only for those who signed in; a refusal by the door becomes a page in plain words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return entered(request) or answered(view, request, *args, **kwargs)

    return guarded


def face(name: str) -> Callable[[View], View]:
    """Only for those whose office works in this face."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            turned = entered(request)
            if turned is None and name not in faces_of(actor(request)):
                turned = refused(request)
            return turned or answered(view, request, *args, **kwargs)

        return guarded

    return wrap


def entered(request: HttpRequest) -> HttpResponse | None:
    """None when somebody is signed in and may go on; else where he is sent first."""
    who = account(request)
    if who is None:
        return ask_to_sign_in(request)
    keep_awake(request)
    return redirect("/password") if who.must_change_password else None


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; words that were being sent when the session had ended are shown, not lost."""
    address = f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"
    words = request.POST.get("words", "").strip() if request.method == "POST" else ""
    if not words:
        return HttpResponseRedirect(address)
    return render(request, "entry/ended.html", {"words": words, "address": address}, status=401)


def keep_awake(request: HttpRequest) -> None:
    """The session ends after thirty idle minutes; it is renewed at most once a minute."""
    moment = int(now().timestamp())
    if moment - int(request.session.get("awake", 0)) >= AWAKE_EVERY:
        request.session["awake"] = moment
        request.session.set_expiry(IDLE_SECONDS)


def answered(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """The view's answer; what it may not show is a 403 page, what is not there a 404."""
    try:
        answer = view(request, *args, **kwargs)
    except NotAllowed as error:
        return refused(request, error)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    answer.setdefault("Cache-Control", "private, no-store")
    return answer


def refused(request: HttpRequest, error: NotAllowed | None = None) -> HttpResponse:
    """403 in plain words: which step, by whom it is made, and where one's own page is."""
    step = error.move.label if error else ""
    return render(request, "entry/refused.html", {"step": step, "home": home_of(actor(request))}, status=403)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: everything that was posted, even nothing; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None
