"""What the bot says of itself: names, descriptions and commands, by language and scope."""

from dataclasses import dataclass, field
from typing import Any

from bot.preview.chats import Chat

Scope = tuple[Any, ...]
Command = dict[str, str]

_DEFAULT: Scope = ("default",)


@dataclass(slots=True)
class Profile:
    """The texts of a bot; "" is the language of those who have none of their own."""

    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Command]] = field(default_factory=dict)
    menu_button: dict[str, Any] = field(default_factory=lambda: {"type": "commands"})

    def commands_shown(self, chat: Chat, user_id: int, language: str) -> list[Command]:
        """Give the commands that a person sees in a chat.

        The order of scopes is https://core.telegram.org/bots/api#determining-list-of-commands.
        """
        for scope in _scopes(chat, user_id):
            for spoken in (language, ""):
                if commands := self.commands.get((scope, spoken)):
                    return commands
        return []


def localized(texts: dict[str, str], language: str) -> str:
    """Give the text in a language, or the one for all others."""
    return texts.get(language) or texts.get("", "")


def _scopes(chat: Chat, user_id: int) -> list[Scope]:
    own: Scope = ("chat", chat.id)
    if chat.type == "private":
        return [own, ("all_private_chats",), _DEFAULT]
    admin = chat.members.get(user_id) in {"creator", "administrator"}
    for_admins: list[Scope] = [("chat_administrators", chat.id)] if admin else []
    all_admins: list[Scope] = [("all_chat_administrators",)] if admin else []
    return [
        ("chat_member", chat.id, user_id),
        *for_admins,
        own,
        *all_admins,
        ("all_group_chats",),
        _DEFAULT,
    ]
