"""盐官音乐小镇: the demo's first story, told through the same actions that people use, with dates relative to today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from kentan.demo import reported, town_talk
from kentan.ground.accounts.actor import Actor
from kentan.ground.accounts.models import Account
from kentan.ground.moment import SHANGHAI, at, today
from kentan.ground.network.models import Code, Organisation
from kentan.ground.network.queries import actor_of
from kentan.stages.voices import actions
from kentan.stages.voices.models import Voice

FIRST_WORDS = (
    "周末带孩子来音乐小镇，宣德路路口堵了四十分钟，停车场满了，只好停在农田边上。公交一个小时才一班。"
    "停车场入口那块指示牌褪色了，根本看不清往哪边开。"
)


def account(username: str) -> Actor:
    """Somebody of the cast, as he may act on the told day."""
    return actor_of(Account.objects.get(username=username))


def unit(short_name: str) -> Organisation:
    """An organisation by its short name."""
    return Organisation.objects.get(short_name=short_name)


def code_of(name: str) -> Code:
    """The code of a deputy or a station."""
    found = Code.objects.filter(deputy__name=name).first() or Code.objects.filter(station__name=name).first()
    assert found is not None, name  # noqa: S101  the demo made it a moment ago
    return found


@contextmanager
def days_ago(days: int, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """Inside, it is that many days ago, at that hour in Haining."""
    with at(datetime.combine(today() - timedelta(days=days), time(hour, minute), SHANGHAI)):
        yield


@dataclass(frozen=True, slots=True)
class Saying:
    """One message of the demo: how long ago, to whom, words, place, phone."""

    days: int
    to: str
    words: str
    place: str = ""
    phone: str = ""


LATER_SAYINGS = (
    Saying(41, "管为民", "音乐节那两天镇里根本开不动车，救护车都过不来，能不能在外面设停车场，用小车接进来？", "盐官镇宣德路"),
    Saying(40, "盐官音乐小镇代表联络站", "我住郭店村，去海宁市区看病要坐 202 路，一个钟头一班，错过一班就是半天。", "郭店村站", "13800000001"),
    Saying(38, "沈月英", "景区周边停车位太少，游客把车停到我们村道上，晚上自家车都回不来。", "桃园村"),
)  # fmt: skip


def say(saying: Saying) -> Voice:
    """Somebody speaks through a code, on that day."""
    with days_ago(saying.days, 19, 20):
        code = code_of(saying.to)
        heard = actions.speak(
            by=Actor.holder_of_code(code.token), code=code, words=saying.words, place=saying.place, phone=saying.phone, notice="2026-11",
        )  # fmt: skip
        return heard.voice


@transaction.atomic
def tell() -> None:
    """Everything in order: the voices, the talk, what came of it, and what lies on the desks this morning."""
    first = say(Saying(46, "沈月英", FIRST_WORDS, "盐官镇宣德路口"))
    the_sign(first)
    voices = [first, *(say(saying) for saying in LATER_SAYINGS), by_proxy()]
    reported.report(town_talk.hold(voices))
    reported.plan_series()
    reported.signed_by_deputy(voices[3])
    this_morning()


def the_sign(voice: Voice) -> None:
    """The faded sign goes the short way: relay, acceptance, result, confirmation, rating."""
    ticket = voice.ticket
    with days_ago(45, 8, 5):
        actions.relay(
            ticket,
            by=account("shenyueying"),
            unit=unit("盐官镇政府"),
            words="先请换掉褪色的停车指示牌，路和公交我另外提。",
        )
    with days_ago(44, 9):
        actions.accept(ticket, by=account("wuliqun"))
    with days_ago(42, 16):
        actions.finish(
            ticket, by=account("wuliqun"), scope="street",
            result="宣德路上 3 块停车指示牌全部换成反光牌，停车场入口加了余位提示。",
        )  # fmt: skip
    with days_ago(41, 18):
        actions.confirm(ticket, by=account("shenyueying"), words="去看过，晚上也看得清。")
    with days_ago(40, 21):
        actions.rate(ticket, by=Actor.holder_of_receipt(voice.receipt), verdict="mostly", remark="牌子好了，路还是堵。")


def by_proxy() -> Voice:
    """An old woman speaks at the station; the clerk enters it for her."""
    with days_ago(37, 9, 40):
        code = code_of("盐官音乐小镇代表联络站")
        return actions.speak_by_proxy(
            by=account("chenzhi"), code=code, place="盐官古城南门",
            words="我八十二了，南门那个路口车多，没有红绿灯，我每天过去买菜都要等人扶。",
        ).voice  # fmt: skip


def this_morning() -> None:
    """What the deputy, the liaison and the clerk find today."""
    say(
        Saying(
            1,
            "沈月英",
            "桃园村小学门口的路灯坏了三盏，孩子放学天都黑了，看不清路。",
            "桃园村小学",
            "13800000002",
        )
    )
    waiting = say(Saying(6, "沈月英", "宣德路东段的窨井盖翘起来了，骑电瓶车的人差点摔倒。", "宣德路 128 号门前"))
    with days_ago(5, 9):
        actions.relay(waiting.ticket, by=account("shenyueying"), unit=unit("市住建局"))
    disputed = say(Saying(5, "管为民", "城北社区沿河的树枝压到电线了，刮风就冒火花。", "城北社区沿河路"))
    with days_ago(4, 9):
        actions.relay(disputed.ticket, by=account("guanweimin"), unit=unit("盐官镇政府"))
    with days_ago(3, 15):
        actions.decline(disputed.ticket, by=account("wuliqun"), reason="树归社区管，电线归供电公司，请人大定一个牵头的。")
    lawsuit = say(Saying(3, "管为民", "我和邻居的宅基地官司法院判了，我不服，你们能不能让法院改判？"))
    with days_ago(2, 10):
        actions.route_out(lawsuit.ticket, by=account("guanweimin"), kind="lawsuit")
    handling = say(Saying(4, "盐官音乐小镇代表联络站", "游客中心的公厕只有两个女厕位，排队排到门外面。", "游客中心"))
    with days_ago(3, 9):
        actions.relay(handling.ticket, by=account("chenzhi"), unit=unit("市住建局"))
    with days_ago(2, 9):
        actions.accept(handling.ticket, by=account("fengyu"))
    actions.release(
        handling, by=account("chenzhi"), title="游客中心公厕女厕位太少", extract="游客中心的公厕只有两个女厕位，节假日排队很长。",
    )  # fmt: skip
