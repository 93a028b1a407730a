"""What admins are told of how the bot is used."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from bot.choices import choice
from bot.gaps import Gap
from bot.limits import CAPTION_LENGTH
from bot.replies.keyboards import REASON_TEXTS
from bot.reply import Attachment, Button, Reply
from bot.storage.reports import Statistics
from bot.telegram_html import bold, cut, escape
from bot.texts import LANGUAGE_NAMES, Texts

MOST_GAPS: Final = 8
MOST_LIKE_IT: Final = 2
MOST_QUESTION: Final = 150


def statistics_reply(seen: Statistics, _: Texts) -> Reply:
    """Put statistics into words, short enough to stand below a picture."""
    share = seen.all.share
    lines = [
        bold(_("The last {days} days").format(days=len(seen.days))),
        escape(
            _("Questions: {asked}, answered: {share}").format(
                asked=seen.all.asked, share="–" if share is None else f"{share:.0%}"
            )
        ),
        *(escape(f"• {LANGUAGE_NAMES[language]}: {tally.asked}") for language, tally in seen.languages.items()),
        escape(_("Opinions: 👍 {liked}, 👎 {disliked}").format(liked=seen.liked, disliked=seen.disliked)),
        *(
            escape(f"• {_(REASON_TEXTS[reason])}: {seen.reasons[reason]}")
            for reason in REASON_TEXTS
            if reason in seen.reasons
        ),
    ]
    if seen.median_ms is not None and seen.slow_ms is not None:
        found = _("Half of the answers take up to {median} ms, 95% up to {slow} ms.")
        lines.append(escape(found.format(median=f"{seen.median_ms:.0f}", slow=f"{seen.slow_ms:.0f}")))
    chats = _("People: {people}, groups: {groups}, daily subscribers: {subscribers}")
    lines.append(escape(chats.format(people=seen.people, groups=seen.groups, subscribers=seen.subscribers)))
    return Reply(cut("\n".join(lines), CAPTION_LENGTH))


def gaps_reply(gaps: Sequence[Gap], days: int, _: Texts) -> Reply:
    """List what people ask in vain, with a button a group that hands it over."""
    if not gaps:
        return Reply(escape(_("In the last {days} days every question found an answer.").format(days=days)))
    lines = [bold(_("Questions without a good answer, in the last {days} days").format(days=days))]
    buttons = []
    for number, gap in enumerate(gaps[:MOST_GAPS], 1):
        first, *others = [escape(cut(question.text, MOST_QUESTION)) for question in gap.questions]
        lines += ["", f"{number}. <b>{first}</b> ({gap.times}×)", *(f"    {other}" for other in others[:MOST_LIKE_IT])]
        buttons.append(Button(f"📄 {number}", choice("gap", gap_key(gap))))
    if len(gaps) > MOST_GAPS:
        lines += ["", escape(_("And more: {count}").format(count=len(gaps) - MOST_GAPS))]
    return Reply("\n".join(lines), (tuple(buttons[:4]), *([tuple(buttons[4:])] if buttons[4:] else [])))


def gap_key(gap: Gap) -> str:
    """Name a group by its first question."""
    return f"{zlib.crc32(f'{gap.language}{gap.questions[0].text}'.encode()):08x}"


def gap_title(gap: Gap) -> str:
    """Write a group's first question above its file."""
    return escape(cut(gap.questions[0].text, MOST_QUESTION))


def gap_file(gap: Gap) -> Attachment:
    """Give a group as a file, to be handed to whoever writes the missing document."""
    content = json.dumps({"times": gap.times, **asdict(gap)}, ensure_ascii=False, indent=1)
    return Attachment(f"gap-{gap_key(gap)}.json", content.encode())
