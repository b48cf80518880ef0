"""Addresses of the region's pages."""

from django.urls import path

from ryadom.desks.ministry import pages
from ryadom.desks.ministry.whatif import exporting, imagining, keeping
from ryadom.desks.ministry.whatif import pages as whatif

app_name = "ministry"
urlpatterns = [
    path("", pages.region, name="region"),
    path("what-if/", whatif.chooser, name="chooser"),
    path("what-if/imagine/", imagining.imagine, name="imagine"),
    path("what-if/scenarios/", keeping.scenarios, name="scenarios"),
    path("what-if/scenarios/compare/", keeping.compare, name="compare"),
    path("what-if/scenarios/<uuid:token>/", keeping.scenario, name="scenario"),
    path("what-if/scenarios/<uuid:token>/share/", keeping.share, name="share"),
    path("what-if/scenarios/<uuid:token>/propose/", keeping.propose, name="propose"),
    path("what-if/scenarios/<uuid:token>/take-away/", keeping.take_away, name="take-away"),
    path("what-if/scenarios/<uuid:token>/xlsx/", exporting.saved_xlsx, name="scenario-xlsx"),
    path("what-if/scenarios/<uuid:token>/pdf/", exporting.saved_pdf, name="scenario-pdf"),
    path("what-if/numbers/<slug:parameter>/", whatif.trial, name="trial"),
    path("what-if/numbers/<slug:parameter>/save/", keeping.save, name="save"),
    path("what-if/numbers/<slug:parameter>/xlsx/", exporting.xlsx, name="trial-xlsx"),
    path("what-if/numbers/<slug:parameter>/pdf/", exporting.pdf, name="trial-pdf"),
]
