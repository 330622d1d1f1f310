"""导入民声: real exports with real dirt. Equal words are two messages; the same row is stored once.

Identity: source + its id column, else the file's digest + row number (docs/decisions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from deliberation.text.normalise import tidy
from kentan.ground.accounts.actor import Actor
from kentan.ground.ledger.advance import begin_many
from kentan.ground.ledger.sealed import keyed_hash
from kentan.ground.moment import SHANGHAI, now
from kentan.ground.network import crockford
from kentan.ground.network.labels import AreaKind
from kentan.ground.network.models import Area, Code
from kentan.stages.voices import intake
from kentan.stages.voices.actions.publishing import tombstone_of
from kentan.stages.voices.actions.speaking import open_ticket_of
from kentan.stages.voices.errors import NotAcceptable
from kentan.stages.voices.labels import Channel, VoiceState
from kentan.stages.voices.models import Voice

BATCH, DIGEST = 500, 16
FIELDS = ("words", "title", "at", "sender", "id", "place")
DATE_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H时%M分", "%Y年%m月%d日", "%Y%m%d", "%Y%m%d%H%M%S",
)  # fmt: skip
SERIAL_DAYS = (20_000, 80_000)
"""A bare number between these is a spreadsheet's day: 1954 to 2119, counted from 1899-12-30."""
FIRST_YEAR = 1990

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not stored, and why."""

    row: int
    reason: str


@dataclass(slots=True)
class Report:
    """What an import did: read = stored + already + refused."""

    read: int = 0
    stored: int = 0
    already: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """The closing line."""
        return f"read {self.read}, stored {self.stored}, already {self.already}, refused {len(self.refusals)}"


@dataclass(frozen=True, slots=True)
class Where:
    """Where imported voices go: source name, the file's digest, the addressee, whether clocks open."""

    source: str
    digest: str
    code: Code | None = None
    opens: bool = False

    @property
    def area(self) -> Area:
        """The addressee's area, else the city."""
        return (self.code.area if self.code else None) or Area.objects.get(kind=AreaKind.CITY)


def said_at(written: str) -> datetime:
    """The time that a row states; now when it states none. Raises NotAcceptable when it cannot be read or cannot be true."""
    text = " ".join(written.split())
    if not text:
        return now()
    found = read_time(text)
    if found is None:
        raise NotAcceptable({"at": f"时间看不懂：{text[:30]}"})
    if found.year < FIRST_YEAR or found > now() + timedelta(days=1):
        raise NotAcceptable({"at": f"时间不可能：{text[:30]}"})
    return found


def read_time(text: str) -> datetime | None:
    """In Haining's time: the ways in which offices and their spreadsheets write one; None for anything else."""
    if text.replace(".", "", 1).isdigit() and SERIAL_DAYS[0] <= float(text) <= SERIAL_DAYS[1]:
        return datetime(1899, 12, 30, tzinfo=SHANGHAI) + timedelta(seconds=round(float(text) * 86_400))
    plain = text.replace("/", "-").replace(".", "-", 2) if text[:4].isdigit() else text
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(SHANGHAI) if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def voice_of_row(row: Mapping[str, str], number: int, where: Where, area: Area) -> Voice:
    """An unsaved voice of one mapped row. Raises NotAcceptable."""
    said = intake.accept(
        words=row.get("words") or "", place=(row.get("place") or "")[: intake.MOST_PLACE], most=intake.MOST_IMPORTED
    )
    sender, given_id = tidy(row.get("sender") or ""), tidy(row.get("id") or "")
    code = where.code
    return Voice(
        state=VoiceState.HELD, receipt=crockford.draw(crockford.RECEIPT_LENGTH), words=said.words, place=said.place,
        heading=tidy(row.get("title") or "")[:200], sender_hash=keyed_hash(sender) if sender else "", channel=Channel.IMPORT,
        code=code, deputy=code.deputy if code else None, station=code.station if code else None, area=area,
        said_at=said_at(row.get("at") or ""), received_at=now(), source=where.source[:60],
        source_id=given_id[:120] or origin_of(row) or f"{where.digest}:{number}",
    )  # fmt: skip


def origin_of(row: Mapping[str, str]) -> str:
    """Which row it was when it was refused before: digest and number, as the file of refused rows says."""
    text = (row.get("origin") or "").strip()
    digest, _, number = text.partition(":")
    return text if len(digest) == DIGEST and digest.isalnum() and number.isdigit() else ""


def store_rows(
    rows: Iterable[Mapping[str, str]], *, by: Actor, where: Where, dry_run: bool = False, progress: Progress | None = None,
) -> Report:  # fmt: skip
    """Read, store, count. Each batch is one transaction: what was reported as stored is stored."""
    report, area = Report(), where.area
    numbered: Iterator[tuple[int, Mapping[str, str]]] = enumerate(rows, 1)
    while batch := list(islice(numbered, BATCH)):
        store_batch(batch, by=by, where=where, area=area, report=report, dry_run=dry_run)
        if progress:
            progress(report.read)
    return report


def store_batch(
    batch: list[tuple[int, Mapping[str, str]]], *, by: Actor, where: Where, area: Area, report: Report, dry_run: bool,
) -> None:  # fmt: skip
    """One batch: refused rows are named, known rows are counted, new rows are stored with their first entries."""
    fresh: dict[str, Voice] = {}
    for number, row in batch:
        report.read += 1
        try:
            voice = voice_of_row(row, number, where, area)
        except NotAcceptable as error:
            report.refusals.append(Refusal(number, "；".join(error.fields.values())))
            continue
        if voice.source_id in fresh:
            report.already += 1
        fresh.setdefault(voice.source_id, voice)
    known = known_ids(where, fresh)
    new = [voice for key, voice in fresh.items() if key not in known]
    report.already += len(known)
    report.stored += len(new)
    if not dry_run and new:
        save_together(new, by=by, opens=where.opens)


def known_ids(where: Where, ids: Iterable[str]) -> set[str]:
    """Which of these were stored before, those since erased included: erased words do not come back."""
    source = where.source[:60]
    gone = {tombstone_of(source, given): given for given in ids}
    stored = Voice.objects.filter(source=source, source_id__in=[*gone.values(), *gone])
    return {gone.get(found, found) for found in stored.values_list("source_id", flat=True)}


@transaction.atomic
def save_together(voices: list[Voice], *, by: Actor, opens: bool) -> None:
    """Voices, their chains and first entries; tickets only when clocks are asked for."""
    Voice.objects.bulk_create(voices)
    begin_many([[(voice, "导入")] for voice in voices], by=by)
    if opens:
        for voice in voices:
            open_ticket_of(voice, by=by)
