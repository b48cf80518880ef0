"""cases: every request of a person: one life cycle, one inbox, a clock that counts working days."""
