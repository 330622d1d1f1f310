from tests.factories.records import county

__all__ = ["county"]
