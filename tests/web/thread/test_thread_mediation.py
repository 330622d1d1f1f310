"""调解记录 on the clerk's desk, on a speaker's slip and in public."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.pages import signed_in
from tests.factories.records import a_seat, a_talk, county, who
from tests.web.thread.builders import get, said_by

from kentan.ground.ledger.models import Entry
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Mediation, Party

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
TERMS = "周末错时停，王老板让出三个车位。"


def kept() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Mediation, Party, Entry)]


def test_a_clerk_walks_a_bargain_to_its_end_and_the_speaker_signs_on_his_phone() -> None:
    talk, clerk = a_talk(), signed_in("town_clerk")
    shop, home = a_seat(talk, name="王老板", side="商户"), a_seat(talk, name="某居民", side="居民")
    assert clerk.post(f"/staff/talks/{talk.pk}/mediations", {"subject": "周末停车"}).status_code == 302
    base = f"/staff/talks/{talk.pk}/mediations/{Mediation.objects.get().pk}"
    for seat, position in ((shop, "门口要留卸货位"), (home, "下班回来没处停")):
        sent = {"name": seat.side, "seat": seat.pk, "position": position, "offer": ""}
        assert clerk.post(f"{base}/parties", sent).status_code == 302
    assert clerk.post(f"{base}/terms", {"terms": TERMS}).status_code == 302
    side = Party.objects.get(name="商户")
    assert "我同意这份约定" in get(f"/s/{shop.slip}")
    assert Client().post(f"/s/{shop.slip}/sign/{side.pk}", {"terms": TERMS}).status_code == 302
    assert Client().post(f"/s/{home.slip}/sign/{side.pk}", {"terms": TERMS}).status_code == 404
    refused = clerk.post(f"{base}/agree")
    assert refused.status_code == 422
    assert "居民还没有在这份约定上签字" in said_by(refused)
    other = Party.objects.get(name="居民")
    assert clerk.post(f"{base}/parties/{other.pk}", {"how": "paper", "terms": TERMS}).status_code == 302
    assert clerk.post(f"{base}/agree").status_code == 302
    assert "达成约定" in get(base, clerk)
    for step in ("adjourn", "confirm_record"):
        talks.move(talk, step, by=who("town_clerk"))
    public = get(f"/talks/{talk.pk}")
    assert "周末停车" in public and "达成约定" in public and "商户、居民" in public
    assert "三个车位" not in public
    assert clerk.post(f"{base}/released", {"released": "1"}).status_code == 302
    public = get(f"/talks/{talk.pk}")
    assert "〔姓名〕让出三个车位" in public
    assert "王老板" not in public and "卸货位" not in public


def test_a_text_that_changed_while_it_was_read_is_not_signed_and_the_page_says_so() -> None:
    talk, by = a_talk(), who("town_clerk")
    seat = a_seat(talk, name="王老板", side="商户")
    mediation = talks.open_mediation(talk, by=by, subject="周末停车")
    side = talks.set_party(mediation, by=by, name="商户", seat=seat)
    talks.write_terms(mediation, by=by, terms="新的一份。")
    before = kept()
    assert "您没有签" in said_by(Client().post(f"/s/{seat.slip}/sign/{side.pk}", {"terms": TERMS}, follow=True))
    staff = signed_in("town_clerk").post(
        f"/staff/talks/{talk.pk}/mediations/{mediation.pk}/parties/{side.pk}", {"how": "paper", "terms": TERMS}
    )
    assert staff.status_code == 422
    assert kept() == before


def test_what_was_typed_stays_when_something_is_to_be_changed() -> None:
    talk, clerk = a_talk(), signed_in("town_clerk")
    mediation = talks.open_mediation(talk, by=who("town_clerk"), subject="周末停车")
    base, before = f"/staff/talks/{talk.pk}/mediations/{mediation.pk}", kept()
    answer = clerk.post(f"{base}/parties", {"name": "", "position": "门口要留卸货位"})
    assert answer.status_code == 422
    assert "门口要留卸货位" in said_by(answer) and "请写是哪一方" in said_by(answer)
    assert clerk.post(f"/staff/talks/{talk.pk}/mediations", {"subject": " "}).status_code == 422
    assert clerk.post(f"{base}/terms", {"terms": "绝密★约定"}).status_code == 422
    assert kept() == before


def test_a_text_that_nobody_agreed_on_is_not_released() -> None:
    talk, clerk = a_talk(), signed_in("town_clerk")
    mediation = talks.open_mediation(talk, by=who("town_clerk"), subject="周末停车")
    before = kept()
    answer = clerk.post(f"/staff/talks/{talk.pk}/mediations/{mediation.pk}/released", {"released": "1"})
    assert (answer.status_code, "没有可以公开的" in said_by(answer), kept() == before) == (409, True, True)
