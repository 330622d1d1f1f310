"""民声: people of twelve townships speak through their deputies' and stations' codes; each ticket walks as far as its turn says."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from itertools import cycle
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from kentan.demo.county import people
from kentan.demo.county.network import codes_of, townships
from kentan.demo.county.sayings import ANSWERS, DECLINED, MATTERS, OPENINGS, REMARKS, Matter
from kentan.ground.accounts.actor import Actor
from kentan.ground.moment import SHANGHAI, at, today
from kentan.ground.network.labels import AreaKind
from kentan.ground.network.models import Area, Code, Organisation
from kentan.stages.voices import actions
from kentan.stages.voices.models import Ticket

VOICES = 300
NOTICE = "2026-11"
SCOPES = ("spot", "street", "town")
PICTURES = 24
"""So many of the voices carry a drawn photo."""


@contextmanager
def told(days: int, hour: int, minute: int = 0) -> Iterator[None]:
    """So many days ago, at that time; never later than now."""
    moment = datetime.combine(today() - timedelta(days=days), time(hour, minute), SHANGHAI)
    with at(min(moment, timezone.now())):
        yield


def picture(number: int) -> SimpleUploadedFile:
    """A drawn street with something on it; no two alike."""
    made = Image.new("RGB", (960, 640), (214, 222, 226))
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 400, 960, 640), fill=(126, 128, 130))
    for mark in range(6):
        pen.rectangle((60 + mark * 160, 505, 140 + mark * 160, 517), fill=(240, 240, 236))
    for house in range(4):
        left = 40 + house * 230 + number * 13 % 60
        pen.rectangle((left, 210 - number * 7 % 80, left + 170, 400), fill=(196 - house * 12, 178, 160), outline=(90, 84, 78))
    pen.ellipse((380 + number * 29 % 200, 450, 500 + number * 29 % 200, 500), fill=(52, 50, 48), outline=(20, 20, 20))
    kept = io.BytesIO()
    made.save(kept, "JPEG", quality=70)
    return SimpleUploadedFile(f"{number}.jpg", kept.getvalue(), "image/jpeg")


class Case:
    """One voice and who has to do with it."""

    def __init__(self, number: int, code: Code, village: str, matter: Matter, *, days: int) -> None:
        self.number, self.days, self.matter, self.village = number, days, matter, village
        area = code.deputy.area if code.deputy else code.station.area  # type: ignore[union-attr]
        self.area: Area = area if area.kind in {AreaKind.TOWN, AreaKind.STREET} else area.parent  # type: ignore[assignment]
        self.clerk = people.clerk_of(self.area)
        self.addressee = people.of_account(code.deputy.account_id) if code.deputy and code.deputy.account_id else self.clerk
        self.unit: Organisation = people.unit(matter.unit) if matter.unit else people.government_of(self.area.pk)
        self.liaison = people.holder(self.unit.pk, "liaison")
        self.ticket = self.spoken(code)

    def spoken(self, code: Code) -> Ticket:
        """The words, in the evening or in the morning, sometimes with a photo or a telephone."""
        opening = (
            OPENINGS[self.number // len(MATTERS) % len(OPENINGS)]
            if self.matter.words[0] != "{" or self.number < len(MATTERS)
            else ""
        )
        words = f"{opening}{self.matter.words}".format(p=self.village)
        hour, minute = (7, 12, 19, 21)[self.number % 4], self.number * 7 % 60
        given: dict[str, Any] = {"place": self.matter.place.format(p=self.village)} if self.number % 5 else {}
        if self.number % 3 == 0:
            given["phone"] = f"138000000{self.number % 100:02d}"
        with told(self.days, hour, minute):
            if self.number % 17 == 0:
                return actions.speak_by_proxy(by=self.clerk, code=code, words=words, **given).voice.ticket
            photos = [picture(self.number)] if self.number % (VOICES // PICTURES) == 0 else []
            by = Actor.holder_of_code(code.token)
            return actions.speak(by=by, code=code, words=words, notice=NOTICE, photos=photos, **given).voice.ticket

    def on(self, after: int, hour: int, act: Callable[[], object]) -> None:
        """One step, so many days after the words; what lies in the future has not happened."""
        if self.days - after >= 0:
            with told(self.days - after, hour):
                act()

    def relay(self) -> None:
        """To the unit's liaison, the next morning."""
        self.on(
            1,
            8,
            lambda: actions.relay(
                self.ticket, by=self.addressee, unit=self.unit, words="请先去看一看。" if self.number % 2 else ""
            ),
        )

    def handle(self) -> None:
        """Relayed and accepted."""
        self.relay()
        self.on(2, 9, lambda: actions.accept(self.ticket, by=self.liaison))

    def finish(self) -> None:
        """Done, with the result in words."""
        self.handle()
        self.on(
            4, 15, lambda: actions.finish(self.ticket, by=self.liaison, result=self.matter.result, scope=SCOPES[self.number % 3])
        )

    def tell(self) -> None:
        """The deputy went to see, the person is told."""
        self.finish()
        self.on(5, 18, lambda: actions.confirm(self.ticket, by=self.addressee, words="我去看过了。" if self.number % 2 else ""))

    def rate(self) -> None:
        """The person says what he thinks of it."""
        self.tell()
        verdict = ("satisfied", "satisfied", "mostly", "satisfied", "unsatisfied", "mostly")[self.number % 6]
        remark, holder = REMARKS[verdict][self.number % len(REMARKS[verdict])], Actor.holder_of_receipt(self.ticket.voice.receipt)
        self.on(6, 20, lambda: actions.rate(self.ticket, by=holder, verdict=verdict, remark=remark))

    def reopen(self) -> None:
        """It broke again, once more from the start."""
        self.rate()
        holder = Actor.holder_of_receipt(self.ticket.voice.receipt)
        self.on(9, 8, lambda: actions.reopen(self.ticket, by=holder, reason="才过了几天又坏了。"))

    def send_back(self) -> None:
        """Not good enough yet."""
        self.finish()
        self.on(5, 18, lambda: actions.send_back(self.ticket, by=self.addressee, reason="只修了一半，另一头还是老样子。"))

    def answer(self) -> None:
        """Explained on the spot."""
        self.on(1, 9, lambda: actions.answer(self.ticket, by=self.addressee, words=ANSWERS[self.number % len(ANSWERS)]))

    def dispute(self) -> None:
        """The unit says that it is another's."""
        self.relay()
        self.on(2, 10, lambda: actions.decline(self.ticket, by=self.liaison, reason=DECLINED))

    def decide(self) -> None:
        """The town's congress decided whose it is."""
        self.dispute()
        government = people.government_of(self.area.pk)
        self.on(3, 10, lambda: actions.decide(self.ticket, by=self.clerk, unit=government, words="先由属地牵头。"))

    def to_city(self) -> None:
        """Nobody in the town can settle it."""
        self.dispute()
        self.on(3, 10, lambda: actions.escalate_city(self.ticket, by=self.clerk, words="跨两个部门，镇里定不了。"))

    def to_town(self) -> None:
        """More than one unit's."""
        self.on(1, 9, lambda: actions.escalate_town(self.ticket, by=self.addressee, words="牵涉几家，请镇里看看。"))

    def convert(self) -> None:
        """Too large for this lane."""
        self.on(2, 9, lambda: actions.convert(self.ticket, by=self.clerk, words="好几个人说，放到恳谈里一起谈。"))

    def point_out(self) -> None:
        """Not for the congress."""
        kind = ("petition", "lawsuit", "repeat", "beyond")[self.number % 4]
        self.on(1, 9, lambda: actions.route_out(self.ticket, by=self.addressee, kind=kind))

    def leave(self) -> None:
        """Nothing yet."""


TURNS: tuple[tuple[Callable[[Case], None], int, int], ...] = (
    (Case.rate, 12, 110), (Case.rate, 46, 120), (Case.tell, 16, 30), (Case.handle, 3, 7), (Case.rate, 9, 24), (Case.leave, 0, 1), (Case.relay, 1, 3),
    (Case.rate, 50, 140), (Case.finish, 4, 7), (Case.answer, 2, 20), (Case.convert, 20, 60), (Case.handle, 9, 18), (Case.tell, 6, 9), (Case.to_town, 1, 4),
    (Case.dispute, 2, 5), (Case.decide, 4, 8), (Case.leave, 2, 5), (Case.rate, 30, 90), (Case.point_out, 3, 40), (Case.send_back, 6, 9),
    (Case.to_city, 4, 8), (Case.reopen, 12, 20), (Case.tell, 45, 60), (Case.rate, 14, 60),
)  # fmt: skip
"""How far a ticket walks, and how long ago it was spoken: from, to."""


def speak(first: int, last: int) -> None:
    """The voices with these numbers; about the same matter several people may speak, two or three of them into one ticket."""
    areas = [(township, codes_of(township), [area.name for area in township.parts.order_by("code")]) for township in towns()]
    places = cycle(areas)
    for number in range(last):
        _township, codes, villages = next(places)
        if number < first:
            continue
        walk, least, most = TURNS[number % len(TURNS)]
        days = least + number * 13 % (most - least + 1)
        matter = MATTERS[number * 7 % len(MATTERS)]
        case = Case(number, codes[number // 12 % len(codes)], villages[number // 12 % len(villages)], matter, days=days)
        walk(case)
        if walk is Case.handle and number % 2:
            joined(case, codes)
        if walk is Case.rate and number % 4 == 1:
            released(case)


def joined(case: Case, codes: list[Code]) -> None:
    """A neighbour says the same a day later; the clerk joins the two."""
    words = f"我也是{case.village}的，和前面那位说的一样，{case.matter.words.format(p=case.village)}"
    code = codes[(case.number + 1) % len(codes)]
    with told(max(case.days - 1, 0), 6):
        other = actions.speak(by=Actor.holder_of_code(code.token), code=code, words=words, notice=NOTICE).voice.ticket
        actions.join(other, by=case.clerk, same_as=case.ticket)


def released(case: Case) -> None:
    """What everybody may read: without who said it."""
    extract = case.matter.words.format(p=case.village)
    case.on(3, 11, lambda: actions.release(case.ticket.voice, by=case.clerk, title=extract[:24].rstrip("，。"), extract=extract))


def towns() -> list[Area]:
    """The twelve townships."""
    return townships(Area.objects.get(kind=AreaKind.CITY))
