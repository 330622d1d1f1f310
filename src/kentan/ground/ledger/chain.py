"""链: how an entry is hashed, and how a chain is verified."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC

from kentan.ground.ledger.models import Chain, Entry


def salted_digest(salt: str, text: str) -> str:
    """SHA-256 of salt and words; without the salt nothing can be guessed from it."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def fresh_salt() -> str:
    """128 random bits, in hex."""
    return secrets.token_hex(16)


def hash_of(entry: Entry, matter: str) -> str:
    """SHA-256 over everything that the entry states, and the entry before it."""
    facts = [
        matter, entry.position, entry.subject, entry.move, entry.label, entry.before, entry.after,
        entry.actor_kind, entry.actor_id, entry.actor_title, entry.at.isoformat(), entry.digest, entry.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where a chain does not hold: the matter, the position, and what is wrong there."""

    matter: str
    position: int
    reason: str


def verify(chain: Chain) -> list[Broken]:
    """Every place where this chain does not hold; empty when it does."""
    found: list[Broken] = []
    previous = ""
    count = 0
    for entry in chain.entries.select_related("words").order_by("position"):
        count += 1
        entry.at = entry.at.astimezone(UTC)
        if entry.position != count or entry.previous != previous or entry.hash != hash_of(entry, chain.matter):
            found.append(Broken(chain.matter, entry.position, "hash"))
        if hasattr(entry, "words") and entry.digest != salted_digest(entry.words.salt, entry.words.text):
            found.append(Broken(chain.matter, entry.position, "words"))
        previous = entry.hash
    if (chain.length, chain.head) != (count, previous):
        found.append(Broken(chain.matter, count, "head"))
    return found


def verify_all() -> list[Broken]:
    """Every place where any chain does not hold."""
    return [broken for chain in Chain.objects.iterator() for broken in verify(chain)]
