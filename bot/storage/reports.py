"""What the organisation learns from what was asked: counts, and the questions that found no good answer."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Select, case, func, select

from bot.storage.days import days_ago, today
from bot.storage.tables import chats, opinions, questions, subscriptions
from index import LANGUAGES, Language

DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions, and how many of them were answered."""

    asked: int = 0
    answered: int = 0

    @property
    def share(self) -> float | None:
        """The answered share, 0 to 1; None where nothing was asked."""
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """The days from `first` to `last`. `reasons` say what was wrong with disliked answers; times are milliseconds."""

    first: dt.date
    last: dt.date
    days: Mapping[dt.date, Tally]
    languages: Mapping[Language, Tally]
    liked: int
    disliked: int
    reasons: Mapping[str, int]
    median_ms: float | None
    slow_ms: float | None
    people: int
    groups: int
    subscribers: int

    @property
    def all(self) -> Tally:
        """All questions."""
        tallies = self.days.values()
        return Tally(sum(tally.asked for tally in tallies), sum(tally.answered for tally in tallies))


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that was refused, or whose answer was disliked, so many times."""

    text: str
    language: Language
    refused: int = 0
    disliked: int = 0

    @property
    def times(self) -> int:
        """How often."""
        return self.refused + self.disliked


def statistics(connection: Connection, days: int = DAYS) -> Statistics:
    """Count what happened in the last `days` days, today among them."""
    first, last = days_ago(days - 1), today()
    by_day = _tallies(connection, questions.c.day, first)
    by_language = _tallies(connection, questions.c.language, first)
    asked = select(questions.c.milliseconds).where(questions.c.day >= first)
    times = list(connection.execute(asked.order_by(questions.c.milliseconds)).scalars())
    # A reason comes after the thumb that it explains, as an opinion of its own.
    thumbs = _counts(connection, opinions.c.good, opinions.c.day >= first, opinions.c.reason.is_(None))
    reasons = _counts(connection, opinions.c.reason, opinions.c.day >= first, opinions.c.reason.is_not(None))
    return Statistics(
        first,
        last,
        {day: by_day.get(day, Tally()) for day in (first + dt.timedelta(n) for n in range(days))},
        {language: by_language[language] for language in LANGUAGES if language in by_language},
        thumbs.get(True, 0),
        thumbs.get(False, 0),
        reasons,
        _quantile(times, 0.5),
        _quantile(times, 0.95),
        _number(connection, select(func.count()).where(chats.c.id > 0)),
        _number(connection, select(func.count()).where(chats.c.id < 0)),
        _number(connection, select(func.count()).select_from(subscriptions)),
    )


def missed(connection: Connection, days: int) -> list[Missed]:
    """List the questions of the last `days` days that were refused or disliked, most frequent first."""
    first = days_ago(days - 1)
    refused = select(questions.c.text, questions.c.language).where(
        questions.c.day >= first, questions.c.answered.is_(False)
    )
    disliked = select(opinions.c.question, opinions.c.language).where(
        opinions.c.day >= first,
        opinions.c.good.is_(False),
        opinions.c.reason.is_(None),
        opinions.c.question.is_not(None),
    )
    counts = [Counter((str(text), language) for text, language in connection.execute(q)) for q in (refused, disliked)]
    found = [
        Missed(text, language, counts[0][text, language], counts[1][text, language])
        for text, language in counts[0] | counts[1]
    ]
    return sorted(found, key=lambda one: (-one.times, one.language, one.text))


def _tallies(connection: Connection, column: Column[Any], first: dt.date) -> dict[Any, Tally]:
    answered = func.sum(case((questions.c.answered, 1), else_=0))
    rows = connection.execute(select(column, func.count(), answered).where(questions.c.day >= first).group_by(column))
    return {key: Tally(int(asked), int(right)) for key, asked, right in rows}


def _counts(connection: Connection, column: Column[Any], *where: ColumnElement[bool]) -> dict[Any, int]:
    rows = connection.execute(select(column, func.count()).where(*where).group_by(column))
    return {key: int(count) for key, count in rows}


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """Give the smallest value that at least `share` of the values do not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None
