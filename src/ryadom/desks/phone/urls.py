"""Addresses of the phone desk. Tokens are random: nothing personal stands in an address."""

from django.urls import path

from ryadom.desks.phone.pages import call, codes, desk, session

app_name = "phone"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("begin/", desk.begin, name="begin"),
    path("missed/", desk.missed, name="missed"),
    path("back/<uuid:token>/<str:do>/", desk.back, name="back"),
    path("status/", codes.status, name="status"),
    path("code/<uuid:person>/", codes.code, name="code"),
    path("calls/<uuid:token>/", call.call, name="call"),
    path("calls/<uuid:token>/record/", call.record, name="record"),
    path("calls/<uuid:token>/find/", call.find, name="find"),
    path("calls/<uuid:token>/who/<str:do>/", call.who, name="who"),
    path("calls/<uuid:token>/ask-back/", call.ask_back, name="ask-back"),
    path("calls/<uuid:token>/agree/", call.agree, name="agree"),
    path("calls/<uuid:token>/talk/", session.led, name="talk"),
    path("calls/<uuid:token>/say/", session.say, name="say"),
    path("calls/<uuid:token>/apply/", session.apply, name="apply"),
]
