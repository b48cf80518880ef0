"""The API as a whole: its addresses, its description, its faults."""

from ninja import NinjaAPI

from ryadom.desks.openapi import faults
from ryadom.desks.openapi.pages import answers, applications, catalogue
from ryadom.desks.openapi.visit import ExactParser

# No page of its own: a viewer would load its scripts from a foreign host, which our page policy forbids.
api = NinjaAPI(
    title="Ryadom",
    version="1",
    description="Measures of social support: what a family is entitled to and why, and its applications.",
    docs_url=None,
    openapi_url="/openapi.json",
    parser=ExactParser(),
    urls_namespace="openapi",
)
faults.register(api)
for router in (answers.router, catalogue.router, applications.router):
    api.add_router("/v1", router)
