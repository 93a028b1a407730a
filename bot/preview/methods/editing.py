"""Methods that change or remove what stands in a chat."""

from typing import Any

from bot.preview.chats import Message
from bot.preview.entities import FormattedText
from bot.preview.errors import bad_request
from bot.preview.keyboards import Keyboard, read_keyboard
from bot.preview.methods.texts import read_caption, read_text
from bot.preview.parameters import Parameters
from bot.preview.world import World

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#editmessagetext."""
    content = read_text(call)
    message = _own(world, call, "edit")
    if message.media:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, call, message, content, _keyboard(call))


def edit_message_caption(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#editmessagecaption."""
    content = read_caption(call)
    message = _own(world, call, "edit")
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, call, message, content, _keyboard(call))


def edit_message_reply_markup(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#editmessagereplymarkup."""
    message = _own(world, call, "edit")
    return _edit(world, call, message, message.content, _keyboard(call))


def delete_message(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#deletemessage."""
    chat = world.find_chat(call.values.get("chat_id"))
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    others = chat.type != "private" and message.sender != world.bot
    if others and chat.members.get(world.bot.id) != "administrator":
        raise bad_request("message can't be deleted")
    world.remove(message)
    return True


def delete_messages(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#deletemessages; those that are not there are skipped."""
    chat = world.find_chat(call.values.get("chat_id"))
    numbers = call.json("message_ids", "message identifiers")
    if not isinstance(numbers, list):
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        if number in chat.messages:
            world.remove(chat.messages[number])
    return True


def set_message_reaction(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#setmessagereaction."""
    message = world.find_chat(call.values.get("chat_id")).messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    message.reactions = call.json("reaction", "reaction type") or []
    world.changes.add("reaction", message.chat.id, message)
    return True


def _edit(world: World, call: Parameters, message: Message, content: FormattedText, keyboard: Keyboard | None) -> Any:
    if (content, keyboard) == (message.content, message.keyboard):
        raise bad_request(_UNCHANGED)
    world.edit(message, content, keyboard)
    return True if call.has("inline_message_id") else message.as_json()


def _keyboard(call: Parameters) -> Keyboard | None:
    return read_keyboard(call.json("reply_markup", "reply keyboard markup"))


def _own(world: World, call: Parameters, what: str) -> Message:
    if call.has("inline_message_id"):
        inline = world.inline_messages.get(call.text("inline_message_id"))
        if inline is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return inline
    message = world.find_chat(call.values.get("chat_id")).messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {what} not found")
    if message.sender not in (world.bot, None):
        raise bad_request("message can't be edited")
    return message
