"""What strangers said on the phone is kept no longer than their threads; calls of people we know belong to their file.

The rows stay without a word or a number: how many called is counted for years.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ryadom.desks.phone.models import Call, CallBack, Open

KEPT = timedelta(days=30)
_WHY = "words of strangers that are no longer needed"
_WORDS = {"phone": "", "about": ""}


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Erase what strangers said in calls and call-backs that are over, in all regions; how many rows. A call is needed
    as long as somebody is to be called back after it. A second run finds nothing.
    """
    backs = CallBack.objects.across_regions(_WHY).filter(person=None)
    calls = Call.objects.across_regions(_WHY).filter(person=None, began_at__lte=at - KEPT)
    awaited = backs.filter(state=Open.OPEN, call__isnull=False).values("call")
    over = backs.filter(settled_at__lte=at - KEPT).exclude(phone="", name="", about="")
    told = calls.exclude(pk__in=awaited).exclude(phone="", said_name="", for_whom="", about="", answered="")
    return over.update(**_WORDS, name="") + told.update(**_WORDS, said_name="", for_whom="", answered="")
