"""Addresses of the staff's desk. Tokens are random: nothing personal stands in an address."""

from django.urls import path

from ryadom.desks.curator.pages import (
    assisted,
    claims,
    entering,
    facts,
    households,
    persons,
    practices,
    queue,
    searching,
)

app_name = "curator"

urlpatterns = [
    path("", queue.home, name="home"),
    path("enter/", entering.enter, name="enter"),
    path("leave/", entering.leave, name="leave"),
    path("queue.xlsx", queue.xlsx, name="xlsx"),
    path("today/", queue.today, name="today"),
    path("approvals/", queue.approvals, name="approvals"),
    path("notes/<uuid:note>/done/", queue.finish_note, name="finish-note"),
    path("people/", searching.search, name="search"),
    path("people/new/", households.register, name="register"),
    path("people/<uuid:person>/", persons.person, name="person"),
    path("people/<uuid:person>/purpose/", persons.purpose, name="purpose"),
    path("people/<uuid:person>/note/", persons.note, name="note"),
    path("people/<uuid:person>/passport/", persons.passport, name="passport"),
    path("people/<uuid:person>/code/", persons.code, name="code"),
    path("people/<uuid:person>/apply/", persons.apply, name="apply"),
    path("people/<uuid:person>/sheet.pdf", persons.sheet, name="sheets"),
    path("people/<uuid:person>/sheet/<str:measure>.pdf", persons.sheet, name="sheet"),
    path("people/<uuid:person>/external/<uuid:filing>/", persons.mark, name="mark"),
    path("people/<uuid:person>/contacts/", households.contacts, name="contacts"),
    path("people/<uuid:person>/family/", households.family, name="family"),
    path("people/<uuid:person>/members/", households.member_add, name="member-add"),
    path("people/<uuid:person>/members/<uuid:member>/end/", households.member_end, name="member-end"),
    path("people/<uuid:person>/represent/", households.represent, name="represent"),
    path("people/<uuid:person>/represent/<uuid:right>/end/", households.represent_end, name="represent-end"),
    path("people/<uuid:person>/consent/", households.consent, name="consent"),
    path("people/<uuid:person>/facts/<str:who>/", facts.facts, name="facts"),
    path("people/<uuid:person>/incomes/", facts.incomes, name="incomes"),
    path("people/<uuid:person>/assist/", assisted.start, name="assist"),
    path("people/<uuid:person>/assist/leave/", assisted.leave, name="leave-assist"),
    path("claims/<uuid:claim>/", claims.claim, name="claim"),
    path("claims/<uuid:claim>/do/<str:do>/", claims.act, name="act"),
    path("claims/<uuid:claim>/appeal/", claims.appeal, name="appeal"),
    path("claims/<uuid:claim>/decision.pdf", claims.decision_pdf, name="decision"),
    path("claims/<uuid:claim>/application.pdf", claims.application_pdf, name="application"),
    path("practices/", practices.practices, name="practices"),
    path("practices/parameters/", practices.parameters, name="parameters"),
    path("practices/<slug:measure>/", practices.measure, name="measure"),
    path("practices/confirm/<uuid:confirmation>/", practices.second, name="confirm-second"),
    path("practices/withdraw/<uuid:confirmation>/", practices.withdraw, name="confirm-withdraw"),
]
