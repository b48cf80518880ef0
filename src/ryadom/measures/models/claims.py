"""Nouns of this room. A decision is written once (the database refuses to change it); a claim says where it stands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.regions.models import RegionModel

from .columns import account as _account
from .columns import down as _down
from .columns import money as _money
from .columns import once as _once
from .columns import token as _token


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

    token = _token()
    form_token = models.UUIDField("ключ формы", editable=False)
    case = _once("cases.Case", to_field="token", null=True, verbose_name="дело")
    person = _down("people.Person", verbose_name="заявитель")
    applicant = _down("people.Person", null=True, verbose_name="кто подал за него")
    account = _account(null=True, verbose_name="кто ввёл")
    helper = _account(null=True, verbose_name="кто помогал")
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
    renews = _down("measures.Award", null=True, verbose_name="продлевает")
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
            models.Index(fields=["kept_until"], condition=Q(state="draft"), name="measures_claim_drafts"),
        )

    def __str__(self) -> str:
        return f"{self.measure}@{self.subject} {self.state}"


class ClaimPaper(RegionModel):
    """A paper in a claim: which document of the list it is, and what staff said of it."""

    claim = _down("measures.Claim")
    paper = _down("papers.Paper", to_field="token")
    document = models.CharField("документ из перечня", max_length=120)
    at = models.DateTimeField("когда")
    by = _account(null=True)
    accepted = models.BooleanField("принят", null=True)
    checked_by = _account(null=True)
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

    claim = _down("measures.Claim")
    ref = models.CharField("что", max_length=240)
    value = models.JSONField("значение")
    source = models.CharField("источник", max_length=8)
    note = models.CharField("пометка", max_length=500, blank=True)
    by = _account()
    by_name = models.CharField("кто", max_length=200)
    at = models.DateTimeField("когда")

    class Meta(RegionModel.Meta):
        indexes = (models.Index(fields=["claim", "id"], name="measures_claimfact_claim"),)


class Proposal(RegionModel):
    """What a specialist decided and a head must approve: money, or a decision against the rule's proposal."""

    token = _token()
    claim = _down("measures.Claim")
    verdict = models.CharField("решение", max_length=8, choices=[("grant", "назначить"), ("refuse", "отказать")])
    amount = _money("сумма", null=True)
    parts = models.JSONField("части", default=list)
    starts = models.DateField("с", null=True)
    ends = models.DateField("по", null=True)
    renew_on = models.DateField("продлить", null=True)
    payer = models.CharField("плательщик", max_length=300, blank=True)
    ground = models.CharField("основание", max_length=40, blank=True)
    criteria = models.JSONField("невыполненные условия", default=list)
    reason = models.CharField("почему", max_length=2000, blank=True)
    against_rule = models.BooleanField("вопреки предложению правила", default=False)
    answer = models.JSONField("ответ правила")
    facts = models.JSONField("сведения")
    author = _account()
    author_name = models.CharField("кто решил", max_length=200)
    at = models.DateTimeField("когда")
    on = models.DateField("какого числа")
    state = models.CharField(
        "состояние", max_length=8, default="waiting",
        choices=[("waiting", "ждёт"), ("approved", "утверждено"), ("returned", "возвращено")],
    )  # fmt: skip
    second = _account(null=True)
    second_at = models.DateTimeField("когда утверждено", null=True)
    second_note = models.CharField("почему возвращено", max_length=2000, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state="waiting"), name="measures_proposal_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("author")), name="measures_proposal_two_people"
            ),
        )


class Decision(RegionModel):
    """Written once, superseded never overwritten: the version, the facts with their sources, the criteria, who."""

    token = _token()
    claim = _down("measures.Claim")
    verdict = models.CharField("решение", max_length=10, choices=[("granted", "назначено"), ("refused", "отказано")])
    on = models.DateField("дата решения")
    at = models.DateTimeField("когда")
    version_from = models.DateField("версия меры с", null=True)
    lock = models.CharField("отпечаток правил", max_length=64)
    reference_date = models.DateField("опорная дата", null=True)
    answer = models.JSONField("ответ правила")
    facts = models.JSONField("сведения с источниками")
    rule_outcome = models.CharField("предложение правила", max_length=12)
    rule_amount = _money("сумма по правилу", null=True)
    amount = _money("сумма", null=True)
    ground = models.CharField("основание", max_length=40, blank=True)
    criteria = models.JSONField("невыполненные условия", default=list)
    reason = models.CharField("почему", max_length=2000, blank=True)
    against_rule = models.BooleanField("вопреки предложению правила", default=False)
    author = _account()
    author_name = models.CharField("кто решил", max_length=200)
    approver = _account(null=True)
    approver_name = models.CharField("кто утвердил", max_length=200, blank=True)
    confirmation = _down("measures.Confirmation", null=True, verbose_name="подтверждение меры")
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="заменяет"
    )

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            # One first decision a claim; each later one names the one it supersedes, so the newest is in force.
            models.UniqueConstraint(fields=["claim"], condition=Q(supersedes=None), name="measures_decision_one_first"),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")), name="measures_decision_two_people"
            ),
            models.CheckConstraint(
                condition=Q(against_rule=False) | Q(approver__isnull=False) & ~Q(reason=""),
                name="measures_decision_against_rule_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(verdict="granted") | ~Q(ground=""), name="measures_decision_refusal_has_ground"
            ),
        )  # fmt: skip


class Award(RegionModel):
    """What is given: apart from the application and from the decision, for it lives longer than both."""

    token = _token()
    claim = _down("measures.Claim")
    decision = _down("measures.Decision")
    person = _down("people.Person")
    subject = models.CharField("для кого", max_length=40)
    measure = models.CharField("мера", max_length=120)
    practice = models.CharField("практика", max_length=120)
    title = models.CharField("название меры", max_length=300)
    kind = models.CharField("вид", max_length=20)
    period = models.CharField("как часто", max_length=12)
    starts = models.DateField("с")
    ends = models.DateField("по", null=True)
    renew_on = models.DateField("продлить", null=True)
    payer = models.CharField("плательщик", max_length=300, blank=True)
    ended_on = models.DateField("прекращено", null=True)
    end_reason = models.CharField("почему", max_length=500, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="measures_award_dates"),
        )
        indexes = (
            models.Index(fields=["person"], name="measures_award_person"),
            models.Index(fields=["region", "measure"], name="measures_award_measure"),
        )

    def __str__(self) -> str:
        return f"{self.measure}@{self.subject} {self.starts}"


class AwardPart(RegionModel):
    """One sum of an award: for which days, when it is due, who pays; exact to the kopeck."""

    award = _down("measures.Award")
    due_on = models.DateField("к выплате")
    starts = models.DateField("за период с")
    ends = models.DateField("за период по")
    amount = _money("сумма")
    payer = models.CharField("плательщик", max_length=300, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="measures_part_positive"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="measures_part_dates"),
            models.UniqueConstraint(fields=["award", "starts"], name="measures_part_once_a_period"),
        )


class Appeal(RegionModel):
    """A complaint about a decision: its own case, held by somebody who had nothing to do with the first."""

    claim = _down("measures.Claim")
    decision = _down("measures.Decision")
    case = _once("cases.Case", to_field="token")
    text = models.CharField("в чём не согласен", max_length=4000)
    filed_on = models.DateField("подана")
    outcome = models.CharField(
        "итог", max_length=10, blank=True, choices=[("changed", "решение изменено"), ("kept", "оставлено в силе")]
    )
    resolved_on = models.DateField("рассмотрена", null=True)
    reason = models.CharField("почему", max_length=2000, blank=True)
    by = _account(null=True)
    by_name = models.CharField("кто рассмотрел", max_length=200, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["claim"], condition=Q(outcome=""), name="measures_appeal_one_open"),
        )


class Confirmation(RegionModel):
    """Two people checked a measure's version against its act: from now on it may be granted in this region."""

    token = _token()
    practice = models.CharField("практика", max_length=120)
    measure = models.CharField("мера", max_length=120)
    version_from = models.DateField("версия с")
    act = models.CharField("акт", max_length=500)
    act_date = models.DateField("дата акта")
    note = models.CharField("что проверено", max_length=2000, blank=True)
    by = _account()
    by_name = models.CharField("кто проверил", max_length=200)
    at = models.DateTimeField("когда")
    second = _account(null=True)
    second_name = models.CharField("кто подтвердил", max_length=200, blank=True)
    second_at = models.DateTimeField("когда подтверждено", null=True)
    withdrawn_at = models.DateTimeField("снято", null=True)
    lock = models.CharField("отпечаток практики", max_length=64, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("by")), name="measures_confirmation_four_eyes"
            ),
            models.UniqueConstraint(
                fields=["region", "measure", "version_from"],
                condition=Q(withdrawn_at=None),
                name="measures_confirmation_one_in_force",
            ),
        )


class ExternalFiling(RegionModel):
    """A measure that another body decides: the sheet was printed, then the person tells what became of it."""

    token = _token()
    person = _down("people.Person", null=True)
    account = _account(null=True)
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
    amount = _money("сумма", null=True)
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
