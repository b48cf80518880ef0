"""The door of the checks over a whole library: `ryadom practice check`."""

from ryadom.rules.checks.report import Report, as_data, check, library_root, summary

__all__ = ["Report", "as_data", "check", "library_root", "summary"]
