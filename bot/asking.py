"""A question put to the index, without holding up the event loop, as part of its conversation."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from bot.library import Library
from bot.storage.conversations import ConversationKey, Conversations
from bot.storage.questions import AskedQuestions
from index import Answer, Language, Turn

# A search takes milliseconds and fills a core; more threads than that would only make each other slow.
SEARCH_THREADS: Final = 2


class Asker:
    """Searches in threads of its own. `library` may be replaced at any time; searches under way end on the old one."""

    def __init__(self, library: Library, conversations: Conversations, asked: AskedQuestions) -> None:
        self.library = library
        self._conversations, self._asked = conversations, asked
        self._threads = ThreadPoolExecutor(SEARCH_THREADS, thread_name_prefix="search")

    async def ask(self, question: str, key: ConversationKey, turn: Turn | None, hint: Language) -> Answer:
        """Answer a question that comes after `turn`, and remember it as the last one of its conversation.

        What is refused leaves nothing to lean on, so that the one before stays. `hint` is the question's language where
        it does not tell.
        """
        index = self.library.index
        answer = await self.ask_alone(question, hint, turn)
        if said := index.turn(answer):
            self._conversations.remember(key, said)
        return answer

    async def ask_alone(self, question: str, hint: Language, turn: Turn | None = None) -> Answer:
        """Answer a question that no other will follow, and keep it for the reports."""
        begin = time.perf_counter()
        answer = await self.search(question, hint, turn)
        self._asked.record(answer, 1000 * (time.perf_counter() - begin))
        return answer

    async def search(self, question: str, hint: Language, turn: Turn | None = None, top: int = 3) -> Answer:
        """Answer what may be half a question, as it is typed; nothing is kept of it."""
        index, loop = self.library.index, asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, lambda: index.search(question, language=hint, turn=turn, top=top)
        )

    def close(self) -> None:
        """End the threads when they are done."""
        self._threads.shutdown(wait=False)
