"""A question put to the index, without holding up the event loop, as part of its conversation."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from bot.library import Library
from bot.storage.conversations import ConversationKey, Conversations
from bot.storage.questions import AskedQuestions
from index import Answer, Language, Turn

# A search takes milliseconds and fills a core; more threads than that would only make each other slow.
SEARCH_THREADS: Final = 2


class Found(NamedTuple):
    """An answer, and the documents that it is from: those of the bot may be others by now."""

    answer: Answer
    library: Library


class Asker:
    """Searches in threads of its own. `library` may be replaced at any time; searches under way end on the old one."""

    def __init__(self, library: Library, conversations: Conversations, asked: AskedQuestions) -> None:
        self.library = library
        self._conversations, self._asked = conversations, asked
        self._threads = ThreadPoolExecutor(SEARCH_THREADS, thread_name_prefix="search")

    async def ask(self, question: str, key: ConversationKey, turn: Turn | None, hint: Language) -> Found:
        """Answer a question that comes after `turn`, and remember it as the last one of its conversation.

        What is refused leaves nothing to lean on, so that the one before stays. `hint` is the question's language where
        it does not tell.
        """
        found = await self.ask_alone(question, hint, turn)
        if said := found.library.index.turn(found.answer):
            self._conversations.remember(key, said)
        return found

    async def ask_alone(self, question: str, hint: Language, turn: Turn | None = None) -> Found:
        """Answer a question that no other will follow, and keep it for the reports."""
        begin = time.perf_counter()
        found = await self.search(question, hint, turn)
        self._asked.record(found.answer, 1000 * (time.perf_counter() - begin))
        return found

    async def search(self, question: str, hint: Language, turn: Turn | None = None, top: int = 3) -> Found:
        """Answer what may be half a question, as it is typed; nothing is kept of it."""
        library, loop = self.library, asyncio.get_running_loop()
        answer = await loop.run_in_executor(
            self._threads, lambda: library.index.search(question, language=hint, turn=turn, top=top)
        )
        return Found(answer, library)

    def close(self) -> None:
        """End the threads when they are done."""
        self._threads.shutdown(wait=False)
