"""Argon2id with the memory that a server of many threads can give to each sign-in."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """OWASP's parameters (Password Storage Cheat Sheet): 46 MiB, one pass, one lane. Django: 100 MiB."""

    time_cost = 1
    memory_cost = 47_104
    parallelism = 1
