"""附件: a picture is what its content says, is kept without what the camera wrote into it, or is refused with a reason."""

from __future__ import annotations

import hashlib
import io
import random

import pytest
from PIL import Image
from tests.ground.ledger.pictures import huge_png, picture, picture_with_a_place, upload

from kentan.ground.ledger import attachments
from kentan.ground.ledger.attachments import LARGEST_PHOTO, NotAPhoto, keep_photo, keep_photos, reencode
from kentan.ground.ledger.models import Attachment

EXE = b"MZ\x90\x00\x03" + b"\x00" * 60 + b"This program cannot be run in DOS mode."
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200


def reason_of(content: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> str:
    with pytest.raises(NotAPhoto) as refused:
        reencode(upload(content, name, content_type))
    assert refused.value.name == name
    return refused.value.reason


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def test_place_camera_time_and_comment_are_gone_and_the_picture_stands_upright() -> None:
    original = picture_with_a_place()
    assert b"CAMERA-OF-WANG" in original
    assert b"HOUSE-NUMBER-THREE" in original
    kept = reencode(upload(original))
    found = opened(kept)
    assert (found.format, found.size, dict(found.getexif()), found.info.get("comment")) == ("JPEG", (48, 64), {}, None)
    assert [trace for trace in (b"CAMERA", b"HOUSE", b"Exif", b"2026:05:25") if trace in kept] == []


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("WEBP", "RGBA")],
)
def test_every_kind_that_is_taken_becomes_a_jpeg(form: str, mode: str) -> None:
    found = opened(reencode(upload(picture(form, mode=mode))))
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (64, 48))


def test_a_large_picture_is_kept_smaller_and_a_small_one_as_it_is() -> None:
    assert opened(reencode(upload(picture(size=(3000, 1500))))).size == (2000, 1000)
    assert opened(reencode(upload(picture(size=(2000, 10))))).size == (2000, 10)


def test_a_picture_under_another_name_is_still_a_picture() -> None:
    assert opened(reencode(upload(picture("PNG"), "photo.exe", "application/octet-stream"))).format == "JPEG"


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("a renamed program", EXE), ("a drawing with a script", SVG), ("nothing", b""), ("a page", b"<html><script>1</script>"),
        ("a film's picture", picture("GIF")), ("a scan", picture("TIFF")), ("a bitmap", picture("BMP")), ("half a picture", picture()[:200]),
        ("a head without a body", b"\xff\xd8\xff\xe0"), ("an archive", b"PK\x03\x04" + b"\x00" * 100), ("a paper", b"%PDF-1.7\n"),
    ],
)  # fmt: skip
def test_what_only_pretends_to_be_a_photo_is_unreadable(what: str, content: bytes) -> None:
    assert reason_of(content) == "unreadable"


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"hevc", b"heim", b"heis", b"msf1"])
def test_the_photos_of_some_telephones_are_named_as_what_they_are(brand: bytes) -> None:
    assert reason_of(HEIC.replace(b"ftypheic", b"ftyp" + brand), "IMG_0001.HEIC") == "heic"


def test_a_picture_and_a_page_in_one_file_keep_only_the_picture() -> None:
    both = picture() + b"<script>alert(1)</script><?php system($_GET[0]); ?>"
    assert [trace for trace in (b"script", b"php") if trace in reencode(upload(both))] == []


def test_thirty_megabytes_are_too_large_and_the_limit_itself_is_not() -> None:
    body = picture()
    assert reason_of(body + b"\x00" * (30 * 1024 * 1024)) == "too_large"
    assert reason_of(body + b"\x00" * (LARGEST_PHOTO - len(body) + 1)) == "too_large"
    assert opened(reencode(upload(body + b"\x00" * (LARGEST_PHOTO - len(body))))).format == "JPEG"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("size", [(60_000, 1001), (12_000, 12_000), (65_000, 65_000)])
def test_a_few_bytes_that_unfold_to_very_many_pixels_are_too_large(size: tuple[int, int]) -> None:
    bomb = huge_png(*size)
    assert len(bomb) < 1000
    assert reason_of(bomb) == "too_large"


@pytest.mark.filterwarnings("ignore")
def test_whatever_is_broken_in_a_picture_is_a_refusal_and_no_accident() -> None:
    chance = random.Random(20260525)
    outcomes = set()
    for form in ("JPEG", "PNG", "WEBP"):
        whole = picture_with_a_place() if form == "JPEG" else picture(form, exif=Image.Exif())
        for _ in range(150):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 12)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                reencode(upload(bytes(broken[: chance.choice([len(broken), chance.randrange(len(broken))])])))
                outcomes.add("kept")
            except NotAPhoto as refused:
                outcomes.add(refused.reason)
    assert {"kept", "unreadable"} <= outcomes <= {"kept", "unreadable", "too_large", "heic"}


@pytest.mark.django_db
def test_a_kept_photo_has_a_random_name_and_its_own_digest() -> None:
    jpeg = reencode(upload(picture(), "../../etc/王小明家.php.jpg"))
    one, other = keep_photo(jpeg, caption="修好以后"), keep_photo(jpeg)
    assert (one.content_type, one.size, one.caption) == ("image/jpeg", len(jpeg), "修好以后")
    assert one.sha256 == hashlib.sha256(jpeg).hexdigest()
    assert one.file.name != other.file.name
    assert one.file.name.endswith(".jpg")
    assert [part for part in ("王", "php", "..") if part in one.file.name] == []
    with one.file.open() as kept:
        assert kept.read() == jpeg


@pytest.mark.django_db
def test_of_several_photos_all_are_kept_or_none() -> None:
    with pytest.raises(NotAPhoto):
        keep_photos([upload(picture()), upload(EXE, "two.jpg"), upload(picture())])
    assert Attachment.objects.count() == 0
    assert len(keep_photos([upload(picture()), upload(picture())])) == 2


@pytest.mark.django_db(transaction=True)
def test_a_discarded_photo_leaves_neither_row_nor_file() -> None:
    kept = keep_photo(reencode(upload(picture())))
    storage, name = kept.file.storage, kept.file.name
    assert storage.exists(name)
    attachments.discard(kept)
    assert (Attachment.objects.count(), storage.exists(name)) == (0, False)


@pytest.mark.django_db(transaction=True)
def test_a_discarding_that_is_rolled_back_keeps_the_file() -> None:
    from django.db import transaction

    kept = keep_photo(reencode(upload(picture())))
    storage, name = kept.file.storage, kept.file.name
    with pytest.raises(RuntimeError), transaction.atomic():
        attachments.discard(kept)
        raise RuntimeError
    assert (Attachment.objects.count(), storage.exists(name)) == (1, True)
