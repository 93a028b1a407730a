from bot.conversations import ConversationKey, Conversations
from index.answers import Turn

TURN = Turn("How many trees?", "5dd127d9db68", "en")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_turn_is_remembered_for_its_chat_and_topic_and_for_a_while() -> None:
    clock = Clock()
    kept = Conversations(seconds=900, clock=clock)
    kept.remember(ConversationKey(1, 7), TURN)
    assert kept.last(ConversationKey(1, 7)) == TURN
    assert kept.last(ConversationKey(1)) is None
    clock.now += 900
    assert kept.last(ConversationKey(1, 7)) == TURN
    clock.now += 1
    assert kept.last(ConversationKey(1, 7)) is None


def test_a_question_that_leaves_nothing_ends_it() -> None:
    kept = Conversations()
    kept.remember(ConversationKey(1), TURN)
    kept.remember(ConversationKey(1), None)
    assert kept.last(ConversationKey(1)) is None


def test_the_one_that_was_quiet_longest_goes_first() -> None:
    kept = Conversations(most=2)
    for chat in (1, 2, 1, 3):
        kept.remember(ConversationKey(chat), TURN)
    assert [bool(kept.last(ConversationKey(chat))) for chat in (1, 2, 3)] == [True, False, True]


def test_a_chat_is_forgotten_with_its_topics() -> None:
    kept = Conversations()
    for key in (ConversationKey(1), ConversationKey(1, 5), ConversationKey(2)):
        kept.remember(key, TURN)
    kept.forget(1)
    assert kept.last(ConversationKey(1)) is kept.last(ConversationKey(1, 5)) is None
    assert kept.last(ConversationKey(2)) == TURN
