from bot.storage.chats import Chats
from bot.storage.conversations import ConversationKey, Conversations
from bot.storage.database import Database
from index import Turn

TURN = Turn("How many trees?", "5dd127d9db68", "en")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_turn_is_remembered_for_its_chat_and_topic_and_for_a_while(database: Database) -> None:
    clock = Clock()
    kept = Conversations(database, seconds=900, clock=clock)
    kept.remember(ConversationKey(1, 7), TURN)
    assert kept.last(ConversationKey(1, 7)) == TURN
    assert kept.last(ConversationKey(1)) is None
    clock.now += 900
    assert kept.last(ConversationKey(1, 7)) == TURN
    clock.now += 1
    assert kept.last(ConversationKey(1, 7)) is None


def test_the_one_that_was_quiet_longest_goes_first(database: Database) -> None:
    kept = Conversations(database, most=2)
    for chat in (1, 2, 1, 3):
        kept.remember(ConversationKey(chat), TURN)
    assert [bool(kept.last(ConversationKey(chat))) for chat in (1, 2, 3)] == [True, False, True]


def test_a_conversation_goes_on_after_a_restart_in_its_topic_and_in_time(database: Database) -> None:
    clock = Clock()
    kept = Conversations(database, clock=clock)
    kept.remember(ConversationKey(1), TURN)
    clock.now += 600
    kept.remember(ConversationKey(-100, 7), TURN)
    clock.now += 600
    again = Conversations(database, clock=clock)
    assert again.last(ConversationKey(-100, 7)) == TURN
    assert again.last(ConversationKey(-100)) is None
    assert again.last(ConversationKey(1)) is None


def test_what_is_remembered_no_more_is_deleted(database: Database) -> None:
    clock = Clock()
    kept = Conversations(database, clock=clock)
    kept.remember(ConversationKey(1), TURN)
    clock.now += 1000
    kept.remember(ConversationKey(2), TURN)
    kept.prune()
    clock.now -= 1000
    again = Conversations(database, clock=clock)
    assert again.last(ConversationKey(1)) is None
    assert again.last(ConversationKey(2)) == TURN


def test_a_chat_is_forgotten_with_its_topics(database: Database) -> None:
    kept = Conversations(database)
    for key in (ConversationKey(1), ConversationKey(1, 5), ConversationKey(2)):
        kept.remember(key, TURN)
    kept.forget(1)
    Chats(database).forget(1)
    for one in (kept, Conversations(database)):
        assert one.last(ConversationKey(1)) is one.last(ConversationKey(1, 5)) is None
        assert one.last(ConversationKey(2)) == TURN
