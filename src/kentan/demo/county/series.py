"""十三场: the city leads, twelve townships and the city each hold a sitting; 137 things said become 113 suggestions in every state."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from kentan.demo.county import people
from kentan.demo.county.heard import told, towns
from kentan.demo.county.items import SIZES, items
from kentan.demo.county.names import name
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import SHANGHAI, today
from kentan.ground.network.models import Organisation
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Point, Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.talks.models import Talk, TalkSeries, Utterance

TITLE, HELD = "一号工程，听企业说", 60
CATEGORY_UNITS = {
    "营商环境": ("市市场监管局", "市数据局", "市商务局"), "用工与人才": ("市人社局", "市教育局"), "交通配套": ("市交通运输局", "市公安局交警大队"), "环保执法": ("生态环境分局", "市综合执法局"),
    "数字化": ("市经信局", "市数据局"), "融资": ("市金融办",), "土地能耗": ("市资源规划局", "市经信局"), "其他": ("市商务局", "市卫健局"),
}  # fmt: skip
REPLIES = {
    "A": "已经办好：{what}，负责人和电话贴在办事窗口。", "B": "已列入计划：{what}，年底前做到，到时再次答复。", "C": "现在还做不到：{what}要等上级规定修改，原因当面说明过。",
}  # fmt: skip


def city() -> Organisation:
    """The committee that leads."""
    return people.unit("市人大常委会")


def by_city() -> Actor:
    """Its staff."""
    return people.holder(city().pk, "city_staff")


def by_gov_office() -> Actor:
    """政府办公室, which joins in what is for the government's units."""
    return people.holder(people.unit("市政府办").pk, "gov_office")


def rooms() -> list[tuple[Organisation, Actor, Actor, str]]:
    """The thirteen bodies in the order of their sittings: body, clerk, chair, place."""
    own = (city(), by_city(), by_city(), "市人大会议中心")
    return [
        own,
        *((people.body_of(area.pk), people.clerk_of(area), people.chair_of(area), f"{area}企业服务中心") for area in towns()),
    ]


def planned() -> None:
    """The series and its sittings, announced in time."""
    with told(HELD + 14, 9):
        series = talks.open_series(
            by=by_city(), host=city(), title=TITLE, theme="三个一号工程和新兴海工程，各镇街和市里各开一场，一起梳理。"
        )
    for body, clerk, chair, place in rooms():
        with told(HELD + 12, 10):
            starts_at = today() + timedelta(days=12)
            talk = talks.plan(
                by=clerk, host=body, series=series, title=f"听企业说：{body.area}场", theme="企业当面说，部门当面答。", place=place, starts_at=hour(starts_at, 14),
            )  # fmt: skip
            talks.move(talk, "approve", by=chair)
            talks.move(talk, "announce", by=clerk)


def hour(day: date, at_hour: int) -> datetime:
    """That day at that hour in Haining."""
    return datetime.combine(day, time(at_hour), SHANGHAI)


def held() -> None:
    """Everybody speaks, one unit answers, the record is confirmed and filed."""
    said = items()
    for number, (_body, clerk, _chair, _place) in enumerate(rooms()):
        talk = Talk.objects.get(series__title=TITLE, sitting=number + 1)
        with told(HELD, 14):
            talks.move(talk, "start", by=clerk)
            seats = [
                talks.seat(talk, by=clerk, role="citizen", name=name(700 + number * 12 + one), side="企业")
                for one in range(SIZES[number])
            ]
            lines = [
                talks.record(talk, by=clerk, seat=seat, words=item.words, item="自由发言")
                for seat, item in zip(seats, [item for item in said if item.sitting == number], strict=True)
            ]
            office = talks.seat(talk, by=clerk, role="unit", organisation=people.unit("市数据局"))
            talks.record(
                talk,
                by=clerk,
                seat=office,
                words="办证的事今天就能定：窗口增加两个，下周一起。",
                answers=lines[0],
                response="on_spot",
                item="回应",
            )
        with told(HELD, 16):
            for line in lines[:-1]:
                talks.confirm_wording(line, by=clerk, how="screen")
            talks.move(talk, "adjourn", by=clerk)
        with told(HELD - 2, 9):
            talks.move(talk, "confirm_record", by=clerk)
        with told(HELD - 5, 9):
            talks.move(talk, "file", by=clerk)


def gathered() -> None:
    """Every line becomes a point, every group of points one suggestion."""
    clerk, groups = by_city(), defaultdict(list)
    titles = {item.group: item.words for item in reversed(items())}
    group_of = {(item.sitting + 1, item.words): item.group for item in items()}
    with told(HELD - 6, 9):
        for line in talk_lines():
            point = suggestions.find_point(
                line, by=clerk, start=0, end=len(line.words), problem=line.words[:60], ask="请研究办理"
            )
            groups[group_of[line.talk.sitting or 0, line.words]].append(point)
        for group in sorted(groups):
            suggestions.draft(
                groups[group],
                by=clerk,
                host=city(),
                title=short(titles[group]),
                ask=f"企业说：{titles[group]}请研究并答复。",
            )


def short(words: str) -> str:
    """What a clerk writes as 案由: the first clause that says enough."""
    clauses = words.rstrip("。？").replace("？", "，").split("，")
    return clauses[0] if len(clauses[0]) >= 8 or len(clauses) == 1 else "，".join(clauses[:2])


def talk_lines() -> list[Utterance]:
    """What citizens said in the thirteen rooms, in order."""
    found = Utterance.objects.filter(talk__series__title=TITLE, seat__role="citizen")
    return list(found.select_related("talk", "seat").order_by("talk__sitting", "position"))


def ours() -> list[Suggestion]:
    """The suggestions of the series, oldest first."""
    series = TalkSeries.objects.get(title=TITLE)
    points = Point.objects.filter(utterance__talk__series=series)
    return list(Suggestion.objects.filter(links__point__in=points).distinct().order_by("pk"))


def units_of(number: int, suggestion: Suggestion) -> suggestions.Units:
    """Lead by what it is about, one or two co-units for four out of five."""
    category = next((item.category for item in items() if short(item.words) == suggestion.title), "营商环境")
    lead = people.unit(CATEGORY_UNITS[category][number % len(CATEGORY_UNITS[category])])
    others = [people.unit(name) for names in CATEGORY_UNITS.values() for name in names[:1]]
    co = [one for one in others if one != lead][: 0 if number % 5 == 0 else 1 + number % 2]
    return suggestions.Units(lead, tuple(co))


def assigned() -> None:
    """Most of them seven weeks ago, some only last week, a few not yet; one was withdrawn."""
    clerk = by_city()
    for number, one in enumerate(ours()):
        if number % 19 == 18:
            continue
        if number == 7:
            with told(HELD - 8, 9):
                suggestions.withdraw(one, by=clerk, reason="和另一件是同一件事，已经并过去。")
            continue
        with told(6 if number % 7 == 6 else 50, 9):
            suggestions.assign(one, by=clerk, units=units_of(number, one))
        if number % 7 != 6:
            with told(49, 10):
                suggestions.join_assignment(one, by=by_gov_office())


def handled() -> None:
    """Accepted, met, answered, rated; some late, some back, some again."""
    for number, one in enumerate(ours()):
        one.refresh_from_db()
        if one.state == "assigned":
            walk(number, one)


def walk(number: int, one: Suggestion) -> None:
    """One suggestion, as far as its number says."""
    unit = one.assignments.get(role="lead", ended_at=None).unit
    liaison, head, clerk = people.holder(unit.pk, "liaison"), people.holder(unit.pk, "unit_head"), by_city()
    is_fresh = number % 7 == 6
    if is_fresh and number % 3 == 0:
        return
    start = 5 if is_fresh else 48
    if number % 23 == 22:
        with told(start, 10):
            suggestions.request_return(one, by=liaison, reason="主要职责在另一个部门，建议改由它主办。")
        return
    with told(start, 9):
        suggestions.accept(one, by=liaison)
    if is_fresh:
        return
    with told(40, 14):
        suggestions.record_contact(
            one,
            by=liaison,
            unit=unit,
            kind=("meeting", "visit", "phone")[number % 3],
            on=today(),
            words="请提出的企业一起看过现场，说了打算。",
        )
    if number % 11 in {3, 8}:
        return
    letter = "B" if number % 3 else ("A" if number % 2 else "C")
    answered(number, one, head, letter)
    rated(number, one, clerk, head, liaison)


def answered(number: int, one: Suggestion, head: Actor, letter: str) -> None:
    """The head signs."""
    unit = one.assignments.get(role="lead", ended_at=None).unit
    promise: dict[str, Any] = (
        {"promise_words": "年底前做到并贴出来", "promise_due": today() + timedelta(days=35)} if letter == "B" else {}
    )
    with told(26, 15):
        suggestions.reply(
            one, by=head, outcome_class=letter, words=REPLIES[letter].format(what=one.title), number=f"海函〔{today().year}〕{number + 1}号",
            signed_by=f"{unit}负责人", **promise,
        )  # fmt: skip


def rated(number: int, one: Suggestion, clerk: Actor, head: Actor, liaison: Actor) -> None:
    """Two axes; what is not good enough is done again, the second time it is coordinated."""
    if number % 13 == 12:
        return
    if number % 9 == 4:
        with told(20, 9):
            suggestions.evaluate(one, by=clerk, attitude="mostly", result="unsatisfied", words="企业说窗口没有变，请再办一次。")
        if number % 2:
            with told(10, 9):
                suggestions.reply(
                    one,
                    by=head,
                    outcome_class="A",
                    words="窗口已经加开，企业来看过。",
                    number=f"海函〔{today().year}〕{number + 201}号",
                    signed_by="负责人",
                )
            with told(6, 9):
                result = "unsatisfied" if number % 4 == 1 else "satisfied"
                suggestions.evaluate(
                    one, by=clerk, attitude="satisfied", result=result, words="还是没有变。" if result == "unsatisfied" else ""
                )
        return
    with told(19, 9):
        suggestions.evaluate(one, by=clerk, attitude="satisfied", result="mostly" if number % 4 == 0 else "satisfied")
    with told(12, 9):
        if number % 5 or one.commitments.exists():
            suggestions.close(one, by=clerk)


PARTS = (
    ("series planned", planned), ("series held", held), ("series gathered", gathered), ("series assigned", assigned), ("series handled", handled),
)  # fmt: skip
