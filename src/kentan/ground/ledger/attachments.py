"""存附件: type by content, size limits, pictures re-encoded without their EXIF."""

from __future__ import annotations

import hashlib
import io
import secrets
import struct
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from kentan.ground.ledger.models import Attachment
from kentan.ground.moment import now

LARGEST_PHOTO = 15 * 1024 * 1024
LONGEST_SIDE = 2000
MOST_PIXELS = 60_000_000
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError, struct.error)


class NotAPhoto(ValueError):
    """The file is no picture that we can keep; `reason` is too_large, heic or unreadable."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.name = name


def reencode(upload: UploadedFile[Any]) -> bytes:
    """The picture as a fresh JPEG: upright, at most 2000 px, without EXIF, comment or anything else. Raises NotAPhoto."""
    if (upload.size or 0) > LARGEST_PHOTO:
        raise NotAPhoto("too_large", upload.name or "")
    upload.seek(0)
    head = upload.read(32)
    upload.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise NotAPhoto("heic", upload.name or "")
    try:
        with Image.open(upload, formats=PHOTO_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPhoto("too_large", upload.name or "")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked at the size that is kept
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except NotAPhoto:
        raise
    except Image.DecompressionBombError as error:
        raise NotAPhoto("too_large", upload.name or "") from error
    except BROKEN as error:
        raise NotAPhoto("unreadable", upload.name or "") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.info.clear()  # a comment or a profile would be written into the new file
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=82)
    return kept.getvalue()


def keep_photo(jpeg: bytes, *, caption: str = "") -> Attachment:
    """Store a re-encoded picture under a random name."""
    return Attachment.objects.create(
        file=ContentFile(jpeg, name=f"{secrets.token_hex(16)}.jpg"), content_type="image/jpeg",
        size=len(jpeg), sha256=hashlib.sha256(jpeg).hexdigest(), caption=caption[:120], kept_at=now(),
    )  # fmt: skip


def keep_photos(uploads: Iterable[UploadedFile[Any]]) -> list[Attachment]:
    """Store all or none: every picture is read before the first is kept."""
    return [keep_photo(jpeg) for jpeg in [reencode(upload) for upload in uploads]]


def discard(attachment: Attachment) -> None:
    """Erase the row now, and the file when that is certain: a rolled-back erasure must not lose a photo."""
    storage, name = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(name))
