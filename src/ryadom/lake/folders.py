"""A folder that appears whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from ryadom.lake.errors import LakeError


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """A hidden folder beside `folder` to write into; it takes the name when the block ends well, and is removed when
    it does not. What a killed process leaves behind begins with a dot and ends in `.part`.

    Raises LakeError where something already stands under the name.
    """
    _demand_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    hidden = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.part")
    hidden.mkdir()
    try:
        yield hidden
        _demand_free(folder)
        hidden.replace(folder)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def _demand_free(folder: Path) -> None:
    """An empty folder may be taken over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LakeError(
            f"{folder}: здесь уже что-то есть. Назовите новую папку или уберите эту.",
            f"{folder}: something is here already. Name a new folder or remove this one.",
        )
