"""Addresses of the provider's desk: nothing personal stands in them."""

from django.urls import path

from ryadom.desks.provider.pages import hire, month, orders, people, places, today

app_name = "provider"
urlpatterns = [
    path("", today.today, name="today"),
    path("leave/", today.leave, name="leave"),
    path("visits/<uuid:visit>/", today.visit, name="visit"),
    path("visits/<uuid:visit>/done/", today.done, name="done"),
    path("visits/<uuid:visit>/not/", today.not_done, name="not-done"),
    path("visits/<uuid:visit>/cancel/", today.cancel, name="cancel"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<uuid:order>/", orders.order, name="order"),
    path("orders/<uuid:order>/accept/", orders.accept, name="accept"),
    path("orders/<uuid:order>/refuse/", orders.refuse, name="refuse"),
    path("people/", people.people, name="people"),
    path("people/<uuid:order>/", people.person, name="person"),
    path("people/<uuid:order>/arrange/", people.arrange, name="arrange"),
    path("people/<uuid:order>/plan/", people.plan, name="plan"),
    path("people/<uuid:order>/end/", people.end, name="end"),
    path("hire/", hire.shelf, name="hire"),
    path("hire/items/", hire.add, name="item-add"),
    path("hire/items/<uuid:item>/", hire.use, name="item"),
    path("hire/<uuid:hire_>/", hire.one, name="hire-one"),
    path("hire/<uuid:hire_>/give/", hire.give, name="give"),
    path("hire/<uuid:hire_>/act/", hire.act, name="hire-act"),
    path("month/", month.month, name="month"),
    path("places/", places.places, name="places"),
    path("places/<slug:form>/", places.set_places, name="set-places"),
]
