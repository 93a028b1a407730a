"""What an admin writes to all daily subscribers."""

from bot.choices import choice
from bot.reply import Button, Reply
from bot.storage.broadcasts import Outcome
from bot.telegram_html import escape
from bot.texts import Texts


def broadcast_reply(text: str) -> Reply:
    """Show a text as the subscribers will see it."""
    return Reply(escape(text))


def confirm_reply(number: int, subscribers: int, _: Texts) -> Reply:
    """Ask before it is sent."""
    question = _("Daily subscribers: {count}. Send this message to all of them?").format(count=subscribers)
    buttons = Button(_("Send"), choice("broadcast", number, 1)), Button(_("Cancel"), choice("broadcast", number, 0))
    return Reply(escape(question), (buttons,))


def how_reply(_: Texts) -> Reply:
    """Answer /broadcast without a text."""
    how = _("Write the message after the command:")
    return Reply(f"{escape(how)}\n<code>/broadcast …</code>")


def no_subscribers_reply(_: Texts) -> Reply:
    """Say that nobody would get it."""
    return Reply(escape(_("Nobody has signed up for the daily facts yet, so nobody would get this.")))


def begun_reply(_: Texts) -> Reply:
    """Say that it is on its way."""
    return Reply(escape(_("It's on its way. I'll tell you when it has arrived.")))


def cancelled_reply(_: Texts) -> Reply:
    """Say that nothing was sent."""
    return Reply(escape(_("It was not sent.")))


def done_reply(outcome: Outcome, _: Texts) -> Reply:
    """Say to how many it went."""
    return Reply(
        escape(
            _("Your message has been delivered. Sent: {sent}, failed: {failed}").format(
                sent=outcome.sent, failed=outcome.failed
            )
        )
    )
