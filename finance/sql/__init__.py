"""The ledger's own statements, one job per function, for PostgreSQL and SQLite alike."""
