"""恢复短语: the key of encrypted contacts, written so that a person can copy it by hand. It is in no backup."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

from kentan.command.failure import ARGUMENTS, Failure
from kentan.ground.network.crockford import ALPHABET, is_token, tidy

KEY_BYTES, CHECK, GROUP = 32, 4, 4
LETTERS = 52
"""Letters of 5 bits for 32 bytes; the last one carries four zero bits."""


def written(number: int, letters: int) -> str:
    """A number in that many letters, the highest first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(letters)))


def check_of(key: bytes) -> str:
    """Four letters that a slip of the pen changes (20 bits of SHA-256)."""
    return written(int.from_bytes(hashlib.sha256(key).digest()[:3], "big") >> 4, CHECK)


def phrase_of(key: bytes) -> str:
    """14 groups of four letters: the key and its check. `key`: 32 bytes."""
    text = written(int.from_bytes(key, "big") << 4, LETTERS) + check_of(key)
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def key_of(phrase: str) -> bytes:
    """The 32 bytes of a phrase as somebody typed it. Raises Failure when it was not copied rightly."""
    text = tidy(phrase)
    if len(text) == LETTERS + CHECK and is_token(text):
        number = 0
        for letter in text[:LETTERS]:
            number = number << 5 | ALPHABET.index(letter)
        key = (number >> 4).to_bytes(KEY_BYTES, "big")
        if not number & 15 and check_of(key) == text[LETTERS:]:
            return key
    raise Failure(
        "恢复短语不对：应当是 14 组、每组 4 个字母或数字。请对照抄下的再输一次。",
        "this is not the recovery phrase: it has 14 groups of four letters or digits; compare it with your copy.",
        ARGUMENTS,
    )


def mark_of(key: bytes) -> str:
    """Tells one key from another without telling anything about it."""
    return hashlib.sha256(b"kentan contact key" + key).hexdigest()[:16]


def kept_key(data: Path) -> bytes | None:
    """The key of this installation: given by the machine, else in its folder; None when none was made yet."""
    given = os.environ.get("KENTAN_CONTACT_KEY", "").strip()
    try:
        return base64.b64decode(given or (data / "keys" / "contacts").read_text("ascii").strip())
    except OSError:
        return None


def keep_key(data: Path, key: bytes) -> None:
    """Write the key into a folder that has none yet. Raises FileExistsError."""
    folder = data / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(folder / "contacts", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(base64.b64encode(key).decode())


def show_once(data: Path) -> str:
    """The phrase, the first time that this is asked for an installation whose key lies in its folder; empty afterwards."""
    shown = data / "keys" / "phrase-shown"
    key = kept_key(data)
    if key is None or shown.exists() or os.environ.get("KENTAN_CONTACT_KEY"):
        return ""
    shown.touch(mode=0o600)
    return phrase_of(key)
