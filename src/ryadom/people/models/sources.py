"""Where something known comes from."""

from django.db import models


class Source(models.TextChoices):
    """Where a value comes from. All but `said` are proofs: a grant may stand on them."""

    REGISTER = "register", "реестр"
    DOCUMENT = "document", "документ"
    STAFF = "staff", "подтвердил сотрудник"
    SAID = "said", "со слов"
