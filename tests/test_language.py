"""语言: what stands on a page in the reader's language."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from kentan.command import catalogue
from kentan.web.parts.templatetags.parts import weekday_words, zh_date
from tests.factories.records import a_voice, county

__all__ = ["county"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("2026年12月3日 周四", "周四")), ("en", ("Thu 3 December 2026", "Thu"))],
)
def test_a_date_says_its_weekday_once(language, words):
    with translation.override(language):
        assert (zh_date(date(2026, 12, 3)), weekday_words(date(2026, 12, 3))) == words


HAN = re.compile(r"[\u4e00-\u9fff]")
HOLES = re.compile(r"%\(\w+\)s|\{\}")
QUOTED_IN_CHINESE = ("海宁市", "街道", "镇", "乡", "盐官人大视察〔2026〕1号", "第三十三条", "分钟")
"""Examples of what is typed in Chinese, whatever the language of the page."""


def english() -> list[tuple[str, str]]:
    """(Chinese, English) of the whole catalogue."""
    rows = []
    for message in catalogue.catalogue():
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            rows += [(first, text) for text in ([message.string] if isinstance(message.string, str) else message.string)]
    return rows


def test_every_word_of_the_interface_has_its_english() -> None:
    assert catalogue.missing() == []
    assert catalogue.ENGLISH.read_text("utf-8").count("#, fuzzy") == 0


def test_the_catalogue_holds_no_word_that_the_interface_lost() -> None:
    assert {message.id for message in catalogue.catalogue() if message.id} == {
        message.id for message in catalogue.gathered() if message.id
    }


def test_the_english_keeps_the_holes_and_speaks_english() -> None:
    rows = english()
    assert [row for row in rows if sorted(HOLES.findall(row[0])) != sorted(HOLES.findall(row[1]))] == []
    for quoted in QUOTED_IN_CHINESE:
        rows = [(chinese, text.replace(quoted, "")) for chinese, text in rows]
    assert [row for row in rows if HAN.search(row[1])] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    "page",
    ["/help", "/notice", "/accessibility", "/r/", "/talks", "/suggestions", "/outcomes", "/topics", "/sign-in", "/nothing-here"],
)
def test_a_page_without_records_is_english_but_for_names(page: str) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", client.get(page).content.decode(), flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", body))
    for name in ("恳谈", "海宁市人大常委会", "中文"):
        words = words.replace(name, "")
    assert HAN.findall(words) == []
    assert 'lang="en"' in body


@pytest.mark.django_db
@pytest.mark.usefixtures("county")
def test_a_receipt_explains_its_date_in_english() -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    page = client.get(f"/r/{a_voice().receipt}").content.decode()
    assert "Why this day" in page
    assert re.search(r"not counted|working day", page)
