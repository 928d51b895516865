"""One movement of money, its split lines and its tags."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from config.lib.moneyfield import MoneyField
from config.lib.ownership import OwnedModel, OwnedQuerySet, owner
from finance.models.account import Account
from finance.models.category import Category
from finance.models.import_batch import ImportBatch
from finance.models.source import Source


class TransactionQuerySet(OwnedQuerySet["Transaction"]):
    def live(self) -> TransactionQuerySet:
        return self.filter(deletion="")


TransactionManager = models.Manager.from_queryset(TransactionQuerySet)


class Transaction(OwnedModel):
    class Type(models.TextChoices):
        INCOME = "Income"
        EXPENSE = "Expense"
        TRANSFER = "Transfer"

    class Status(models.TextChoices):
        POSTED = "posted"
        PENDING = "pending"

    class Deletion(models.TextChoices):
        """Why a row is not live. `USER` and `MERGED` also stop its source from bringing it back."""

        LIVE = ""
        USER = "user"
        MERGED = "merged"
        SOURCE = "source"
        UNDONE = "undone"

    # Every index leads with the user, so no foreign key keeps one of its own.
    user = owner()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    import_batch = models.ForeignKey(
        ImportBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    refund_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="refunds", db_index=False
    )

    date = models.DateField()
    # yyyymm of `date`: months are grouped without a dialect's date functions.
    period = models.IntegerField()
    type = models.CharField(max_length=8, choices=Type)
    status = models.CharField(max_length=7, choices=Status, default=Status.POSTED)
    amount = MoneyField()
    currency = models.CharField(max_length=3)
    # `amount` in the owner's base currency, in the account's and in the receiving account's currency, at the
    # rate of its day; null while no rate is known.
    base_amount = MoneyField(null=True, blank=True)
    account_amount = MoneyField(null=True, blank=True)
    to_amount = MoneyField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    merchant = models.CharField(max_length=200, blank=True, default="")
    # Who was paid: merchant or note as finance.domain.merchant cleans it, "" where nobody is named.
    payee = models.CharField(max_length=80, blank=True, default="")
    search_text = models.TextField(blank=True, default="")
    is_anomaly = models.BooleanField(default=False)
    is_recurring = models.BooleanField(default=False)
    needs_review = models.BooleanField(default=False)

    # Identity within the source (see finance.domain.fingerprint); both null for manual rows.
    fingerprint = models.BinaryField(max_length=32, null=True, blank=True)
    occurrence = models.IntegerField(null=True, blank=True)
    external_id = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 - null = the source has no ids
    # By which id the bank knew this row before: a pending one's that was posted under another, or that of a
    # row which a person deleted and the bank dropped later. Told again, it brings no second row.
    former_external_id = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 - as external_id
    # Fields that the user corrected -> the value last imported for it; imports no longer change those fields.
    corrected = models.JSONField(null=True, blank=True)

    deletion = models.CharField(max_length=6, choices=Deletion, default=Deletion.LIVE, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = TransactionManager()  # type: ignore[misc] # the base declares another manager, as Django means it

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="finance_transaction_amount"),
            models.CheckConstraint(
                condition=Q(type="Transfer", category__isnull=True)
                | (Q(type__in=["Income", "Expense"]) & Q(to_account__isnull=True)),
                name="finance_transaction_transfer",
            ),
            models.CheckConstraint(
                condition=Q(deletion="", deleted_at__isnull=True)
                | (~Q(deletion="") & Q(deleted_at__isnull=False)),
                name="finance_transaction_deletion",
            ),
            models.UniqueConstraint(
                fields=["user", "source", "fingerprint", "occurrence"],
                condition=Q(deletion="", fingerprint__isnull=False),
                name="finance_transaction_identity",
            ),
            models.UniqueConstraint(
                fields=["user", "source", "external_id"],
                condition=Q(deletion="", external_id__isnull=False),
                name="finance_transaction_external",
            ),
        ]
        indexes = [
            # `deletion` at its end lets a count of live rows stay inside the index.
            models.Index(fields=["user", "-date", "-id", "deletion"], name="finance_transaction_listing"),
            models.Index(fields=["user", "account", "date"], name="finance_transaction_account"),
            models.Index(
                fields=["user", "to_account", "date"],
                condition=Q(to_account__isnull=False),
                name="finance_transaction_to_account",
            ),
            models.Index(fields=["user", "category", "date"], name="finance_transaction_category"),
            models.Index(
                fields=["user", "import_batch"],
                condition=Q(import_batch__isnull=False),
                name="finance_transaction_import",
            ),
            models.Index(
                fields=["user", "source", "former_external_id"],
                condition=Q(former_external_id__isnull=False),
                name="finance_transaction_former",
            ),
            models.Index(
                fields=["user", "source"],
                condition=Q(corrected__isnull=False),
                name="finance_transaction_corrected",
            ),
            models.Index(
                fields=["refund_of"],
                condition=Q(refund_of__isnull=False),
                name="finance_transaction_refund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.type} {self.pk}"


class Split(OwnedModel):
    """A line of a transaction; while a transaction has lines, they replace it in category figures."""

    user = owner()
    transaction = models.ForeignKey(
        Transaction, on_delete=models.CASCADE, related_name="splits", db_index=False
    )
    position = models.IntegerField()
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    amount = MoneyField()
    base_amount = MoneyField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transaction", "position"], name="finance_split_position"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_split_amount"),
        ]
        indexes = [models.Index(fields=["user", "category"], name="finance_split_category")]

    def __str__(self) -> str:
        return f"{self.transaction_id}/{self.position}"


class Tag(OwnedModel):
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=1200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name_key"], name="finance_tag_name")]

    def __str__(self) -> str:
        return self.name


class TransactionTag(OwnedModel):
    transaction = models.ForeignKey(
        Transaction, on_delete=models.CASCADE, related_name="tag_links", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transaction", "tag"], name="finance_transactiontag_once")
        ]

    def __str__(self) -> str:
        return f"{self.transaction_id}#{self.tag_id}"
