"""登录: right and wrong words, throttled doors, one-time codes, idle end, forced change, the way back."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.factories.pages import kept, signed_in, text_of
from tests.factories.records import a_ticket

from kentan.ground.accounts.models import Account
from kentan.ground.moment import SHANGHAI, at, now
from kentan.ground.network import actions as network
from kentan.web.entry.one_time import code_at
from kentan.web.parts.guard import IDLE_SECONDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PASSWORD = "a long enough secret"
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.fixture
def deputy() -> Account:
    account = Account.objects.get(username="deputy_one")
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Client, username: str = "deputy_one", password: str = PASSWORD, **more: str):
    return client.post("/sign-in", {"username": username, "password": password, **more})


def code_now(steps: int = 0) -> str:
    return code_at(SECRET, int(now().timestamp()) // 30 + steps)


def test_each_office_lands_on_its_own_face(deputy: Account) -> None:
    faces = {}
    for username in ("deputy_one", "town_liaison", "town_clerk", "city_clerk", "auditor"):
        account = Account.objects.get(username=username)
        account.set_password(PASSWORD)
        account.save()
        faces[username] = sign_in(Client(), username).url
    assert faces == {
        "deputy_one": "/deputy/", "town_liaison": "/unit/", "town_clerk": "/staff/", "city_clerk": "/staff/", "auditor": "/staff/",
    }  # fmt: skip


@pytest.mark.parametrize(("username", "password"), [("deputy_one", "wrong"), ("nobody", PASSWORD), ("deputy_two", "")])
def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(deputy: Account, username: str, password: str) -> None:
    answer = sign_in(Client(), username, password)
    assert answer.status_code == 422
    assert ("登录名或密码不对，请再填一次。" in text_of(answer)) == bool(password)


def test_an_unknown_name_costs_as_many_hashes_as_a_known_one(deputy: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(hasher, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    sign_in(Client(), "deputy_one", "wrong")
    known = len(hashed)
    sign_in(Client(), "nobody", "wrong")
    assert (known, len(hashed) - known) == (1, 1)


def test_an_account_that_may_not_sign_in_is_refused(deputy: Account) -> None:
    Account.objects.filter(pk=deputy.pk).update(is_active=False)
    assert sign_in(Client()).status_code == 422


def test_five_misses_close_the_door_for_that_name_and_address_only(deputy: Account) -> None:
    client = Client()
    assert [sign_in(client, password="wrong").status_code for _ in range(5)] == [422] * 5
    shut = sign_in(client)
    assert (shut.status_code, shut["Retry-After"]) == (429, "900")
    assert "试错太多次了，请过 15 分钟再试。" in text_of(shut)
    other = Account.objects.get(username="deputy_two")
    other.set_password(PASSWORD)
    other.save()
    assert sign_in(client, "deputy_two").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9")).status_code == 302
    with at(now() + timedelta(minutes=16)):
        assert sign_in(client).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [("/deputy/sent", "/deputy/sent"), ("https://evil.example/", "/deputy/"), ("//evil.example", "/deputy/"), ("", "/deputy/")],
)
def test_the_way_back_leads_only_to_our_own_pages(deputy: Account, wanted: str, lands: str) -> None:
    assert sign_in(Client(), next=wanted).url == lands


def test_a_page_without_sign_in_leads_to_the_door_and_back() -> None:
    assert Client().get("/deputy/sent?show=ended").url == "/sign-in?next=%2Fdeputy%2Fsent%3Fshow%3Dended"


def test_words_sent_after_the_session_ended_are_shown_and_nothing_changes() -> None:
    ticket = a_ticket()
    before = kept(ticket)
    answer = Client().post(f"/deputy/tickets/{ticket.pk}/answer", {"words": "写了很久的答复"})
    assert (answer.status_code, kept(ticket)) == (401, before)
    assert "写了很久的答复" in answer.content.decode()


def test_a_one_time_code_is_asked_for_and_counts_once(deputy: Account) -> None:
    Account.objects.filter(pk=deputy.pk).update(totp_secret=SECRET)
    client, again = Client(), Client()
    assert "再填手机上的动态口令" in text_of(sign_in(client))
    assert client.get("/deputy/").status_code == 302
    assert client.post("/sign-in/code", {"code": "000000"}).status_code == 422
    code = code_now()
    assert client.post("/sign-in/code", {"code": code, "next": "/deputy/sent"}).url == "/deputy/sent"
    sign_in(again)
    assert again.post("/sign-in/code", {"code": code}).status_code == 422
    assert again.post("/sign-in/code", {"code": code_now(1)}).status_code == 302


def test_a_one_time_code_two_steps_away_or_without_a_password_is_refused(deputy: Account) -> None:
    Account.objects.filter(pk=deputy.pk).update(totp_secret=SECRET)
    client = Client()
    assert client.post("/sign-in/code", {"code": code_now()}).url == "/sign-in"
    sign_in(client)
    assert client.post("/sign-in/code", {"code": code_now(2)}).status_code == 422
    assert [client.post("/sign-in/code", {"code": "1"}).status_code for _ in range(5)] == [422, 422, 422, 422, 429]


def test_rfc_6238_appendix_b() -> None:
    assert [code_at(SECRET, seconds // 30) for seconds in (59, 1111111109, 1234567890, 2000000000, 20000000000)] == [
        "287082", "081804", "005924", "279037", "353130",
    ]  # fmt: skip


def test_switching_the_one_time_code_on_needs_a_right_one() -> None:
    client = signed_in("deputy_one")
    secret = client.get("/me/totp").context["secret"]
    client.post("/me/totp", {"code": "000000"})
    assert Account.objects.get(username="deputy_one").totp_secret == ""
    client.post("/me/totp", {"code": code_at(secret, int(now().timestamp()) // 30)})
    assert Account.objects.get(username="deputy_one").totp_secret == secret
    assert secret not in client.get("/me/totp").content.decode()


def test_a_slip_password_must_be_changed_before_anything_else(deputy: Account) -> None:
    Account.objects.filter(pk=deputy.pk).update(must_change_password=True)
    client = Client()
    assert sign_in(client, next="/deputy/sent").url == "/password"
    assert client.get("/deputy/").url == "/password"
    wrong = {"old": PASSWORD, "new": "12345678901", "again": "12345678901"}
    assert client.post("/password", wrong).status_code == 422
    assert client.post("/password", {"old": PASSWORD, "new": "quite another one", "again": "not the same"}).status_code == 422
    assert client.post("/password", {"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}).status_code == 422
    assert client.post("/password", {"old": PASSWORD, "new": "quite another one", "again": "quite another one"}).url == "/deputy/"
    assert client.get("/deputy/").status_code == 200
    assert sign_in(Client(), password="quite another one").url == "/deputy/"


def test_the_session_ends_after_thirty_idle_minutes_and_lives_while_used(deputy: Account) -> None:
    import time_machine

    with time_machine.travel(datetime(2026, 5, 25, 9, 0, tzinfo=SHANGHAI), tick=False) as clock:
        client = Client()
        sign_in(client)
        with at_the_machines_time():
            clock.shift(timedelta(seconds=IDLE_SECONDS - 60))
            assert client.get("/deputy/").status_code == 200
            clock.shift(timedelta(seconds=IDLE_SECONDS - 60))
            assert client.get("/deputy/").status_code == 200
            clock.shift(timedelta(seconds=IDLE_SECONDS + 1))
            assert client.get("/deputy/").status_code == 302


def at_the_machines_time():
    """Inside, our clock is the machine's again."""
    from contextlib import contextmanager

    from kentan.ground import moment

    @contextmanager
    def freed():
        token = moment._told.set(None)
        try:
            yield
        finally:
            moment._told.reset(token)

    return freed()


def test_signing_out_is_a_post() -> None:
    client = signed_in("deputy_one")
    assert client.get("/sign-out").status_code == 200
    assert client.get("/deputy/").status_code == 200
    assert client.post("/sign-out").url == "/sign-in"
    assert client.get("/deputy/").status_code == 302


def test_leaving_a_post_ends_the_power_at_once() -> None:
    ticket = a_ticket("handling")
    account = Account.objects.get(username="town_liaison")
    client = signed_in("town_liaison")
    assert client.get(f"/unit/tickets/{ticket.pk}").status_code == 200
    network.dismiss(account.memberships.get(), until=(now() - timedelta(days=1)).date())
    answer = client.get(f"/unit/tickets/{ticket.pk}")
    assert answer.status_code == 403
    assert "您的职务不能看这一页" in text_of(answer)


def test_notices_lead_to_the_matter_and_are_marked_read() -> None:
    ticket = a_ticket("unit_pending")
    client = signed_in("town_liaison")
    page = client.get("/notices").content.decode()
    assert f'href="/unit/tickets/{ticket.pk}"' in page
    assert "没读的消息 1 条" in text_of(client.get("/notices"))
    client.post("/notices")
    assert "消息都读过了" in text_of(client.get("/notices"))


def test_notices_cost_the_same_with_one_and_three_rows(django_assert_num_queries) -> None:
    client = signed_in("town_liaison")
    a_ticket("unit_pending")
    with django_assert_num_queries(6):
        client.get("/notices")
    a_ticket("unit_pending")
    a_ticket("unit_pending")
    with django_assert_num_queries(6):
        client.get("/notices")
