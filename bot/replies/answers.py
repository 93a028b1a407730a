"""An answer as one message: the answering sentence, the passage around it, where it stands and who says so."""

from typing import Final
from urllib.parse import urlencode

from bot.buttons import View
from bot.dates import readable_date
from bot.library import Library
from bot.limits import MESSAGE_TEXT_LENGTH
from bot.replies.keyboards import answer_keyboard, question_buttons
from bot.reply import Reply
from bot.telegram_html import bold, cut, escape, italic, linked, quoted, text_length
from bot.texts import IN_LANGUAGE, SPEAKS, Texts
from index import Answer, Language, Match, Source

MOST_NAMED_SOURCES: Final = 3
MOST_TITLE: Final = 120
MOST_SOURCE: Final = 300
MOST_QUESTION: Final = 300
MOST_SENTENCE: Final = 1500
MOST_SHARED: Final = 200


def answer_reply(
    view: View, library: Library, bot_username: str, _: Texts, title: str = "", note: str = ""
) -> Reply | None:
    """Show a view of an answer, below the question that a button asked, or a title; a note stands at the end.

    None where the documents no longer hold its passages.
    """
    matches = library.matches(view)
    if matches is None:
        return None
    match = matches[view.position]
    heading = _heading(title or (library.question(view.asked) if view.asked else None))
    heading += other_language_html(match, view.asker, _)
    foot = f"\n\n{escape(note)}" if note else ""
    room = MESSAGE_TEXT_LENGTH - text_length(heading + foot)
    body = sources_html(match, room, _) if view.face == "sources" else match_html(match, room, _)
    return Reply(heading + body + foot, answer_keyboard(view, library, share_link(bot_username, match, view), _))


def refusal_reply(answer: Answer, library: Library, _: Texts) -> Reply:
    """Say that the documents do not hold the answer, and offer the nearest questions that they do answer."""
    buttons = question_buttons(answer.suggestions, library)
    lines = [_("I found no answer to this in my documents.")]
    if answer.foreign:
        lines.append(_(SPEAKS))
    lines.append(_("But they do answer these questions:") if buttons else _("Try putting it in other words."))
    return Reply("\n".join(map(escape, lines)), buttons)


def match_html(match: Match, length: int, _: Texts) -> str:
    """Write a passage out, in at most `length` UTF-16 code units."""
    passage = match.passage
    sentence = cut(match.sentence.strip(), MOST_SENTENCE)
    said = {_name(source) for source in passage.sources[:MOST_NAMED_SOURCES]}
    # A title that is also the name of a source is said once, with the source.
    parts = [part for part in (passage.title, passage.section) if part and part not in said]
    title = " › ".join(dict.fromkeys(cut(part, MOST_TITLE) for part in parts))
    foot = "\n".join(filter(None, [italic(title) if title else "", _sources_line(passage.sources, _)]))
    left = length - text_length(f"{sentence}\n\n\n{foot}")
    return "\n".join(filter(None, [bold(sentence), _around(match, left), foot]))


def sources_html(match: Match, length: int, _: Texts) -> str:
    """Name the sources of a passage, with links, as many as `length` UTF-16 code units hold."""
    passage = match.passage
    named = [f"• {source_html(source, _.language)}" for source in passage.sources]
    if not named:
        named = [escape(_("This document doesn't name a source.")), escape(passage.document)]
    title = "" if any(source.title == passage.title for source in passage.sources) else passage.title
    lines = [bold(_("Sources")), *([italic(cut(title, MOST_TITLE))] if title else []), *named]
    while text_length("\n".join(lines)) > length:
        lines.pop()
    return "\n".join(lines)


def source_html(source: Source, language: Language) -> str:
    """Write one source out: its title as a link, who says so, and when."""
    date = readable_date(source.date, language) if source.date else None
    about = ", ".join(cut(part, MOST_TITLE) for part in (source.author, source.publisher, date) if part)
    title = linked(cut(source.title, MOST_SOURCE), source.url)
    return f"{title} – {escape(about)}" if about else title


def share_link(bot_username: str, match: Match, view: View) -> str:
    """Give the address that lets a person send the deep link of this passage to somebody."""
    link = f"https://t.me/{bot_username}?start={view.shown.start_parameter}"
    text = cut(match.sentence.strip(), MOST_SHARED).encode("utf-8", "replace")
    return f"https://t.me/share/url?{urlencode({'url': link, 'text': text})}"


def other_language_html(match: Match, asker: Language | None, _: Texts) -> str:
    """Say which language a passage is in where who asked speaks another; else nothing."""
    language = match.passage.language
    return f"{escape(_(IN_LANGUAGE[language]))}\n\n" if asker and asker != language else ""


def _heading(text: str | None) -> str:
    return f"{italic(cut(text, MOST_QUESTION))}\n\n" if text else ""


def _around(match: Match, length: int) -> str:
    """Write the passage around the answering sentence as a quote; nothing where the sentence is all there is."""
    text = match.passage.text
    start, end = match.answer
    if not text[:start].strip():
        rest = text[end:].strip()
        return quoted(escape(cut(rest, length))) if rest and length > 1 else ""
    if text_length(escape(text.strip())) > length:
        return quoted(escape(cut(text.strip(), length))) if length > 1 else ""
    return quoted(f"{escape(text[:start].lstrip())}{bold(text[start:end])}{escape(text[end:].rstrip())}")


def _sources_line(sources: tuple[Source, ...], _: Texts) -> str:
    if not sources:
        return ""
    label, named = (
        escape(_("Source:")),
        "; ".join(_short(source, _.language) for source in sources[:MOST_NAMED_SOURCES]),
    )
    more = f" +{len(sources) - MOST_NAMED_SOURCES}" if len(sources) > MOST_NAMED_SOURCES else ""
    return f"{label} {named}{more}"


def _short(source: Source, language: Language) -> str:
    name = linked(cut(_name(source), MOST_TITLE), source.url)
    return f"{name}, {escape(readable_date(source.date, language))}" if source.date else name


def _name(source: Source) -> str:
    return source.publisher or source.author or source.title
