"""Verbs that write, one transaction each: permission, change, event."""
