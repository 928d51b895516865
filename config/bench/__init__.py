"""`run.py bench`: what the product costs over HTTP, beside the bare statements that do the least of the same.

Nothing imports it. It starts real servers on databases of its own and drops both.
"""
