"""Files that people hand to a lab command."""

from __future__ import annotations

import gzip

import pytest

from kentan.command.lab.asking import BadArguments
from kentan.command.lab.tables import read_table, show

WANTED = {"id": "编号", "text": "内容"}
ROWS = [{"id": "1", "text": "路灯不亮，有两盏"}, {"id": "2", "text": "说\n两行"}]
CONTENT = '编号,内容,多余\n1,"路灯不亮，有两盏",x\n\n2,"说\n两行",y\n'


@pytest.mark.parametrize(
    "content", [CONTENT.encode(), CONTENT.encode("utf-8-sig"), CONTENT.encode("gbk"), gzip.compress(CONTENT.encode(), mtime=0)]
)
def test_every_way_in_which_offices_save_a_table_is_read(tmp_path, content):
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    assert read_table(file, command="lab x", columns=WANTED) == ROWS


def test_a_column_that_may_be_absent_is_absent(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("编号,内容\n1,好\n")
    assert read_table(file, command="lab x", columns=WANTED, optional={"place": "地点"}) == [{"id": "1", "text": "好"}]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"id,text\n1,2\n", "no column '编号'"),
        ("编号,内容\n1,2,3\n".encode(), "row 1 has 3 cells"),
        (b"\xff\xfe\x00\xff", "neither UTF-8 nor GBK"),
        (b"\x1f\x8b\x00", "cannot be read"),
        ('编号,内容\n1,"二\n'.encode(), "not comma-separated"),
    ],
)
def test_a_file_that_is_no_table_gets_one_clear_line(tmp_path, content, word):
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(BadArguments) as refused:
        read_table(file, command="lab x", columns=WANTED)
    assert word in str(refused.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadArguments, match="cannot be read"):
        read_table(tmp_path / "none.csv", command="lab x", columns=WANTED)


def test_columns_stand_under_each_other_with_chinese_in_them():
    assert show(["名", "n"], [["张三", 1], ["x", 22]]) == "名    n\n张三  1\nx     22"
