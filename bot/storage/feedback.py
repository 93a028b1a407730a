"""What people think of answers, without who they are."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Executable, delete

from bot.buttons import PassageRef, Reason
from bot.storage.anonymity import anonymous
from bot.storage.database import Database
from bot.storage.days import days_ago, today
from bot.storage.tables import opinions
from index import Language

DAYS_KEPT: Final = 90
MOST_KNOWN: Final = 10_000


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
        self._known: OrderedDict[Hashable, None] = OrderedDict()

    def record(self, opinion: Opinion) -> None:
        """Keep an opinion, soon."""
        self._database.write(_row(opinion))

    async def record_now(self, opinion: Opinion, person_id: int) -> None:
        """Keep a person's opinion once, however often they press. Raises DatabaseError where it cannot be kept.

        Who has which is in memory alone, and for a while.
        """
        one = person_id, opinion.passage, opinion.good, opinion.reason
        if one in self._known:
            return
        await self._database.write_now(_row(opinion))
        self._known[one] = None
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def prune(self, days: int = DAYS_KEPT) -> None:
        """Delete what is older."""
        self._database.write(delete(opinions).where(opinions.c.day < days_ago(days)))


def _row(opinion: Opinion) -> Executable:
    return opinions.insert().values(
        day=today(),
        passage_id=opinion.passage.id,
        sentence=opinion.passage.sentence,
        good=opinion.good,
        language=opinion.language,
        question=anonymous(opinion.question) if opinion.question else None,
        reason=opinion.reason,
    )
