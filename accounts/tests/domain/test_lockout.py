from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.domain.lockout import ACCOUNT, ADDRESS, Count, Limit, count_attempt, refused_for

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def counted(times: int, *, limit: Limit, at: datetime = NOON, held: Count | None = None) -> Count:
    count = held or Count()
    for _ in range(times):
        count = count_attempt(count, limit=limit, now=at)
    return count


@pytest.mark.parametrize(
    ("attempts", "wait"), [(1, None), (5, None), (6, timedelta(minutes=5)), (40, timedelta(minutes=5))]
)
def test_five_attempts_pass_and_the_sixth_waits(attempts: int, wait: timedelta | None) -> None:
    count = counted(attempts, limit=ACCOUNT)

    assert count.attempts == attempts
    assert refused_for(count, limit=ACCOUNT, now=NOON) == wait


def test_attempts_of_an_earlier_window_are_forgotten() -> None:
    count = counted(1, limit=ACCOUNT, at=NOON + timedelta(minutes=5), held=counted(4, limit=ACCOUNT))

    assert (count.attempts, count.blocked_until) == (1, None)


def test_attempts_just_inside_the_window_add_up() -> None:
    later = NOON + timedelta(minutes=4, seconds=59)

    count = counted(2, limit=ACCOUNT, at=later, held=counted(4, limit=ACCOUNT))

    assert refused_for(count, limit=ACCOUNT, now=later) == timedelta(minutes=5)


def test_blocks_of_an_account_double_up_to_a_day() -> None:
    count, at, waits = Count(), NOON, []
    for _ in range(11):
        count = counted(6, limit=ACCOUNT, at=at, held=count)
        wait = refused_for(count, limit=ACCOUNT, now=at)
        assert wait is not None
        waits.append(int(wait.total_seconds() // 60))
        at += wait

    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]


def test_strikes_are_forgotten_after_a_quiet_day() -> None:
    blocked = counted(6, limit=ACCOUNT)
    at = NOON + timedelta(minutes=5) + timedelta(days=1)

    count = counted(6, limit=ACCOUNT, at=at, held=blocked)

    assert (count.strikes, refused_for(count, limit=ACCOUNT, now=at)) == (1, timedelta(minutes=5))


def test_a_window_without_a_block_is_forgotten_after_a_day_too() -> None:
    after_a_strike = counted(1, limit=ACCOUNT, at=NOON + timedelta(minutes=5), held=counted(6, limit=ACCOUNT))
    assert after_a_strike.strikes == 1

    count = counted(1, limit=ACCOUNT, at=NOON + timedelta(days=1, minutes=5), held=after_a_strike)

    assert (count.strikes, count.attempts) == (0, 1)


def test_an_address_waits_a_minute_each_time() -> None:
    first = counted(21, limit=ADDRESS)
    at = NOON + timedelta(minutes=1)
    second = counted(21, limit=ADDRESS, at=at, held=first)

    assert refused_for(first, limit=ADDRESS, now=NOON) == timedelta(minutes=1)
    assert refused_for(second, limit=ADDRESS, now=at) == timedelta(minutes=1)
    assert refused_for(counted(20, limit=ADDRESS), limit=ADDRESS, now=NOON) is None
