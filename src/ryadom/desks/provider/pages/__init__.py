"""Pages of the desk, a file for each word of its menu."""
