"""One file per group of addresses: thin (read, one call, say)."""
