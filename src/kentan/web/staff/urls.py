"""人大工作人员的地址."""

from django.urls import path

from kentan.web.staff import audit, calls, codes, people, sheets, views, voices

app_name = "staff"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("tickets/<int:pk>", views.detail, name="detail"),
    path("tickets/<int:pk>/phone", views.phone, name="phone"),
    path("tickets/<int:pk>/<slug:name>", views.move, name="move"),
    path("voices", voices.listed, name="voices"),
    path("voices/<int:pk>", voices.detail, name="voice"),
    path("voices/<int:pk>/<slug:name>", voices.move, name="voice-move"),
    path("proxy", views.proxy, name="proxy"),
    path("calls", calls.listed, name="calls"),
    path("calls/numbers", calls.opened, name="call-numbers"),
    path("calls/<int:pk>/told", calls.told, name="told"),
    path("calls/numbers.pdf", sheets.calls_pdf, name="calls-pdf"),
    path("stations/<int:pk>/register", sheets.register, name="register"),
    path("stations/<int:pk>/register.pdf", sheets.register_pdf, name="register-pdf"),
    path("codes", codes.listed, name="codes"),
    path("codes/make", codes.make, name="make-code"),
    path("codes/<str:token>/replace", codes.replace, name="replace-code"),
    path("people", people.listed, name="people"),
    path("people/<int:pk>", people.one, name="person"),
    path("people/<int:pk>/<slug:name>", people.change, name="person-change"),
    path("audit", audit.audit, name="audit"),
]
