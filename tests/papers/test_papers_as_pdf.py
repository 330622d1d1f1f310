"""公文的 PDF: the same facts set by Typst; page, fonts, bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from kentan.papers.bulletin import bulletin
from kentan.papers.fonts import NoFont, faces, installed
from kentan.papers.minutes import minutes
from kentan.papers.notice import notice
from kentan.papers.setting import Setting, typeset
from kentan.papers.words import balanced, width_of
from tests.papers.test_papers import BULLETIN, MINUTES, NOTICE, PAPERS, Spoken

try:
    faces(frozenset(installed().families()))
except NoFont:
    pytest.skip("no Chinese font on this machine", allow_module_level=True)


def pages(content: bytes) -> list[tuple[float, float]]:
    """The size of every page, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)\s*\]", content)
    return [(float(width), float(height)) for width, height in boxes]


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_set_on_a4_with_its_fonts_in_it(name: str) -> None:
    make, facts = PAPERS[name]
    content = make(facts, Setting)
    assert content.startswith(b"%PDF-")
    assert {(round(width, 1), round(height, 1)) for width, height in pages(content)} == {(595.3, 841.9)}
    assert content.count(b"/FontFile3") + content.count(b"/FontFile2") >= 2


def test_forty_long_lines_fill_several_pages_and_a_long_title_does_not_break_them() -> None:
    lines = tuple(Spoken(n, "群众（村民）", "𠮷㙍堃喆镕，路灯坏了。" * 10) for n in range(1, 41))
    content = minutes(replace(MINUTES, title="𠮷㙍堃喆镕" * 60, lines=lines), Setting)
    assert 8 <= len(pages(content)) <= 20
    assert len(pages(bulletin(replace(BULLETIN, evidence=()), Setting))) == 1


def test_each_addressee_begins_a_page() -> None:
    make, facts = PAPERS["reply"]
    one, three = replace(facts, addressees=("沈月英代表",)), replace(facts, addressees=("沈月英代表",) * 3)
    assert [len(pages(make(some, Setting))) for some in (one, three)] == [1, 3]


def test_words_are_never_read_as_markup() -> None:
    nasty = '#panic(1) $x$ *粗* @某人 <标签> \\ // [ ] {{ }} "引号" `x`'
    plain = notice(replace(NOTICE, ask="甲" * 30), Setting)
    assert len(pages(notice(replace(NOTICE, ask=nasty, host=nasty, title=nasty), Setting))) in {1, 2}
    assert notice(replace(NOTICE, ask="甲" * 30), Setting) == plain


def test_another_process_gives_the_same_bytes() -> None:
    sentence = (
        "import hashlib\nfrom tests.papers.test_papers import PAPERS\nfrom kentan.papers.setting import Setting\n"
        "print(hashlib.sha256(b''.join(make(facts, Setting) for make, facts in PAPERS.values())).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", sentence], capture_output=True, text=True, check=True,
            env={"PYTHONPATH": "src:.", "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "America/Lima"))
    }  # fmt: skip
    assert len(said) == 1


def test_without_a_chinese_font_a_sentence_says_what_to_do() -> None:
    with pytest.raises(NoFont, match=r"没有找到中文字库.*浏览器打印"):
        typeset("setting.typ", {"title": "", "blocks": []}, families=frozenset({"Libertinus Serif"}))


def test_each_face_has_its_best_stand_in_first_and_every_chinese_font_behind() -> None:
    found = faces(frozenset({"FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC"}))
    assert found["仿宋_GB2312"] == ["FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC"]
    assert found["黑体"][0] == "Noto Sans CJK SC"
    assert found["方正小标宋简体"][0] == "Noto Serif CJK SC"


def test_a_title_is_broken_between_words_into_lines_of_nearly_one_length() -> None:
    title = "关于交办《加装电梯谈得拢，卡在多头审查——桂苑小区民情恳谈的情况反映和对全市老旧小区的建议》的通知"
    lines = balanced(title, 20).split("\n")
    assert "".join(lines) == title
    assert len(lines) == 3
    assert all(width_of(line) <= 20 for line in lines)
    assert max(map(width_of, lines)) - min(map(width_of, lines)) <= 6
    assert not any(line[0] in "，。、》）" or line[-1] in "《（" for line in lines)
    assert (balanced("路灯", 20), balanced("", 20)) == ("路灯", "")


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    def filled(characters: int) -> int:
        sheet = Setting("满页")
        sheet.paragraph("谈" * characters, align="justify")
        return len(pages(sheet.bytes()))

    assert [filled(28 * 22), filled(28 * 22 + 1), filled(28 * 44), filled(28 * 44 + 1)] == [1, 2, 2, 3]
