"""恳谈、要点、起草、成果的表单. What is wrong is said beside its field; nothing that was typed is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from kentan.ground.moment import SHANGHAI, now, today
from kentan.ground.network.labels import DeputyStatus
from kentan.ground.network.models import Deputy, Organisation, Station
from kentan.stages.outcomes.labels import OutcomeKind
from kentan.stages.suggestions.labels import Track
from kentan.stages.suggestions.queries import loose_points_of, staff_suggestions
from kentan.stages.talks.labels import Confirmed, Initiative, Response, SeatRole, TalkForm
from kentan.stages.talks.models import TalkSeries
from kentan.stages.talks.queries import joinable, seats, utterances
from kentan.stages.topics.labels import TopicState
from kentan.stages.topics.models import Topic
from kentan.stages.topics.queries import hosted_topics
from kentan.web.parts.lasting import naming
from kentan.web.parts.move_fields import WordsField, large_choice
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, Many, all_units, choice, day_field, one_of
from kentan.web.staff.thread import bodies_of

READY = (TopicState.APPROVED, TopicState.PREPARING)
"""Topics that a talk may still be held on."""


def in_office() -> Any:
    """The deputies who hold their mandate."""
    return Deputy.objects.filter(status=DeputyStatus.IN_OFFICE).select_related("area").order_by("area__code", "pk")


class HostedForm(MoveForm):
    """A form that begins with the body in whose name it is done; with one body there is nothing to choose."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        bodies = bodies_of(self.actor)
        self.fields["host"].queryset = bodies  # type: ignore[attr-defined]
        if len(bodies) == 1:
            self.fields["host"].initial = bodies[0].pk
            self.fields["host"].widget = forms.HiddenInput()


class Planned(HostedForm):
    """拟一场恳谈."""

    host = one_of(Organisation.objects.none(), label=_("主办"), empty=_("请选主办机构。"))
    title = LineField(label=_("谈什么"), empty=_("请写题目。"), most=80, hint=_("一句话，说给群众听。"))
    theme = WordsField(label=_("为什么谈"), rows=3, hint=_("几条反映、谁提的、谁定的。会公开。"))
    day = day_field(_("哪一天"), empty=_("请定一个日子。"), hint=naming(gettext_noop("开会 %(days)s前要公告。"), "talk.announce"))
    hour = forms.TimeField(
        label=_("几点开始"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input input--day"}),
        error_messages={"required": _("请写几点开始。"), "invalid": _("时间写得不对，例如 14:00。")},
    )  # fmt: skip
    place = LineField(label=_("在哪里"), empty=_("请写地点。"), most=120, hint=_("不一定在联络站，写清楚怎么找到。"))
    station = one_of(Station.objects.none(), label=_("联络站（在站里开才选）"), none=_("不在联络站"))
    topic = one_of(
        Topic.objects.none(),
        label=_("谈哪个议题"),
        none=_("不按议题谈"),
        hint=_("按议题谈的，材料定稿或者说明免备以后才能开会。"),
    )
    series = one_of(TalkSeries.objects.none(), label=_("属于哪个系列"), none=_("单独一场"))
    initiative = choice(_("谁发起"), Initiative.choices, none=_("按系列定：单独一场是自主开展"), hint=_("届内统计用。"))
    form = choice(_("形式"), TalkForm.choices, empty=_("请选形式。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["station"].queryset = Station.objects.filter(is_open=True).order_by("pk")  # type: ignore[attr-defined]
        self.fields["topic"].queryset = hosted_topics(self.actor).filter(state__in=READY).order_by("-pk")  # type: ignore[attr-defined]
        self.fields["series"].queryset = joinable(self.actor)  # type: ignore[attr-defined]
        self.fields["form"].initial = TalkForm.FACE

    def clean(self) -> dict[str, Any]:
        """`starts_at`: day and hour in Haining, still to come."""
        given = super().clean() or {}
        if given.get("day") and given.get("hour"):
            given["starts_at"] = datetime.combine(given["day"], given["hour"], SHANGHAI)
            if given["starts_at"] <= now():
                self.add_error("day", gettext("这个时间已经过了，请选以后的日子。"))
        return given


class SeriesOpened(HostedForm):
    """发起系列恳谈."""

    host = one_of(Organisation.objects.none(), label=_("牵头"), empty=_("请选牵头机构。"))
    title = LineField(label=_("谈什么"), empty=_("请写题目。"), most=80, hint=_("一句话，说给群众听。"))
    theme = WordsField(label=_("为什么谈"), rows=3, hint=_("会公开。"))
    topic = one_of(Topic.objects.none(), label=_("谈哪个议题"), none=_("不按议题谈"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["topic"].queryset = hosted_topics(self.actor).filter(state__in=READY).order_by("-pk")  # type: ignore[attr-defined]


class Seated(MoveForm):
    """签到: who takes a seat."""

    role = large_choice(_("身份"), SeatRole.choices, empty=_("请选身份。"))
    name = LineField(label=_("姓名（群众的姓名不公开）"), most=40)
    side = LineField(label=_("哪一方（公开这个）"), most=20, hint=_("例如：村民、商户、低楼层。"), listed="sides")
    deputy = one_of(Deputy.objects.none(), label=_("代表"), none=_("不是代表"))
    organisation = one_of(all_units(), label=_("单位"), none=_("不是单位"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["deputy"].queryset = in_office()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A deputy's seat names the deputy, a unit's the unit, and no other seat does."""
        given = super().clean() or {}
        role = given.get("role")
        for kind, name, sentence in (
            (SeatRole.DEPUTY, "deputy", gettext("请选是哪位代表。")), (SeatRole.UNIT, "organisation", gettext("请选是哪个单位。")),
        ):  # fmt: skip
            if role == kind and not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
            if role != kind:
                given[name] = None
        return given


class Recorded(MoveForm):
    """记一条: who says it, the words as they were said."""

    seat = one_of(Organisation.objects.none(), label=_("谁在说"), empty=_("请选谁在说；还没签到的先签到。"))
    words = WordsField(label=_("原话"), empty=_("还没有写他说的话。"), most=5000, rows=3)
    place = LineField(label=_("说到的地点"), most=120)
    item = LineField(label=_("议程"), most=60, listed="items")
    answers = one_of(Organisation.objects.none(), label=_("回应哪一条"), none=_("不是回应"))
    response = choice(_("单位怎么答的"), Response.choices, none=_("不是答复"))
    promised_on = day_field(_("答应的日子（会后答复必填）"))
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        lines = utterances(self.record)
        self.fields["seat"].queryset = seats(self.record)  # type: ignore[attr-defined]
        self.fields["answers"].queryset = lines  # type: ignore[attr-defined]
        self.fields["seat"].label_from_instance = seat_words  # type: ignore[attr-defined]
        self.fields["answers"].label_from_instance = line_words  # type: ignore[attr-defined]
        last = lines.last()
        self.fields["seen"].initial = last.position if last else 0
        self.fields["item"].initial = last.item if last else ""

    def clean(self) -> dict[str, Any]:
        """An answer after the meeting has its date."""
        given = super().clean() or {}
        if given.get("response") == Response.LATER and not given.get("promised_on") and "promised_on" not in self.errors:
            self.add_error("promised_on", gettext("会后答复要写答应的日子。"))
        return given

    def is_repeated(self) -> bool:
        """Whether the same words of the same person came in since the page was opened: a second click."""
        given = self.cleaned_data
        later = self.record.utterances.filter(position__gt=given["seen"] or 0)
        return given["seen"] is not None and later.filter(seat=given["seat"], words=given["words"]).exists()


def seat_words(seat: Any) -> str:
    """How the clerk finds a seat in the list: the name, and the side."""
    return (
        f"{seat.name}　{seat.public_name}" if seat.name and not seat.deputy_id and not seat.organisation_id else seat.public_name
    )


def line_words(line: Any) -> str:
    """How the clerk finds a line: its number, who, the first words."""
    return f"{line.position}　{line.seat.public_name}　{line.words[:20]}"


class WordingConfirmed(MoveForm):
    """确认原话: how the speaker confirmed."""

    how = choice(_("怎么确认的"), [row for row in Confirmed.choices if row[0] != Confirmed.LINK], empty=_("请选怎么确认的。"))


class Found(MoveForm):
    """标要点: the very words, and what they ask for. Empty means the whole of it."""

    quote = WordsField(
        label=_("哪几个字"), most=5000, rows=2, hint=_("从原话里复制过来，一字不改；不填就是整段。用鼠标在上面选中，会自动填好。"),
    )  # fmt: skip
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    problem = LineField(label=_("问题"), most=200, hint=_("问题和诉求至少写一样。"))
    ask = LineField(label=_("诉求"), most=200)
    place = LineField(label=_("地点"), most=120)

    def clean(self) -> dict[str, Any]:
        """`span`: from which character to which; the place that was selected, else the only one where the words stand."""
        given = super().clean() or {}
        words, quote, start = self.record.words, given.get("quote", ""), given.get("start")
        if not quote:
            given["span"] = (0, len(words))
        elif start is not None and words[start : start + len(quote)] == quote:
            given["span"] = (start, start + len(quote))
        elif "quote" not in self.errors:
            given["span"] = self.located(words, quote)
        return given

    def located(self, words: str, quote: str) -> tuple[int, int] | None:
        """Where the quotation stands; a sentence beside the field when it stands nowhere or twice."""
        at, times = words.find(quote), words.count(quote)
        if times == 1:
            return at, at + len(quote)
        sentence = (
            gettext("在原话里没有找到这几个字，请从原话里复制。") if times == 0
            else gettext("这几个字在原话里出现了 %(n)s 次，请多复制几个字。") % {"n": times}
        )  # fmt: skip
        self.add_error("quote", sentence)
        return None


class Drafted(HostedForm):
    """起草建议 from points that belong to none yet."""

    points = Many(
        Organisation.objects.none(), label=_("由哪些要点组成"), empty=_("请至少选一条要点：没有原话的建议不能交办。"),
        gone=_("选中的要点里有一条刚才已经归入别的建议，请重新选。"),
    )  # fmt: skip
    title = LineField(label=_("案由"), empty=_("请写案由，一事一件，不超过 80 字。"), most=80, hint=_("一事一件。"))
    ask = WordsField(label=_("具体意见"), empty=_("请写具体意见。"), rows=3)
    situation = WordsField(label=_("情况（可以不写）"), rows=2)
    analysis = WordsField(label=_("分析（可以不写）"), rows=2)
    track = choice(
        _("轨道"), Track.choices, empty=_("请选轨道。"), hint=_("恳谈里出来的默认是恳谈意见；代表署名的才是代表建议。")
    )
    lead_deputy = one_of(Deputy.objects.none(), label=_("领衔代表"), none=_("没有代表署名"))
    cosigners = Many(Deputy.objects.none(), label=_("附议代表"))
    host = one_of(Organisation.objects.none(), label=_("由谁交办"), empty=_("请选由谁交办。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["points"].queryset = loose_points_of(self.actor)  # type: ignore[attr-defined]
        for name in ("lead_deputy", "cosigners"):
            self.fields[name].queryset = in_office()  # type: ignore[attr-defined]
        self.fields["track"].initial = Track.TALK_OPINION


def only_from_series(form: Drafted, series: str) -> None:
    """Offer the points of one series alone, when its number is given."""
    if series.isdigit():
        offered = form.fields["points"].queryset  # type: ignore[attr-defined]
        form.fields["points"].queryset = offered.filter(utterance__talk__series=int(series))  # type: ignore[attr-defined]


class Gathered(MoveForm):
    """归入要点."""

    points = Many(
        Organisation.objects.none(), label=_("还没有归入的要点"), empty=_("请选要归入的要点。"),
        gone=_("选中的要点里有一条刚才已经归入别的建议，请重新选。"),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["points"].queryset = loose_points_of(self.actor)  # type: ignore[attr-defined]


class OutcomeRecorded(HostedForm):
    """登记成果 from suggestions."""

    suggestions = Many(Organisation.objects.none(), label=_("由哪些建议转化而来"), empty=_("请至少选一件建议。"))
    kind = large_choice(_("种类"), OutcomeKind.choices, empty=_("请选择种类。"))
    title = LineField(label=_("名称"), empty=_("请写名称。"), most=120)
    words = WordsField(
        label=_("改变了什么"), empty=_("请用一句话写清改变了什么。"), rows=3, hint=_("写给群众看：以前怎样，现在怎样。")
    )
    owner = one_of(all_units(), label=_("由谁作出"), empty=_("请选作出单位。"))
    paper = LineField(label=_("依据文号"), most=80)
    decided_on = day_field(_("作出日期"), empty=_("请写作出日期。"))
    host = one_of(Organisation.objects.none(), label=_("登记机构"), empty=_("请选登记机构。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        found = staff_suggestions(self.actor).exclude(state__in=["sorted", "withdrawn"]).order_by("-assigned_on", "-pk")
        self.fields["suggestions"].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing is recorded before it was decided."""
        given = super().clean() or {}
        if given.get("decided_on") and given["decided_on"] > today():
            self.add_error("decided_on", gettext("这一天还没到。作出以后再来登记。"))
        return given
