"""S2 十三场恳谈: 13 sittings of one series, 137 things said, 113 suggestions assigned, walked by clicking.

The figures are those of the scenario; people and words are invented, every date was computed by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from django.test import Client

from kentan.demo.county.items import CATEGORIES, SIZES, TOWNSHIPS, Item, items
from kentan.ground.accounts.models import Account
from kentan.ground.ledger.chain import verify_all
from kentan.ground.network.actions import appoint
from kentan.ground.network.founding import found, township_named
from kentan.ground.network.labels import OrganisationKind
from kentan.ground.network.models import Organisation
from kentan.stages.suggestions.actions import current_members
from kentan.stages.suggestions.models import (
    Assignment,
    Commitment,
    HandlingGroup,
    LookBack,
    Point,
    PointLink,
    Reply,
    Suggestion,
)
from kentan.stages.suggestions.queries import series_counts
from kentan.stages.talks.models import Talk, TalkSeries, Utterance
from tests.factories.pages import signed_in, text_of
from tests.factories.records import moment, unit
from tests.story.clicking import done

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNITS = ("市经信局", "市商务局", "市人社局", "市交通运输局", "生态环境分局", "市数据局", "市金融办", "市资源规划局")
SINCE = date(2022, 1, 1)
ROOMS = ("海宁市", *TOWNSHIPS)
SPEAKER = "贺敏行"


def test_thirteen_sittings_become_one_hundred_and_thirteen_suggestions() -> None:
    county()
    with moment("2026-04-13 09:00"):
        series = the_series()
        talks = [planned(series, place) for place in ROOMS]
    with moment("2026-04-20 14:00"):
        for number, talk in enumerate(talks):
            held(talk, ROOMS[number], [item for item in items() if item.sitting == number])
    with moment("2026-04-21 09:00"):
        marked(talks)
        consolidated(series)
        grouped_and_ungrouped(series)
    with moment("2026-05-11 09:00"):
        handed_over()
    the_account_is_right(series)
    the_public_reads_it(series)
    with moment("2026-05-12 09:00"):
        accepted_and_met()
        together = joined()
    with moment("2026-06-05 09:00"):
        answered(together)
    with moment("2026-06-10 09:00"):
        rated()
        the_overview_counts_them()
    assert verify_all() == []


def county() -> None:
    """The city with its 12 townships; one clerk and one chair per body; eight units."""
    with moment("2026-04-01 09:00"):
        found(city="海宁市", townships=[township_named(name) for name in TOWNSHIPS], name="习同", username="admin")
        city = unit("海宁市人大常委会")
        for name in UNITS:
            Organisation.objects.create(name=name, short_name=name, kind=OrganisationKind.UNIT, area=city.area)
        for number, name in enumerate(UNITS):
            appoint(Account.objects.open(f"liaison{number}", f"联络{number}"), "liaison", unit(name), since=SINCE)
            appoint(Account.objects.open(f"head{number}", f"局长{number}"), "unit_head", unit(name), since=SINCE)
        appoint(Account.objects.open("city_clerk", "王沁"), "city_staff", city, since=SINCE)
        for number, name in enumerate(TOWNSHIPS, start=1):
            appoint(Account.objects.open(f"clerk{number}", f"干事{number}"), "town_staff", body_of(name), since=SINCE)
            appoint(Account.objects.open(f"chair{number}", f"主席{number}"), "town_chair", body_of(name), since=SINCE)


def body_of(place: str) -> Organisation:
    """The congress body of a township, or of the city."""
    if place == "海宁市":
        return unit("海宁市人大常委会")
    return unit(f"{place}人大工委" if place.endswith("街道") else f"{place}人大主席团")


def hands(place: str) -> tuple[Client, Client]:
    """Clerk and chair of a body; in the city one clerk does both."""
    number = ROOMS.index(place)
    return (signed_in(f"clerk{number}"), signed_in(f"chair{number}")) if number else (signed_in("city_clerk"),) * 2


def the_series() -> TalkSeries:
    done(
        signed_in("city_clerk"),
        "/staff/series/new",
        host=body_of("海宁市").pk,
        title="一号工程，听企业说",
        theme="三个一号工程和新兴海工程。",
    )
    return TalkSeries.objects.get()


def planned(series: TalkSeries, place: str) -> Talk:
    """A body plans, approves and announces its sitting seven days ahead."""
    clerk, chair = hands(place)
    made = done(
        clerk, "/staff/talks/new", host=body_of(place).pk, series=series.pk, title=f"听企业说：{place}场", place=f"{place}企业服务中心",
        day="2026-04-20", hour="14:00", form="face",
    )  # fmt: skip
    talk = Talk.objects.get(pk=int(made.rsplit("/", 1)[1]))
    done(chair, f"/staff/talks/{talk.pk}/approve")
    done(clerk, f"/staff/talks/{talk.pk}/announce")
    return talk


def held(talk: Talk, place: str, said: list[Item]) -> None:
    """Everybody speaks once; the record is confirmed and filed."""
    clerk, _chair = hands(place)
    done(clerk, f"/staff/talks/{talk.pk}/start")
    done(clerk, f"/staff/talks/{talk.pk}/seats", role="citizen", name=SPEAKER, side="企业")
    speaker = talk.seats.get()
    for item in said:
        done(clerk, f"/staff/talks/{talk.pk}/record", seat=speaker.pk, words=item.words)
    for step in ("adjourn", "confirm_record"):
        done(clerk, f"/staff/talks/{talk.pk}/{step}")


def marked(talks: list[Talk]) -> None:
    """The city's clerk marks every line as a point."""
    clerk = signed_in("city_clerk")
    for talk in talks:
        for line in talk.utterances.order_by("position"):
            done(clerk, f"/staff/talks/{talk.pk}/points", line=line.pk, problem=line.words[:60])


def consolidated(series: TalkSeries) -> None:
    """Group by group the points are written into one suggestion, across the sittings."""
    clerk, groups = signed_in("city_clerk"), defaultdict(list)
    group_of = {(item.sitting + 1, item.words): item.group for item in items()}
    for point in Point.objects.select_related("utterance__talk"):
        groups[group_of[point.utterance.talk.sitting, point.utterance.words]].append(point)
    for group in sorted(groups):
        points = groups[group]
        done(
            clerk, f"/staff/suggestions/new?series={series.pk}", host=body_of("海宁市").pk, points=[point.pk for point in points],
            title=points[0].problem[:40], ask="请有关单位研究办理。", track="talk_opinion",
        )  # fmt: skip


def grouped_and_ungrouped(series: TalkSeries) -> None:
    """One point is taken out and put back: the number goes to what it was, the words were never touched."""
    clerk = signed_in("city_clerk")
    largest = max(Suggestion.objects.all(), key=lambda one: one.links.count())
    words = sorted(Utterance.objects.values_list("pk", "words"))
    point = largest.links.order_by("pk").last().point
    done(clerk, f"/staff/suggestions/{largest.pk}/points/{point.pk}/separate")
    assert (series_counts(series).loose, series_counts(series).suggestions) == (1, 113)
    done(clerk, f"/staff/suggestions/{largest.pk}/gather", points=[point.pk])
    assert (series_counts(series).loose, series_counts(series).suggestions) == (0, 113)
    assert sorted(Utterance.objects.values_list("pk", "words")) == words
    assert PointLink.objects.filter(point=point).count() == 2


def handed_over() -> None:
    """94 of the 113 have co-units: 66 have two, 28 have three."""
    clerk, units = signed_in("city_clerk"), [unit(name).pk for name in UNITS]
    for number, suggestion in enumerate(Suggestion.objects.order_by("pk")):
        more = 0 if number < 19 else 2 if number < 85 else 3
        lead = number % len(units)
        co = [units[(lead + step) % len(units)] for step in range(1, more + 1)]
        done(clerk, f"/staff/suggestions/{suggestion.pk}/assign", lead=units[lead], co=co)


def the_account_is_right(series: TalkSeries) -> None:
    """137 points, 113 suggestions, 24 merged away; 15 of them gathered, the largest from five lines of five rooms."""
    count = series_counts(series)
    assert (count.points, count.suggestions, count.merged, count.loose, count.across) == (137, 113, 24, 0, 15)
    assert [row.utterances.count() for row in series.sittings.order_by("sitting")] == list(SIZES)
    sizes = Counter(one.links.filter(ended_at=None).count() for one in Suggestion.objects.all())
    assert sizes == {1: 98, 2: 8, 3: 6, 5: 1}
    assert set(Suggestion.objects.values_list("state", "due")) == {("assigned", date(2026, 6, 11))}
    co = Counter(Assignment.objects.filter(role="co").values_list("suggestion", flat=True))
    assert (len(co), co.total(), round(len(co) / 113, 2), round(co.total() / len(co), 1)) == (94, 216, 0.83, 2.3)
    named = {item.words: item.category for item in items()}
    firsts = [one.links.order_by("pk").first().point.utterance.words for one in Suggestion.objects.all()]
    assert Counter(named[words] for words in firsts) == CATEGORIES
    page = text_of(signed_in("clerk1").get(f"/staff/series/{series.pk}"))
    assert (
        "各场标出 137 条要点，并成 113 件建议（24 条和别的说的是同一件事），还有 0 条没有归入。其中 15 件建议出自不止一场。"
        in page
    )


def lead_of(suggestion: Suggestion) -> int:
    """Which of the eight units leads it."""
    return UNITS.index(suggestion.assignments.get(role="lead", ended_at=None).unit.short_name)


def accepted_and_met() -> None:
    """Every unit accepts what it leads and meets those who spoke."""
    for suggestion in Suggestion.objects.order_by("pk"):
        liaison = signed_in(f"liaison{lead_of(suggestion)}")
        done(liaison, f"/unit/suggestions/{suggestion.pk}/accept")
        done(liaison, f"/unit/suggestions/{suggestion.pk}/contacts", kind="meeting", on="2026-05-12", words="请企业来谈过。")


def joined() -> HandlingGroup:
    """One unit has three on checks by third parties and handles them together."""
    unit_of = {one.pk: lead_of(one) for one in Suggestion.objects.order_by("pk")}
    mine = [pk for pk, number in unit_of.items() if number == 0][:3]
    done(signed_in("liaison0"), "/unit/together", suggestions=mine, title="涉企检查和第三方服务")
    return HandlingGroup.objects.get()


def answered(together: HandlingGroup) -> None:
    """The three in one go, each with a number of its own; the others one by one: 72 of 113 promise something by a day (B)."""
    members = current_members(together)
    given = {"outcome_class": "A", "words": "检查合并成一张表，一年一次。", "signed_by": "局长"}
    numbers = {f"number_{one.pk}": f"海经信函〔2026〕{one.pk}号" for one in members}
    done(signed_in("head0"), f"/unit/together/{together.pk}", **given, **numbers)
    rest = list(Suggestion.objects.filter(state="handling").order_by("pk"))
    for number, suggestion in enumerate(rest):
        kind = "B" if number < 72 else "A" if number < 95 else "C"
        promise = {"promise_words": "年内办成。", "promise_due": "2026-12-31"} if kind == "B" else {}
        done(
            signed_in(f"head{lead_of(suggestion)}"), f"/unit/suggestions/{suggestion.pk}/reply", outcome_class=kind, words="已经研究，办理情况如下。",
            number=f"海函〔2026〕{suggestion.pk}号", signed_by="局长", **promise,
        )  # fmt: skip
    assert sorted(Reply.objects.filter(suggestion__in=members).values_list("number", flat=True)) == sorted(numbers.values())
    assert (Reply.objects.count(), Commitment.objects.count(), LookBack.objects.count()) == (113, 72, 72)


def rated() -> None:
    """The committee rates for those who spoke; what holds no promise is closed."""
    clerk = signed_in("city_clerk")
    for number, suggestion in enumerate(Suggestion.objects.order_by("pk")):
        result = "mostly" if number % 10 == 0 else "satisfied"
        done(clerk, f"/staff/suggestions/{suggestion.pk}/rate", attitude="satisfied", result=result)
        step = "track" if suggestion.commitments.exists() else "close"
        done(clerk, f"/staff/suggestions/{suggestion.pk}/{step}")


def the_overview_counts_them() -> None:
    """Four words for done are four rates: all answered, 26 finished (A), 41 closed, none looked back upon yet; 64 % are promises."""
    page = signed_in("city_clerk").get("/staff/overview").context["overview"]
    assert [(rate.name, rate.numerator, rate.denominator) for rate in page.rates] == [
        ("答复率", 113, 113), ("办完率", 26, 113), ("办结率", 41, 113), ("落实率", 0, 113),
    ]  # fmt: skip
    assert [(rate.name, rate.numerator, rate.denominator, rate.per_cent) for rate in page.further] == [
        ("面商率", 113, 113, 100), ("满意率", 113, 113, 100), ("B 类占比", 72, 113, 64),
    ]  # fmt: skip
    assert Commitment.objects.filter(due=date(2026, 12, 31)).count() == 72


def the_public_reads_it(series: TalkSeries) -> None:
    """All sittings and suggestions on one page, nobody's name."""
    with moment("2026-05-12 09:00"):
        page = text_of(Client().get(f"/series/{series.pk}"))
    assert page.count("记了") == 13
    assert "各场的话标出 137 条要点，并成建议交办了 113 件。" in page
    assert SPEAKER not in page


def test_the_items_are_those_of_the_scenario() -> None:
    said = items()
    assert (len(said), len({item.group for item in said}), len({item.words for item in said})) == (137, 113, 137)
    assert Counter(Counter(item.sitting for item in said).values()) == {12: 1, 11: 5, 10: 7}
    assert len({item.sitting for item in said if item.group == 0}) == 5
