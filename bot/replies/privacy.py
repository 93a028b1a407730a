"""What is stored of people, and its end."""

from bot.choices import choice
from bot.reply import Button, Reply
from bot.storage import conversations, exchanges, feedback
from bot.storage.days import DAY_SECONDS
from bot.telegram_html import bold, escape
from bot.texts import Texts


def privacy_reply(_: Texts) -> Reply:
    """Say what is stored, for how long, and how to end it."""
    lines = [
        bold(_("What I store")),
        _("• The number of this chat, the day of its first message, and its language."),
        _("• Your last question that I answered, for {minutes} minutes, so that you can follow up on it.").format(
            minutes=round(conversations.SECONDS_REMEMBERED / 60)
        ),
        _(
            "• Which of my messages answers which of yours, by their numbers, for {days} days; and for as long, "
            "but never on disk, the words of your questions, so that you can edit or return to them."
        ).format(days=exchanges.SECONDS_KEPT // DAY_SECONDS),
        _("• A message of yours as Telegram sends it: until it is answered; for a day if I could not read it."),
        _("• If you use /daily: your time, your time zone, and which facts you've had."),
        "",
        _(
            "Questions and opinions are also kept for {days} days for the people who run this bot, "
            "without your name or number: nobody can tell who asked."
        ).format(days=feedback.DAYS_KEPT),
        _("Beyond that I don't store names, and I don't pass anything on."),
        "",
        _("/export sends you what is stored. /forget deletes it."),
    ]
    return Reply("\n".join([lines[0], *map(escape, lines[1:])]))


def nothing_stored_reply(_: Texts) -> Reply:
    """Answer /export where there is nothing."""
    return Reply(escape(_("Nothing is stored about this chat.")))


def export_reply(_: Texts) -> Reply:
    """Say what the exported file is."""
    return Reply(escape(_("This is everything that is stored about this chat.")))


def forget_reply(_: Texts) -> Reply:
    """Ask before anything is deleted."""
    return Reply(
        escape(_("Delete everything that is stored about this chat, including your daily facts and your language?")),
        ((Button(_("Delete"), choice("forget", 1)), Button(_("Keep"), choice("forget", 0))),),
    )


def forgotten_reply(done: bool, _: Texts) -> Reply:
    """Say whether it was deleted."""
    return Reply(escape(_("Everything has been deleted.") if done else _("Nothing was deleted.")))


def private_only_reply(_: Texts) -> Reply:
    """Answer in a group what is between a person and the bot."""
    return Reply(escape(_("Please send me this in a private chat.")))
