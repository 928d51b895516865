"""Pure decisions over immutable values: no database, no clock, no randomness of their own."""
