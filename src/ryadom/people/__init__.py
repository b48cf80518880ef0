"""people: persons, families, representation, consent, facts with their provenance, and who read them."""
