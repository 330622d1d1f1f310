"""谁在做: the Actor by whom every act is signed.

Half of those who act have no account: a person who scanned a code, who holds a receipt, who took a seat
in a talk; and the system itself when a clock runs out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["account", "system", "code", "receipt", "participant"]


@dataclass(frozen=True, slots=True)
class Post:
    """在任: a role held at an organisation of an area, today."""

    role: str
    organisation: int
    area: int
    level: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts: kind, key (account id, code, receipt or seat), the title to print, the posts held now."""

    kind: Kind
    key: str
    title: str = ""
    posts: tuple[Post, ...] = field(default=())
    deputy: int | None = None

    @property
    def account(self) -> int | None:
        """The account's id when it is an account that acts."""
        return int(self.key) if self.kind == "account" else None

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is held anywhere."""
        return any(post.role in roles for post in self.posts)

    def holds_at(self, organisation: int | None, *roles: str) -> bool:
        """Whether one of these roles is held at this organisation."""
        return any(post.organisation == organisation and post.role in roles for post in self.posts)

    def holds_in(self, area: int | None, *roles: str) -> bool:
        """Whether one of these roles is held in this area (a township)."""
        return any(post.area == area and post.role in roles for post in self.posts)

    @classmethod
    def holder_of_code(cls, token: str) -> Actor:
        """Somebody who scanned a code."""
        return cls("code", token)

    @classmethod
    def holder_of_receipt(cls, receipt: str) -> Actor:
        """Somebody who holds a receipt."""
        return cls("receipt", receipt)

    @classmethod
    def participant(cls, seat: str) -> Actor:
        """Somebody checked in at a talk."""
        return cls("participant", seat)


SYSTEM = Actor("system", "system", "系统")
NOBODY = Actor("code", "")
