"""dmn: the models around FEEL - decision tables, boxed expressions, what decisions require. Knows no Django."""

from .errors import ModelError, ModelWarning, Place
from .reading import parse_model, read_model
from .running import Answer, Models

__all__ = ["Answer", "ModelError", "ModelWarning", "Models", "Place", "parse_model", "read_model"]
