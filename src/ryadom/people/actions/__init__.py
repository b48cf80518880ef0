"""Verbs that write: one transaction each; permission, change, log, event, in that order."""
