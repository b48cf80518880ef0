"""Every channel's own format, a file for each: what comes in is parsed, what goes out is sent, and what it can."""
