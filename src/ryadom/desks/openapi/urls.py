"""Addresses of the API, below `/api/`. Tokens are random: nothing personal stands in an address."""

from ryadom.desks.openapi.service import api

# A triple: addresses, the name of every django-ninja, and our namespace, by which it finds its own root.
urlpatterns, _ninja, app_name = api.urls
