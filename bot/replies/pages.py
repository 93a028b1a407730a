"""What the bot says of itself: how to ask it, what it knows, which language it speaks."""

from collections.abc import Sequence
from typing import Final

from bot.buttons import ChooseLanguage, ShowSources
from bot.library import Library
from bot.replies.answers import source_html
from bot.replies.keyboards import question_buttons
from bot.reply import Button, Reply
from bot.telegram_html import bold, escape, lines_on_phone
from bot.texts import LANGUAGE_NAMES, N_, Texts
from index import LANGUAGES, Language, Source

EXAMPLES: Final = 4
SOURCE_LINES: Final = 15
"""Lines of sources on a page: with its heading and buttons it fits the 500 pixels that a small phone has for a chat."""

COMMANDS: Final[dict[str, str]] = {
    "ask": N_("Ask a question"),
    "sources": N_("Where my answers come from"),
    "random": N_("A random fact"),
    "daily": N_("A fact every day"),
    "language": N_("Choose a language"),
    "privacy": N_("What I store about you"),
    "help": N_("How to ask questions"),
    "start": N_("Start over"),
}
GROUP_COMMANDS: Final = ("ask", "sources", "random", "language", "help")
ADMIN_COMMANDS: Final[dict[str, str]] = {
    "stats": N_("How much I'm asked"),
    "gaps": N_("Questions that my documents don't answer"),
    "add": N_("Add a document"),
    "remove": N_("Remove a document"),
    "reload": N_("Reload the documents"),
    "broadcast": N_("Write to all daily subscribers"),
}

TOO_FAST: Final = N_("That was a lot of questions. Please give me a minute.")

SHORT_DESCRIPTION: Final = N_(
    "Answers questions about the Mongolia–Japan partnership with passages from documents, and names the source."
)
DESCRIPTION: Final = N_(
    "Ask me about the partnership between Mongolia and Japan, in English, Mongolian or Japanese. I "
    "answer with a passage from my documents, word for word, and name its source. If they don't have the "
    "answer, I'll say so."
)


def start_reply(library: Library, _: Texts) -> Reply:
    """Greet, and show what can be asked."""
    lines = [
        bold(_("Hello!")),
        escape(_(DESCRIPTION)),
        "",
        escape(_("Just write your question, or try one of these:")),
    ]
    return Reply("\n".join(lines), question_buttons(library.index.examples(_.language, EXAMPLES), library))


def help_reply(bot_username: str, mentions_arrive: bool, _: Texts) -> Reply:
    """Say how to ask; `mentions_arrive` is false where Telegram keeps plain mentions in groups from the bot."""
    lines = [
        bold(_("How to ask questions")),
        escape(
            _(
                "Here: just write your question. "
                "You can follow up on the last one, or reply to an earlier message of mine."
            )
        ),
        "",
        escape(_in_groups(bot_username, mentions_arrive, _)),
        "",
        escape(_("If you edit your question, I'll update my answer.")),
        escape(_("In any chat: type @{bot} and your question, and choose an answer.")).format(bot=bot_username),
        "",
        *(f"/{command} – {escape(_(about))}" for command, about in COMMANDS.items()),
    ]
    return Reply("\n".join(lines))


def joined_reply(bot_username: str, mentions_arrive: bool, _: Texts) -> Reply:
    """Say on joining a group how to ask there."""
    lines = [bold(_("Hello!")), escape(_(DESCRIPTION)), "", escape(_in_groups(bot_username, mentions_arrive, _))]
    return Reply("\n".join(lines))


def ask_how_reply(_: Texts) -> Reply:
    """Answer `/ask` without a question."""
    how, example = (
        _("Write your question after the command, for example:"),
        _("How many trees did Japan promise to plant?"),
    )
    return Reply(f"{escape(how)}\n<code>/ask {escape(example)}</code>")


def too_fast_reply(_: Texts) -> Reply:
    """Ask somebody to slow down."""
    return Reply(escape(_(TOO_FAST)))


def reads_text_reply(_: Texts) -> Reply:
    """Answer a voice message, a sticker or a picture."""
    return Reply(escape(_("Thank you! I can only read text, so please write your question.")))


def unknown_command_reply(_: Texts) -> Reply:
    """Answer a command that there is not."""
    return Reply(escape(_("I don't know this command. /help shows what I can do.")))


def trouble_reply(_: Texts) -> Reply:
    """Say that something broke."""
    return Reply(escape(_("Sorry, something went wrong. Please try again.")))


def sources_reply(sources: Sequence[Source], page: int, _: Texts) -> Reply:
    """Show one page of all sources; a page that there is not is the nearest one that there is."""
    if not sources:
        return Reply(escape(_("My documents don't name any sources.")))
    pages = _source_pages([f"• {source_html(source, _.language)}" for source in sources])
    last = len(pages) - 1
    page = min(page, last)
    number = f" {page + 1}/{len(pages)}" if last else ""
    turns = {0: "« {}", last: "{} »"} | {page - 1: "‹ {}", page + 1: "{} ›"}  # the nearest ones win
    turning = tuple(
        Button(label.format(other + 1), str(ShowSources(other)))
        for other, label in sorted(turns.items())
        if 0 <= other <= last and other != page
    )
    return Reply("\n".join([bold(_("Sources") + number), *pages[page]]), (turning,) if turning else ())


def _source_pages(lines: Sequence[str]) -> list[list[str]]:
    """Lay lines out on as few pages of a phone as hold them, in order."""
    pages: list[list[str]] = [[]]
    left = SOURCE_LINES
    for line in lines:
        takes = lines_on_phone(line)
        if pages[-1] and takes > left:
            pages.append([])
            left = SOURCE_LINES
        pages[-1].append(line)
        left -= takes
    return pages


def language_reply(fixed: Language | None, _: Texts) -> Reply:
    """Offer the languages; the one that is fixed is marked."""
    choices: list[Language | None] = [*LANGUAGES, None]
    labels = [LANGUAGE_NAMES[language] if language else _("Choose for me") for language in choices]
    buttons = [
        (Button(f"✓ {label}" if language == fixed else label, str(ChooseLanguage(language))),)
        for language, label in zip(choices, labels, strict=True)
    ]
    return Reply(
        escape(_("Which language should I use? I'll always look for answers in the language of your question.")),
        tuple(buttons),
    )


def _in_groups(bot_username: str, mentions_arrive: bool, _: Texts) -> str:
    if mentions_arrive:
        return _("In a group: write /ask and your question, reply to one of my messages, or mention @{bot}.").format(
            bot=bot_username
        )
    return _("In a group: write /ask and your question, or reply to one of my messages.")
