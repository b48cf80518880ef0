"""Nouns of this room: a paper is one document, its parts are the files (several photos of several pages)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from ryadom.regions.models import RegionModel


class Paper(RegionModel):
    """One document of one person. The token may stand in an address: it opens nothing without permission."""

    token = models.UUIDField("ключ", unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="чей")
    kind = models.CharField("что это", max_length=120)
    title = models.CharField("название", max_length=300, blank=True)
    brought_at = models.DateTimeField("принесён")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="кто принёс"
    )
    withdrawn_at = models.DateTimeField("убран", null=True)
    form_token = models.UUIDField("ключ формы", null=True, editable=False)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "form_token"], name="papers_paper_form_once"),
        )
        indexes = (models.Index(fields=["owner"], name="papers_paper_owner"),)

    def __str__(self) -> str:
        return self.title or self.kind


class Part(RegionModel):
    """One file of a paper as it lies on disk (see `store`): its hash, its type, its pages."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField("по порядку")
    sha256 = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField("тип", max_length=40)
    original_name = models.CharField("имя файла", max_length=120)
    size = models.PositiveIntegerField("байт")
    pages = models.PositiveSmallIntegerField("страниц")

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "order"], name="papers_part_order"),
        )
