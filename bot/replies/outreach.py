"""Facts that come by themselves: one a day, or one when asked for."""

import datetime as dt
from typing import Final

from bot.buttons import View
from bot.choices import choice
from bot.library import Library, ref_of
from bot.replies.answers import answer_reply
from bot.reply import Button, Keyboard, Reply
from bot.storage.subscriptions import Subscription
from bot.telegram_html import escape
from bot.texts import Texts
from index import Match

HOURS: Final = range(6, 24)
HOURS_A_ROW: Final = 4
CLOCKS_A_ROW: Final = 4

ULAANBAATAR, TOKYO = 8 * 60, 9 * 60
# Whole hours, and the clocks of countries with a half or a quarter hour where many people live.
CLOCKS: Final = sorted([60 * hour for hour in range(-10, 14)] + [210, 270, 330, 345, 390, 570])


def daily_reply(known: Subscription | None, offset: int, now: dt.datetime, _: Texts) -> Reply:
    """Offer the hours of a clock that is `offset` minutes ahead of UTC; the one that is chosen is marked."""
    if known:
        lines = [
            _("I send you a fact every day at {hour}.").format(hour=_hour(known.hour)),
            _("Would you like a different time?"),
        ]
    else:
        lines = [_("I can send you a fact about Mongolia and Japan every day. What time would you like it?")]
    chosen = known.hour if known and known.offset_minutes == offset else None
    buttons = [
        Button(f"✓ {_hour(hour)}" if hour == chosen else _hour(hour), choice("daily", hour, offset)) for hour in HOURS
    ]
    rows = [tuple(buttons[start : start + HOURS_A_ROW]) for start in range(0, len(buttons), HOURS_A_ROW)]
    time = _("It isn't {time} here").format(time=_clock(offset, now))
    last = (Button(time, choice("clocks")), *((Button(_("Stop"), choice("stop")),) if known else ()))
    return Reply("\n".join(map(escape, lines)), (*rows, last))


def clocks_reply(now: dt.datetime, _: Texts) -> Reply:
    """Ask what time it is where the person is: Telegram does not tell."""
    buttons = [Button(_clock(offset, now), choice("hours", offset)) for offset in CLOCKS]
    rows = [tuple(buttons[start : start + CLOCKS_A_ROW]) for start in range(0, len(buttons), CLOCKS_A_ROW)]
    return Reply(escape(_("What time is it where you are?")), tuple(rows))


def subscribed_reply(one: Subscription, now: dt.datetime, _: Texts) -> Reply:
    """Say when the first fact comes."""
    waits = one.last_sent is not None and one.last_sent >= one.local(now).date()
    when = (
        _("I'll send it every day at {hour}, starting tomorrow.")
        if waits
        else _("I'll send it every day at {hour}, starting today.")
    )
    return Reply("\n".join([escape(when.format(hour=_hour(one.hour))), escape(_("To stop it, send /stop."))]))


def stopped_reply(was_subscribed: bool, _: Texts) -> Reply:
    """Say that no more facts come."""
    if was_subscribed:
        return Reply(escape(_("I've stopped the daily facts. To get them again, send /daily.")))
    return Reply(escape(_("You aren't signed up for the daily facts. To get them, send /daily.")))


def fact_reply(match: Match, library: Library, bot_username: str, heading: str, _: Texts) -> Reply | None:
    """Show a fact as an answer is shown, under a heading."""
    return answer_reply(View((ref_of(match),)), library, bot_username, _, heading)


def random_reply(match: Match, library: Library, bot_username: str, _: Texts) -> Reply | None:
    """Show a fact, and a button for another one."""
    reply = answer_reply(View((ref_of(match),)), library, bot_username, _)
    another: Keyboard = ((Button(_("Another fact"), choice("random")),),)
    return Reply(reply.html, reply.keyboard + another) if reply else None


def default_offset(language_code: str | None) -> int:
    """Guess the clock of somebody who uses Telegram in a language."""
    return TOKYO if (language_code or "").lower().startswith("ja") else ULAANBAATAR


def _hour(hour: int) -> str:
    return f"{hour:02}:00"


def _clock(offset: int, now: dt.datetime) -> str:
    return f"{now.astimezone(dt.timezone(dt.timedelta(minutes=offset))):%H:%M}"
