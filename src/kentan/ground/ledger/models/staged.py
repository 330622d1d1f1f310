"""有状态、有期限的记录: what a record must carry to pass through the door and to owe a date."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from deliberation.flow import Flow
from kentan.ground.words import in_words


class Staged(models.Model):
    """A record with a state, which nobody but the ledger's door writes."""

    flow: ClassVar[Flow]
    state = models.CharField("状态", max_length=24, db_index=True)

    class Meta:
        abstract = True

    @property
    def matter(self) -> str:
        """The chain that this record's entries stand in; a ticket stands in its voice's."""
        return f"{self._meta.label}:{self.pk}"

    @property
    def state_label(self) -> str:
        """The state in the office's word, in the reader's language."""
        return in_words(self.flow.labels[self.state])


class Owing(models.Model):
    """A record that owes somebody something by a date: the date, the rule it came from, and why it is that day."""

    due = models.DateField("期限", null=True, blank=True, db_index=True)
    due_since = models.DateField("起算", null=True, blank=True)
    due_rule = models.CharField("期限规则", max_length=40, blank=True)
    due_pack = models.CharField("规则包", max_length=40, blank=True)
    due_confirmed = models.BooleanField("期限已核实", default=False)
    due_steps = models.TextField("期限说明", blank=True)

    class Meta:
        abstract = True

    def is_overdue_on(self, day: date) -> bool:
        """Whether the day has passed without the duty being done."""
        return self.due is not None and day > self.due
