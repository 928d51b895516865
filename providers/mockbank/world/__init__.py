"""The made-up life behind the mock banks: a pure function of (customer, instant); nothing of it is stored."""
