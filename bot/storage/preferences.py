"""Which language a chat speaks: the one that was chosen for it, else the person's Telegram language.

Where that is none that the bot speaks, it is the one of the chat's last question.
"""

from collections import OrderedDict
from typing import Final

from sqlalchemy import Connection, select

from bot.storage.chats import write_for_chat
from bot.storage.database import Database
from bot.storage.tables import languages
from bot.texts import DEFAULT_LANGUAGE, Texts, language_of_code, texts
from index import LANGUAGES, Language

MOST_CHATS: Final = 100_000


class Preferences:
    """The languages of chats: read from memory, kept in the database."""

    def __init__(self, database: Database, most: int = MOST_CHATS) -> None:
        self._database, self._most = database, most
        self._fixed: dict[int, Language] = {}
        self._last: OrderedDict[int, Language] = OrderedDict()
        database.run_now(self._load)

    def fixed(self, chat_id: int) -> Language | None:
        """Give the language that was chosen with /language."""
        return self._fixed.get(chat_id)

    def fix(self, chat_id: int, language: Language | None) -> None:
        """Choose a language; None lets each question decide again."""
        if language is None:
            self._fixed.pop(chat_id, None)
        else:
            self._fixed[chat_id] = language
        write_for_chat(self._database, chat_id, self._database.put(languages, chat_id=chat_id, fixed=language))

    def heard(self, chat_id: int, language: Language) -> None:
        """Remember the language of the chat's last question."""
        known = self._last.get(chat_id) == language
        self._last[chat_id] = language
        self._last.move_to_end(chat_id)
        while len(self._last) > self._most:
            self._last.popitem(last=False)
        if not known:
            write_for_chat(self._database, chat_id, self._database.put(languages, chat_id=chat_id, heard=language))

    def language(self, chat_id: int, language_code: str | None) -> Language:
        """Give the language of menus and help: the chosen one, the Telegram app's, or the last question's."""
        known = self._fixed.get(chat_id) or language_of_code(language_code) or self._last.get(chat_id)
        return known or DEFAULT_LANGUAGE

    def texts(self, chat_id: int, language_code: str | None) -> Texts:
        """Give the messages in that language."""
        return texts(self.language(chat_id, language_code))

    def answer_texts(self, chat_id: int, language: Language) -> Texts:
        """Give the messages around an answer: in the chosen language, else in the answer's."""
        return texts(self._fixed.get(chat_id) or language)

    def forget(self, chat_id: int) -> None:
        """Forget a chat. Its row goes with the chat's, see `bot.storage.chats`."""
        self._fixed.pop(chat_id, None)
        self._last.pop(chat_id, None)

    def _load(self, connection: Connection) -> None:
        for chat_id, fixed, heard in connection.execute(select(languages).limit(self._most)):
            if fixed in LANGUAGES:
                self._fixed[chat_id] = fixed
            if heard in LANGUAGES:
                self._last[chat_id] = heard
