"""What was asked and how it went, without who asked: for the organisation's reports."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import delete

from bot.storage.anonymity import anonymous
from bot.storage.database import Database
from bot.storage.days import days_ago, today
from bot.storage.tables import questions
from index import Answer

DAYS_KEPT: Final = 90


class AskedQuestions:
    """Takes questions in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.watch: Callable[[Answer, float], None] = lambda answer, milliseconds: None  # noqa: ARG005 - one signature
        """Who counts them besides."""

    def record(self, answer: Answer, milliseconds: float) -> None:
        """Keep a question with how it was answered and how long that took."""
        self.watch(answer, milliseconds)
        text = anonymous(answer.question)
        if text:
            self._database.write(
                questions.insert().values(
                    day=today(),
                    text=text,
                    language=answer.language,
                    answered=answer.answered,
                    confidence=round(answer.confidence, 4),
                    milliseconds=round(milliseconds, 3),
                )
            )

    def prune(self, days: int = DAYS_KEPT) -> None:
        """Delete what is older."""
        self._database.write(delete(questions).where(questions.c.day < days_ago(days)))
