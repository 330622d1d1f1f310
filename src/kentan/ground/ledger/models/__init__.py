from kentan.ground.ledger.models.attachments import Attachment
from kentan.ground.ledger.models.entries import Chain, Entry, EntryWords
from kentan.ground.ledger.models.notices import Notice
from kentan.ground.ledger.models.numbers import Number, Series
from kentan.ground.ledger.models.staged import Owing, Staged

__all__ = ["Attachment", "Chain", "Entry", "EntryWords", "Notice", "Number", "Owing", "Series", "Staged"]
