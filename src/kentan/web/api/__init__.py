"""接口: typed, described at /api/v1/openapi.json; the same acts and refusals as the pages."""

from kentan.web.api.root import api

__all__ = ["api"]
