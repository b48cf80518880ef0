"""What went wrong, in one sentence for the person at the terminal. A fault is foreseen: it needs no traceback."""


class Fault(Exception):
    """A foreseen obstacle. Its text is the whole story: what is wrong and what to do."""
