"""Addresses of the API, below `/api/`. Tokens are random: nothing personal stands in an address."""

from ryadom.desks.openapi.service import api

# django-ninja names its addresses in its own namespace, `openapi`.
urlpatterns, app_name, _namespace = api.urls
