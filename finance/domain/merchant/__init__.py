"""Who was paid, from what a bank writes."""

from __future__ import annotations

from finance.domain.merchant.payee import MAX_LENGTH, Payees, clean_payee, payee_of

__all__ = ["MAX_LENGTH", "Payees", "clean_payee", "payee_of"]
