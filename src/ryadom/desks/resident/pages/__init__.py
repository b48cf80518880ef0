"""Pages of the resident's way: parse, one call, render."""
