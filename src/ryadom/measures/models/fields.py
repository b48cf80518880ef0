"""The columns that the nouns of this room share. Keys point down and hang nothing on the room they point to."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models


def down(to: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


def once(to: str, **options: Any) -> models.OneToOneField:
    return models.OneToOneField(to, on_delete=models.PROTECT, related_name="+", **options)


def account(**options: Any) -> models.ForeignKey:
    return down(settings.AUTH_USER_MODEL, **options)


def token() -> models.UUIDField:
    return models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)


def money(name: str, **options: Any) -> models.DecimalField:
    return models.DecimalField(name, max_digits=15, decimal_places=2, **options)
