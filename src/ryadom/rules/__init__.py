"""rules: what a family is entitled to, and why: one rule, one meaning."""
