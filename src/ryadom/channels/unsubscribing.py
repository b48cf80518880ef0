"""The link under a notice by which somebody asks for no more of them: signed, so that nobody unsubscribes another."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .configuration import Bot
from .models import Address

_SALT = "channels.unsubscribe"


def link(bot: Bot, chat: str) -> str:
    """The address of the page; empty where nobody said under which name this site is reached from outside."""
    if not bot.public_url:
        return ""
    row = Address.objects.in_region(bot.region).filter(channel=bot.channel.value, bot=bot.name, chat=chat).first()
    if row is None:
        return ""
    token = Signer(salt=_SALT).sign_object({"region": bot.region, "address": row.pk})
    return bot.public_url.rstrip("/") + reverse("channels:unsubscribe", args=[token])


def whose(token: str) -> tuple[str, int] | None:
    """(region, address) of a link; None of a wrong one."""
    try:
        told = Signer(salt=_SALT).unsign_object(token)
        return str(told["region"]), int(told["address"])
    except (BadSignature, KeyError, TypeError, ValueError):
        return None
