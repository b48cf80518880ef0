"""Addresses of the resident's way. Tokens are random: nothing personal stands in an address."""

from django.urls import path

from ryadom.desks.resident.care import acting as care_acting
from ryadom.desks.resident.care import pages as care
from ryadom.desks.resident.pages import answers, applying, asking, claims, entering, members, reminding, ways

app_name = "resident"

urlpatterns = [
    path("help/", asking.begin, name="begin"),
    path("help/<str:token>/", asking.step, name="step"),
    path("help/<str:token>/say/", asking.say, name="say"),
    path("help/<str:token>/situation/", asking.choose_situation, name="choose"),
    path("help/<str:token>/family/", asking.tell_who, name="who"),
    path("help/<str:token>/children/", asking.tell_children, name="children"),
    path("help/<str:token>/answer/", asking.answer, name="answer"),
    path("help/<str:token>/move/", asking.move, name="move"),
    path("help/<str:token>/check/", asking.check, name="check"),
    path("help/<str:token>/check/<path:ref>/", asking.change, name="change"),  # `attested:measure/criterion`
    path("help/<str:token>/results/", answers.results, name="results"),
    path("help/<str:token>/results/<str:id>/", answers.measure, name="measure"),
    path("help/<str:token>/results/<str:id>/remind/", reminding.remind, name="remind"),
    path("help/<str:token>/results/<str:id>/day.ics", reminding.day_file, name="day-file"),
    path("help/<str:token>/finish/", answers.finish, name="finish"),
    path("help/<str:token>/sheet/", answers.sheet, name="sheet"),
    path("help/<str:token>/sheet.pdf", answers.sheet_pdf, name="sheet-pdf"),
    path("help/<str:token>/apply/<str:id>/", applying.apply, name="apply"),
    path("help/<str:token>/apply/<str:id>/members/", members.members, name="members"),
    path("help/<str:token>/apply/<str:id>/start/", applying.start, name="start"),
    path("help/<str:token>/apply/<str:id>/application.pdf", applying.application_pdf, name="application"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<uuid:claim>/", claims.claim, name="claim"),
    path("claims/<uuid:claim>/act/", claims.act, name="act"),
    path("claims/<uuid:claim>/application.pdf", claims.application_pdf, name="claim-application"),
    path("claims/<uuid:claim>/decision.pdf", claims.decision_pdf, name="decision"),
    path("claims/external/<uuid:filing>/", claims.mark, name="mark"),
    path("claims/reminders/<uuid:reminder>/stop/", reminding.stop, name="stop-reminding"),
    path("ways/", ways.ways, name="ways"),
    path("ways/<uuid:way>/", ways.way, name="way"),
    path("ways/<uuid:way>/act/", ways.way_act, name="way-act"),
    path("ways/<slug:route>/", ways.way_ahead, name="way-ahead"),
    path("care/", care.home, name="care"),
    path("care/ask/", care.ask, name="care-ask"),
    path("care/<uuid:programme>/", care.one, name="care-one"),
    path("care/<uuid:programme>/choose/", care.choose, name="care-choose"),
    path("care/<uuid:programme>/sheet/", care.sheet, name="care-sheet"),
    path("care/<uuid:programme>/do/<str:do>/", care_acting.act, name="care-act"),
    path("enter/", entering.enter, name="enter"),
    path("leave/", entering.leave, name="leave"),
    path("me/", entering.me, name="me"),
]
