"""`./kentan export suggestions` and `./kentan import suggestions`, in the field set that deputies' suggestion systems share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kentan.command.arguments import Parser
from kentan.command.failure import ARGUMENTS, Failure
from kentan.command.files import tables
from kentan.command.files.progress import bar

if TYPE_CHECKING:
    from kentan.ground.accounts.actor import Actor
    from kentan.ground.network.models import Organisation
    from kentan.stages.suggestions.models import Reply, Suggestion

COLUMNS = (
    "案号", "类别", "轨道", "案由", "摘要", "领衔人", "附议人", "是否公开", "状态", "性质", "审核", "交办单位", "主办", "协办", "交办时间", "答复期限", "主办答复时间", "文号",
    "类别标记", "签发人", "已落实事项", "计划落实事项", "落实时限", "未采纳或未落实理由", "答复全文", "面商形式", "面商人", "办理工作", "办理结果", "反馈时间",
    "反馈意见全文", "采纳情况", "到哪一步",
)  # fmt: skip
MET = {"visit": "上门征求意见", "meeting": "召开座谈会", "phone": "电话联系"}
ADOPTED = {"A": "采纳", "B": "部分采纳", "C": "近期不能落实", "D": "未采纳"}


def export_suggestions(argv: list[str]) -> int:
    """A row per suggestion, as .xlsx or CSV; no citizen's name or contact is among the fields. Raises Failure."""
    made = Parser("kentan export suggestions", epilog="例 example: ./kentan export suggestions 建议.xlsx")
    made.add_argument("file", type=Path)
    given = made.parse_args(argv)
    print(f"written {tables.write(given.file, COLUMNS, exported())}")
    return 0


def exported() -> Iterator[list[str]]:
    """Oldest first."""
    from kentan.stages.suggestions.models import Suggestion

    found = Suggestion.objects.select_related("host", "lead_deputy").order_by("pk")
    for suggestion in found.prefetch_related("cosigners", "assignments__unit", "contacts", "commitments", "replies__evaluation"):
        yield row_of(suggestion)


def row_of(suggestion: Suggestion) -> list[str]:
    """One suggestion under these columns, in their order."""
    from kentan.ground.ledger.numbers import number_of
    from kentan.stages.suggestions.queries import PUBLIC

    units = [row for row in suggestion.assignments.all() if row.ended_at is None]
    by_role = {role: "、".join(str(row.unit) for row in units if row.role == role) for role in ("lead", "co")}
    contacts = list(suggestion.contacts.all())
    replies = sorted(suggestion.replies.all(), key=lambda reply: reply.pk)
    cells = {
        "案号": number_of(suggestion), "类别": "建议", "轨道": str(suggestion.get_track_display()), "案由": suggestion.title, "摘要": suggestion.ask,
        "领衔人": str(suggestion.lead_deputy or ""), "附议人": "、".join(deputy.name for deputy in suggestion.cosigners.all()),
        "是否公开": "公开" if suggestion.state in PUBLIC else "不公开", "状态": "重新办理" if suggestion.redo_count else "闭会期间", "性质": "当年",
        "审核": "立案" if suggestion.assigned_on else "", "交办单位": str(suggestion.host), "主办": by_role["lead"], "协办": by_role["co"],
        "交办时间": str(suggestion.assigned_on or ""), "答复期限": str(suggestion.due or ""),
        "面商形式": "、".join(dict.fromkeys(MET.get(one.kind, "其他") for one in contacts)) or "无沟通联系",
        "面商人": "、".join(dict.fromkeys(str(one.unit) for one in contacts)), "到哪一步": suggestion.state_label,
        **(answered(suggestion, replies[-1]) if replies else {}),
    }  # fmt: skip
    return [cells.get(name, "") for name in COLUMNS]


def answered(suggestion: Suggestion, reply: Reply) -> dict[str, str]:
    """The fields of the last answer and of its rating."""
    from kentan.ground.moment import local

    promised = list(suggestion.commitments.all())
    given, letter = getattr(reply, "evaluation", None), reply.outcome_class
    cells = {
        "主办答复时间": f"{local(reply.signed_at):%Y-%m-%d}", "文号": reply.number, "类别标记": letter, "签发人": reply.signed_by, "答复全文": reply.words,
        "已落实事项": reply.words if letter == "A" else "", "计划落实事项": "；".join(one.words for one in promised),
        "落实时限": "；".join(str(one.due) for one in promised), "未采纳或未落实理由": reply.words if letter in {"C", "D"} else "", "采纳情况": ADOPTED[letter],
    }  # fmt: skip
    if given is not None:
        cells |= {
            "办理工作": str(given.get_attitude_display()), "办理结果": str(given.get_result_display()), "反馈时间": f"{local(given.given_at):%Y-%m-%d}",
            "反馈意见全文": given.words,
        }  # fmt: skip
    return cells


def import_suggestions(argv: list[str]) -> int:
    """Rows of another system become suggestions that wait for their 交办; the same row is taken in once. Raises Failure."""
    made = Parser(
        "kentan import suggestions", epilog="例 example: ./kentan import suggestions 旧系统.xlsx --as wangqin --source 旧系统",
    )  # fmt: skip
    made.add_argument("file", type=Path)
    made.add_argument(
        "--as", dest="username", required=True, metavar="登录名", help="whose body they are sorted for: staff of a congress body"
    )
    made.add_argument("--source", default="")
    given = made.parse_args(argv)
    table = tables.read(given.file)
    if missing := [name for name in ("案由", "摘要") if name not in table.columns]:
        raise Failure(
            f"文件里没有这些列：{'、'.join(missing)}。文件里的列是：{'、'.join(table.columns)}", f"no such columns: {', '.join(missing)}.", ARGUMENTS,
        )  # fmt: skip
    return taken_in(table, given.username, given.source or given.file.name)


def taken_in(table: tables.Table, username: str, source: str) -> int:
    """Each row by itself; the refused ones are named."""
    from kentan.ground.ledger.errors import NotAllowed
    from kentan.stages.suggestions.actions.importing import Imported, take_in
    from kentan.stages.suggestions.errors import Unfit
    from kentan.stages.voices.errors import NotAcceptable

    by, host = staff(username)
    stored, already, refused, draw = 0, 0, 0, bar(len(table.rows))
    for number, row in enumerate(table.rows, start=1):
        cosigners = tuple(name for name in row.get("附议人", "").replace("，", "、").split("、") if name.strip())
        one = Imported(row.get("案号", ""), row["案由"], row["摘要"], row.get("领衔人", ""), cosigners, row.get("交办时间", ""))
        try:
            made = take_in(one, by=by, host=host, source=source, key=one.number or f"{table.digest}:{number}")
        except (Unfit, NotAcceptable) as error:
            refused += 1
            print(f"第 {number} 行没有存：{'；'.join(error.fields.values())}")
            continue
        except NotAllowed as error:
            raise Failure(f"{username} 不能代 {host} 梳理建议。", f"{username} may not sort for {host}.", ARGUMENTS) from error
        stored, already = stored + (made is not None), already + (made is None)
        draw(number)
    print(f"read {len(table.rows)}, stored {stored}, already {already}, refused {refused}")
    return 0


def staff(username: str) -> tuple[Actor, Organisation]:
    """Who does it and for which body. Raises Failure."""
    from kentan.ground.accounts.models import Account
    from kentan.ground.network import models
    from kentan.ground.network.queries import actor_of

    account = Account.objects.filter(username=username).first()
    by = actor_of(account) if account else None
    post = next((post for post in by.posts if post.role in {"town_staff", "town_chair", "city_staff"}), None) if by else None
    if by is None or post is None:
        raise Failure(f"{username} 不是人大机构的工作人员。", f"{username} is no staff of a congress body.", ARGUMENTS)
    return by, models.Organisation.objects.get(pk=post.organisation)
