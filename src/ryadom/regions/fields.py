"""The columns that the nouns of many rooms share. Keys point down and hang nothing on the room they point to."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models


def down(to: str, **options: Any) -> models.ForeignKey:
    """A key to a room below: hangs nothing on it, and what is named is never lost."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


def once(to: str, **options: Any) -> models.OneToOneField:
    """The same where at most one row may point to it."""
    return models.OneToOneField(to, on_delete=models.PROTECT, related_name="+", **options)


def account(**options: Any) -> models.ForeignKey:
    """Somebody who logs in."""
    return down(settings.AUTH_USER_MODEL, **options)


def token() -> models.UUIDField[uuid.UUID, uuid.UUID]:
    """A random name for an address: says nothing about the person, cannot be guessed."""
    return models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)


def money(name: str, **options: Any) -> models.DecimalField:
    """Roubles to the kopeck."""
    return models.DecimalField(name, max_digits=15, decimal_places=2, **options)
