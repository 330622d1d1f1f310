"""表和单 as PDF: paper, pages, free rows, a code that a phone reads."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from kentan.papers.fonts import NoFont, faces, installed
from kentan.papers.forms import Ledger, Poster, Slip, ledger, poster, slips, told_of
from kentan.papers.setting import typeset
from tests.papers.test_papers_as_pdf import pages

try:
    faces(frozenset(installed().families()))
except NoFont:
    pytest.skip("no Chinese font on this machine", allow_module_level=True)
SHEET = Ledger(
    "签到表", (("会议", "音乐小镇"),), (("序号", 10), ("姓名", 40), ("签名", 50)), (("1", "𠮷㙍·阿不都热西提·买买提·阿不都热西提", ""),), 23, "内部资料",
)  # fmt: skip
POSTER = Poster(
    "海宁市人大常委会", ("有事跟", "盐官镇代表联络中心站说"), "宣德路 1 号", "https://kentan.example/c/ABCD1234", "ABCD 1234", ("扫一扫", "说一句", "拿回执"), "不用下载。", "打 0573-0000 2612。",
)  # fmt: skip
UPRIGHT, WIDE = (595.3, 841.9), (841.9, 595.3)


def sizes(content: bytes) -> list[tuple[float, float]]:
    return [(round(width, 1), round(height, 1)) for width, height in pages(content)]


def test_a_sheet_of_one_page_is_upright_or_wide_and_goes_on_when_it_is_longer() -> None:
    assert sizes(ledger(SHEET)) == [UPRIGHT]
    assert sizes(ledger(replace(SHEET, is_wide=True, free=11))) == [WIDE]
    assert sizes(ledger(replace(SHEET, free=60))) == [UPRIGHT] * 3


def test_free_rows_go_on_counting_after_the_filled_ones() -> None:
    assert replace(SHEET, free=3).free_rows == [2, 3, 4]


def test_a_poster_is_one_page_however_long_the_name_and_a_phone_reads_its_code() -> None:
    assert sizes(poster(POSTER)) == [UPRIGHT]
    assert sizes(poster(replace(POSTER, lines=("海宁经济开发区、海昌街道人大代表联络站" * 2,)))) == [UPRIGHT]
    picture = Image.open(io.BytesIO(typeset("forms.typ", told_of(POSTER), kind="png")))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [POSTER.address]


def test_eight_slips_stand_on_a_page_and_a_receipt_in_large_print_on_one_or_more() -> None:
    one = Slip("群众", "https://kentan.example/s/ABCDE12345", "ABCDE 12345", ("音乐小镇。",))
    assert [len(pages(slips("发言条", [one] * number))) for number in (1, 8, 9)] == [1, 1, 2]
    assert len(pages(slips("恳谈回执", [one], is_large=True))) == 1
    assert len(pages(slips("恳谈回执", [replace(one, lines=("路灯坏了。" * 400,))], is_large=True))) >= 2


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert (ledger(SHEET), poster(POSTER)) == (ledger(SHEET), poster(POSTER))
    assert ledger(replace(SHEET, title="登记表")) != ledger(SHEET)
