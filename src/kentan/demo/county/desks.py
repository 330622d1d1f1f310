"""案头: topics in every state, talks to come and under way, a bargain, the year's project list, decisions, the city's bulletin."""

from __future__ import annotations

from datetime import timedelta

from kentan.demo.county import people, series
from kentan.demo.county.heard import told
from kentan.demo.county.where import area, township_of
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import today
from kentan.ground.network.models import Area
from kentan.stages.outcomes import actions as outcomes
from kentan.stages.preparation import actions as preparing
from kentan.stages.suggestions import actions as suggestions
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.talks import actions as talks
from kentan.stages.topics import actions as topics
from kentan.stages.topics.models import Topic
from kentan.stages.voices.models import Voice

TOPICS = (
    ("许村镇", "经编园区夜里的货车和噪声", "urgent_concern", "discussed"), ("长安镇", "老集镇的雨污分流", "reform_focus", "closed"),
    ("周王庙镇", "农田灌溉的最后一段", "urgent_concern", "preparing"), ("丁桥镇", "观潮季的路和厕所", "reform_focus", "preparing"),
    ("斜桥镇", "村里的快递进得来出得去", "urgent_concern", "approved"), ("黄湾镇", "尖山园区职工的吃住行", "reform_focus", "shortlisted"),
    ("袁花镇", "老年食堂办得下去", "congress_focus", "screening"), ("硖石街道", "老小区加装电梯一次办", "urgent_concern", "discussed"),
    ("海洲街道", "皮革城周边的停车", "reform_focus", "proposed"), ("海昌街道", "放学后的一小时", "urgent_concern", "deferred"),
    ("马桥街道", "经编企业用工和子女入学", "reform_focus", "rejected"), ("许村镇", "家纺城夜间停车", "urgent_concern", "merged"),
)  # fmt: skip
STEPS = ("proposed", "screening", "shortlisted", "approved", "preparing", "discussed", "closed")
PROJECTS = (
    ("新建改建老年食堂 12 家", "每个镇街一家，半份餐、软饭、送餐价目上墙。", "市民政局"), ("老小区加装电梯 60 台", "一次受理、联合审查，低楼层不出资写进范本。", "市住建局"),
    ("学校周边护学岗 48 处", "上学放学各四十分钟，交警和志愿者一起站。", "市公安局交警大队"), ("农村公厕提升 80 座", "感应灯、扶手、一天三扫，贴保洁员电话。", "市综合执法局"),
    ("新增公共充电口 3,000 个", "每个老小区楼下都有，消防通道不再停车。", "供电公司"), ("就医专线公交 6 条", "早晚直达市人民医院，先试三个月。", "市交通运输局"),
    ("课后托管延时 36 所", "延到六点一刻，自愿报名，有点心。", "市教育局"), ("灌溉渠修复 42 公里", "先修断头的一段，梅雨前完工。", "市水利局"),
    ("村级卫生站全周开放 30 家", "周一到周五都有人，药品目录加四十种。", "市卫健局"), ("夜间车位共享 1,800 个", "机关和学校的停车场晚上七点到早上七点开放。", "市资源规划局"),
)  # fmt: skip


def evidence(where: Area, least: int) -> list[Voice]:
    """Some voices of a township."""
    return list(Voice.objects.filter(area=where).exclude(state="erased").order_by("pk")[:least])


def topics_of_all_kinds() -> None:
    """A dozen topics, each as far as its row says."""
    for number, (township, title, kind, state) in enumerate(TOPICS):
        where = area(township)
        clerk, host = people.clerk_of(where), people.body_of(where.pk)
        voices = evidence(where, 4 + number % 3)
        with told(58 - number, 9):
            topic = topics.propose(
                voices, by=clerk, host=host, title=title, kind=kind, source="citizen_cluster", reason="几个代表的码里都有人说，季节一到就更多。",
                people_stated=len(voices) - 1,
            )  # fmt: skip
        walk_topic(topic, state, clerk=clerk, where=where, days=54 - number)


def walk_topic(topic: Topic, state: str, *, clerk: Actor, where: Area, days: int) -> None:
    """Screened, short-listed, approved by the chair, prepared, talked about."""
    steps = STEPS if state in STEPS else ("proposed", "screening")
    for step in steps[1 : steps.index(state) + 1 if state in steps else None]:
        with told(days, 10):
            if step == "screening":
                topics.move(topic, "screen", by=clerk)
            elif step == "shortlisted":
                topics.move(topic, "shortlist", by=clerk)
            elif step == "approved":
                topics.approve(
                    topic, by=people.chair_of(where), meeting="主席团会议" if where.has_congress else "街道工委会议", on=today()
                )
            elif step == "preparing":
                prepared(topic, clerk, is_waived=where.name == "长安镇", is_open=where.name == "丁桥镇")
            elif step == "discussed":
                topics.move(topic, "discuss", by=clerk)
            else:
                topics.move(topic, "close", by=clerk)
    with told(days - 1, 10):
        if state == "deferred":
            topics.move(topic, "defer", by=clerk, note="教育局已在试点，下学期再看。")
        elif state == "rejected":
            topics.move(topic, "reject", by=clerk, note="和市里的系列恳谈同题，并到那边谈。")
        elif state == "merged":
            topics.merge(topic, by=clerk, into=Topic.objects.get(title=TOPICS[0][1]))


def prepared(topic: Topic, clerk: Actor, *, is_waived: bool, is_open: bool) -> None:
    """Law, study, an inspection with findings; frozen, waived or still open."""
    made = preparing.open_preparation(topic, by=clerk)
    item = preparing.add_law(
        made, by=clerk, law="中华人民共和国各级人民代表大会常务委员会监督法", article="第十二条", text="常务委员会每年选择若干关系改革发展稳定大局和群众切身利益、社会普遍关注的重大问题……",
        plain="选群众最关心的事来监督。",
    )  # fmt: skip
    if is_waived:
        preparing.waive(made, by=people.chair_of(topic.area), reason="汛期前要定，视察材料用上个月的。")
        return
    preparing.hold_study(made, by=clerk, held_on=today(), attended="代表小组八位代表", items=[item])
    preparing.record_field_work(
        made, by=clerk, kind="inspection", title=f"{topic.title}视察", held_on=today(), place=str(topic.area), members="代表小组",
        findings=["去了三处，问了十一户", "高峰在早上七点半", "两处没有人管"],
    )  # fmt: skip
    if not is_open:
        preparing.freeze(made, by=clerk)


def joined_and_extended() -> None:
    """One unit answers three together; another asks for time; a co-unit has told its mind."""
    handled = [one for one in series.ours() if one.state == "handling"]
    by_lead: dict[int, list[Suggestion]] = {}
    for one in handled:
        by_lead.setdefault(one.assignments.get(role="lead", ended_at=None).unit_id, []).append(one)
    lead, several = max(by_lead.items(), key=lambda pair: len(pair[1]))
    liaison = people.holder(lead, "liaison")
    with told(3, 9):
        suggestions.handle_together(
            several[:3], by=liaison, unit=several[0].assignments.get(role="lead", ended_at=None).unit, title="几件同样的事一起办"
        )
    for one in handled:
        if suggestions.may_be_extended(one) and one.due and one.due >= today():
            unit = one.assignments.get(role="lead", ended_at=None).unit
            with told(1, 10):
                suggestions.request_extension(
                    one,
                    by=people.holder(unit.pk, "liaison"),
                    until=one.due + timedelta(days=20),
                    reason="要等省里的标准出来才能定。",
                )
            break
    for row in handled[0].assignments.filter(role="co", ended_at=None)[:1]:
        with told(5, 10):
            suggestions.give_opinion(
                row, by=people.holder(row.unit_id, "liaison"), words="我们这一块下个月能办好，请主办单位一并答复。"
            )


def looked_back() -> None:
    """Promises kept and looked back upon; some not yet."""
    tracked = [one for one in series.ours() if one.state == "tracked"]
    for number, one in enumerate(tracked[:9]):
        promise = one.commitments.get()
        with told(7, 10):
            suggestions.keep_commitment(promise, by=people.holder(promise.unit_id, "liaison"), words="已经贴出来，照片在窗口。")
        with told(3, 14):
            finding = ("implemented", "implemented", "partly", "not_yet")[number % 4]
            look = one.look_backs.order_by("pk").first()
            assert look is not None  # noqa: S101  a B-class reply opened it
            suggestions.hold_look_back(look, by=series.by_city(), on=today(), finding=finding, words="去窗口看过，问了三家企业。")
            if finding == "implemented":
                suggestions.close(one, by=series.by_city())


def project_list() -> None:
    """The ten projects of the year, a measure in force, a decision, one that ended."""
    ended = [one for one in series.ours() if one.state in {"closed", "tracked", "rated"}]
    clerk, host = series.by_city(), series.city()
    for number, (title, words, owner) in enumerate(PROJECTS):
        with told(30 - number, 9):
            made = outcomes.record(
                ended[number : number + 2], by=clerk, host=host, owner=people.unit(owner), kind="project", title=title, words=words, decided_on=today(),
            )  # fmt: skip
            if number < 9:
                outcomes.publish(made, by=clerk)
            if number in {2, 5, 6}:
                outcomes.put_in_force(made, by=clerk)
    for kind, title, words, upto in (
        ("policy", "海宁市涉企中介服务事项清单", "清单之外不收钱，第三方报告互认，事项减少三成六。", "in_force"), ("decision", "关于推进园区公共交通的决定", "园区公交与班次对齐，三年内通到每个园区。", "published"),
        ("policy", "旺季临时停车办法", "观潮和节假日临时车位的划定和收费。", "ended"),
    ):  # fmt: skip
        with told(18, 9):
            made = outcomes.record(
                ended[:3],
                by=clerk,
                host=host,
                owner=people.unit("市数据局"),
                kind=kind,
                title=title,
                words=words,
                decided_on=today(),
                paper="海政发〔2026〕18号",
            )
            outcomes.publish(made, by=clerk)
            if upto in {"in_force", "ended"}:
                outcomes.put_in_force(made, by=clerk)
            if upto == "ended":
                outcomes.end(made, by=clerk, reason="并入了节假日停车与接驳办法。")


def reported() -> None:
    """The city's issued bulletin with two instructions, and others on their way."""
    clerk, host = series.by_city(), series.city()
    fresh = [one for one in series.ours() if one.state not in {"sorted", "withdrawn"}]
    leader = people.holder(host.pk, "leader")
    rows = (
        ("企业反映最多的是检查和第三方", "issued"), ("旺季招工难，难在住和孩子上学", "signed"), ("园区公交和厂里的班次对不上", "checked"), ("小微续贷的几个堵点", "drafting"), ("展会补助", "withdrawn"),
    )  # fmt: skip
    for number, (title, state) in enumerate(rows):
        with told(15 - number * 3, 9):
            made = outcomes.draft(
                by=clerk, host=host, title=title, suggestions=fresh[number * 4 : number * 4 + 4], situation="十三场恳谈里，四个镇街的企业用不同的话说了同一件事。",
                problems="一、名目多。二、互相不认。三、说不清找谁。", proposals="一是列出清单，清单之外不收（市市场监管局）。二是报告互认（生态环境分局、市应急管理局）。",
                recipients="报：市委。送：市政府。发：有关部门，各镇人大、街道人大工委。",
            )  # fmt: skip
            if state == "withdrawn":
                outcomes.withdraw(made, by=clerk, reason="情况变了，补助已经发下去。")
            for step, reached in ((outcomes.check, "checked"), (outcomes.sign, "signed"), (outcomes.issue, "issued")):
                if state in {"drafting", "withdrawn"} or made.state == state:
                    break
                step(made, by=clerk)
                assert made.state == reached  # noqa: S101  the table of moves says so
        if state == "issued":
            with told(13, 16):
                words = "清单年底前出，少一项是一项。"
                one = outcomes.instruct(made, by=leader, leader=leader.title, words=words, unit=people.unit("市市场监管局"))
                outcomes.instruct(
                    made, by=leader, leader=leader.title, words="互认的事请牵头。", unit=people.unit("生态环境分局")
                )
            with told(2, 10):
                outcomes.answer_instruction(
                    one,
                    by=people.holder(people.unit("市市场监管局").pk, "liaison"),
                    words="清单初稿 64 项，比原来少 36 项，正在征求意见。",
                )


def erased() -> None:
    """Somebody asked that his words be forgotten; another extract was taken back."""
    from kentan.stages.voices import actions

    voice = (
        Voice.objects.filter(state="held", ticket__state="closed").order_by("pk").first()
        or Voice.objects.filter(state="held").order_by("pk").first()
    )
    assert voice is not None  # noqa: S101  three hundred were told
    with told(1, 11):
        actions.erase(voice, by=people.clerk_of(township_of(voice)))
    shown = Voice.objects.filter(state="released").order_by("pk").first()
    assert shown is not None  # noqa: S101  some of them were released
    with told(1, 12):
        actions.withhold(shown, by=people.clerk_of(township_of(shown)), reason="request")


def series_ended() -> None:
    """All thirteen rooms have been heard."""
    from kentan.stages.talks.models import TalkSeries

    with told(1, 9):
        talks.close_series(TalkSeries.objects.get(title=series.TITLE), by=series.by_city())


def clock() -> None:
    """What the clock owed in these months: silences and endings."""
    from kentan.chores import tick

    tick()


PARTS = (
    ("topics", topics_of_all_kinds), ("together", joined_and_extended),
    ("looked back", looked_back), ("projects", project_list), ("bulletins", reported), ("series ended", series_ended), ("clock", clock), ("erased", erased),
)  # fmt: skip
