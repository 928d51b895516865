"""The channel `email`: one SMTP conversation for each message."""

from __future__ import annotations

import smtplib
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMessage

from config.jobs.senders import Letter, Rejected


def send_email(letter: Letter) -> None:
    """A retry sends the same bytes: Message-ID and Date were fixed when the message was queued."""
    mail = EmailMessage(
        subject=letter.payload["subject"],
        body=letter.payload["text"],
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.recipient],
        headers={"Message-ID": letter.message_id, "Date": format_datetime(letter.created_at)},
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise _judged(*next(iter(refused.recipients.values()))) from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
        raise _judged(refused.smtp_code, refused.smtp_error) from None


def _judged(code: int, text: bytes | str) -> Exception:
    """5yz is for good, 4yz may pass (RFC 5321 §4.2.1). The server's words often quote the address."""
    del text
    if code >= 500:
        return Rejected(f"The mail server refused it: {code}")
    return smtplib.SMTPException(f"The mail server said not now: {code}")
