from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.exchanges import SECONDS_KEPT, Exchange, Exchanges
from index import Turn

BEFORE = Turn("Where?", "5dd127d9db68", "en")


def test_questions_and_answers_find_each_other(database: Database) -> None:
    kept = Exchanges(database)
    kept.keep(1, 10, Exchange(11, "How many trees?", BEFORE))
    kept.keep(2, 10, Exchange(12, "Who?"))
    assert kept.find(1, 10) == Exchange(11, "How many trees?", BEFORE)
    assert kept.question(1, 11) == "How many trees?"
    assert kept.question(1, 12) is None
    assert kept.texts(1) == ["How many trees?"]


def test_only_numbers_outlive_a_restart(database: Database) -> None:
    Exchanges(database).keep(1, 10, Exchange(11, "How many trees?", BEFORE))
    again = Exchanges(database)
    assert again.find(1, 10) == Exchange(11)
    assert again.question(1, 11) is None


def test_the_oldest_goes_first(database: Database) -> None:
    times = iter(range(1000))
    kept = Exchanges(database, most=2, clock=lambda: float(next(times)))
    for number in (1, 2, 1, 3):
        kept.keep(5, number, Exchange(100 + number))
    for one in (kept, Exchanges(database, most=2, clock=lambda: 100.0)):
        assert [bool(one.find(5, number)) for number in (1, 2, 3)] == [True, False, True]


def test_what_can_be_edited_no_more_is_deleted(database: Database) -> None:
    now = 1000.0
    kept = Exchanges(database, clock=lambda: now)
    kept.keep(1, 10, Exchange(11))
    now += SECONDS_KEPT + 1
    kept.keep(1, 20, Exchange(21))
    kept.prune()
    assert kept.find(1, 10) is None
    again = Exchanges(database, clock=lambda: 1000.0)
    assert again.find(1, 10) is None
    assert again.find(1, 20) == Exchange(21)


def test_a_chat_is_forgotten(database: Database) -> None:
    kept = Exchanges(database)
    kept.keep(1, 10, Exchange(11))
    kept.keep(2, 10, Exchange(11))
    kept.forget(1)
    Chats(database).forget(1)
    for one in (kept, Exchanges(database)):
        assert one.find(1, 10) is None
        assert one.find(2, 10)
