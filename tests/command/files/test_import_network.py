"""导入机构、站点、代表: an office's table becomes the network, the same table again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from kentan.command.failure import Failure
from kentan.command.files import network, tables
from kentan.ground.accounts.models import Account
from kentan.ground.network.importing import KINDS, store_rows
from kentan.ground.network.models import Code, Deputy, Membership, Organisation, Station
from tests.factories.records import county

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
MODELS = (Account, Code, Deputy, Membership, Organisation, Station)
DEPUTY = {
    "姓名": "高一鸣",
    "级别": "市人大代表",
    "联系镇街": "盐官镇",
    "选区": "第一选区",
    "驻站": "盐官镇代表联络中心站",
    "登录名": "gaoym",
}


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_names_every_column_and_its_example_is_taken(kind: str, tmp_path: Path, capsys) -> None:
    file = tmp_path / "空表.xlsx"
    assert network.run(kind, ["--template", str(file)]) == 0
    assert [sheet.title for sheet in load_workbook(file).worksheets] == ["表", "说明"]
    table = tables.read(file)
    assert table.columns == tuple(column.name for column in KINDS[kind].columns)
    report = store_rows(kind, [{**table.rows[0], "名称": "新站", "上级站": "代表联络总站"}])
    assert (report.stored, report.refusals) == (1, [])


def test_a_deputy_comes_with_account_post_station_and_code_once() -> None:
    assert store_rows("deputies", [DEPUTY]).summary == "read 1, stored 1, changed 0, already 0, refused 0"
    deputy = Deputy.objects.get(name="高一鸣")
    assert (deputy.account.username, deputy.stations.get().name, deputy.codes.count()) == ("gaoym", "盐官镇代表联络中心站", 1)
    assert Membership.objects.get(account=deputy.account).role == "deputy"
    before = counts()
    assert store_rows("deputies", [DEPUTY]).already == 1
    assert counts() == before


def test_a_changed_cell_changes_the_record_and_an_empty_one_leaves_it() -> None:
    store_rows("deputies", [DEPUTY])
    assert store_rows("deputies", [DEPUTY | {"介绍": "小学教师。"}]).changed == 1
    assert store_rows("deputies", [DEPUTY | {"介绍": ""}]).already == 1
    assert Deputy.objects.get(name="高一鸣").introduction == "小学教师。"


def test_two_of_one_name_in_two_constituencies_are_two_people() -> None:
    store_rows("deputies", [DEPUTY, DEPUTY | {"选区": "第二选区", "登录名": ""}])
    assert Deputy.objects.filter(name="高一鸣").count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"姓名": " "}, "“姓名”不能空"), ({"级别": "省代表"}, "“级别”只能写：市人大代表、镇人大代表"), ({"联系镇街": "火星镇"}, "没有叫“火星镇”的区域"),
        ({"驻站": "没有的站"}, "没有叫“没有的站”的联络站"), ({"登录名": "town_clerk"}, "登录名“town_clerk”已经有人用"), ({"介绍": "字" * 121}, "太长了"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_stored_says_why_and_leaves_nothing(changed: dict[str, str], sentence: str) -> None:
    before = counts()
    report = store_rows("deputies", [DEPUTY | changed, DEPUTY | {"姓名": "好代表", "登录名": ""}])
    assert (report.stored, [number for number, _why in report.refusals], sentence in report.refusals[0][1]) == (1, [1], True)
    assert counts()[2] == before[2] + 1
    assert not Deputy.objects.filter(name="高一鸣").exists()


def test_a_later_station_may_stand_under_an_earlier_one_and_each_gets_its_poster() -> None:
    rows = [
        {"名称": "城北代表联络站", "层级": "代表联络站", "上级站": "盐官镇代表联络中心站", "区域": "盐官镇"},
        {"名称": "城北一号点", "层级": "代表联络点", "上级站": "城北代表联络站", "区域": "盐官镇"},
        {"名称": "孤站", "层级": "代表联络点", "上级站": "", "区域": "盐官镇"},
    ]
    report = store_rows("stations", rows)
    assert (report.stored, report.refusals) == (2, [(3, "“上级站”不能空")])
    assert Code.objects.filter(station__name__startswith="城北").count() == 2


def test_a_trial_takes_everything_back(tmp_path: Path, capsys) -> None:
    before = counts()
    tables.write(tmp_path / "a.csv", list(DEPUTY), [list(DEPUTY.values())])
    assert network.run("deputies", [str(tmp_path / "a.csv"), "--dry-run"]) == 0
    assert capsys.readouterr().out == "（试读，没有保存）read 1, stored 1, changed 0, already 0, refused 0\n"
    assert counts() == before


def test_a_table_without_the_needed_columns_is_one_sentence(tmp_path: Path) -> None:
    tables.write(tmp_path / "a.csv", ["姓名"], [["高一鸣"]])
    with pytest.raises(Failure, match="没有这些列：级别、联系镇街"):
        network.run("deputies", [str(tmp_path / "a.csv")])
    with pytest.raises(Failure, match="要写明导入哪个文件"):
        network.run("deputies", [])
