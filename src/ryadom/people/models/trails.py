"""Lines that nobody can change: who of staff read whose file, who searched, what was written anew."""

from django.db import models

from ryadom.people.models.accounts import Account
from ryadom.people.models.persons import Person
from ryadom.regions.models import RegionModel


class AccessLine(RegionModel):
    """Somebody of staff opened a person's file, or a file with the person was loaded. The person sees this line.

    Without an account it was the administrator, from the terminal.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reader_name = models.CharField("кто", max_length=200)
    reader_roles = models.JSONField("роли", default=list)
    at = models.DateTimeField("когда")
    purpose = models.CharField("зачем", max_length=200)
    what = models.JSONField("что", default=list)

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["person", "-at"], name="people_access_person"),)

    def __str__(self) -> str:
        return f"{self.account_id} читал {self.person_id}"


class ChangeLine(RegionModel):
    """One field of a person was written anew. A changed phone or surname is how fraud begins, so both values stay."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    field = models.CharField("что", max_length=20)
    before = models.CharField("было", max_length=500, blank=True)
    after = models.CharField("стало", max_length=500, blank=True)
    at = models.DateTimeField("когда")
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["person", "-at"], name="people_change_person"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.field}"


class SearchLine(RegionModel):
    """Somebody of staff searched. What was typed is kept only as a keyed hash: enough to find repeats, no more."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("когда")
    kind = models.CharField("вид запроса", max_length=12)
    digest = models.CharField("отпечаток запроса", max_length=64)
    hits = models.PositiveIntegerField("найдено")

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["account", "-at"], name="people_search_account"),)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.kind}, {self.hits}"
