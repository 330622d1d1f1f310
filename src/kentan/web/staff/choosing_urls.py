"""议题、会前准备的地址."""

from django.urls import path

from kentan.web.staff import preparation, topics

app_name = "staff-choosing"
urlpatterns = [
    path("topics", topics.listed, name="topics"),
    path("topics/new", topics.new, name="topic-new"),
    path("topics/<int:pk>", topics.detail, name="topic"),
    path("topics/<int:pk>/evidence", topics.evidence, name="topic-evidence"),
    path("topics/<int:pk>/preparation", preparation.detail, name="preparation"),
    path("topics/<int:pk>/preparation/law", preparation.add, {"row": "law"}, name="preparation-law"),
    path("topics/<int:pk>/preparation/study", preparation.add, {"row": "study"}, name="preparation-study"),
    path("topics/<int:pk>/preparation/field", preparation.add, {"row": "field"}, name="preparation-field"),
    path("topics/<int:pk>/preparation/packs/<int:version>", preparation.pack, name="pack"),
    path("topics/<int:pk>/preparation/<slug:name>", preparation.move, name="preparation-move"),
    path("topics/<int:pk>/<slug:name>", topics.move, name="topic-move"),
]
