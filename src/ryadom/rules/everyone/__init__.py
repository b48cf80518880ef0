"""The same rules over everyone at once: columns instead of one family, one meaning."""
