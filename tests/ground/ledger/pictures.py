"""Pictures for the tests, made here: plain ones, one with a place and a camera in it, and files that only pretend."""

from __future__ import annotations

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS, MODEL, ORIENTATION, COMMENT = 0x8825, 0x0110, 0x0112, 0x9286


def upload(content: bytes, name: str = "photo.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: object) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, 120 if mode in {"L", "P"} else None).save(kept, form, **more)
    return kept.getvalue()


def picture_with_a_place() -> bytes:
    """Taken lying on its side, by a named camera, at a place: all of it in the EXIF; and a comment beside it."""
    exif = Image.Exif()
    exif[MODEL] = "CAMERA-OF-WANG"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (30.0, 24.0, 35.0), 3: "E", 4: (120.0, 32.0, 55.0), 29: "2026:05:25"})
    return picture(exif=exif, comment=b"HOUSE-NUMBER-THREE")


def huge_png(width: int, height: int) -> bytes:
    """A few hundred bytes that claim to be very many pixels (a decompression bomb)."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 4096, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
