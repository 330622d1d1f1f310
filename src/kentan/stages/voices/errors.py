"""Why a voice could not be taken. Facts for the edge; each field carries its sentence."""

from __future__ import annotations


class NotAcceptable(ValueError):
    """What was written cannot be taken; `fields` says per field what to do. Nothing was stored."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


class KeyReused(ValueError):
    """The same idempotency key came with other content. Nothing was stored."""
