"""What this room shows on pages of the desks."""
