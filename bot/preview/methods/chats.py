"""Methods about chats and their members."""

import time
from typing import Any, Final

from bot.preview.chats import Chat, User
from bot.preview.entities import FormattedText
from bot.preview.errors import bad_request
from bot.preview.parameters import Parameters
from bot.preview.world import OUT, World

_BOT_RIGHTS: Final = ("manage_chat", "delete_messages")
_RIGHTS: Final = (
    *_BOT_RIGHTS,
    "manage_video_chats",
    "restrict_members",
    "promote_members",
    "change_info",
    "invite_users",
    "post_stories",
    "edit_stories",
    "delete_stories",
)


def get_chat(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getchat."""
    chat = world.find_chat(call.values.get("chat_id"))
    return {
        **chat.as_json(),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_administrators(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getchatadministrators."""
    chat = world.find_chat(call.values.get("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    leading = (user_id for user_id, status in chat.members.items() if status in {"creator", "administrator"})
    return [member_json(world, chat, user_id) for user_id in leading]


def get_chat_member(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getchatmember."""
    chat = world.find_chat(call.values.get("chat_id"))
    return member_json(world, chat, call.integer("user_id"))


def leave_chat(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#leavechat."""
    chat = world.find_chat(call.values.get("chat_id"))
    if chat.type == "private":
        raise bad_request("chat not found")
    set_bot_status(world, chat, world.bot, "left")
    return True


def member_json(world: World, chat: Chat, user_id: int) -> dict[str, Any]:
    """Give a Bot API `ChatMember`. Raises 400 for nobody known."""
    user = world.bot if user_id == world.bot.id else world.people.get(user_id)
    if user is None:
        raise bad_request("invalid user_id specified")
    if chat.type == "private":
        status = "kicked" if chat.blocked and user == world.bot else "member"
    else:
        status = chat.members.get(user_id, "left")
    return _member(user, status)


def set_bot_status(world: World, chat: Chat, by: User, status: str) -> None:
    """Let somebody add, promote, remove or block the bot, and tell it so (`my_chat_member`)."""
    before = member_json(world, chat, world.bot.id)["status"]
    if chat.type == "private":
        chat.blocked = status == "kicked"
    else:
        chat.members[world.bot.id] = status
        if status in OUT and before not in OUT:
            world.post(chat, by, FormattedText(), service={"left_chat_member": world.bot.as_json()})
    change = {
        "chat": chat.as_json(),
        "from": by.as_json(),
        "date": int(time.time()),
        "old_chat_member": _member(world.bot, before),
        "new_chat_member": _member(world.bot, status),
    }
    world.tell("my_chat_member", change)
    world.changes.add("members", chat.id, chat)


def _member(user: User, status: str) -> dict[str, Any]:
    member: dict[str, Any] = {"user": user.as_json(), "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= {f"can_{right}": right in _BOT_RIGHTS for right in _RIGHTS}
        member |= {"can_be_edited": False, "is_anonymous": False}
    return member
