"""Days, hours and slips as the pages of talks, suggestions and outcomes write them."""

from __future__ import annotations

from datetime import date, datetime

import segno
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from kentan.ground.moment import local
from kentan.ground.words import month_in_words
from kentan.stages.outcomes.labels import OutcomeState
from kentan.stages.outcomes.models import Outcome
from kentan.stages.suggestions.labels import SuggestionState as S
from kentan.stages.talks.labels import TalkState
from kentan.stages.talks.models import Talk
from kentan.stages.talks.queries import is_taking_names
from kentan.stages.topics.labels import TopicState
from kentan.stages.topics.models import Topic
from kentan.web.parts import icons
from kentan.web.parts.move_rows import day_words
from kentan.web.parts.thread_rows import SuggestionRow

register = template.Library()
QUIET = 4
STEPS = 7
MARKS: dict[str, str] = {
    TopicState.APPROVED: "todo", TopicState.PREPARING: "doing", TopicState.DISCUSSED: "done", TopicState.CLOSED: "real",
    OutcomeState.RECORDED: "todo", OutcomeState.PUBLISHED: "doing", OutcomeState.IN_FORCE: "real", OutcomeState.ENDED: "no",
}  # fmt: skip
PRESENT = {S.ASSIGNED: 4, S.RETURN_REQUESTED: 4, S.HANDLING: 4, S.REDO: 4, S.REPLIED: 5, S.TRACKED: 6}


@register.filter
def zh_day(value: date | datetime | None) -> str:
    """10月8日 周四, of a day or of a moment in Haining; with the year when it is another one."""
    if value is None:
        return ""
    return day_words(local(value).date() if isinstance(value, datetime) else value)


@register.filter
def zh_time(value: datetime | None) -> str:
    """14:00 in Haining."""
    return f"{local(value):%H:%M}" if value else ""


@register.filter
def month_of(value: datetime | None) -> str:
    """10月, for the date block at the left of a list."""
    return month_in_words(local(value).date()) if value else ""


@register.filter
def day_of(value: datetime | None) -> str:
    """23, for the date block at the left of a list."""
    return str(local(value).day) if value else ""


@register.filter
def in_fives(value: str) -> str:
    """A slip's code as a person reads it out: 5+5 characters."""
    return f"{value[:5]} {value[5:]}"


@register.filter
def slip_url(slip: str) -> str:
    """Where a slip leads."""
    return f"{settings.PUBLIC_URL}/s/{slip}"


@register.simple_tag
def slip_code(slip: str, words: str) -> SafeString:
    """The QR code of a slip, dark on white with its quiet zone; `words` name it for those who hear the page."""
    made = segno.make(slip_url(slip), error="m", micro=False)
    size = made.symbol_size(border=QUIET)[0]
    drawn = made.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None, dark="#1F2328", light="#FFF")
    shapes = mark_safe(drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")])  # noqa: S308  drawn by segno from an address
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">{2}</svg>',
        size,
        words,
        shapes,
    )


@register.filter
def present_step(row: SuggestionRow) -> int:
    """Which of the seven steps a suggestion stands at; 0 where no single step is waited for."""
    return PRESENT.get(S(row.suggestion.state), 0)


@register.simple_tag
def ticks(step: int) -> SafeString:
    """七步里的第 4 步, as seven squares in a row; the words are for those who hear the page."""
    kinds = "".join(f'<i class="{"d" if n < step else "n" if n == step else "t"}"></i>' for n in range(1, STEPS + 1))
    words = gettext("七步里的第 %(n)s 步") % {"n": step}
    return format_html('<span class="ticks" role="img" aria-label="{}">{}</span>', words, mark_safe(kinds))  # noqa: S308  drawn here


@register.filter
def owing(row: SuggestionRow) -> str:
    """Who owes what the date of this suggestion is for."""
    return row.waits_for if row.suggestion.state == S.REPLIED else row.lead or str(row.suggestion.host)


@register.filter
def owed(row: SuggestionRow) -> str:
    """What is owed by that date."""
    return pgettext("duty", "评价答复") if row.suggestion.state == S.REPLIED else pgettext("duty", "答复")


@register.simple_tag
def standing(record: Talk | Topic | Outcome) -> SafeString:
    """Where a talk, a topic or an outcome stands: shape, colour and a citizen's words."""
    mark, words = (
        talk_standing(record) if isinstance(record, Talk) else (MARKS.get(str(record.state), "todo"), record.state_label)
    )
    return format_html('<span class="st st--{}">{}{}</span>', mark, icons.drawn(f"m-{mark}", ""), words)


def talk_standing(talk: Talk) -> tuple[str, str]:
    """The mark of a talk and what it means to somebody who might come, or might read."""
    if is_taking_names(talk):
        return "todo", gettext("可以报名")
    return {
        TalkState.ANNOUNCED: ("todo", gettext("快要开始")), TalkState.IN_PROGRESS: ("now", gettext("正在谈")),
        TalkState.ADJOURNED: ("doing", gettext("谈完了，在核对记录")), TalkState.CONFIRMED: ("done", gettext("谈完了，记录公开")),
        TalkState.CLOSED: ("done", gettext("谈完了，记录公开")), TalkState.CANCELLED: ("no", gettext("取消了")),
    }.get(TalkState(talk.state), ("todo", talk.state_label))  # fmt: skip
