"""The person's side of a chat: what somebody at a phone can do, and what they see."""

import mimetypes
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from bot.limits import INLINE_QUERY_LENGTH, utf16_length
from bot.preview.changes import Change
from bot.preview.chats import Chat, Message, User
from bot.preview.entities import FormattedText
from bot.preview.files import document_json, photo_json
from bot.preview.methods.chats import set_bot_status
from bot.preview.methods.queries import post_result
from bot.preview.world import Query, World

_PATIENCE: Final = 10.0  # seconds; a person puts the phone away sooner


class NoReplyError(AssertionError):
    """The bot did not do in time what was waited for."""


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a pressed button showed: a toast, or an alert where `show_alert` is true; `url` opens a link."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The list above the input line after `@bot query`; choose from it with `Conversation.choose`."""

    query: Query
    results: list[dict[str, Any]]
    next_offset: str
    button: dict[str, Any] | None

    @property
    def titles(self) -> list[str]:
        """The titles, in order."""
        return [result["title"] for result in self.results]


@dataclass(slots=True)
class Conversation:
    """One person in one chat (or in one topic of it).

    Methods that wait block, so call them from a thread other than the one in which the bot runs; in an async test:
    `await asyncio.to_thread(chat.ask, "How many trees?")`.
    """

    world: World
    person: User
    chat: Chat
    thread_id: int | None = None
    _seen: int = field(init=False)

    def __post_init__(self) -> None:
        self._seen = self.world.changes.last

    @property
    def messages(self) -> list[Message]:
        """All messages of the chat (of the topic, where this is one), oldest first."""
        with self.world.changes.lock:
            return [m for m in self.chat.messages.values() if self.thread_id in (None, m.thread_id)]

    @property
    def commands(self) -> list[str]:
        """The commands that the menu shows this person here."""
        with self.world.changes.lock:
            language = self.person.language_code
            listed = self.world.profile.commands_shown(self.chat, self.person.id, language)
            return [command["command"] for command in listed]

    def send(self, text: str, *, reply_to: Message | None = None, quote: str = "") -> Message:
        """Write a message. Raises ValueError for one without text.

        Where the bot is no member, a text with its `@username` calls it as a guest. `quote` is a part of the message
        that is replied to; ValueError where it is none.
        """
        extra = {"quote": _quote(reply_to, quote)} if quote else {}
        return self._say(_written(text), reply_to=reply_to, extra=extra)

    def reply(self, message: Message, text: str, *, quote: str = "") -> Message:
        """Write a reply to a message, or to a part of it."""
        return self.send(text, reply_to=message, quote=quote)

    def start(self, parameter: str = "") -> Message:
        """Press Start, or follow the link `t.me/<bot>?start=<parameter>`."""
        return self.send(f"/start {parameter}".strip())

    def edit(self, message: Message, text: str) -> None:
        """Change one's own message."""
        with self._acting():
            self.world.edit(message, _written(text), message.keyboard)
            self.world.tell_message(message, edited=True)

    def send_document(self, content: bytes, name: str, *, caption: str = "", content_type: str = "") -> Message:
        """Send a file."""
        content_type = content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        with self.world.changes.lock:
            file = self.world.files.add(name, content_type, content, "documents")
        return self._say(FormattedText(caption).tidied(), media={"document": document_json(file)})

    def send_photo(self, content: bytes, *, caption: str = "") -> Message:
        """Send a picture (PNG or JPEG)."""
        return self._send_photo(content, caption)

    def send_album(
        self, pictures: Sequence[bytes], *, captions: Mapping[int, str] = MappingProxyType({})
    ) -> list[Message]:
        """Send pictures as an album, each a message of its own; `captions` are by number, from 0."""
        album = str(secrets.randbits(62))
        return [
            self._send_photo(picture, captions.get(number, ""), media_group_id=album)
            for number, picture in enumerate(pictures)
        ]

    def send_voice(self, seconds: int = 3) -> Message:
        """Send a voice message (of silence)."""
        with self.world.changes.lock:
            file = self.world.files.add("voice.ogg", "audio/ogg", b"OggS" + bytes(64), "voice")
        shown = {"duration": seconds, "mime_type": "audio/ogg"}
        return self._say(FormattedText(), media={"voice": {**shown, **file.as_json()}})

    def send_sticker(self, emoji: str = "👍") -> Message:
        """Send a sticker."""
        with self.world.changes.lock:
            file = self.world.files.add("sticker.webp", "image/webp", b"RIFF" + bytes(64), "stickers")
        shown = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._say(FormattedText(), media={"sticker": {**shown, "emoji": emoji, **file.as_json()}})

    def press_button(self, message: Message, label: str) -> Query:
        """Press a callback button by its text (or its data) and do not wait for what comes of it.

        Raises NoReplyError where the message has no such button.
        """
        button = next((b for b in message.buttons if label in (b["text"], b.get("callback_data"))), None)
        if button is None or "callback_data" not in button:
            raise NoReplyError(f"There is no button {label!r} to press, only {message.labels}.")
        with self._acting():
            query = self.world.ask(self.person, message=message, text=button["callback_data"])
            update: dict[str, Any] = {
                "id": query.id,
                "from": self.person.as_json(),
                "chat_instance": str(abs(self.chat.id) * 7919),
                "data": query.text,
            }
            via = {"inline_message_id": message.inline_id} if message.inline_id else {"message": message.as_json()}
            self.world.tell("callback_query", update | via)
            return query

    def press(self, message: Message, label: str, *, timeout: float = _PATIENCE) -> CallbackAnswer:
        """Press a button and wait until the bot has answered it. Raises NoReplyError if it does not."""
        query = self.press_button(message, label)
        self._until(lambda: query.answer, timeout, f"an answer to the button {label!r}")
        return CallbackAnswer(**(query.answer or {}))

    def ask_inline(self, text: str = "", *, offset: str = "") -> Query:
        """Write `@bot text` into the input line and do not wait for the results."""
        with self._acting():
            query = self.world.ask(self.person, text=text[:INLINE_QUERY_LENGTH])
            kind = "sender" if self.chat.type == "private" else self.chat.type
            update = {"id": query.id, "from": self.person.as_json(), "query": query.text, "offset": offset}
            self.world.tell("inline_query", update | {"chat_type": kind})
            return query

    def inline(self, text: str = "", *, offset: str = "", timeout: float = _PATIENCE) -> InlineAnswer:
        """Write `@bot text` into the input line and wait for the list of results."""
        query = self.ask_inline(text, offset=offset)
        self._until(lambda: query.answer, timeout, f"results for {text!r}")
        return inline_answer(query)

    def choose(self, answer: InlineAnswer, title: str) -> Message:
        """Take the result with this title (or id): the person sends it into the chat."""
        result = next((r for r in answer.results if title in (r["title"], r["id"])), None)
        if result is None:
            raise NoReplyError(f"There is no result {title!r}, only {answer.titles}.")
        with self._acting():
            extra = {"via_bot": self.world.bot.as_json()}
            thread = self.thread_id
            message = post_result(self.world, self.chat, self.person, result, thread_id=thread, extra=extra)
            chosen = {"result_id": result["id"], "from": self.person.as_json(), "query": answer.query.text}
            if result["keyboard"]:
                chosen["inline_message_id"] = message.inline_id
            self.world.tell("chosen_inline_result", chosen)
            self.world.tell_message(message)
            return message

    def block(self) -> None:
        """Stop the bot in a private chat."""
        with self._acting():
            set_bot_status(self.world, self.chat, self.person, "kicked")

    def unblock(self) -> None:
        """Start the bot again."""
        with self._acting():
            set_bot_status(self.world, self.chat, self.person, "member")

    def add_bot(self, *, as_admin: bool = False) -> Message:
        """Add the bot to a group; gives the service message of it."""
        with self._acting():
            set_bot_status(self.world, self.chat, self.person, "administrator" if as_admin else "member")
            added = [self.world.bot.as_json()]
            service = {"new_chat_members": added, "new_chat_member": added[0], "new_chat_participant": added[0]}
            message = self.world.post(self.chat, self.person, FormattedText(), service=service)
            self.world.tell_message(message)
            return message

    def remove_bot(self) -> None:
        """Remove the bot from a group."""
        with self._acting():
            set_bot_status(self.world, self.chat, self.person, "kicked")

    def create_topic(self, name: str) -> "Conversation":
        """Open a topic in a forum, and go there."""
        with self._acting():
            message = self.world.post(
                self.chat,
                self.person,
                FormattedText(),
                service={"forum_topic_created": {"name": name, "icon_color": 7322096}},
            )
            message.thread_id = message.message_id
            self.chat.topics[message.message_id] = name
            self.world.tell_message(message)
        return Conversation(self.world, self.person, self.chat, message.message_id)

    def clear(self) -> None:
        """Delete the whole conversation; the bot is not told."""
        with self._acting():
            self.chat.messages.clear()
            self.world.changes.add("clear", self.chat.id)

    def ask(self, text: str, *, timeout: float = _PATIENCE) -> Message:
        """Write a message and wait for what the bot says to it."""
        self.send(text)
        return self.wait(timeout=timeout)

    def wait(self, *, timeout: float = _PATIENCE, edited: bool | None = None) -> Message:
        """Wait for the next message that the bot sends or edits here, counted from the person's last act.

        `edited` asks for an edit (True) or a new message (False) only. Raises NoReplyError in the end.
        """
        kinds = ("message", "edit") if edited is None else ("edit",) if edited else ("message",)
        change = self._until(lambda: self._next(kinds), timeout, "a message")
        self._seen = change.number
        message: Message = change.subject
        return message

    def is_silent(self, seconds: float = 0.5) -> bool:
        """Tell whether the bot says nothing here for a while."""
        return self.world.changes.wait(lambda: self._next(("message", "edit")), seconds) is None

    def _say(self, content: FormattedText, **fields: Any) -> Message:
        with self._acting():
            if self.chat.type == "private":
                if self.chat.blocked:
                    set_bot_status(self.world, self.chat, self.person, "member")
                self.chat.started = True
            sender = None if self.chat.type == "channel" else self.person
            message = self.world.post(self.chat, sender, content, thread_id=self.thread_id, **fields)
            self.world.tell_message(message)
            return message

    def _send_photo(self, content: bytes, caption: str, **extra: str) -> Message:
        with self.world.changes.lock:
            file = self.world.files.add("photo.jpg", "image/jpeg", content, "photos")
            media = {"photo": photo_json(file)}
        return self._say(FormattedText(caption).tidied(), media=media, extra=extra)

    @contextmanager
    def _acting(self) -> Iterator[None]:
        """Hold the lock while the person acts, and let `wait` begin from here."""
        with self.world.changes.lock:
            self._seen = self.world.changes.last
            yield

    def _next(self, kinds: tuple[str, ...]) -> Change | None:
        for change in self.world.changes.after(self._seen):
            if change.kind in kinds and change.chat_id == self.chat.id and self._by_bot(change.subject):
                return change
        return None

    def _by_bot(self, message: Message) -> bool:
        spoken = message.sender == self.world.bot or (message.sender is None) or message.inline_id is not None
        return spoken and not message.service and self.thread_id in (None, message.thread_id)

    def _until(self, look: Callable[[], Any], timeout: float, what: str) -> Any:
        begin = time.monotonic()
        found = self.world.changes.wait(look, timeout)
        if found is None:
            seconds = time.monotonic() - begin
            raise NoReplyError(f"{what[0].upper()}{what[1:]} did not come within {seconds:.1f} seconds.")
        return found


def _written(text: str) -> FormattedText:
    content = FormattedText(text).tidied()
    if not content.text:
        raise ValueError("a message needs a text")
    return content


def _quote(message: Message | None, part: str) -> dict[str, Any]:
    """Give a Bot API `TextQuote`."""
    before, found, _ = (message.text if message else "").partition(part)
    if not found:
        raise ValueError(f"{part!r} is no part of the message that is replied to")
    return {"text": part, "position": utf16_length(before), "is_manual": True}


def inline_answer(query: Query) -> InlineAnswer:
    """Give the results of an answered inline query."""
    answer = query.answer or {}
    return InlineAnswer(query, answer["results"], answer["next_offset"], answer["button"])
