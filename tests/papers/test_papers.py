"""公文: each file is opened again and its figures are looked at (GB/T 9704-2012)."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document

from kentan.papers.bulletin import bulletin
from kentan.papers.facts import BulletinFacts, EvidenceRow, Head, MinutesFacts, NoticeFacts, ReplyFacts, Spoken
from kentan.papers.minutes import minutes
from kentan.papers.notice import notice
from kentan.papers.reply import reply
from kentan.papers.words import day, ordinal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOST = "海宁市盐官镇人民代表大会主席团"
ROW = EvidenceRow("优化景区周边交通体系", "盐官人大交〔2026〕1号", "市公安局交警大队", "办理中")
BULLETIN = BulletinFacts(
    Head(), "2026年第1期", HOST, date(2026, 8, 3), "景区停车和公交", (("一、情况", "一场恳谈。"), ("二、问题", "停车难。\n车太少。"), ("三、建议", "旺季前办好。")),
    (ROW,), ("报：市委。", "送：市人民政府。"),
)  # fmt: skip
NOTICE = NoticeFacts(
    HOST, "盐官人大交〔2026〕1号", "优化景区周边交通体系", "恳谈意见", "优化路口放行。", "", ("群众（村民）：左转只放三五辆车",), "市公安局交警大队", ("市交通运输局",),
    date(2026, 5, 25), date(2026, 6, 25), ("5月25日交办，当天不算。",), is_provisional=True,
)  # fmt: skip
REPLY = ReplyFacts(
    "海宁市交通运输局", "海交函〔2026〕31号", "B", "增加公共交通供给", "盐官人大交〔2026〕2号", "202、203 路各加一辆车。", ("沈月英代表", "管为民代表"), "汤国梁",
    date(2026, 6, 20), "各加一辆车", date(2026, 12, 15), (HOST,),
)  # fmt: skip
MINUTES = MinutesFacts(
    HOST, "盐官人大恳谈〔2026〕1号", "音乐小镇的路、公交和停车", date(2026, 5, 20), "代表联络站", ("群众 9 位",), "五条反映。", ("通报",),
    (Spoken(1, "群众（村民）", "左转只放三五辆车。", is_confirmed=False),), (ROW,),
)  # fmt: skip
PAPERS: dict[str, tuple[Callable[[Any], bytes], Any]] = {
    "bulletin": (bulletin, BULLETIN), "notice": (notice, NOTICE), "reply": (reply, REPLY), "minutes": (minutes, MINUTES),
}  # fmt: skip


def part(content: bytes, name: str) -> ET.Element:
    """One part of the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return ET.fromstring(file.read(name))  # noqa: S314  our own file


def words(content: bytes) -> str:
    """All words of the document, in order."""
    return "".join(one.text or "" for one in part(content, "word/document.xml").iter(f"{W}t"))


def values(node: ET.Element | None) -> dict[str, str]:
    assert node is not None
    return {name.removeprefix(W): value for name, value in node.attrib.items()}


@pytest.mark.parametrize("name", PAPERS)
def test_page_margins_and_grid_are_the_national_ones(name: str) -> None:
    make, facts = PAPERS[name]
    section = part(make(facts), "word/document.xml").find(f".//{W}sectPr")
    assert section is not None
    assert values(section.find(f"{W}pgSz")) == {"w": "11906", "h": "16838"}
    margins = values(section.find(f"{W}pgMar"))
    assert {side: margins[side] for side in ("top", "bottom", "left", "right", "footer")} == {
        "top": "2098", "bottom": "1984", "left": "1587", "right": "1474", "footer": "1587",
    }  # fmt: skip
    assert values(section.find(f"{W}docGrid")) == {"type": "lines", "linePitch": "579"}


@pytest.mark.parametrize("name", PAPERS)
def test_body_text_is_three_fang_song_on_exact_lines_that_let_22_by_28_fit(name: str) -> None:
    make, facts = PAPERS[name]
    styles = part(make(facts), "word/styles.xml")
    normal = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "Normal")
    fonts = values(normal.find(f".//{W}rFonts"))
    assert {fonts[script] for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"仿宋_GB2312"}
    assert values(normal.find(f"{W}rPr/{W}sz"))["val"] == "32"
    spacing = values(normal.find(f"{W}pPr/{W}spacing"))
    assert (spacing["line"], spacing["lineRule"], spacing["before"], spacing["after"]) == ("579", "exact", "0", "0")
    tight = int(values(normal.find(f"{W}rPr/{W}spacing"))["val"])
    assert 28 * (16 * 20 + tight) <= 11906 - 1587 - 1474 < 29 * (16 * 20 + tight)
    assert 22 * 579 <= 16838 - 2098 - 1984 < 23 * 579


@pytest.mark.parametrize("name", PAPERS)
def test_pages_are_numbered_in_four_song_odd_at_the_right_even_at_the_left(name: str) -> None:
    make, facts = PAPERS[name]
    content = make(facts)
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    section = Document(io.BytesIO(content)).sections[0]
    for footer, align in ((section.footer, 2), (section.even_page_footer, 0)):
        paragraph = footer.paragraphs[0]
        assert (paragraph.text, paragraph.alignment) == ("—  —", align)
        height = values(paragraph._element.find(f".//{W}pPr/{W}spacing"))
        assert height["lineRule"] == "exact"
        assert int(height["line"]) + 1587 <= 1984
        assert "PAGE" in "".join(one.text or "" for one in paragraph._element.iter(f"{W}instrText"))
        assert {run.font.name for run in paragraph.runs} == {"宋体"}
        assert {run.font.size.pt for run in paragraph.runs if run.font.size} == {14}


@pytest.mark.parametrize("name", PAPERS)
def test_every_run_names_its_chinese_font_and_every_property_stands_in_its_order(name: str) -> None:
    from kentan.papers.sheet import PARAGRAPH, RUN, TABLE

    make, facts = PAPERS[name]
    document = part(make(facts), "word/document.xml")
    for run in document.iter(f"{W}r"):
        if run.find(f"{W}t") is not None:
            assert values(run.find(f"{W}rPr/{W}rFonts"))["eastAsia"] in {
                "仿宋_GB2312",
                "黑体",
                "楷体_GB2312",
                "宋体",
                "方正小标宋简体",
            }
    for kind, order in (("pPr", PARAGRAPH), ("rPr", RUN), ("tblPr", TABLE)):
        for properties in document.iter(f"{W}{kind}"):
            places = [order.index(one.tag.removeprefix(W)) for one in properties]
            assert places == sorted(places)


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_facts_give_the_same_bytes_and_others_give_others(name: str) -> None:
    make, facts = PAPERS[name]
    assert make(facts) == make(facts)
    assert make(replace(facts, title="别的题目")) != make(facts)


def test_another_process_gives_the_same_bytes() -> None:
    import hashlib

    sentence = (
        "import hashlib\nfrom tests.papers.test_papers import PAPERS\n"
        "print(hashlib.sha256(b''.join(make(facts) for make, facts in PAPERS.values())).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", sentence], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src:.", "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert said == {hashlib.sha256(b"".join(make(facts) for make, facts in PAPERS.values())).hexdigest()}


def test_the_bulletins_head_is_red_names_its_issue_and_ends_in_a_red_line() -> None:
    content = bulletin(BULLETIN)
    paragraphs = Document(io.BytesIO(content)).paragraphs
    assert [one.text for one in paragraphs[:4]] == ["内部资料　注意保存", "民情专报", "2026年第1期", f"{HOST}\t2026年8月3日"]
    name = paragraphs[1].runs[0]
    assert (str(name.font.color.rgb), name.font.size.pt if name.font.size else 0, name.font.name) == (
        "FF0000",
        54,
        "方正小标宋简体",
    )
    assert values(paragraphs[3]._element.find(f".//{W}pBdr/{W}bottom")) == {
        "val": "single",
        "sz": "24",
        "space": "4",
        "color": "FF0000",
    }
    title = paragraphs[5].runs[0]
    assert all(paragraphs[place]._element.find(f".//{W}snapToGrid").get(f"{W}val") == "0" for place in (1, 5))
    assert (title.text, title.font.size.pt if title.font.size else 0, paragraphs[5].alignment) == ("景区停车和公交", 22, 1)
    assert [one.text for one in paragraphs if one.text[1:2] == "、"] == ["一、情况", "二、问题", "三、建议"]


def test_the_foot_stands_on_the_lower_edge_between_lines() -> None:
    foot = next(one for one in Document(io.BytesIO(bulletin(BULLETIN))).paragraphs if one.text.startswith("报："))
    assert foot.text == "报：市委。\n送：市人民政府。"
    frame = values(foot._element.find(f".//{W}framePr"))
    assert (frame["vAnchor"], frame["yAlign"], frame["w"]) == ("margin", "bottom", "8845")
    assert [line.tag.removeprefix(W) for line in foot._element.find(f".//{W}pBdr")] == ["top", "bottom"]


@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_bears_a_classification(name: str) -> None:
    make, facts = PAPERS[name]
    assert not re.search("绝密|机密|秘密", words(make(facts)))


def test_an_office_may_replace_the_head() -> None:
    head = Head(name="恳谈快报", mark="内部参阅", size=40, copies="20")
    text = words(bulletin(replace(BULLETIN, head=head)))
    assert ("恳谈快报" in text, "内部参阅" in text, "共印20份" in text, "民情专报" in text) == (True, True, True, False)


def test_each_deputy_gets_a_copy_with_the_class_at_the_upper_right() -> None:
    content = reply(REPLY)
    text = words(content)
    assert [text.count(name) for name in ("沈月英代表：", "管为民代表：", "海交函〔2026〕31号")] == [1, 1, 2]
    assert len([one for one in part(content, "word/document.xml").iter(f"{W}br") if one.get(f"{W}type") == "page"]) == 1
    first = Document(io.BytesIO(content)).paragraphs[0]
    assert (first.text, first.alignment) == ("B", 2)


def test_what_was_not_confirmed_says_so_and_a_provisional_date_too() -> None:
    assert "左转只放三五辆车。（本人未确认）" in words(minutes(MINUTES))
    assert "2026年6月25日前答复（期限未经核实，暂定）" in words(notice(NOTICE))


def test_long_names_rare_characters_two_lines_of_title_and_forty_rows_go_through() -> None:
    long = replace(
        MINUTES, title="𠮷㙍堃喆镕" * 16, host="海宁经济开发区、海昌街道人民代表大会工作委员会办公室" * 2,
        lines=(*(Spoken(n, "群众（村民）", "路灯坏了。" * 30) for n in range(1, 40)), Spoken(40, "群众", "路灯坏了。" * 200)),
    )  # fmt: skip
    content = minutes(long)
    document = part(content, "word/document.xml")
    assert words(content).count("路灯坏了。") == 39 * 30 + 200
    assert "𠮷㙍堃喆镕" in words(content)
    rows = list(document.iter(f"{W}tr"))
    assert [number for number, row in enumerate(rows) if row.find(f".//{W}cantSplit") is None] == [40]
    assert sum(row.find(f".//{W}tblHeader") is not None for row in rows) == 2
    mark = words(notice(replace(NOTICE, host=long.host)))
    assert long.host in mark


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一、"), (9, "九、"), (10, "十、"), (11, "十一、"), (20, "二十、"), (21, "二十一、")]
)
def test_headings_count_as_official_papers_do(number: int, word: str) -> None:
    assert ordinal(number) == word
    assert day(date(2026, 8, 3)) == "2026年8月3日"


def test_a_file_holds_nothing_of_the_librarys_sample_and_names_each_font_twice() -> None:
    content = notice(NOTICE)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name or "customXml" in name]
        assert {entry.date_time for entry in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    table = part(content, "word/fontTable.xml")
    assert {values(one)["name"]: values(one.find(f"{W}altName"))["val"] for one in table}["仿宋_GB2312"] == "仿宋"


def test_an_offices_own_word_file_stands_above_the_text_with_its_words_filled_in() -> None:
    own = Document()
    torn = own.add_paragraph("恳谈要情 {期")
    torn.add_run("号}")
    own.add_table(rows=1, cols=2).rows[0].cells[0].text = "{编发}"
    own.tables[0].rows[0].cells[1].text = "{日期}"
    own.sections[0].footer.paragraphs[0].text = "旧页脚"
    kept = io.BytesIO()
    own.save(kept)
    content = bulletin(replace(BULLETIN, head=Head(base=kept.getvalue())))
    document = Document(io.BytesIO(content))
    assert document.paragraphs[0].text == "恳谈要情 2026年第1期"
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [HOST, "2026年8月3日"]
    assert "民情专报" not in words(content) and "一、情况" in words(content)
    section = part(content, "word/document.xml").find(f".//{W}sectPr")
    assert section is not None and values(section.find(f"{W}pgMar"))["top"] == "2098"
    assert document.sections[0].footer.paragraphs[0].text == "—  —"
    assert bulletin(replace(BULLETIN, head=Head(base=kept.getvalue()))) == content
