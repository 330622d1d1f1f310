"""交办、答复、评价、回头看的表单. Each asks only what its action needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.models import Account
from kentan.ground.moment import SHANGHAI, today
from kentan.ground.network.models import Deputy
from kentan.stages.suggestions.actions import Units
from kentan.stages.suggestions.labels import ContactKind, ExtensionDecision, LookBackFinding, OutcomeClass, Rating
from kentan.stages.topics.models import Topic
from kentan.stages.topics.queries import ENDED
from kentan.web.parts.lasting import naming
from kentan.web.parts.move_fields import UnitSelect, WordsField, large_choice
from kentan.web.parts.move_forms import MoveForm
from kentan.web.parts.thread_fields import LineField, Many, all_units, choice, day_field, not_to_come, one_of


class Bare(MoveForm):
    """A step that needs no words."""


class Noted(MoveForm):
    """A step that may carry a sentence."""

    words = WordsField(label=_("加一句说明（可以不写）"), rows=2)


class Reasoned(MoveForm):
    """A step that needs its reason."""

    words = WordsField(label=_("理由"), empty=_("请写明理由。"), rows=3)


class Postponed(MoveForm):
    """改期: the new day and hour, and why."""

    day = day_field(
        _("改到哪一天"),
        empty=_("请定一个日子。"),
        hint=naming(gettext_noop("公告过的，这一步就是重新公告，要提前 %(days)s。"), "talk.announce"),
    )
    hour = forms.TimeField(
        label=_("几点开始"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input input--day"}),
        error_messages={"required": _("请写几点开始。"), "invalid": _("时间写得不对，例如 14:00。")},
    )  # fmt: skip
    words = WordsField(label=_("为什么改期"), empty=_("请写明理由。"), rows=2, hint=_("会记在留痕里。"))

    def clean(self) -> dict[str, Any]:
        """`starts_at`: day and hour in Haining."""
        given = super().clean() or {}
        if given.get("day") and given.get("hour"):
            given["starts_at"] = datetime.combine(given["day"], given["hour"], SHANGHAI)
        return given


class ReturnWanted(MoveForm):
    """申请退回: why not ours, and whose."""

    words = WordsField(
        label=_("为什么不归本单位"), empty=_("请写明为什么不归本单位，建议由谁办。"), rows=3, hint=_("写明依据，并写您看应当由谁办。"),
    )  # fmt: skip


class Approved(MoveForm):
    """确定: which meeting, on which day."""

    meeting = LineField(
        label=_("哪次会议确定的"), empty=_("请写明哪次会议确定的，例如“镇人大主席团第 3 次会议”。"), most=80,
        hint=_("例如：镇人大主席团第 3 次会议。"),
    )  # fmt: skip
    on = day_field(_("会议日期"), empty=_("请写会议日期。"))

    def clean(self) -> dict[str, Any]:
        """A meeting that was held."""
        given = super().clean() or {}
        not_to_come(self, "on")
        return given


class Merged(MoveForm):
    """并入: which other topic of the same body."""

    into = one_of(
        Topic.objects.none(),
        label=_("并入哪个议题"),
        empty=_("请选同一机构的另一个议题。"),
        hint=_("依据会一起过去，这里的也留着。"),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        found = Topic.objects.filter(host=self.record.host_id).exclude(pk=self.record.pk).exclude(state__in=ENDED)
        self.fields["into"].queryset = found  # type: ignore[attr-defined]


class Assigned(MoveForm):
    """交办: one lead unit, any number of co-units."""

    lead = UnitSelect(label=_("主办单位"), empty=_("请选一个主办单位。"))
    co = Many(all_units(), label=_("会办单位（可以不选）"))

    def clean(self) -> dict[str, Any]:
        """`units`: lead and co in one value."""
        given = super().clean() or {}
        if given.get("lead"):
            given["units"] = Units(given["lead"], tuple(given.get("co") or ()))
        return given

    def refuse(self, faults: dict[str, str]) -> None:
        """What is wrong with the units stands beside the co-units."""
        super().refuse({"co" if name == "units" else name: sentence for name, sentence in faults.items()})


class Replied(MoveForm):
    """答复, as the unit's head signs it."""

    outcome_class = large_choice(_("办理结果"), OutcomeClass.choices[:3], empty=_("请选择答复类别。"))
    words = WordsField(
        label=_("答复"), empty=_("请写答复。写清做了什么、什么时候做。"), most=5000, rows=7,
        hint=_("写给提出的人看：做了什么，什么时候做。不写“近期”“尽快”。"),
    )  # fmt: skip
    number = LineField(label=_("答复的文号"), empty=_("请写答复的文号。"), most=60)
    signed_by = LineField(label=_("签发人"), empty=_("请写签发人的姓名。"), most=60)
    promise_words = WordsField(label=_("答应做到什么（B 类）"), rows=2)
    promise_due = day_field(_("哪一天前做到（B 类必填）"), hint=_("到那天要再答复一次，人大会去回头看。"))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        head = Account.objects.filter(pk=self.actor.account or 0).first()
        self.fields["signed_by"].initial = head.name if head else ""


class Rated(MoveForm):
    """评价: attitude and result apart, nothing chosen beforehand."""

    attitude = large_choice(_("办理态度"), Rating.choices, empty=_("请评价办理态度。"))
    result = large_choice(_("办理结果"), Rating.choices, empty=_("请评价办理结果。"))
    words = WordsField(label=_("意见"), rows=3, hint=_("结果不满意，要写明哪里不满意。"))


class Contacted(MoveForm):
    """记一次沟通."""

    kind = choice(_("怎么沟通的"), ContactKind.choices, empty=_("请选沟通方式。"))
    on = day_field(_("哪一天"), empty=_("请写哪一天。"))
    deputy = one_of(Deputy.objects.none(), label=_("和哪位代表"), none=_("和反映的群众"))
    words = WordsField(label=_("谈了什么"), empty=_("请写明谈了什么。"), rows=3)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        named = [deputy.pk for deputy in self.record.deputies]
        self.fields["deputy"].queryset = Deputy.objects.filter(pk__in=named)  # type: ignore[attr-defined]
        self.fields["on"].initial = today()
        if not named:
            del self.fields["deputy"]

    def clean(self) -> dict[str, Any]:
        """A contact is recorded after it took place."""
        given = super().clean() or {}
        if given.get("on") and given["on"] > today():
            self.add_error("on", gettext("这一天还没到。沟通过了再来记。"))
        return given


class OpinionGiven(MoveForm):
    """会办意见."""

    words = WordsField(
        label=_("会办意见"), empty=_("请写会办意见。"), rows=4, hint=_("写给主办单位：你们这一块怎么办、什么时候办。答复以前只有主办单位看得到。"),
    )  # fmt: skip


class ExtensionWanted(MoveForm):
    """申请延期."""

    until = day_field(_("延到哪一天"), empty=_("请写延到哪一天。"))
    words = WordsField(label=_("为什么要延期"), empty=_("请写明为什么要延期。"), rows=3)


class ExtensionDecided(MoveForm):
    """同意或不同意延期."""

    decision = large_choice(_("答复"), ExtensionDecision.choices, empty=_("请选同意还是不同意。"))
    words = WordsField(label=_("加一句话（不同意必填）"), rows=2)


class Kept(MoveForm):
    """承诺兑现."""

    words = WordsField(label=_("怎么兑现的"), empty=_("请写明怎么兑现的。"), rows=3)


class LookBackPlanned(MoveForm):
    """定回头看的日子."""

    due = day_field(_("哪一天去看"), empty=_("请定一个日子。"))

    def clean(self) -> dict[str, Any]:
        """A day to come."""
        given = super().clean() or {}
        if given.get("due") and given["due"] < today():
            self.add_error("due", gettext("这一天已经过了，请选今天或以后的日子。"))
        return given


class LookBackHeld(MoveForm):
    """回头看: the day, the finding, what was seen."""

    on = day_field(_("哪一天去看的"), empty=_("请写哪一天去看的。"))
    finding = large_choice(_("结论"), LookBackFinding.choices, empty=_("请选结论。"))
    words = WordsField(label=_("看到什么"), empty=_("请写明看到了什么。"), rows=3)

    def clean(self) -> dict[str, Any]:
        """A look-back is recorded after it took place."""
        given = super().clean() or {}
        if given.get("on") and given["on"] > today():
            self.add_error("on", gettext("这一天还没到。去看过了再来记。"))
        return given
