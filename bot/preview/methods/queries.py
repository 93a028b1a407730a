"""Methods that answer a pressed button, an inline query or a guest message."""

import secrets
from typing import Any, Final

from bot.limits import (
    CALLBACK_ANSWER_LENGTH,
    INLINE_CACHE_SECONDS,
    INLINE_OFFSET_BYTES,
    INLINE_RESULT_ID_BYTES,
    INLINE_RESULTS,
    START_PARAMETER_LENGTH,
    utf16_length,
)
from bot.preview.chats import Chat, Message, User
from bot.preview.errors import bad_request
from bot.preview.keyboards import read_keyboard
from bot.preview.methods.texts import read_text
from bot.preview.parameters import Parameters
from bot.preview.world import Query, World

_OLD: Final = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#answercallbackquery."""
    query = _query(world, call.text("callback_query_id"))
    text = call.text("text")
    if utf16_length(text) > CALLBACK_ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": text, "show_alert": call.boolean("show_alert"), "url": call.text("url")}
    world.changes.add("answer", query.message.chat.id if query.message else None, query)
    return True


def answer_inline_query(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#answerinlinequery."""
    query = _query(world, call.text("inline_query_id"))
    listed = call.json("results", "inline query results")
    if not isinstance(listed, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(listed) > INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [read_result(result) for result in listed]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.text("next_offset").encode()) > INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = call.json("button", "inline query results button")
    if button and not 1 <= len(button.get("start_parameter", "-")) <= START_PARAMETER_LENGTH:
        raise bad_request("START_PARAM_INVALID")
    query.answer = {
        "results": results,
        "next_offset": call.text("next_offset"),
        "button": button,
        "cache_time": call.integer("cache_time", INLINE_CACHE_SECONDS),
        "is_personal": call.boolean("is_personal"),
    }
    world.changes.add("answer", None, query)
    return True


def answer_guest_query(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#answerguestquery."""
    query = _query(world, call.text("guest_query_id"))
    if query.message is None or query.answer is not None:
        raise bad_request(_OLD)
    query.answer = read_result(call.json("result", "inline query result"))
    extra = {"guest_bot_caller_user": query.person.as_json()}
    place = query.message
    message = post_result(world, place.chat, world.bot, query.answer, thread_id=place.thread_id, extra=extra)
    return {"inline_message_id": message.inline_id}


def read_result(result: Any) -> dict[str, Any]:
    """Check one result and read its text, kept under `content` and `keyboard`. Raises 400 as Telegram does."""
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    if not 1 <= len(str(result.get("id", "")).encode()) <= INLINE_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: the stand-in shows results of type article only")
    if not result.get("title"):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    shown = result.get("input_message_content")
    if not isinstance(shown, dict) or "message_text" not in shown:
        raise bad_request("can't parse inline query result: message content is not specified")
    text = {"text": shown["message_text"], **{k: shown[k] for k in ("parse_mode", "entities") if k in shown}}
    return {
        "id": str(result["id"]),
        "title": str(result["title"]),
        "description": str(result.get("description", "")),
        "url": str(result.get("url", "")),
        "content": read_text(Parameters(text, {})),
        "keyboard": read_keyboard(result.get("reply_markup")),
    }


def post_result(world: World, chat: Chat, sender: User, result: dict[str, Any], **fields: Any) -> Message:
    """Put a result into a chat, as a message that the bot can edit by its `inline_id`."""
    inline_id = f"AAM{secrets.token_urlsafe(18)}"
    message = world.post(chat, sender, result["content"], keyboard=result["keyboard"], inline_id=inline_id, **fields)
    world.inline_messages[inline_id] = message
    return message


def _query(world: World, query_id: str) -> Query:
    query = world.queries.get(query_id)
    if query is None or query.old:
        raise bad_request(_OLD)
    return query
