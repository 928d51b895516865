"""What `run.py demo` shows: a made-up household's ledger, and real bank files with their licences."""
