"""恳谈、要点、建议、成果的地址."""

from django.urls import path

from kentan.web.staff import bulletins, outcomes, points, series, suggestions, talks

app_name = "staff-thread"
urlpatterns = [
    path("talks", talks.listed, name="talks"),
    path("talks/new", talks.new, name="talk-new"),
    path("talks/<int:pk>", talks.detail, name="talk"),
    path("talks/<int:pk>/lines", talks.lines, name="talk-lines"),
    path("talks/<int:pk>/seats", talks.seat, name="talk-seat"),
    path("talks/<int:pk>/seats/<int:seat_pk>/erase", talks.erase, name="talk-erase"),
    path("talks/<int:pk>/record", talks.record, name="talk-record"),
    path("talks/<int:pk>/lines/<int:line>/confirm", talks.confirm, name="talk-confirm"),
    path("talks/<int:pk>/slips", talks.slips, name="talk-slips"),
    path("talks/<int:pk>/points", points.of_talk, name="talk-points"),
    path("talks/<int:pk>/<slug:name>", talks.move, name="talk-move"),
    path("series", series.listed, name="series-list"),
    path("series/new", series.new, name="series-new"),
    path("series/<int:pk>", series.detail, name="series"),
    path("series/<int:pk>/close", series.close, name="series-close"),
    path("points/voices/<int:pk>", points.of_voice, name="voice-points"),
    path("suggestions", suggestions.listed, name="suggestions"),
    path("suggestions/new", suggestions.new, name="suggestion-new"),
    path("suggestions/<int:pk>", suggestions.detail, name="suggestion"),
    path("suggestions/<int:pk>/gather", suggestions.gather, name="suggestion-gather"),
    path("suggestions/<int:pk>/points/<int:point>/separate", suggestions.separate, name="suggestion-separate"),
    path("suggestions/<int:pk>/look-backs", suggestions.plan_look_back, name="suggestion-plan-look-back"),
    path("suggestions/<int:pk>/look-backs/<int:look>", suggestions.hold_look_back, name="suggestion-hold-look-back"),
    path("suggestions/<int:pk>/urge", suggestions.urge, name="suggestion-urge"),
    path("suggestions/<int:pk>/<slug:name>", suggestions.move, name="suggestion-move"),
    path("bulletins", bulletins.listed, name="bulletins"),
    path("bulletins/new", bulletins.new, name="bulletin-new"),
    path("bulletins/<int:pk>", bulletins.detail, name="bulletin"),
    path("bulletins/<int:pk>/instructions", bulletins.instruct, name="bulletin-instruct"),
    path("bulletins/<int:pk>/instructions/<int:one>", bulletins.answer, name="bulletin-answer"),
    path("bulletins/<int:pk>/<slug:name>", bulletins.move, name="bulletin-move"),
    path("outcomes", outcomes.listed, name="outcomes"),
    path("outcomes/new", outcomes.new, name="outcome-new"),
    path("outcomes/<int:pk>", outcomes.detail, name="outcome"),
    path("outcomes/<int:pk>/<slug:name>", outcomes.move, name="outcome-move"),
]
