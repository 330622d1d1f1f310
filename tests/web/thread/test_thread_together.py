"""会办意见、延期、并案 on the unit's and the staff's pages."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories.pages import signed_in
from tests.factories.records import a_contact, a_point, a_suggestion, a_voice, county
from tests.web.thread.builders import get, said_by

from kentan.stages.suggestions.models import Extension, HandlingGroup, Reply, Suggestion

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def about(street: str) -> Suggestion:
    """One of several about the same thing, its speakers met."""
    made = a_suggestion("handling", points=[a_point(a_voice(f"{street}的路灯坏了好几盏。"))])
    a_contact(made)
    return made


def test_a_co_units_opinion_reaches_the_lead_unit_and_nobody_else() -> None:
    suggestion = a_suggestion("handling", co=("市住建局",))
    page = f"/unit/suggestions/{suggestion.pk}"
    assert signed_in("homes_liaison").post(f"{page}/opinion", {"words": "基础我们来做。"})["Location"] == page
    assert signed_in("town_liaison").post(f"{page}/opinion", {"words": "我来说"}).status_code == 403
    assert "基础我们来做。" in get(page, signed_in("town_liaison"))
    assert "基础我们来做。" not in get(f"/suggestions/{suggestion.pk}")
    empty = signed_in("homes_liaison").post(f"{page}/opinion", {"words": " "})
    assert (empty.status_code, "请写会办意见。" in said_by(empty)) == (422, True)


def test_more_time_is_asked_for_on_the_units_page_and_decided_on_the_staffs() -> None:
    suggestion = a_suggestion("handling")
    page, desk = f"/unit/suggestions/{suggestion.pk}", f"/staff/suggestions/{suggestion.pk}"
    assert "规定最晚可以到 8月25日 周二" in get(page, signed_in("town_liaison"))
    late = signed_in("town_liaison").post(f"{page}/extension", {"until": "2026-09-30", "words": "要过雨季。"})
    assert (late.status_code, "最晚 8月25日" in said_by(late), "要过雨季。" in said_by(late)) == (422, True, True)
    assert signed_in("town_liaison").post(f"{page}/extension", {"until": "2026-07-31", "words": "要过雨季。"}).status_code == 302
    asked = Extension.objects.get()
    assert "答复延期申请" in get(desk, signed_in("town_chair"))
    assert "答复延期申请" not in get(desk, signed_in("town_clerk"))
    decided = f"{desk}/extensions/{asked.pk}"
    assert signed_in("town_clerk").post(decided, {"decision": "granted"}).status_code == 403
    assert signed_in("town_chair").post(decided, {"decision": ""}).status_code == 422
    assert signed_in("town_chair").post(decided, {"decision": "granted"}).status_code == 302
    suggestion.refresh_from_db()
    assert suggestion.due == date(2026, 7, 31)
    assert "交办机构同意延到 7月31日" in get(f"/suggestions/{suggestion.pk}")


def test_one_answer_for_several_is_signed_once_and_stands_under_each() -> None:
    east, west = about("东街"), about("西街")
    liaison, head = signed_in("town_liaison"), signed_in("town_head")
    assert liaison.post("/unit/together", {"suggestions": [east.pk], "title": "路灯"}).status_code == 422
    assert liaison.post("/unit/together", {"suggestions": [east.pk, west.pk], "title": "全镇路灯"}).status_code == 302
    page = f"/unit/together/{HandlingGroup.objects.get().pk}"
    given = {"outcome_class": "A", "words": "换了 31 盏。", "signed_by": "镇长", f"number_{east.pk}": "盐政函〔2026〕7号"}
    assert "答复由单位负责人签发。" in get(page, liaison)
    lacking = head.post(page, given)
    assert (lacking.status_code, "换了 31 盏。" in said_by(lacking), Reply.objects.count()) == (422, True, 0)
    assert liaison.post(page, given | {f"number_{west.pk}": "盐政函〔2026〕8号"}).status_code == 403
    assert head.post(page, given | {f"number_{west.pk}": "盐政函〔2026〕8号"}).status_code == 302
    for one, number in ((east, "盐政函〔2026〕7号"), (west, "盐政函〔2026〕8号")):
        shown = get(f"/suggestions/{one.pk}")
        assert "换了 31 盏。" in shown and number in shown
    again = head.post(page, given | {f"number_{west.pk}": "盐政函〔2026〕8号"})
    assert (again.status_code, Reply.objects.count()) == (422, 2)


def test_a_group_is_its_own_units() -> None:
    east, west = about("东街"), about("西街")
    signed_in("town_liaison").post("/unit/together", {"suggestions": [east.pk, west.pk], "title": "全镇路灯"})
    page = f"/unit/together/{HandlingGroup.objects.get().pk}"
    assert signed_in("roads_liaison").get(page).status_code == 403
    assert signed_in("roads_liaison").post("/unit/together", {"suggestions": [east.pk, west.pk], "title": "x"}).status_code == 422
    assert signed_in("roads_liaison").post(f"/unit/suggestions/{east.pk}/apart").status_code == 403
    assert signed_in("town_liaison").post(f"/unit/suggestions/{east.pk}/apart").status_code == 302
    assert signed_in("town_liaison").post(f"/unit/suggestions/{east.pk}/apart").status_code == 409
