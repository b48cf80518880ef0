"""Fields that all nouns of this room have alike."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models


def down(to: str, **options: Any) -> models.ForeignKey:
    """A key to a room below: hangs nothing on it, and nothing named is ever lost."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


def account(name: str, **options: Any) -> models.ForeignKey:
    return down(settings.AUTH_USER_MODEL, verbose_name=name, **options)


def token() -> models.UUIDField[uuid.UUID, uuid.UUID]:
    """A random name for an address: says nothing about the person, cannot be guessed."""
    return models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
