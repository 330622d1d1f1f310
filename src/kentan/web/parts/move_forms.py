"""每一步的表单. Each asks only what its action needs; a refusal by the action comes back to the field it belongs to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from kentan.ground.accounts.actor import Actor
from kentan.ground.network import crockford
from kentan.ground.network.models import Organisation
from kentan.stages.voices import flow, rules
from kentan.stages.voices.labels import RouteOut, Scope, Verdict, Withhold
from kentan.stages.voices.models import Ticket
from kentan.web.parts.lasting import lasting, naming
from kentan.web.parts.move_fields import PhotosField, UnitSelect, WordsField, large_choice
from kentan.web.parts.move_hints import Likely, likely_same, likely_units

OTHER, UNCLEAR = "other", "unclear"


class MoveForm(forms.Form):
    """The base: knows the record and who acts; `later` names the fields behind a fold, `after` says what the button leads to."""

    later: tuple[str, ...] = ()
    later_label: Any = ""
    after: Any = ""
    is_plain = False

    def __init__(self, *given: Any, actor: Actor, record: Any, **more: Any) -> None:
        more.setdefault("auto_id", "move_%s")
        self.actor, self.record, self.overtaken = actor, record, False
        super().__init__(*given, **more)

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What stands open."""
        return [field for field in self.visible_fields() if field.name not in self.later]

    @property
    def later_fields(self) -> list[forms.BoundField]:
        """What waits behind the fold."""
        return [field for field in self.visible_fields() if field.name in self.later]

    @property
    def is_unfolded(self) -> bool:
        """Open when there is something to mend or something was typed."""
        return any(field.errors or field.value() for field in self.later_fields)

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, a sentence per field; "__all__" holds what belongs to none."""
        return {name: " ".join(str(sentence) for sentence in sentences) for name, sentences in self.errors.items()}

    def refuse(self, faults: dict[str, str]) -> None:
        """Sentences of the action, put beside their fields; what has no field stands on top."""
        for name, sentence in faults.items():
            self.add_error(name if name in self.fields else None, sentence)


class Remark(MoveForm):
    """A step that may carry a sentence."""

    words = WordsField(label=_("加一句话（可以不写）"), rows=2)


class Relay(MoveForm):
    """转给谁: likely units first, any other from the list, or 说不清归谁."""

    later, later_label, is_plain = ("other_unit", "words"), _("别的单位，加一句我的话"), True
    after = naming(gettext_noop("转送以后，群众的回执上就写着转给了谁；单位要在 %(days)s内接件。"), "ticket.accept")
    unit = large_choice(_("转给谁"), [], empty=_("请选一个单位；说不清就选“说不清归谁”。"))
    other_unit = UnitSelect(label=_("别的单位"), empty=_("请从清单里选一个单位。"), required=False)
    words = WordsField(label=_("我的话（可以不写）"), rows=2)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.likely = likely_units(self.record)
        choices = [(str(found.unit.pk), labelled(found)) for found in self.likely]
        choices.append((OTHER, gettext("别的单位，在下面选")))
        if flow.ESCALATE_TOWN in flow.TICKET.open_to(self.actor, self.record):
            choices.append((UNCLEAR, gettext("说不清归谁，请镇街人大 %(days)s内定") % {"days": lasting("ticket.dispute")}))
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if self.likely and self.likely[0].alike:
            self.fields["unit"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """`chosen`: the unit, or None for 说不清归谁."""
        given = super().clean() or {}
        unit, other = given.get("unit"), given.get("other_unit")
        if unit == OTHER and other is None and "other_unit" not in self.errors:
            self.add_error("other_unit", gettext("请从清单里选一个单位。"))
        if other is not None and unit not in {None, OTHER}:
            self.add_error("unit", gettext("上面和下面各选了一个单位。请只留一个：要转给别的单位，上面就选“别的单位”。"))
        known = {str(found.unit.pk): found.unit for found in self.likely}
        given["chosen"] = other if unit == OTHER else known.get(str(unit))
        return given


def labelled(found: Likely) -> str:
    """市住建局, with why it is proposed."""
    if not found.alike:
        return str(found.unit)
    why = gettext("相近的 %(count)s 件由它办") % {"count": found.alike}
    return format_html('{} <span class="cap">{}</span>', str(found.unit), why)


class Decide(MoveForm):
    """裁定归属."""

    unit = UnitSelect(label=_("由谁办"), empty=_("请选定由哪个单位办。"), hint=_("定下以后，这个单位不能再退。"))
    words = WordsField(label=_("理由（可以不写）"), rows=2)


class Accept(MoveForm):
    """接件."""

    needs_many = forms.BooleanField(label=_("要几个部门一起办（期限更长）"), required=False)


class Decline(MoveForm):
    """退件: why not ours, and whose."""

    words = WordsField(label=_("为什么不归本单位"), empty=_("请写明为什么不归本单位。"), rows=3)
    owner = UnitSelect(label=_("您看应当归谁"), empty=_("请从清单里选。"), required=False, hint=_("可以不选。最后由人大定。"))

    def clean(self) -> dict[str, Any]:
        """`reason`: both in one sentence for the log."""
        given = super().clean() or {}
        owner: Organisation | None = given.get("owner")
        told = gettext("（认为应当归%(unit)s）") % {"unit": owner} if owner else ""
        given["reason"] = f"{given.get('words', '')}{told}"
        return given


class Finish(MoveForm):
    """报结果."""

    words = WordsField(
        label=_("做了什么"), empty=_("请写明做了什么、什么时候做的。"), hint=_("写给群众看：做了什么，什么时候做的。")
    )
    scope = large_choice(_("办好了多大范围"), Scope.choices, empty=_("请选择这次办好了多大范围。"))
    photos = PhotosField(label=_("照片（可以不附）"), hint=_("办好以后的样子，最多 6 张。"))


class SendBack(MoveForm):
    """没办好，退回."""

    words = WordsField(label=_("哪里没办好"), empty=_("请写明哪里没办好。"), rows=3)


class Answer(MoveForm):
    """当场答复."""

    words = WordsField(label=_("您怎么答复的"), empty=_("请写下您怎么答复的。"), hint=_("群众在回执页上看到的就是这段话。"))


class RouteOutForm(MoveForm):
    """不予受理，指路."""

    kind = large_choice(
        _("为什么不受理"), RouteOut.choices, empty=_("请选择不予受理的原因。"), hint=_("选中的话会原样告诉群众。")
    )


class EscalateCity(MoveForm):
    """转市人大."""

    words = WordsField(label=_("为什么要转市人大"), empty=_("请写明理由。"), rows=3)


class Convert(MoveForm):
    """转为议题或建议."""

    words = WordsField(label=_("转成了哪一个议题或建议"), empty=_("请写明编号或题目。"), rows=2)


class Rate(MoveForm):
    """代录评价: asked by telephone; nothing is chosen beforehand."""

    verdict = large_choice(_("他怎么评价"), Verdict.choices, empty=_("请选一个：满意、基本满意，或者不满意。"))
    remark = WordsField(label=_("他的原话"), rows=2, hint=_("不满意要写一句哪里不满意。"))


class Reopen(MoveForm):
    """重开，只有一次."""

    words = WordsField(label=_("为什么要重开"), empty=_("请说一句为什么要重开。"), rows=3, hint=_("一件事只能重开一次。"))


class Join(MoveForm):
    """并入同一件: one of the likely ones, or another by its receipt."""

    same_as = large_choice(_("和哪一件是同一件事"), [], empty=_("请选一件，或填它的查询码。"), required=False)
    receipt = forms.CharField(
        label=_("或者填另一件的查询码"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.likely = {str(ticket.pk): ticket for ticket in likely_same(self.record, self.actor)}
        rows = [(pk, f"{ticket.voice.words[:40]}") for pk, ticket in self.likely.items()]
        self.fields["same_as"].choices = rows  # type: ignore[attr-defined]
        if not rows:
            del self.fields["same_as"]

    def clean(self) -> dict[str, Any]:
        """`chosen`: the other ticket."""
        given = super().clean() or {}
        written = crockford.tidy(given.get("receipt", ""))
        chosen = self.likely.get(given.get("same_as", ""))
        if written:
            chosen = Ticket.objects.select_related("voice__area__parent").filter(voice__receipt=written).first()
        if chosen is None or not rules.may_see(self.actor, chosen.voice):
            self.add_error("receipt", gettext("没有找到那一件。请选一件，或对照回执填查询码。"))
        given["chosen"] = chosen
        return given


class Release(MoveForm):
    """公开摘录: a person takes out names, house numbers and faces."""

    title = forms.CharField(
        label=_("标题"), max_length=60, widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": _("请写一个标题，2 到 60 字。")},
    )  # fmt: skip
    extract = WordsField(
        label=_("公开的摘录"), empty=_("请写去掉姓名门牌的摘录，2 到 1000 字。"), most=1000, rows=5,
        hint=_("先把姓名、电话、门牌、车牌去掉，再公开。原话不会公开。"),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["title"].initial = self.record.title
        self.fields["extract"].initial = self.record.extract or self.record.words


class WithholdForm(MoveForm):
    """收回公开."""

    reason = large_choice(_("收回的理由"), Withhold.choices, empty=_("请选择收回的理由。"))


class Erase(MoveForm):
    """依申请删除: confirmed on a page of its own."""

    sure = forms.BooleanField(
        label=_("是本人申请的，我核对过身份；我知道删除以后不能恢复"),
        error_messages={"required": _("请先核对身份，再勾选这一句。")},
    )  # fmt: skip
