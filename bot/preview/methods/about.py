"""Methods about the bot itself: its name, descriptions, commands and menu button."""

import re
from typing import Any, Final

from bot.limits import (
    COMMAND_DESCRIPTION_LENGTH,
    COMMAND_LENGTH,
    COMMANDS,
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    SHORT_DESCRIPTION_LENGTH,
    utf16_length,
)
from bot.preview.errors import bad_request
from bot.preview.parameters import Parameters
from bot.preview.profile import Command, Scope, localized
from bot.preview.world import World

_COMMAND: Final = re.compile(rf"/?[a-z0-9_]{{1,{COMMAND_LENGTH}}}")
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_SCOPES: Final = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(world: World, call: Parameters) -> Any:  # noqa: ARG001 - takes no parameters
    """See https://core.telegram.org/bots/api#getme."""
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": world.inline_mode,
        "supports_guest_queries": world.guest_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#setmycommands."""
    listed = call.json("commands", "commands")
    if not isinstance(listed, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(listed) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_scope(world, call), _language(call)] = [_command(item) for item in listed]
    world.changes.add("commands")
    return True


def get_my_commands(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getmycommands."""
    return world.profile.commands.get((_scope(world, call), _language(call)), [])


def delete_my_commands(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#deletemycommands."""
    world.profile.commands.pop((_scope(world, call), _language(call)), None)
    world.changes.add("commands")
    return True


def set_my_name(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#setmyname."""
    return _set(world, call, world.profile.names, "name", NAME_LENGTH)


def get_my_name(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getmyname."""
    return {"name": localized(world.profile.names, _language(call))}


def set_my_description(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#setmydescription."""
    return _set(world, call, world.profile.descriptions, "description", DESCRIPTION_LENGTH)


def get_my_description(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getmydescription."""
    return {"description": localized(world.profile.descriptions, _language(call))}


def set_my_short_description(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#setmyshortdescription."""
    return _set(world, call, world.profile.short_descriptions, "short_description", SHORT_DESCRIPTION_LENGTH)


def get_my_short_description(world: World, call: Parameters) -> Any:
    """See https://core.telegram.org/bots/api#getmyshortdescription."""
    return {"short_description": localized(world.profile.short_descriptions, _language(call))}


def set_chat_menu_button(world: World, call: Parameters) -> bool:
    """See https://core.telegram.org/bots/api#setchatmenubutton."""
    button = call.json("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: invalid menu button type specified")
    world.profile.menu_button = button
    return True


def get_chat_menu_button(world: World, call: Parameters) -> Any:  # noqa: ARG001 - one button for all chats
    """See https://core.telegram.org/bots/api#getchatmenubutton."""
    return world.profile.menu_button


def _set(world: World, call: Parameters, texts: dict[str, str], name: str, limit: int) -> bool:
    text = call.text(name)
    if utf16_length(text) > limit:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    texts[_language(call)] = text
    world.changes.add("commands")
    return True


def _command(item: Any) -> Command:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(item.get("command", "")), str(item.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= COMMAND_DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _scope(world: World, call: Parameters) -> Scope:
    described = call.json("scope", "BotCommandScope") or {"type": "default"}
    kind = described.get("type") if isinstance(described, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    fields = [described.get(name) for name in _SCOPES[kind]]
    if fields:
        # Commands can be set for a chat that exists, even before the person wrote.
        if _number(fields[0]) not in world.chats:
            raise bad_request("chat not found")
        fields = [_number(field) for field in fields]
    return (kind, *fields)


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def _language(call: Parameters) -> str:
    language = call.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
