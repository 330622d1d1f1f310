"""群众的地址."""

from django.urls import path

from kentan.web.citizen import hall, home, receipts, views

app_name = "citizen"
urlpatterns = [
    path("", home.home, name="home"),
    path("c/<str:token>", views.speak, name="speak"),
    path("c/<str:token>/alike", views.alike, name="alike"),
    path("c/<str:token>/come", hall.come, name="come"),
    path("c/<str:token>/ask", hall.ask, name="ask"),
    path("c/<str:token>/poster", views.poster, name="poster"),
    path("c/<str:token>/poster.pdf", views.poster_pdf, name="poster-pdf"),
    path("poster/<str:token>", views.poster),
    path("r/", receipts.find, name="find"),
    path("r/<str:written>", receipts.show, name="receipt"),
    path("r/<str:written>/rate", receipts.rate, name="rate"),
    path("r/<str:written>/reopen", receipts.reopen, name="reopen"),
    path("r/<str:written>/slip", receipts.slip, name="slip"),
    path("r/<str:written>/slip.pdf", receipts.slip_pdf, name="slip-pdf"),
    path("help", views.help_page, name="help"),
    path("notice", views.notice, name="notice"),
    path("accessibility", views.accessibility, name="accessibility"),
]
