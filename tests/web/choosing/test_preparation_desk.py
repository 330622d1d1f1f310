"""The desk's pages of the preparation: checklist, rows, frozen packs, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.pages import signed_in
from tests.factories.records import who
from tests.web.choosing.builders import a_preparation, a_topic, everything, get, said_by

from kentan.stages.preparation import actions as preparing
from kentan.stages.preparation.models import Preparation
from kentan.stages.preparation.queries import latest_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
LAW = {"law": "道路交通安全法", "article": "第四十四条", "text": "按照交通信号灯通过。"}
FIELD = {
    "kind": "inspection",
    "title": "视察",
    "held_on": "2026-05-22",
    "place": "宣德路",
    "findings": "一\n\n二\n",
    "members": "",
}


def at(preparation: Preparation, tail: str = "") -> str:
    return f"/staff/topics/{preparation.topic_id}/preparation{tail}"


def test_before_it_is_opened_the_page_offers_the_step_that_opens_it() -> None:
    clerk = signed_in("town_clerk")
    early, topic = a_topic("screening", title="早"), a_topic("approved")
    assert "还没有开清单" in get(f"/staff/topics/{early.pk}/preparation", clerk)
    assert "开始会前准备" in get(f"/staff/topics/{topic.pk}/preparation", clerk)
    answer = clerk.post(f"/staff/topics/{topic.pk}/prepare")
    assert (answer.status_code, answer["Location"]) == (302, f"/staff/topics/{topic.pk}/preparation")
    assert Preparation.objects.get().topic == topic


def test_an_empty_preparation_says_what_is_missing_and_cannot_be_frozen() -> None:
    preparation = a_preparation(filled=False)
    clerk = signed_in("town_clerk")
    shown = get(at(preparation), clerk)
    assert (shown.count("还缺"), "还没有定稿。" in shown, "先加法条，再记学法。" in shown) == (4, True, True)
    before = everything()
    answer = clerk.post(at(preparation, "/freeze"))
    assert (answer.status_code, "还缺：法条摘编、会前学法、视察或调研。" in said_by(answer)) == (422, True)
    assert everything() == before


def test_a_clerk_fills_the_list_and_freezes_it() -> None:
    preparation = a_preparation(filled=False)
    clerk = signed_in("town_clerk")
    assert clerk.post(at(preparation, "/law"), LAW)["Location"] == at(preparation, "#law")
    item = preparation.law_items.get()
    study = {"kind": "before_talk", "held_on": "2026-05-21", "attended": "林一苇", "items": [item.pk]}
    assert clerk.post(at(preparation, "/study"), study).status_code == 302
    assert clerk.post(at(preparation, "/field"), FIELD).status_code == 302
    work = preparation.field_works.get()
    assert list(work.findings.values_list("words", flat=True)) == ["一", "二"]
    assert clerk.post(at(preparation, "/freeze")).status_code == 302
    pack = latest_pack(preparation)
    assert pack is not None
    shown = get(at(preparation), clerk)
    for words in ("盐官人大视察〔2026〕1号", pack.digest, "材料已定稿", "《道路交通安全法》第四十四条"):
        assert words in shown, words
    assert "加一条法条" not in shown


@pytest.mark.parametrize(
    ("row", "sent", "sentence"),
    [
        ("law", LAW | {"text": ""}, "请抄上条文。"),
        ("law", LAW | {"article": "第三十三条"}, "这一条已经在清单里了。"),
        ("study", {"kind": "before_talk", "held_on": "2026-05-21", "attended": "林一苇"}, "请至少选一条法条"),
        ("field", FIELD | {"findings": " \n"}, "请至少写一条，一行一条。"),
        ("field", FIELD | {"held_on": "2026-05-26"}, "这一天还没到"),
        ("field", FIELD | {"kind": "walk"}, "请选种类。"),
    ],
)
def test_a_row_that_lacks_something_is_refused_beside_its_field(row: str, sent: dict[str, Any], sentence: str) -> None:
    preparation = a_preparation()
    before = everything()
    answer = signed_in("town_clerk").post(at(preparation, f"/{row}"), sent)
    assert (answer.status_code, sentence in said_by(answer)) == (422, True)
    assert everything() == before


def test_nothing_is_added_to_a_frozen_list_and_the_words_are_given_back() -> None:
    preparation = a_preparation("frozen")
    before = everything()
    answer = signed_in("town_clerk").post(at(preparation, "/field"), FIELD | {"title": "又去了一次"})
    assert (answer.status_code, "这一条没有保存" in said_by(answer), "又去了一次" in said_by(answer)) == (409, True, True)
    assert everything() == before


def test_a_new_version_needs_its_reason_and_the_old_one_stays() -> None:
    preparation = a_preparation("frozen")
    clerk = signed_in("town_clerk")
    assert clerk.post(at(preparation, "/revise"), {"words": ""}).status_code == 422
    assert clerk.post(at(preparation, "/revise"), {"words": "补一条法条"}).status_code == 302
    assert clerk.post(at(preparation, "/law"), LAW).status_code == 302
    assert clerk.post(at(preparation, "/freeze")).status_code == 302
    assert list(preparation.packs.values_list("version", flat=True)) == [1, 2]
    assert "第四十四条" not in get(at(preparation, "/packs/1"), clerk)
    assert "第四十四条" in get(at(preparation, "/packs/2"), clerk)
    assert clerk.get(at(preparation, "/packs/3")).status_code == 404


def test_only_the_chair_says_that_less_is_enough() -> None:
    preparation = a_preparation(filled=False)
    before = everything()
    assert signed_in("town_clerk").post(at(preparation, "/waive"), {"words": "急事"}).status_code == 403
    assert signed_in("town_chair").post(at(preparation, "/waive"), {"words": ""}).status_code == 422
    assert everything() == before
    assert signed_in("town_chair").post(at(preparation, "/waive"), {"words": "抢险急事"}).status_code == 302
    assert "从简的理由：抢险急事" in get(at(preparation), signed_in("town_clerk"))


def test_the_printed_pack_says_what_was_frozen_and_who_came_is_not_in_it() -> None:
    preparation = a_preparation("frozen")
    shown = get(at(preparation, "/packs/1"), signed_in("town_clerk"))
    pack = latest_pack(preparation)
    assert pack is not None
    for words in (
        "音乐小镇的停车",
        "民声1条，至少1人",
        "《道路交通安全法》第三十三条",
        "盐官人大视察〔2026〕1号",
        "停车场14时满",
        pack.digest,
    ):
        assert words in shown, words
    assert "某参加人" not in shown


@pytest.mark.parametrize("username", ["street_clerk", "deputy_one", "town_liaison", "auditor", "admin", "city_clerk"])
def test_others_change_nothing(username: str) -> None:
    preparation = a_preparation()
    client = signed_in(username)
    before = everything()
    for tail, sent in (("/law", LAW), ("/field", FIELD), ("/freeze", {}), ("/waive", {"words": "急"})):
        assert client.post(at(preparation, tail), sent).status_code == 403, tail
    assert everything() == before


def test_three_rows_ask_no_more_than_one() -> None:
    preparation = a_preparation()
    clerk, counts = signed_in("town_clerk"), []
    for number in (0, 1, 2):
        with CaptureQueriesContext(connection) as asked:
            get(at(preparation), clerk)
        counts.append(len(asked))
        item = preparing.add_law(preparation, by=who("town_clerk"), law="法", article=f"第{number}条", text="文")
        preparing.hold_study(preparation, by=who("town_clerk"), held_on=date(2026, 5, 21), attended="某", items=[item])
        preparing.record_field_work(
            preparation, by=who("town_clerk"), kind="field_study", title="调研", held_on=date(2026, 5, 21), place="某处", findings=["一"],
        )  # fmt: skip
    assert counts[1] == counts[2] <= counts[0]


def test_a_talk_is_planned_on_the_topic_that_one_came_from() -> None:
    topic = a_topic("approved")
    clerk = signed_in("town_clerk")
    address = f"/staff/talks/new?topic={topic.pk}"
    assert f'href="{address}"' in clerk.get(f"/staff/topics/{topic.pk}").content.decode()
    assert f'<option value="{topic.pk}" selected>' in clerk.get(address).content.decode()
