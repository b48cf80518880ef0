"""Persons, families and what is known of them, from files: read strictly, matched with care, written all at once.

A file never overwrites: what differs is asked about, and two records are one person only when a person says so.
"""
