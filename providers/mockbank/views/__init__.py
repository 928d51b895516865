"""The banks' web addresses."""
