"""Which language a chat speaks: the one that was chosen for it, else that of its last question."""

from collections import OrderedDict
from typing import Final

from bot.texts import DEFAULT_LANGUAGE, Texts, language_of_code, texts
from index.documents import Language

MOST_CHATS: Final = 100_000


class Preferences:
    """The languages of chats, in memory."""

    def __init__(self, most: int = MOST_CHATS) -> None:
        self._most = most
        self._fixed: dict[int, Language] = {}
        self._last: OrderedDict[int, Language] = OrderedDict()

    def fixed(self, chat_id: int) -> Language | None:
        """Give the language that was chosen with /language."""
        return self._fixed.get(chat_id)

    def fix(self, chat_id: int, language: Language | None) -> None:
        """Choose a language; None lets each question decide again."""
        if language is None:
            self._fixed.pop(chat_id, None)
        else:
            self._fixed[chat_id] = language

    def heard(self, chat_id: int, language: Language) -> None:
        """Remember the language of the chat's last question."""
        self._last[chat_id] = language
        self._last.move_to_end(chat_id)
        while len(self._last) > self._most:
            self._last.popitem(last=False)

    def language(self, chat_id: int, language_code: str | None) -> Language:
        """Give the language to speak where no question says it: the chosen, the last, that of the person's Telegram."""
        known = self._fixed.get(chat_id) or self._last.get(chat_id) or language_of_code(language_code)
        return known or DEFAULT_LANGUAGE

    def texts(self, chat_id: int, language_code: str | None) -> Texts:
        """Give the messages in that language."""
        return texts(self.language(chat_id, language_code))

    def answer_texts(self, chat_id: int, language: Language) -> Texts:
        """Give the messages around an answer: in the chosen language, else in the answer's."""
        return texts(self._fixed.get(chat_id) or language)

    def forget(self, chat_id: int) -> None:
        """Forget a chat."""
        self._fixed.pop(chat_id, None)
        self._last.pop(chat_id, None)
