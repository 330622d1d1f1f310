"""收话: how words, place and telephone are tidied and checked before they are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from deliberation.text.normalise import Fault, fault, is_visible, tidy
from kentan.ground.ledger.sealed import keyed_hash
from kentan.ground.network.models import Code
from kentan.ground.words import in_words
from kentan.stages.voices.errors import NotAcceptable

LEAST_WORDS, MOST_WORDS = 2, 5000
MOST_IMPORTED = 100_000
MOST_PLACE = 120
MOST_PHOTOS = 6
NOTICE_VERSION = "2026-11"
PHONE = re.compile(r"(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})", re.ASCII)

SENTENCES: dict[tuple[str, Fault], str] = {
    ("words", "empty"): _("还没有写要说的话。请写一句：在哪里、怎么了、想怎么办。"),
    ("words", "too_short"): _("话太短了，看不出是什么事。请至少写两个字。"),
    ("words", "too_long"): _("话太长了，最多 %(most)s 个字。请分成几件事说，一次说一件。"),
    ("words", "control"): _("话里有不能保存的特殊字符。请删掉乱码再交。"),
    ("words", "classified"): _("话里带有密级标志。这里不是涉密系统，不能收，也没有保存。"),
    ("place", "too_long"): _("地点太长了，最多 %(most)s 个字。"),
    ("place", "control"): _("地点里有不能保存的特殊字符。请删掉再交。"),
    ("place", "classified"): _("地点里带有密级标志，不能收。"),
}
OTHERWISE: dict[Fault, str] = {
    "too_long": _("写得太长了，最多 %(most)s 个字。"),
    "control": _("里面有不能保存的特殊字符。请删掉乱码再交。"),
    "classified": _("里面带有密级标志。这里不是涉密系统，不能收，也没有保存。"),
}


def sentence(field: str, found: Fault) -> str:
    """What is wrong with a field of what was said, and what to do; empty when this field has no sentence of its own."""
    return in_words(SENTENCES.get((field, found), "")) % {"most": MOST_PLACE if field == "place" else MOST_WORDS}


def fit(words: str, field: str = "words") -> str:
    """The words of those who handle a matter, tidied. Raises NotAcceptable on the same grounds as a citizen's."""
    tidied = tidy(words)
    if found := fault(tidied, most=MOST_WORDS):
        raise NotAcceptable({field: in_words(OTHERWISE[found]) % {"most": MOST_WORDS}})
    return tidied


def required(words: str, field: str, sentence: str) -> str:
    """The words, fit to be kept; raises NotAcceptable with the sentence when there are none."""
    tidied = fit(words, field)
    if not is_visible(tidied):
        raise NotAcceptable({field: sentence})
    return tidied


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, tidied and found acceptable."""

    words: str
    place: str
    phone: str

    def fingerprint(self, code: Code) -> str:
        """Equal exactly when code, words, place and phone are equal (after NFC and trimming)."""
        return keyed_hash("\x1f".join([code.token, self.words, self.place, self.phone]))


def tidy_phone(phone: str) -> str:
    """Full-width digits as plain ones, no spaces, no country code: as a telephone is dialled here."""
    return "".join(unicodedata.normalize("NFKC", phone).split()).removeprefix("+86")


def accept(*, words: str, place: str = "", phone: str = "", most: int = MOST_WORDS) -> Said:
    """Tidy and check. Raises NotAcceptable with a sentence per field."""
    said = Said(tidy(words), tidy(place), tidy_phone(phone))
    faults: dict[str, str] = {}
    if found := fault(said.words, least=LEAST_WORDS, most=most):
        faults["words"] = sentence("words", found)
    if found := fault(said.place, most=MOST_PLACE):
        faults["place"] = sentence("place", found)
    if said.phone and not PHONE.fullmatch(said.phone):
        faults["phone"] = gettext("电话号码看起来不对。手机号是 11 位；座机请带区号。也可以不填。")
    if faults:
        raise NotAcceptable(faults)
    return said
