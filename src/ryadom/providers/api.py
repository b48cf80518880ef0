"""The door of providers. Verbs take `by` and ask their permission; questions give frozen values and ask none.

A `ProviderError` is a sentence for the reader, and then nothing was written.
"""

from .actions import admit, delist, enlist, let_go, set_places
from .errors import Already, BadPlaces, ProviderError, Unknown
from .may import leads, works_there
from .models import Form, Owner
from .queries import listed, many, of_account, one, regions_of, workers
from .shapes import ProviderView, WorkerView

__all__ = [
    "Already",
    "BadPlaces",
    "Form",
    "Owner",
    "ProviderError",
    "ProviderView",
    "Unknown",
    "WorkerView",
    "admit",
    "delist",
    "enlist",
    "leads",
    "let_go",
    "listed",
    "many",
    "of_account",
    "one",
    "regions_of",
    "set_places",
    "workers",
    "works_there",
]
