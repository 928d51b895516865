"""Figures that follow every edit are the figures of a rebuild from nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from analytics.services.refresh import refresh_all
from analytics.services.verification import verify
from analytics.tests import figures
from analytics.tests.ledgers import Step, edits, ledgers, person, take


class RefreshLaws(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(ledgers, edits)
    def test_what_follows_every_edit_is_what_a_rebuild_makes(
        self, ledger: list[Step], taken: list[Step]
    ) -> None:
        user = person()
        for step in ledger + taken:
            take(user, step)
            assert figures.read(user) == figures.counted(user), step

        followed = figures.kept(user)
        for _ in range(2):
            refresh_all(user)
            assert figures.kept(user) == followed
        assert verify(user) == []
