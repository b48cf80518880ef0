"""What people wrote is kept here only as long as it may be needed to handle it or to send it again; then it goes.

The rows stay, without a word of what was said: a channel that repeats an old update must still be recognised.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from .models import InboundUpdate, LinkCode, OutboundMessage, Status

KEPT = timedelta(days=30)
KEPT_DEAD = timedelta(days=90)
SETTLED = (
    Status.SENT, Status.DELIVERED, Status.READ, Status.PERMANENT, Status.TECHNICAL, Status.CANCELLED, Status.HELD
)  # fmt: skip


def forget(*, at: datetime) -> int:
    """Erase texts that are no longer needed, in all regions; how many. A second run finds nothing."""
    why = "texts that are no longer needed"
    old = Q(handled_at__lte=at - KEPT) | Q(dead_at__lte=at - KEPT_DEAD)
    heard = InboundUpdate.objects.across_regions(why).filter(old, erased_at=None)
    told = OutboundMessage.objects.across_regions(why).filter(
        status__in=SETTLED, created_at__lte=at - KEPT, erased_at=None
    )
    LinkCode.objects.across_regions(why).filter(expires_at__lte=at - KEPT).delete()
    return heard.update(payload={}, erased_at=at) + told.update(text="", buttons=[], erased_at=at, next_at=None)
