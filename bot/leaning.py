"""What a question in a chat leans on: a certain message, where it replies to one, or else the last answer."""

from typing import Final

from telegram import Bot, InlineKeyboardMarkup, Message

from bot.addressing import reply_to_bot, said_before
from bot.buttons import Rate, View, read_press
from bot.library import Library
from bot.services import Memory, conversation_of
from index import Language, Turn

MOST_SAID: Final = 1000
"""Characters of a message that a question may be about; more would say nothing of which part."""


def turn_before(
    message: Message, question: str, bot: Bot, library: Library, memory: Memory, hint: Language
) -> Turn | None:
    """Give what was said before a question.

    A reply leans on the message that it answers: on the passage in sight there, and on the part that it quotes.
    """
    said, replied = said_before(message, question, bot)[:MOST_SAID], reply_to_bot(message, bot)
    turn = _turn_of(replied, library, memory) if replied else None
    if said:
        lines = [turn.question] if turn else []
        one = " ".join(said.split())
        return Turn("\n".join([*lines, one]), turn.match_id if turn else None, turn.language if turn else hint)
    return turn or memory.conversations.last(conversation_of(message))


def _turn_of(replied: Message, library: Library, memory: Memory) -> Turn | None:
    """Give what a message of the bot's answers, by its buttons and by what is remembered of it; None for other ones."""
    exchange = memory.exchanges.answered_by(replied.chat_id, replied.message_id)
    view = _view_in(replied.reply_markup)
    match = library.match(view.shown) if view else None
    if view is None or match is None:
        return exchange.before if exchange else None
    asked = (
        exchange.question if exchange and exchange.question else library.question(view.asked) if view.asked else None
    )
    first = match.passage.questions[0] if match.passage.questions else match.sentence
    return Turn(asked or first, match.id, view.asker or match.passage.language)


def _view_in(markup: InlineKeyboardMarkup | None) -> View | None:
    """Find the passages that the buttons below a message turn to."""
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            press = read_press(button.callback_data) if isinstance(button.callback_data, str) else None
            if isinstance(press, Rate):
                return press.view
    return None
