"""A person's two-level tree of categories."""

from __future__ import annotations

from django.db import models

from config.lib.ownership import OwnedModel


class Category(OwnedModel):
    class Kind(models.TextChoices):
        INCOME = "Income"
        EXPENSE = "Expense"

    class Bucket(models.TextChoices):
        NEEDS = "needs"
        WANTS = "wants"
        SAVINGS = "savings"
        INVESTMENT = "investment"

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    name = models.CharField(max_length=120)
    # fold(name): equality of names ignores case, accents and width.
    name_key = models.CharField(max_length=2400)
    # [parent id or null, key] of earlier names, earlier places and categories merged into this one, so that a
    # file which still uses one finds this category again.
    former_places = models.JSONField(default=list)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.EXPENSE)
    color = models.CharField(max_length=7, default="#78909c")
    icon = models.CharField(max_length=40, blank=True, default="")
    bucket = models.CharField(max_length=10, choices=Bucket, default=Bucket.WANTS)
    keywords = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name_key"],
                condition=models.Q(parent__isnull=True),
                name="finance_category_top_name",
            ),
            models.UniqueConstraint(
                fields=["user", "parent", "name_key"],
                condition=models.Q(parent__isnull=False),
                name="finance_category_sub_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name
