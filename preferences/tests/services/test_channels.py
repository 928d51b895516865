from __future__ import annotations

import pytest
from pytest_django import Settings

from accounts.models import User
from config.jobs.models import OutboxMessage
from config.jobs.services.outbox import opened
from config.lib import clock
from preferences.adapters.wakeup import waiting
from preferences.models import Notification, Webhook
from preferences.services.notifications import notify

pytestmark = pytest.mark.django_db
TEXTS: list[str] = []


def sms(notification: Notification) -> None:
    """Somebody's own channel."""
    TEXTS.append(notification.title)


def tell(user: User) -> Notification:
    told = notify(user=user, kind="anomaly", title="Odd: ₹9,999", text="Never so much", key="anomaly:1")
    assert told is not None
    return told


def test_a_mail_goes_to_the_address_of_the_person(ana: User) -> None:
    told = tell(ana)
    [message] = OutboxMessage.objects.all()
    assert (message.channel, message.recipient, message.user, message.key) == (
        "email", "ana@example.com", ana, f"notification:{told.pk}",
    )  # fmt: skip
    assert opened(message).payload == {
        "subject": "Odd: ₹9,999",
        "text": "Never so much\n\nMoneta: http://localhost:5173\n",
    }


@pytest.mark.parametrize(
    ("policy", "is_verified", "mails"),
    [("none", False, 1), ("none", True, 1), ("required", False, 0), ("required", True, 1)],
)
def test_where_addresses_are_to_be_confirmed_only_confirmed_ones_get_mail(
    ana: User, settings: Settings, policy: str, is_verified: bool, mails: int
) -> None:
    settings.EMAIL_VERIFICATION = policy
    ana.is_verified = is_verified
    tell(ana)
    assert OutboxMessage.objects.count() == mails
    assert Notification.objects.count() == 1


def test_waiting_streams_of_the_person_are_woken_after_the_commit(
    ana: User, ben: User, django_capture_on_commit_callbacks: object
) -> None:
    capture = django_capture_on_commit_callbacks
    with waiting(ana.pk) as hers, waiting(ben.pk) as his:
        with capture(execute=True):  # type: ignore[operator]  # pytest-django's, which has no type
            tell(ana)
            assert not hers.is_set()
        assert hers.is_set()
        assert not his.is_set()


def test_each_webhook_that_wants_the_kind_gets_a_message(ana: User, ben: User) -> None:
    def hook(user: User, path: str, *kinds: str) -> Webhook:
        url = f"https://a.example/{path}"
        rest = {"kinds": list(kinds), "secret": "x", "created_at": clock.now()}
        return Webhook.objects.create(user=user, url=url, **rest)

    every, some = hook(ana, "1"), hook(ana, "2", "anomaly", "low_balance")
    hook(ana, "3", "low_balance")
    hook(ben, "4")
    told = tell(ana)
    messages = OutboxMessage.objects.filter(channel="webhook").order_by("pk")
    assert [(message.recipient, message.key) for message in messages] == [
        (str(every.pk), f"notification:{told.pk}:{every.pk}"),
        (str(some.pk), f"notification:{told.pk}:{some.pk}"),
    ]
    instant = told.created_at.isoformat().replace("+00:00", "Z")
    assert opened(messages[0]).payload == {
        "type": "notification.anomaly",
        "timestamp": instant,
        "data": {
            "id": told.pk,
            "kind": "anomaly",
            "title": "Odd: ₹9,999",
            "text": "Never so much",
            "data": {},
            "created_at": instant,
        },
    }


def test_a_setting_names_the_channels(ana: User, settings: Settings) -> None:
    TEXTS.clear()
    settings.NOTIFICATION_CHANNELS = [f"{__name__}.sms"]
    tell(ana)
    assert TEXTS == ["Odd: ₹9,999"]
    assert OutboxMessage.objects.count() == 0


def test_a_channel_that_fails_is_not_passed_over_in_silence(ana: User, settings: Settings) -> None:
    settings.NOTIFICATION_CHANNELS = [f"{__name__}.missing"]
    with pytest.raises(ImportError):
        tell(ana)
    assert Notification.objects.count() == 0
