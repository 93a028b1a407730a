"""What is said to people who say something and ask nothing."""

from typing import Final

from bot.library import Library
from bot.replies.keyboards import question_buttons
from bot.replies.pages import help_reply
from bot.reply import Reply
from bot.telegram_html import escape
from bot.texts import N_, SPEAKS, Texts
from index import SmallTalk

EXAMPLES: Final = 3

_SAID: Final = {
    "greeting": N_("Hello! What would you like to know about Mongolia and Japan?"),
    "thanks": N_("You're welcome! Just write if you'd like to know anything else."),
    "farewell": N_("Goodbye! I'm here whenever you have a question."),
    "approval": N_("🙂 Just write if you'd like to know anything else."),
    "request": N_("Of course. Just write your question."),
    "identity": N_(
        "I'm a bot that knows documents about the partnership of Mongolia and Japan. Ask me a question, and I'll show "
        "you the passage that answers it, word for word, with its source."
    ),
    "human": N_(
        "I'm a bot, a program. I look for the passage that answers your question; every sentence that I show you was "
        "written by people and stands in a document."
    ),
    "maker": N_(
        "I'm free software, run by people who chose the documents that I answer from. /sources shows who wrote them, "
        "and /privacy what I store."
    ),
}
_OFFERS_QUESTIONS: Final = frozenset(["greeting", "identity"])


def small_talk_reply(said: SmallTalk, library: Library, bot_username: str, mentions_arrive: bool, _: Texts) -> Reply:
    """Reply in kind, with questions to begin with where that is what comes next."""
    if said.kind == "help":
        return help_reply(bot_username, mentions_arrive, _)
    lines = [escape(_(_SAID[said.kind]))]
    if said.kind in {"human", "identity"}:
        lines.append(escape(_(SPEAKS)))
    examples = library.index.examples(_.language, EXAMPLES) if said.kind in _OFFERS_QUESTIONS else []
    return Reply("\n".join(lines), question_buttons(examples, library))
