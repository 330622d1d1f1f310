"""公开的议题的地址."""

from django.urls import path

from kentan.web.citizen import topics

app_name = "topics"
urlpatterns = [
    path("topics", topics.listed, name="topics"),
    path("topics/<int:pk>", topics.detail, name="topic"),
    path("topics/<int:pk>/pack-<int:version>.json", topics.pack, name="pack"),
]
