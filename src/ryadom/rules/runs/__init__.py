"""A run: the rules of a region over a whole snapshot, written down part by part, with its tables and one hash of what
was decided.
"""
