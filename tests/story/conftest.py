"""The small invented county for these pages."""

from tests.factories.records import county

__all__ = ["county"]
