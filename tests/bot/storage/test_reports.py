import datetime as dt

import pytest
from sqlalchemy import Connection, update

from bot.buttons import PassageRef
from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.days import days_ago, today
from bot.storage.feedback import Feedback, Opinion
from bot.storage.questions import AskedQuestions
from bot.storage.reports import Missed, Tally, missed, statistics
from bot.storage.subscriptions import Subscription, Subscriptions
from bot.storage.tables import opinions, questions
from index import Answer, Language

TREES = PassageRef("5dd127d9db68", 1)


def asked(text: str, language: Language = "en", *, answered: bool = True) -> Answer:
    return Answer(text, language, answered, 0.9, ())


def age(database: Database, days: int) -> None:
    """Move all that is there into the past."""

    def move(connection: Connection) -> None:
        for table in (questions, opinions):
            connection.execute(update(table).values(day=days_ago(days)))

    database.run_now(move)


@pytest.fixture
async def used(database: Database) -> Database:
    """A database after some use, a part of it long ago."""
    asking, feedback = AskedQuestions(database), Feedback(database)
    asking.record(asked("Who was it?", answered=False), 1)
    feedback.record(Opinion(TREES, good=False, language="en", question="Who was it?"))
    age(database, 30)
    for milliseconds in range(1, 11):
        asking.record(asked("How many trees?"), milliseconds)
    asking.record(asked("visa?", "mn", answered=False), 100)
    asking.record(asked("visa?", "mn", answered=False), 100)
    feedback.record(Opinion(TREES, good=True, language="en", question="How many trees?"))
    feedback.record(Opinion(TREES, good=False, language="en", question="How many trees?"))
    feedback.record(Opinion(TREES, good=False, language="en", question="How many trees?", reason="outdated"))
    feedback.record(Opinion(TREES, good=False, language="ja"))
    Chats(database).seen(1)
    Chats(database).seen(-100)
    await Subscriptions(database).subscribe(Subscription(2, 9, 540, "ja"), dt.datetime.now(dt.UTC))
    return database


async def test_statistics_count_the_days_asked_for(used: Database) -> None:
    seen = await used.run(lambda connection: statistics(connection, 30))
    assert (seen.first, seen.last) == (days_ago(29), today())
    assert seen.all == seen.days[today()] == Tally(12, 10)
    assert list(seen.days) == [days_ago(29 - n) for n in range(30)]
    assert seen.languages == {"en": Tally(10, 10), "mn": Tally(2, 0)}
    assert (seen.liked, seen.disliked, seen.reasons) == (1, 2, {"outdated": 1})
    assert (seen.median_ms, seen.slow_ms) == (6, 100)
    assert (seen.people, seen.groups, seen.subscribers) == (2, 1, 1)


async def test_statistics_of_a_longer_time_take_in_what_was_before(used: Database) -> None:
    seen = await used.run(lambda connection: statistics(connection, 31))
    assert (seen.all, seen.disliked) == (Tally(13, 10), 3)


def test_an_unused_bot_has_statistics_too(database: Database) -> None:
    seen = database.run_now(statistics)
    assert seen.all.share is None
    assert (seen.median_ms, seen.languages, seen.liked) == (None, {}, 0)


async def test_missed_are_refused_and_disliked_ones_most_frequent_first(used: Database) -> None:
    assert await used.run(lambda connection: missed(connection, 30)) == [
        Missed("visa?", "mn", refused=2),
        Missed("How many trees?", "en", disliked=1),
    ]
    longer = await used.run(lambda connection: missed(connection, 31))
    assert Missed("Who was it?", "en", refused=1, disliked=1) in longer


async def test_what_is_older_than_its_time_is_deleted(used: Database) -> None:
    AskedQuestions(used).prune(days=29)
    Feedback(used).prune(days=29)
    seen = await used.run(lambda connection: statistics(connection, 90))
    assert (seen.all.asked, seen.disliked) == (12, 2)


def test_a_question_is_kept_without_what_names_a_person(database: Database) -> None:
    AskedQuestions(database).record(asked("@bold_mn asks: visa?", answered=False), 1)
    AskedQuestions(database).record(asked("  "), 1)
    assert database.run_now(lambda connection: missed(connection, 1)) == [Missed("… asks: visa?", "en", refused=1)]
    assert database.run_now(statistics).all.asked == 1
