"""Wrong tries to sign in. No login is kept, only its digest, and it is forgotten when its time is over."""

from django.db import models


class WrongTry(models.Model):
    """One wrong password for one login. Carries no region: a login belongs to none."""

    login = models.CharField("отпечаток логина", max_length=64)
    at = models.DateTimeField("когда")

    class Meta:
        indexes = (models.Index(fields=["login", "at"], name="curator_wrongtry_login"),)

    def __str__(self) -> str:
        return f"{self.login[:6]}… {self.at:%H:%M}"
