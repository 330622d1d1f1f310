"""S6, the middle: a talk is announced and held, line by line; what was said becomes three suggestions; they are handed over."""

from __future__ import annotations

from datetime import date

from django.test import Client

from kentan.ground.network.models import Deputy
from kentan.stages.preparation.models import Preparation
from kentan.stages.preparation.queries import latest_pack
from kentan.stages.suggestions.models import Point, PointLink, Suggestion
from kentan.stages.suggestions.queries import points_of
from kentan.stages.talks.models import Seat, Talk, Utterance
from kentan.stages.topics.models import Topic
from kentan.stages.voices.models import Voice
from tests.factories.pages import signed_in, text_of
from tests.factories.records import moment, unit
from tests.story.clicking import done, key_in, refused

SPEAKERS = ("祝阿大", "祝阿二", "祝阿三", "祝阿四", "祝阿五", "祝阿六", "祝阿七", "祝阿八", "祝阿九")
LINES = (
    "周末路口左转只放三五辆车。", "游客没地方停，停到村道上。", "202 路一个小时一班太少。", "旧粮站空地能不能先停车？", "外面停车、小车接驳。",
    "路口先装红绿灯。", "节假日把机关停车场打开。",
)  # fmt: skip


def the_talk(topic: Topic, preparation: Preparation) -> tuple[Talk, list[Utterance]]:
    with moment("2026-05-12 09:00"):
        made = done(
            "chenzhi", "/staff/talks/new", host=unit("盐官镇人大主席团").pk, title="音乐小镇的路、公交和停车", place="盐官音乐小镇代表联络站", day="2026-05-20",
            hour="14:00", form="face", topic=topic.pk,
        )  # fmt: skip
        talk = Talk.objects.get(pk=key_in(made))
        page = f"/staff/talks/{talk.pk}"
        refused("chenzhi", f"{page}/approve", 403)
        done("luhong", f"{page}/approve", words="主席团会议同意")
    with moment("2026-05-18 09:00"):
        refused(
            "chenzhi",
            f"{page}/announce",
            422,
            "这场恳谈最晚要在 5月17日 周日 公告，已经过了。今天公告，最早可以在 5月21日 周四 开。",
        )
    with moment("2026-05-15 09:00"):
        done("chenzhi", f"{page}/announce")
    said = recorded(talk)
    topic.refresh_from_db()
    talk.refresh_from_db()
    assert (talk.pack, topic.state, talk.state) == (latest_pack(preparation), "discussed", "confirmed")
    assert (talk.seats.count(), talk.utterances.count(), talk.utterances.exclude(confirmed="").count()) == (14, 9, 8)
    return talk, said


def seated(page: str, talk: Talk, **given: object) -> Seat:
    """Somebody is checked in."""
    done("chenzhi", f"{page}/seats", **given)
    return talk.seats.order_by("pk").last()  # type: ignore[return-value]


def said_by(page: str, talk: Talk, seat: Seat, words: str, **given: object) -> Utterance:
    """One line goes into the record."""
    done("chenzhi", f"{page}/record", seat=seat.pk, words=words, **given)
    return talk.utterances.order_by("position").last()  # type: ignore[return-value]


def recorded(talk: Talk) -> list[Utterance]:
    """Fourteen people, nine lines; eight speakers confirm theirs with the slip in their hand."""
    page = f"/staff/talks/{talk.pk}"
    with moment("2026-05-20 14:00"):
        done("chenzhi", f"{page}/start")
        seats = [seated(page, talk, role="citizen", name=name, side="村民") for name in SPEAKERS]
        for deputy in Deputy.objects.order_by("pk"):
            seats.append(seated(page, talk, role="deputy", deputy=deputy.pk))
        roads, town = (seated(page, talk, role="unit", organisation=unit(name).pk) for name in ("市交通运输局", "盐官镇政府"))
        said = [said_by(page, talk, seats[number], words) for number, words in enumerate(LINES)]
        later = {"answers": said[2].pk, "response": "later"}
        refused("chenzhi", f"{page}/record", 422, "会后答复要写答应的日子。", seat=roads.pk, words="会后研究。", **later)
        said.append(said_by(page, talk, roads, "两周内拿出加密方案。", promised_on="2026-06-03", **later))
        said.append(said_by(page, talk, town, "旧粮站可以用。", answers=said[3].pk, response="on_spot"))
    with moment("2026-05-20 16:30"):
        for line in said[:8]:
            assert line.words in text_of(Client().get(f"/s/{line.seat.slip}"))
            done(Client(), f"/s/{line.seat.slip}/{line.pk}")
        done("chenzhi", f"{page}/adjourn")
        assert said[0].words not in text_of(Client().get(f"/talks/{talk.pk}"))
    with moment("2026-05-22 10:00"):
        done("chenzhi", f"{page}/confirm_record")
        public = text_of(Client().get(f"/talks/{talk.pk}"))
    assert (said[0].words in public, "1 条本人未确认" in public) == (True, True)
    return said


def point(source: Utterance | Voice, quote: str, ask: str) -> Point:
    """A clerk selects the very words and says what they ask for."""
    in_talk = isinstance(source, Utterance)
    page = f"/staff/talks/{source.talk_id}/points" if in_talk else f"/staff/points/voices/{source.pk}"
    done("chenzhi", page, quote=quote, ask=ask, **({"line": source.pk} if in_talk else {}))
    return source.points.order_by("pk").last()  # type: ignore[return-value]


def drafted(points: list[Point], title: str, ask: str) -> Suggestion:
    """一事一件, from these points."""
    given = {"title": title, "ask": ask, "track": "talk_opinion", "host": unit("盐官镇人大主席团").pk}
    made = done("chenzhi", "/staff/suggestions/new", points=[one.pk for one in points], **given)
    return Suggestion.objects.get(pk=key_in(made))


def three_suggestions(said: list[Utterance], heard: list[Voice]) -> tuple[Suggestion, Suggestion, Suggestion]:
    """The third from two utterances and one voice, un-grouped once and grouped again."""
    with moment("2026-05-23 09:00"):
        road = drafted(
            [point(said[0], "路口左转只放三五辆车", "优化路口"), point(heard[0], "周末宣德路口堵死了", "优化路口")],
            "优化景区周边交通体系", "优化路口放行。",
        )  # fmt: skip
        bus = drafted(
            [point(said[2], "202 路一个小时一班", "加密"), point(heard[0], "公交一小时一班", "加密"), point(heard[3], "一个钟头一班", "加密")],
            "增加公共交通供给", "202、203 路加密。",
        )  # fmt: skip
        from_voice = point(heard[2], "游客停到我们村道上", "增设车位")
        parking = drafted(
            [point(said[1], "游客没地方停", "增设车位"), point(said[3], "旧粮站空地能不能先停车", "用旧粮站"), from_voice], "增设停车位", "启用旧粮站空地。",
        )  # fmt: skip
        page = f"/staff/suggestions/{parking.pk}"
        done("chenzhi", f"{page}/points/{from_voice.pk}/separate")
        assert len(points_of(parking)) == 2
        done("chenzhi", f"{page}/gather", points=[from_voice.pk])
    assert PointLink.objects.filter(point=from_voice).count() == 2
    assert sorted(one.quotation for one in points_of(parking)) == ["旧粮站空地能不能先停车", "游客停到我们村道上", "游客没地方停"]
    return road, bus, parking


def assigned_with_dates(road: Suggestion, bus: Suggestion, parking: Suggestion) -> None:
    """交办 on 05-25, due 06-25; one return request within its days is refused, one after them is not taken."""
    with moment("2026-05-25 09:00"):
        for one, lead, co in (
            (road, "市公安局交警大队", ["市交通运输局"]),
            (bus, "市交通运输局", []),
            (parking, "盐官镇政府", ["市住建局"]),
        ):
            sent = {"lead": unit(lead).pk, "co": [unit(name).pk for name in co]}
            refused("chenzhi", f"/staff/suggestions/{one.pk}/assign", 403, **sent)
            done("luhong", f"/staff/suggestions/{one.pk}/assign", **sent)
    for one in (road, bus, parking):
        one.refresh_from_db()
        assert one.due == date(2026, 6, 25)
    with moment("2026-06-01 09:00"):
        done("gaofei", f"/unit/suggestions/{road.pk}/request_return", words="标线归交通局。")
        done("luhong", f"/staff/suggestions/{road.pk}/refuse_return", words="路口放行归交警，标线由会办单位配合。")
    with moment("2026-06-05 09:00"):
        refused("wuliqun", f"/unit/suggestions/{parking.pk}/request_return", 422, "退回", words="太晚了")
    road.refresh_from_db()
    assert (road.state, road.due) == ("assigned", date(2026, 6, 25))
    page = text_of(signed_in("gaofei").get(f"/unit/suggestions/{road.pk}"))
    assert "路口放行归交警，标线由会办单位配合。" in page
