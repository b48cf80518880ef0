"""The addresses that MAX, VK and Telegram call. An update is kept before we say that we have it, or we do not say so.

Each bot has an address of its own with a secret part, since updates do not say whose they are; the shared secret is
asked besides. Whoever knows neither learns nothing, not even that a bot is there.
"""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ryadom.channels import inbox, receipts, waking
from ryadom.channels.adapters import max as max_adapter
from ryadom.channels.adapters import telegram, vk
from ryadom.channels.configuration import Bot, current
from ryadom.channels.errors import BadUpdate
from ryadom.channels.shapes import Channel, Update
from ryadom.regions.clock import now

log = structlog.get_logger(__name__)

LARGEST = 512 * 1024
ADAPTERS: dict[Channel, ModuleType] = {Channel.MAX: max_adapter, Channel.VK: vk, Channel.TELEGRAM: telegram}
SECRETS = {Channel.MAX: max_adapter.SECRET_HEADER, Channel.TELEGRAM: telegram.SECRET_HEADER}


@csrf_exempt
@require_POST
def take(request: HttpRequest, channel: str, path: str) -> HttpResponse:
    """Keep one update. 404: no such address; 403: not the channel; 400, 413: not an update."""
    bot = _bot(channel, path)
    if bot.channel in SECRETS and not _same(request.headers.get(SECRETS[bot.channel], ""), bot):
        return HttpResponse(status=403)
    body = _body(request)
    if body is None:
        return HttpResponse(status=413 if _length(request) > LARGEST else 400)
    if bot.channel is Channel.VK:
        if not _same(str(body.get("secret", "")), bot):
            return HttpResponse(status=403)
        if body.get("type") == "confirmation":
            return HttpResponse(bot.confirmation.get_secret_value(), content_type="text/plain")
    at = now()
    try:
        if bot.channel is Channel.VK and (receipt := vk.receipt(bot, body)):
            receipts.note(receipt, region=bot.region, at=at)
        updates = ADAPTERS[bot.channel].parse(bot, body, at)
    except BadUpdate as fault:
        # A channel would send it again for ever: it is written down that something was odd, and let go.
        log.warning("odd_update", channel=channel, bot=bot.name, why=str(fault))
        updates = ()
    if inbox.store_many(updates, region=bot.region, at=at):
        waking.wake()
    return _taken(bot, updates)


def _bot(channel: str, path: str) -> Bot:
    """Every bot is looked at, and compared in the same time: an address cannot be felt out letter by letter."""
    found = [
        bot
        for bot in current().bots
        if constant_time_compare(bot.path.get_secret_value(), path)
        and bot.channel == channel
        and bot.channel in ADAPTERS
    ]
    if not found:
        raise Http404
    return found[0]


def _same(told: str, bot: Bot) -> bool:
    return constant_time_compare(told, bot.secret.get_secret_value())


def _length(request: HttpRequest) -> int:
    told = request.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _body(request: HttpRequest) -> dict[str, Any] | None:
    if _length(request) > LARGEST:
        return None
    try:
        body = json.loads(request.read(LARGEST + 1))
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _taken(bot: Bot, updates: tuple[Update, ...]) -> HttpResponse:
    """What each channel wants to read as a yes."""
    if bot.channel is Channel.VK:
        return HttpResponse("ok", content_type="text/plain")
    if bot.channel is Channel.TELEGRAM:
        answer = next((told for one in updates if (told := telegram.instant_answer(one))), None)
        return JsonResponse(answer) if answer else HttpResponse(status=200)
    for update in updates:
        waking.acknowledge(bot, update)
    return JsonResponse({"success": True})
