"""票箱: one-time cards drawn by hand from a shuffled box, spent once; a board that is sealed at the close, in no order of voting.

Unlinkability comes from the physical draw, as with paper: the roll knows who took *a* card, the urn knows which card was
spent on *a* ballot, and nothing joins the two. A ballot has a random id, no time, no sequence; the board is sorted by
that id when it is sealed. Where the meeting wants hall receipts, a card finds its ballot until the close; where it wants
sums only, there is no ballot. What this does not protect is said in docs/lab/verify.md.

Pure: chance and storage are given. A store must make `spend` atomic with `drop_in`; `MemoryUrn` is the obvious one.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from deliberation.ballot.errors import BallotError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
CODE_LENGTH, TOKEN_BYTES, ID_BYTES, NONCE_BYTES, SALT_BYTES = 12, 16, 16, 32, 16
SPARE = 10
"""Per cent of spare cards."""
ALGORITHMS = ("sha256", "sm3")
Chance = Any
"""Anything with `token_bytes(n) -> bytes`: the module `secrets`, or a test's own."""


class Urn(Protocol):
    """Where cards and ballots lie. Every method is one transaction."""

    def put_cards(self, hashes: Iterable[str]) -> None:
        """Keep the hashes of the printed cards."""

    def spend_and_drop(self, card: str, ballot: Ballot, *, is_linked: bool = False) -> bool:
        """Mark the card's hash as spent and keep the ballot, both or neither; False when it is unknown or spent.

        Linked: until `forget_links` the card finds its ballot again.
        """

    def spend_and_add(self, card: str, additions: Iterable[str]) -> bool:
        """Mark the card's hash as spent and add one to each of these sums, both or neither; no ballot is kept."""

    def void_card(self, card: str) -> bool:
        """An unused card, scanned and voided in view; False when it is unknown, spent or voided already."""

    def counts(self) -> tuple[int, int, int]:
        """Cards printed, spent, voided."""

    def ballots(self) -> list[Ballot]:
        """The ballots in any order."""

    def sums(self) -> dict[str, int]:
        """The sums, by their names."""

    def linked(self, card: str) -> Ballot | None:
        """The ballot of a linked card."""

    def forget_links(self) -> None:
        """No card finds its ballot from now on."""

    def wipe(self) -> None:
        """Forget everything: cards, ballots, sums, links."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One paper in the urn: random id and nonce (hex), the choices; nothing else."""

    id: str
    choices: tuple[tuple[str, str], ...]
    nonce: str


@dataclass(slots=True)
class MemoryUrn:
    """The urn in memory, for practice rounds, tests and the command line; any number of threads may stand before it."""

    cards: dict[str, str] = field(default_factory=dict)
    papers: dict[str, Ballot] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    links: dict[str, str] = field(default_factory=dict)
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def put_cards(self, hashes: Iterable[str]) -> None:
        """Keep the hashes of the printed cards."""
        with self.one_at_a_time:
            self.cards.update(dict.fromkeys(hashes, "new"))

    def spend_and_drop(self, card: str, ballot: Ballot, *, is_linked: bool = False) -> bool:
        """Spend once."""
        with self.one_at_a_time:
            if self.cards.get(card) != "new" or ballot.id in self.papers:
                return False
            self.cards[card] = "spent"
            self.papers[ballot.id] = ballot
            if is_linked:
                self.links[card] = ballot.id
            return True

    def spend_and_add(self, card: str, additions: Iterable[str]) -> bool:
        """Spend once."""
        with self.one_at_a_time:
            if self.cards.get(card) != "new":
                return False
            self.cards[card] = "spent"
            self.added.update(additions)
            return True

    def void_card(self, card: str) -> bool:
        """Void an unused card."""
        with self.one_at_a_time:
            if self.cards.get(card) != "new":
                return False
            self.cards[card] = "void"
            return True

    def counts(self) -> tuple[int, int, int]:
        """Printed, spent, voided."""
        with self.one_at_a_time:
            states = list(self.cards.values())
        return len(states), states.count("spent"), states.count("void")

    def ballots(self) -> list[Ballot]:
        """Sorted by id, so that not even the order of a dictionary is told."""
        with self.one_at_a_time:
            return [self.papers[key] for key in sorted(self.papers)]

    def sums(self) -> dict[str, int]:
        """Sorted by name, so that not even the order of a dictionary is told."""
        with self.one_at_a_time:
            return dict(sorted(self.added.items()))

    def linked(self, card: str) -> Ballot | None:
        """The ballot of a linked card."""
        with self.one_at_a_time:
            return self.papers.get(self.links.get(card, ""))

    def forget_links(self) -> None:
        """No card finds its ballot from now on."""
        with self.one_at_a_time:
            self.links.clear()

    def wipe(self) -> None:
        """Forget everything."""
        with self.one_at_a_time:
            for kept in (self.cards, self.papers, self.added, self.links):
                kept.clear()


def issue_cards(urn: Urn, *, deputies: int, chance: Chance, spare: int = SPARE) -> list[str]:
    """印票卡: one code per deputy and ten in a hundred more, in random order; the urn keeps only their hashes.

    A code has twelve characters (60 bits). Raises BallotError without deputies.
    """
    if deputies < 1:
        raise BallotError("deputies", f"代表人数要大于 0，不是 {deputies}", deputies=deputies)
    wanted = deputies + -(-deputies * spare // 100)
    codes: set[str] = set()
    while len(codes) < wanted:
        codes.add("".join(ALPHABET[byte % len(ALPHABET)] for byte in chance.token_bytes(CODE_LENGTH)))
    urn.put_cards(sorted(card_hash(code) for code in codes))
    return sorted(codes, key=lambda _code: chance.token_bytes(8))


def card_hash(code: str) -> str:
    """What is stored of a card; written forms of the same code (case, spaces, hyphens, O, I, L) are one."""
    tidy = "".join(letter for letter in code.upper() if letter.isalnum()).translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(f"kentan card {tidy}".encode()).hexdigest()


def commitment(ballot: Ballot, algorithm: str) -> str:
    """H(id, choices, nonce) over canonical JSON: tells nothing before the close."""
    return digest([ballot.id, dict(ballot.choices), ballot.nonce], algorithm)


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, Han as they are, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(value: object, algorithm: str = "sha256") -> str:
    """Hex digest of the canonical JSON. Raises BallotError for an algorithm that this machine lacks."""
    if algorithm not in ALGORITHMS or algorithm not in hashlib.algorithms_available:
        raise BallotError("algorithm", f"这台机器上没有 {algorithm}", algorithm=algorithm)
    return hashlib.new(algorithm, canonical(value)).hexdigest()


def key_of(password: str, salt: str) -> str:
    """A teller's key (hex): scrypt, slow on purpose."""
    return hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()


@dataclass(frozen=True, slots=True)
class Lock:
    """A teller's half of the close: published before the vote; only his password opens it."""

    teller: str
    salt: str
    lock: str


def lock(teller: str, password: str, *, chance: Chance, algorithm: str = "sha256") -> Lock:
    """A lock for one teller. Raises BallotError for a password under eight characters."""
    if len(password) < 8:  # noqa: PLR2004  eight characters, the least that is asked anywhere
        raise BallotError("password", "监票口令至少 8 个字符")
    salt = chance.token_bytes(SALT_BYTES).hex()
    return Lock(teller, salt, digest([key_of(password, salt)], algorithm))


def keys_for(locks: Sequence[Lock], passwords: Mapping[str, str], *, algorithm: str = "sha256") -> dict[str, str]:
    """Every teller's key. Raises BallotError when fewer than two tellers locked, or one password does not open its lock."""
    if len({one.teller for one in locks}) < 2:  # noqa: PLR2004  two keys
        raise BallotError("locks", "封票要两位监票人的口令")
    found = {}
    for one in locks:
        key = key_of(passwords.get(one.teller, ""), one.salt)
        if digest([key], algorithm) != one.lock:
            raise BallotError("key", f"{one.teller}的口令不对，不能封票", teller=one.teller)
        found[one.teller] = key
    return found
