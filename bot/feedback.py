"""What people think of answers, without who they are."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from bot.buttons import PassageRef, Reason

MOST_OPINIONS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Opinion:
    """One press of a thumb; `question` is None where it is no longer known, `reason` where none was given."""

    passage: PassageRef
    good: bool
    question: str | None = None
    reason: Reason | None = None


class Feedback:
    """The latest opinions, in memory."""

    def __init__(self, most: int = MOST_OPINIONS) -> None:
        self.opinions: deque[Opinion] = deque(maxlen=most)

    def record(self, opinion: Opinion) -> None:
        """Keep an opinion."""
        self.opinions.append(opinion)
