"""The person: signs in with an e-mail address, owns everything else."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string

from accounts.domain.timezones import is_time_zone
from accounts.domain.username import username_from
from config.lib import clock
from config.lib.currencies import is_currency


def default_currency() -> str:
    return str(settings.DEFAULT_CURRENCY)


def default_time_zone() -> str:
    return str(settings.DEFAULT_TIME_ZONE)


def validate_currency(value: str) -> None:
    if not is_currency(value):
        raise ValidationError("Must be a currency code of ISO 4217, such as EUR")


def validate_time_zone(value: str) -> None:
    if not is_time_zone(value):
        raise ValidationError("Must be the name of a time zone, such as Europe/Berlin")


class UserManager(BaseUserManager["User"]):
    """Only what Django's own commands and backends ask for; people register through `accounts.services`."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The one form in which an address is stored and compared: NFC, trimmed, lower case."""
        return unicodedata.normalize("NFC", email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=self.normalize_email(username))

    def free_username(self, email: str) -> str:
        """A name made from the address that nobody has now; the unique constraint still decides a race."""
        name = username_from(email)
        while self.filter(username=name).exists():
            name = username_from(email, suffix=get_random_string(6, "0123456789"))
        return name

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        address = self.normalize_email(email)
        user = self.model(email=address, **{"username": self.free_username(address), **fields})
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    class Provider(models.TextChoices):
        LOCAL = "local"
        GOOGLE = "google"
        GITHUB = "github"

    first_name = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    last_name = None  # type: ignore[assignment]  # as above
    date_joined = None  # type: ignore[assignment]  # as above; ours is created_at
    email = models.EmailField(max_length=254, error_messages={"unique": "This e-mail address is taken"})
    full_name = models.CharField(max_length=150, blank=True, default="")
    base_currency = models.CharField(max_length=3, default=default_currency, validators=[validate_currency])
    time_zone = models.CharField(max_length=64, default=default_time_zone, validators=[validate_time_zone])
    auth_provider = models.CharField(max_length=10, choices=Provider, default=Provider.LOCAL)
    is_verified = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # names an e-mail, not a username

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], name="accounts_user_email"),
            # With this, the plain unique constraint ignores case, on both databases in the same way.
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_email_lower"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name or self.username
