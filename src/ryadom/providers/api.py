"""The door of providers. Verbs take `by` and ask their permission; questions give frozen values and ask none.

A `ProviderError` is a sentence for the reader, and then nothing was written.
"""

from .actions import admit, delist, enlist, let_go, set_places
from .errors import Already, BadPlaces, ProviderError, Unknown
from .may import works_there
from .models import Form, Owner
from .queries import listed, many, of_account, one
from .shapes import ProviderView

__all__ = [
    "Already",
    "BadPlaces",
    "Form",
    "Owner",
    "ProviderError",
    "ProviderView",
    "Unknown",
    "admit",
    "delist",
    "enlist",
    "let_go",
    "listed",
    "many",
    "of_account",
    "one",
    "set_places",
    "works_there",
]
