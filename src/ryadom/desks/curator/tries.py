"""Guessing of passwords is slowed down: after five wrong tries a login waits some minutes, whoever tries."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from ryadom.desks.curator.models import WrongTry

MOST = 5
PAUSE = timedelta(minutes=10)


def minutes_to_wait(login: str, at: datetime) -> int:
    """How many minutes this login still waits; 0 when it may be tried. A login that nobody has waits alike."""
    recent = WrongTry.objects.filter(login=_digest(login), at__gt=at - PAUSE).order_by("-at")
    tries = list(recent.values_list("at", flat=True)[:MOST])
    if len(tries) < MOST:
        return 0
    left = tries[-1] + PAUSE - at
    return max(1, -(-int(left.total_seconds()) // 60))


@transaction.atomic
def note_wrong(login: str, at: datetime) -> None:
    """One more wrong try; those whose time is over are forgotten on the way."""
    WrongTry.objects.filter(at__lte=at - PAUSE).delete()
    WrongTry.objects.create(login=_digest(login), at=at)


def forget(login: str) -> None:
    """The password was right: the count begins anew."""
    WrongTry.objects.filter(login=_digest(login)).delete()


def _digest(login: str) -> str:
    text = login.strip().casefold()
    return salted_hmac("curator.tries", text, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
