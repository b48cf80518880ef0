"""What was decided and by whom: the proposal, the decision, the complaint, the confirmation of a rule."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ryadom.regions import fields
from ryadom.regions.models import RegionModel


class Proposal(RegionModel):
    """What a specialist decided and a head must approve: money, or a decision against the rule's proposal."""

    token = fields.token()
    claim = fields.down("measures.Claim")
    verdict = models.CharField("решение", max_length=8, choices=[("grant", "назначить"), ("refuse", "отказать")])
    amount = fields.money("сумма", null=True)
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
    author = fields.account()
    author_name = models.CharField("кто решил", max_length=200)
    at = models.DateTimeField("когда")
    on = models.DateField("какого числа")
    state = models.CharField(
        "состояние", max_length=8, default="waiting",
        choices=[("waiting", "ждёт"), ("approved", "утверждено"), ("returned", "возвращено")],
    )  # fmt: skip
    second = fields.account(null=True)
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

    token = fields.token()
    claim = fields.down("measures.Claim")
    verdict = models.CharField("решение", max_length=10, choices=[("granted", "назначено"), ("refused", "отказано")])
    on = models.DateField("дата решения")
    at = models.DateTimeField("когда")
    version_from = models.DateField("версия меры с", null=True)
    lock = models.CharField("отпечаток правил", max_length=64)
    reference_date = models.DateField("опорная дата", null=True)
    answer = models.JSONField("ответ правила")
    facts = models.JSONField("сведения с источниками")
    rule_outcome = models.CharField("предложение правила", max_length=12)
    rule_amount = fields.money("сумма по правилу", null=True)
    amount = fields.money("сумма", null=True)
    ground = models.CharField("основание", max_length=40, blank=True)
    criteria = models.JSONField("невыполненные условия", default=list)
    reason = models.CharField("почему", max_length=2000, blank=True)
    against_rule = models.BooleanField("вопреки предложению правила", default=False)
    author = fields.account()
    author_name = models.CharField("кто решил", max_length=200)
    approver = fields.account(null=True)
    approver_name = models.CharField("кто утвердил", max_length=200, blank=True)
    confirmation = fields.down("measures.Confirmation", null=True, verbose_name="подтверждение меры")
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


class Appeal(RegionModel):
    """A complaint about a decision: its own case, held by somebody who had nothing to do with the first."""

    claim = fields.down("measures.Claim")
    decision = fields.down("measures.Decision")
    case = fields.once("cases.Case", to_field="token")
    text = models.CharField("в чём не согласен", max_length=4000)
    filed_on = models.DateField("подана")
    outcome = models.CharField(
        "итог", max_length=10, blank=True, choices=[("changed", "решение изменено"), ("kept", "оставлено в силе")]
    )
    resolved_on = models.DateField("рассмотрена", null=True)
    reason = models.CharField("почему", max_length=2000, blank=True)
    by = fields.account(null=True)
    by_name = models.CharField("кто рассмотрел", max_length=200, blank=True)

    class Meta(RegionModel.Meta):
        constraints = (
            *RegionModel.Meta.constraints,
            models.UniqueConstraint(fields=["claim"], condition=Q(outcome=""), name="measures_appeal_one_open"),
        )


class Confirmation(RegionModel):
    """Two people checked a measure's version against its act: from now on it may be granted in this region."""

    token = fields.token()
    practice = models.CharField("практика", max_length=120)
    measure = models.CharField("мера", max_length=120)
    version_from = models.DateField("версия с")
    act = models.CharField("акт", max_length=500)
    act_date = models.DateField("дата акта")
    note = models.CharField("что проверено", max_length=2000, blank=True)
    by = fields.account()
    by_name = models.CharField("кто проверил", max_length=200)
    at = models.DateTimeField("когда")
    second = fields.account(null=True)
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
