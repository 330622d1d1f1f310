"""语言: what stands on a page in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from kentan.web.parts.templatetags.parts import weekday_words, zh_date


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("2026年12月3日 周四", "周四")), ("en", ("Thu 3 December 2026", "Thu"))],
)
def test_a_date_says_its_weekday_once(language, words):
    with translation.override(language):
        assert (zh_date(date(2026, 12, 3)), weekday_words(date(2026, 12, 3))) == words
