"""Organisations that serve people, state or not: in which forms, for how many, and who works there."""
