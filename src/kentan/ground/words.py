"""用语: closed lists with the office's words, kept in Chinese and shown in the reader's language.

What is written down (the ledger's labels and notes, papers, exports of record) is the Chinese term of art;
what a page shows goes through the catalogue. So `Member.label` stays Chinese, while `choices`, and with
them forms and `get_…_display`, are translated when they are read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.db.models.enums import ChoicesType
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy

from deliberation.clock import spell


def in_words(text: str) -> str:
    """A term that was written down in Chinese, in the reader's language; unknown text stays as it is."""
    return gettext(text) if text else text


def day_in_words(day: date) -> str:
    """2026年10月8日 周四; for an English reader Thu 8 October 2026."""
    return spell(day, "en" if get_language() == "en" else "zh")


def month_in_words(day: date) -> str:
    """10月; for an English reader Oct."""
    return f"{day:%b}" if get_language() == "en" else f"{day.month}月"


def lazily(rows: list[tuple[str, str]]) -> list[tuple[str, str | Promise]]:
    """Rows (value, term) of a choice, translated when they are shown."""
    return [(value, gettext_lazy(term) if term else term) for value, term in rows]


class ShownInWords(ChoicesType):
    """Choices whose rows are translated when they are shown."""

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        """(value, term in the reader's language) per member, in their order."""
        return lazily([(value, str(term)) for value, term in super().choices])


if TYPE_CHECKING:
    Closed = TextChoices
else:

    class Closed(TextChoices, metaclass=ShownInWords):
        """A closed list: identifier → the office's word."""
