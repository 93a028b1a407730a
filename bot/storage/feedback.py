"""What people think of answers, without who they are."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete

from bot.buttons import PassageRef, Reason
from bot.storage.anonymity import anonymous
from bot.storage.database import Database
from bot.storage.days import days_ago, today
from bot.storage.tables import opinions
from index import Language

DAYS_KEPT: Final = 90


@dataclass(frozen=True, slots=True)
class Opinion:
    """One press of a thumb; `question` is None where it is no longer known, `reason` where none was given."""

    passage: PassageRef
    good: bool
    language: Language
    question: str | None = None
    reason: Reason | None = None


class Feedback:
    """Takes opinions in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, opinion: Opinion) -> None:
        """Keep an opinion."""
        self._database.write(
            opinions.insert().values(
                day=today(),
                passage_id=opinion.passage.id,
                sentence=opinion.passage.sentence,
                good=opinion.good,
                language=opinion.language,
                question=anonymous(opinion.question) if opinion.question else None,
                reason=opinion.reason,
            )
        )

    def prune(self, days: int = DAYS_KEPT) -> None:
        """Delete what is older."""
        self._database.write(delete(opinions).where(opinions.c.day < days_ago(days)))
