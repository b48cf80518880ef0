"""What a person asks for: the application with its papers and proofs, and the sheet for another body."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class ClaimState(models.TextChoices):
    """Where a claim stands. A grant whose quota is spent is `queued`: the right is there, the place is awaited."""

    DRAFT = "draft", "черновик"
    SENT = "sent", "рассматривается"
    PROPOSED = "proposed", "ждёт утверждения"
    GRANTED = "granted", "назначено"
    QUEUED = "queued", "право есть, очередь"
    REFUSED = "refused", "отказано"
    WITHDRAWN = "withdrawn", "отозвано"
    CLOSED = "closed", "закрыто"


LIVE = (ClaimState.SENT, ClaimState.PROPOSED)


class Mode(models.TextChoices):
    """How far Ryadom goes with a measure in a region."""

    EXPLAIN = "explain", "объясняем"
    INTAKE = "intake", "собираем и передаём"
    DECIDE = "decide", "решаем"


class Signed(models.TextChoices):
    ELECTRONIC = "electronic", "электронно"
    PAPER = "paper", "на бумаге"


class Claim(RegionModel):
    """One application of one person for one measure and one subject (a person's id, or "family")."""

    token = fields.token()
    form_token = models.UUIDField("ключ формы", editable=False)
    case = fields.once("cases.Case", to_field="token", null=True, verbose_name="дело")
    person = fields.down("people.Person", verbose_name="заявитель")
    applicant = fields.down("people.Person", null=True, verbose_name="кто подал за него")
    account = fields.account(null=True, verbose_name="кто ввёл")
    helper = fields.account(null=True, verbose_name="кто помогал")
    subject = models.CharField("для кого", max_length=40)
    subject_name = models.CharField("имя", max_length=300, blank=True)
    measure = models.CharField("мера", max_length=120)
    practice = models.CharField("практика", max_length=120)
    title = models.CharField("название меры", max_length=300)
    kind = models.CharField("вид меры", max_length=20)
    mode = models.CharField("режим", max_length=8, choices=Mode.choices)
    version_from = models.DateField("версия меры с", null=True)
    lock = models.CharField("отпечаток правил", max_length=64, blank=True)
    reference_date = models.DateField("опорная дата", null=True)
    situation = models.CharField("жизненная ситуация", max_length=120, blank=True)
    channel = models.CharField("канал", max_length=8)
    answers = models.JSONField("сведения", default=dict)
    answered = models.JSONField("что было отвечено", default=dict)
    documents = models.JSONField("перечень документов", default=list)
    term = models.JSONField("срок", default=dict)
    state = models.CharField("состояние", max_length=10, choices=ClaimState.choices, default=ClaimState.DRAFT)
    signed = models.CharField("подпись", max_length=10, choices=Signed.choices, blank=True)
    started_at = models.DateTimeField("начато")
    kept_until = models.DateField("хранится до")
    sent_on = models.DateField("подано", null=True)
    sent_at = models.DateTimeField("подано в", null=True)
    ended_on = models.DateField("закончено", null=True)
    renews = fields.down("measures.Award", null=True, verbose_name="продлевает")
    version = models.PositiveIntegerField("версия", default=1)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["region", "form_token"], name="measures_claim_form_once"),
            models.CheckConstraint(
                condition=Q(state="draft", sent_on=None, signed="") | ~Q(state="draft") & Q(sent_on__isnull=False),
                name="measures_claim_sent_once_signed",
            ),
        )
        indexes = (
            models.Index(fields=["person", "state"], name="measures_claim_person"),
            models.Index(fields=["region", "measure", "state"], name="measures_claim_measure"),
            models.Index(fields=["region", "measure", "subject", "person"], name="measures_claim_subject"),
            models.Index(fields=["kept_until"], condition=Q(state="draft"), name="measures_claim_drafts"),
        )

    def __str__(self) -> str:
        return f"{self.measure}@{self.subject} {self.state}"


class ClaimPaper(RegionModel):
    """A paper in a claim: which document of the list it is, and what staff said of it."""

    claim = fields.down("measures.Claim")
    paper = fields.down("papers.Paper", to_field="token")
    document = models.CharField("документ из перечня", max_length=120)
    at = models.DateTimeField("когда")
    by = fields.account(null=True)
    accepted = models.BooleanField("принят", null=True)
    checked_by = fields.account(null=True)
    checked_at = models.DateTimeField("проверен", null=True)
    note = models.CharField("пометка", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "paper"], name="measures_claimpaper_once"),
        )


class ClaimFact(RegionModel):
    """What staff proved for this claim: by looking, by a document, by a register. The newest line counts.

    `ref` is a rules reference: `attested:measure/criterion`, `document:measure/criterion`, a fact of the request.
    """

    claim = fields.down("measures.Claim")
    ref = models.CharField("что", max_length=240)
    value = models.JSONField("значение")
    source = models.CharField("источник", max_length=8)
    note = models.CharField("пометка", max_length=500, blank=True)
    by = fields.account()
    by_name = models.CharField("кто", max_length=200)
    at = models.DateTimeField("когда")

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["claim", "id"], name="measures_claimfact_claim"),)


class ExternalFiling(RegionModel):
    """A measure that another body decides: the sheet was printed, then the person tells what became of it."""

    token = fields.token()
    person = fields.down("people.Person", null=True)
    account = fields.account(null=True)
    subject = models.CharField("для кого", max_length=40)
    measure = models.CharField("мера", max_length=120)
    practice = models.CharField("практика", max_length=120)
    title = models.CharField("название меры", max_length=300)
    decided_by = models.CharField("кто решает", max_length=40)
    situation = models.CharField("жизненная ситуация", max_length=120, blank=True)
    channel = models.CharField("канал", max_length=8)
    printed_on = models.DateField("лист напечатан")
    filed_on = models.DateField("подано", null=True)
    got_on = models.DateField("получено", null=True)
    refused_on = models.DateField("отказано", null=True)
    amount = fields.money("сумма", null=True)
    note = models.CharField("пометка", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(got_on=None) | Q(refused_on=None), name="measures_external_one_end"),
            models.UniqueConstraint(
                fields=["person", "measure", "subject"],
                condition=Q(got_on=None, refused_on=None),
                name="measures_external_one_open",
            ),
        )
        indexes = (models.Index(fields=["person"], name="measures_external_person"),)
