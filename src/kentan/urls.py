"""地址: one line per face."""

from django.urls import include, path

from kentan.web import health
from kentan.web.api import api

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/v1/", api.urls),
    path("", include("kentan.web.citizen.urls")),
    path("", include("kentan.web.citizen.public_urls")),
    path("", include("kentan.web.parts.urls")),
    path("", include("kentan.web.entry.urls")),
    path("deputy/", include("kentan.web.deputy.urls")),
    path("unit/", include("kentan.web.unit.urls")),
    path("leader/", include("kentan.web.leader.urls")),
    path("staff/", include("kentan.web.staff.urls")),
    path("staff/", include("kentan.web.staff.thread_urls")),
    path("unit/", include("kentan.web.unit.thread_urls")),
    path("staff/", include("kentan.web.staff.choosing_urls")),
    path("", include("kentan.web.citizen.topic_urls")),
]
