"""Threads: what was said between a person and the region, by whom, and who answers now."""
