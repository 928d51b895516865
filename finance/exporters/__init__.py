"""Writers of files that leave the ledger; they stream, so they may loop over transactions."""
