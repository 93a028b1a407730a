"""Which message answers which: for a question that is edited, and for what people think of an answer."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from index.answers import Turn

MOST_EXCHANGES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answered question; `before` is the turn that came before it, which the edited question leans on as well."""

    answer_id: int
    question: str
    before: Turn | None


class Exchanges:
    """The latest exchanges, in memory, by the message of the question."""

    def __init__(self, most: int = MOST_EXCHANGES) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[int, int], Exchange] = OrderedDict()

    def keep(self, chat_id: int, question_id: int, exchange: Exchange) -> None:
        """Remember an exchange in place of an earlier one of the same question."""
        self._kept[chat_id, question_id] = exchange
        self._kept.move_to_end((chat_id, question_id))
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def find(self, chat_id: int, question_id: int) -> Exchange | None:
        """Find the exchange of a question."""
        return self._kept.get((chat_id, question_id))

    def question(self, chat_id: int, answer_id: int) -> str | None:
        """Find the question of an answer."""
        kept = reversed(self._kept.items())
        return next((e.question for (chat, _), e in kept if chat == chat_id and e.answer_id == answer_id), None)

    def forget(self, chat_id: int) -> None:
        """Forget a chat."""
        for key in [key for key in self._kept if key[0] == chat_id]:
            del self._kept[key]
