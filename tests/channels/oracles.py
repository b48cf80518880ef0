"""The channels' real client libraries against the rehearsal; run by an environment of their own (`make messengers`).

Reads one JSON object from standard input: {"telegram": {...}, "vk": {...}, "max": {...}} with `base`, `token`, the
`updates` the town sent and the `calls` our adapters made. Prints what each library understood, as JSON.
"""

import asyncio
import json
import sys

CHAT = 52


async def telegram(told):
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
    from aiogram.methods import SendMessage
    from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

    session = AiohttpSession(api=TelegramAPIServer.from_base(told["base"]))
    found = {"updates": [Update.model_validate(one).event_type for one in told["updates"]]}
    found["our calls"] = [SendMessage.model_validate(one).chat_id for one in told["calls"]]
    async with Bot(told["token"], session=session) as bot:
        found["me"] = (await bot.get_me()).is_bot
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Да", callback_data="yes")]])
        sent = await bot.send_message(CHAT, "от aiogram", reply_markup=keyboard)
        found["sent"] = [sent.text, sent.reply_markup.inline_keyboard[0][0].callback_data]
        found["edited"] = (await bot.edit_message_text("другое", chat_id=CHAT, message_id=sent.message_id)).text
        found["answered"] = await bot.answer_callback_query("press-1")
        file = await bot.get_file("photo-1")
        found["file"] = (await bot.download_file(file.file_path)).read()[:4].hex()
        await bot.set_webhook("https://site.example/hook/", secret_token="shown-secret")
        found["hook"] = (await bot.get_webhook_info()).url
        await bot.delete_webhook()
        found["polled"] = [one.event_type for one in await bot.get_updates()]
        try:
            await bot.send_message(13, "заблокировал")
        except TelegramForbiddenError:
            found["blocked"] = True
        try:
            await bot.send_message(429, "часто")
        except TelegramRetryAfter as fault:
            found["retry after"] = fault.retry_after
    return found


async def max_messenger(told):
    from maxapi import Bot
    from maxapi.exceptions.max import MaxApiError
    from maxapi.methods.types.getted_updates import get_update_model, process_update_request
    from maxapi.types.attachments.attachment import ButtonsPayload
    from maxapi.types.attachments.buttons.attachment_button import AttachmentButton
    from maxapi.types.attachments.buttons.callback_button import CallbackButton

    bot = Bot(told["token"], auto_requests=False)
    bot.set_api_url(told["base"])
    models = [await get_update_model(one, bot) for one in told["updates"]]
    found = {"updates": [model.update_type.value if model else None for model in models]}
    found["our calls"] = [
        AttachmentButton.model_validate(part).payload.buttons[0][0].payload
        for one in told["calls"]
        for part in one["attachments"]
    ]
    found["me"] = (await bot.get_me()).is_bot
    rows = ButtonsPayload(buttons=[[CallbackButton(text="Да", payload="yes")]])
    sent = await bot.send_message(
        chat_id=CHAT, text="от maxapi", attachments=[AttachmentButton(type="inline_keyboard", payload=rows)]
    )
    body = sent.message.body
    found["sent"] = [body.text, body.attachments[0].payload.buttons[0][0].payload]
    found["edited"] = (await bot.edit_message(body.mid, text="другое")).success
    found["answered"] = (await bot.send_callback("cb1", notification="ок")).success
    await bot.subscribe_webhook("https://site.example/hook/", secret="shown-secret")
    found["hook"] = (await bot.get_subscriptions()).subscriptions[0].url
    await bot.unsubscribe_webhook("https://site.example/hook/")
    polled = await process_update_request(await bot.get_updates(), bot)
    found["polled"] = [one.update_type.value for one in polled]
    for chat, name in ((13, "blocked"), (429, "retry after")):
        try:
            await bot.send_message(chat_id=chat, text="нельзя")
        except MaxApiError as fault:
            found[name] = fault.code
    await bot.close_session()
    return found


async def vk(told):
    from vkbottle import API, VKAPIError
    from vkbottle.http import SingleAiohttpClient
    from vkbottle.tools import Keyboard, Text
    from vkbottle_types.events import bot_events

    kinds = {"message_new": bot_events.MessageNew, "message_edit": bot_events.MessageEdit,
             "message_allow": bot_events.MessageAllow, "message_deny": bot_events.MessageDeny}  # fmt: skip
    from vkbottle_types.events.objects.group_event_objects import MessageReadObject

    read = [one for one in told["updates"] if one["type"] == "message_read"]
    others = [one for one in told["updates"] if one not in read]
    found = {"updates": [type(kinds[one["type"]](**one)).__name__ for one in others]}
    found["updates"] += [type(MessageReadObject(**one["object"])).__name__ for one in read]
    found["our calls"] = [json.loads(one["keyboard"])["buttons"][0][0]["action"]["type"] for one in told["calls"]]
    api = API(told["token"], http_client=SingleAiohttpClient())
    api.API_URL = told["base"] + "/"
    keyboard = Keyboard(inline=True).add(Text("Да", payload={"button": "yes"})).get_json()
    first = await api.messages.send(peer_id=CHAT, random_id=99, message="от vkbottle", keyboard=keyboard)
    again = await api.messages.send(peer_id=CHAT, random_id=99, message="от vkbottle", keyboard=keyboard)
    found["sent"] = [isinstance(first, int), first == again]
    found["edited"] = bool(await api.messages.edit(peer_id=CHAT, message_id=first, message="другое"))
    found["hook"] = (await api.groups.get_callback_confirmation_code(group_id=1)).code
    for chat, name in ((13, "blocked"), (429, "retry after")):
        try:
            await api.messages.send(peer_id=chat, random_id=chat, message="нельзя")
        except VKAPIError as fault:
            found[name] = fault.code
    await api.http_client.close()
    return found


async def main():
    told = json.load(sys.stdin)
    speak = {"telegram": telegram, "vk": vk, "max": max_messenger}
    print(json.dumps({name: await speak[name](about) for name, about in told.items()}))


asyncio.run(main())
