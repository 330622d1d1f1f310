"""建议进出: the field set that other systems read; what comes in waits for its 交办 with its words behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kentan.command.failure import Failure
from kentan.command.files import suggestions, tables
from kentan.ground.ledger.chain import verify_all
from kentan.stages.suggestions.models import Suggestion
from kentan.stages.suggestions.queries import points_of
from tests.factories.records import a_suggestion, an_evaluation, county
from tests.web.thread.builders import NAME, a_handed_on, a_held_talk

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def out(folder: Path, name: str = "建议.xlsx") -> tables.Table:
    assert suggestions.export_suggestions([str(folder / name)]) == 0
    return tables.read(folder / name)


def test_an_answered_suggestion_fills_the_fields_of_the_dictionary(tmp_path: Path) -> None:
    suggestion = a_suggestion("replied", co=("市住建局",))
    an_evaluation(suggestion)
    table = out(tmp_path)
    assert table.columns == suggestions.COLUMNS
    row = {name: cell for name, cell in table.rows[0].items() if cell}
    assert row == {
        "案号": "盐官人大交〔2026〕1号", "类别": "建议", "轨道": "恳谈意见", "案由": "修好村口路灯", "摘要": "三盏都修好。", "是否公开": "公开", "状态": "闭会期间",
        "性质": "当年", "审核": "立案", "交办单位": "盐官镇人大主席团", "主办": "盐官镇政府", "协办": "市住建局", "交办时间": "2026-05-25", "主办答复时间": "2026-05-25",
        "文号": "盐政函〔2026〕1号", "类别标记": "A", "签发人": row["签发人"], "已落实事项": "三盏都换了新灯。", "答复全文": "三盏都换了新灯。",
        "面商形式": "上门征求意见", "面商人": "盐官镇政府", "办理工作": "满意", "办理结果": "满意", "反馈时间": "2026-05-25", "采纳情况": "采纳", "到哪一步": "已评价",
    }  # fmt: skip


def test_no_citizens_name_leaves_by_the_file(tmp_path: Path) -> None:
    a_handed_on(a_held_talk())
    out(tmp_path, "a.csv")
    assert NAME not in (tmp_path / "a.csv").read_text("utf-8-sig")


def test_a_row_of_another_system_waits_for_its_assignment_and_comes_once(tmp_path: Path, capsys) -> None:
    rows = [
        ("1", "修好东街路灯", "东街三盏路灯坏了。", "林一苇", "周二南"),
        ("2", "修井盖", "井盖松了。", "", ""),
        ("3", "x", "x", "没有的人", ""),
        ("4", "", "y", "", ""),
    ]
    tables.write(tmp_path / "旧.xlsx", ["案号", "案由", "摘要", "领衔人", "附议人"], rows)
    given = [str(tmp_path / "旧.xlsx"), "--as", "town_clerk", "--source", "旧系统"]
    assert suggestions.import_suggestions(given) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "第 3 行没有存：没有叫“没有的人”的在任代表。",
        "第 4 行没有存：案由不能空，不超过 80 字。",
        "read 4, stored 2, already 0, refused 2",
    ]
    assert suggestions.import_suggestions(given) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "read 4, stored 0, already 2, refused 2"
    first, second = Suggestion.objects.order_by("pk")
    assert (first.state, first.track, [str(one) for one in first.deputies]) == (
        "sorted",
        "deputy_suggestion",
        ["林一苇", "周二南"],
    )
    assert (second.track, points_of(second)[0].quotation) == ("citizen_opinion", "井盖松了。")
    assert verify_all() == []


def test_what_was_exported_comes_in_again_elsewhere(tmp_path: Path, capsys) -> None:
    a_suggestion("replied")
    table = out(tmp_path)
    assert suggestions.import_suggestions([str(tmp_path / "建议.xlsx"), "--as", "city_clerk"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "read 1, stored 1, already 0, refused 0"
    again = Suggestion.objects.order_by("pk").last()
    assert again is not None and (again.title, again.ask) == (table.rows[0]["案由"], table.rows[0]["摘要"])


@pytest.mark.parametrize("username", ["nobody", "town_liaison", "deputy_one"])
def test_only_staff_of_a_congress_body_take_in(username: str, tmp_path: Path) -> None:
    tables.write(tmp_path / "a.csv", ["案由", "摘要"], [("路灯", "坏了")])
    with pytest.raises(Failure, match="不是人大机构的工作人员"):
        suggestions.import_suggestions([str(tmp_path / "a.csv"), "--as", username])
    assert not Suggestion.objects.exists()
