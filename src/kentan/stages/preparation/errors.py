"""What this stage refuses. Facts; the sentences live in the faces."""

from __future__ import annotations


class Unfit(ValueError):
    """Something is missing or wrong; `fields` says per field what to do. Nothing was stored."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields
