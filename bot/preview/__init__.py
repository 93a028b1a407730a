"""Telegram's place taken on this computer: a stand-in of the Bot API, and a page that looks like its chat.

For people without a token (`partnership-bot preview`), for our tests over real HTTP, and for yours.
"""

from bot.preview.conversation import CallbackAnswer, Conversation, InlineAnswer, NoReplyError
from bot.preview.server import StandIn

__all__ = ["CallbackAnswer", "Conversation", "InlineAnswer", "NoReplyError", "StandIn"]
