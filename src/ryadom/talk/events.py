"""What this room announces."""

from django.dispatch import Signal

# count: how many drafts were deleted because their 30 days were over.
drafts_purged = Signal()
