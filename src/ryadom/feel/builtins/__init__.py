"""The functions of the language, by family; importing this package declares them all."""

from . import dates, lists, numbers, ranges, text  # noqa: F401 - each module declares its functions when imported
from .registry import BUILTINS, Builtin, builtin, hidden

__all__ = ["BUILTINS", "Builtin", "builtin", "hidden"]
