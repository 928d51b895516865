"""Labels on transactions; a label comes into being when it is first used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accounts.models import User
from config.lib.text import fold
from finance.models import ImportBatch, Tag, Transaction, TransactionTag


def find_or_create_tags(*, user: User, names: Iterable[str]) -> dict[str, Tag]:
    """Tags by the given spelling; equal names (ignoring case and accents) share one, the first spelling
    stays.
    """
    wanted = {name: fold(name) for name in names}
    known = {
        tag.name_key: tag for tag in Tag.objects.for_user(user).filter(name_key__in=set(wanted.values()))
    }
    for name, key in wanted.items():
        if key not in known:
            known[key] = Tag.objects.create(user=user, name=name, name_key=key)
    return {name: known[key] for name, key in wanted.items()}


def tag_rows(*, user: User, batch: ImportBatch, tags: Mapping[tuple[bytes, int], tuple[str, ...]]) -> None:
    """Attach the tags of newly inserted rows, found by (fingerprint, occurrence) within their batch."""
    if not tags:
        return
    by_name = find_or_create_tags(user=user, names={name for names in tags.values() for name in names})
    inserted = Transaction.objects.filter(user=user, import_batch=batch)
    links = [
        TransactionTag(user=user, transaction_id=pk, tag=by_name[name])
        for pk, content, occurrence in inserted.values_list("id", "fingerprint", "occurrence")
        for name in dict.fromkeys(tags.get((bytes(content or b""), occurrence or 0), ()))
    ]
    TransactionTag.objects.bulk_create(links, ignore_conflicts=True)


def set_tags(*, user: User, row: Transaction, names: Iterable[str]) -> list[str]:
    """Give the row exactly these tags; returns the names that it had, in their order."""
    before = list(
        Tag.objects.for_user(user)
        .filter(links__transaction=row)
        .order_by("name_key")
        .values_list("name", flat=True)
    )
    tags = find_or_create_tags(user=user, names=names).values()
    TransactionTag.objects.filter(transaction=row).exclude(tag__in=tags).delete()
    TransactionTag.objects.bulk_create(
        [
            TransactionTag(user=user, transaction=row, tag=tag)
            for tag in {tag.pk: tag for tag in tags}.values()
        ],
        ignore_conflicts=True,
    )
    return before
