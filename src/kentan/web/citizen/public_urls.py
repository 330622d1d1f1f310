"""公开的记录的地址: talks, suggestions, outcomes, a speaker's slip."""

from django.urls import path

from kentan.web.citizen import hall, records

app_name = "records"
urlpatterns = [
    path("talks", records.talks, name="talks"),
    path("talks/<int:pk>", records.talk, name="talk"),
    path("talks/<int:pk>/sign-up", hall.sign_up, name="sign-up"),
    path("series/<int:pk>", records.series, name="series"),
    path("suggestions", records.suggestions, name="suggestions"),
    path("suggestions/<int:pk>", records.suggestion, name="suggestion"),
    path("outcomes", records.outcomes, name="outcomes"),
    path("outcomes/<int:pk>", records.outcome, name="outcome"),
    path("s/<str:slip>", records.slip, name="slip"),
    path("s/<str:slip>/arrive", hall.arrive, name="arrive"),
    path("s/<str:slip>/stay-away", hall.stay_away, name="stay-away"),
    path("s/<str:slip>/<int:line>", records.confirm, name="confirm"),
    path("s/<str:slip>/sign/<int:party>", records.sign, name="sign"),
]
