"""Methods that put something into a chat."""

import mimetypes
from typing import Any, Final

from bot.preview.chats import Chat, Message
from bot.preview.entities import FormattedText
from bot.preview.errors import bad_request
from bot.preview.files import StoredFile, document_json, download, photo_json
from bot.preview.keyboards import read_keyboard
from bot.preview.methods.texts import read_caption, read_text
from bot.preview.parameters import Parameters
from bot.preview.world import World

_ACTIONS: Final = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#sendmessage."""
    content = read_text(call)
    chat = world.find_chat(call.values.get("chat_id"))
    return _send(world, call, chat, content).as_json()


def send_photo(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#sendphoto."""
    chat = world.find_chat(call.values.get("chat_id"))
    file = _file(world, call, "photo")
    return _send(world, call, chat, read_caption(call), media={"photo": photo_json(file)}).as_json()


def send_document(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#senddocument."""
    chat = world.find_chat(call.values.get("chat_id"))
    file = _file(world, call, "document")
    return _send(world, call, chat, read_caption(call), media={"document": document_json(file)}).as_json()


def send_chat_action(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#sendchataction."""
    chat = world.find_chat(call.values.get("chat_id"))
    action = call.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.changes.add("action", chat.id, {"action": action, "thread_id": call.integer("message_thread_id") or None})
    return True


def copy_message(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#copymessage."""
    chat = world.find_chat(call.values.get("chat_id"))
    source = _source(world, call, "copy")
    content = read_caption(call) if source.media and call.has("caption") else source.content
    return {"message_id": _send(world, call, chat, content, media=dict(source.media)).message_id}


def forward_message(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#forwardmessage."""
    chat = world.find_chat(call.values.get("chat_id"))
    source = _source(world, call, "forward")
    origin: dict[str, Any] = {"date": source.date}
    if source.sender:
        origin |= {"type": "user", "sender_user": source.sender.as_json()}
    else:
        origin |= {"type": "channel", "chat": source.chat.as_json(), "message_id": source.message_id}
    extra = {"forward_origin": origin}
    return _send(world, call, chat, source.content, media=dict(source.media), extra=extra).as_json()


def get_file(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getfile."""
    if not call.has("file_id"):
        raise bad_request("file_id not specified")
    if call.text("file_id") not in world.files.by_id:
        raise bad_request("invalid file_id")
    return download(world.files.get(call.text("file_id")))


def find_thread(chat: Chat, call: Parameters) -> int | None:
    """Find the topic that a call names. Raises 400 where the chat has no such topic."""
    thread = call.integer("message_thread_id")
    if not thread:
        return None
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def _send(world: World, call: Parameters, chat: Chat, content: FormattedText, **fields: Any) -> Message:
    keyboard = read_keyboard(call.json("reply_markup", "reply keyboard markup"))
    reply_to = _replied(chat, call)
    thread = find_thread(chat, call) or (reply_to.thread_id if reply_to else None)
    sender = None if chat.type == "channel" else world.bot
    protected = call.boolean("protect_content")
    if call.has("link_preview_options"):
        options = call.json("link_preview_options", "link preview options")
        fields["extra"] = {**fields.get("extra", {}), "link_preview_options": options}
    return world.post(
        chat,
        sender,
        content,
        keyboard=keyboard,
        reply_to=reply_to,
        thread_id=thread,
        protected=protected,
        **fields,
    )


def _replied(chat: Chat, call: Parameters) -> Message | None:
    described = call.json("reply_parameters", "reply parameters") or {}
    if not isinstance(described, dict):
        raise bad_request("object expected as reply parameters")
    # `reply_to_message_id` is the older form of the same; it is still taken.
    number = described.get("message_id") or call.integer("reply_to_message_id")
    if not number:
        return None
    replied = chat.messages.get(int(number))
    if replied is None and not (
        described.get("allow_sending_without_reply") or call.boolean("allow_sending_without_reply")
    ):
        raise bad_request("message to be replied not found")
    return replied


def _source(world: World, call: Parameters, what: str) -> Message:
    message = world.find_chat(call.values.get("from_chat_id")).messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {what} not found")
    if message.protected or message.service:
        raise bad_request(f"message can't be {'copied' if what == 'copy' else 'forwarded'}")
    return message


def _file(world: World, call: Parameters, kind: str) -> StoredFile:
    """Take an upload, or a file that was sent before, by its id."""
    named = call.text(kind)
    upload = call.uploads.get(named.removeprefix("attach://") if named.startswith("attach://") else kind)
    if upload is None:
        if not named:
            raise bad_request(f"there is no {kind} in the request")
        return world.files.get(named)
    content_type = upload.content_type
    if content_type in ("", "application/octet-stream", "application/unknown"):
        content_type = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    return world.files.add(upload.name, content_type, upload.content, f"{kind}s")
