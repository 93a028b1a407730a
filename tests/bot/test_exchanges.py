from bot.exchanges import Exchange, Exchanges


def test_an_exchange_is_found_by_its_question_and_by_its_answer() -> None:
    kept = Exchanges()
    kept.keep(1, 10, Exchange(11, "How many trees?", None))
    kept.keep(2, 10, Exchange(11, "When?", None))
    assert kept.find(1, 10) == Exchange(11, "How many trees?", None)
    assert kept.find(1, 11) is None
    assert kept.question(2, 11) == "When?"
    assert kept.question(3, 11) is None


def test_an_edited_question_takes_the_place_of_the_first() -> None:
    kept = Exchanges(most=2)
    for number in (10, 20):
        kept.keep(1, number, Exchange(number + 1, "first", None))
    kept.keep(1, 10, Exchange(11, "second", None))
    kept.keep(1, 30, Exchange(31, "third", None))
    assert kept.question(1, 11) == "second"
    assert kept.find(1, 20) is None  # the oldest went


def test_a_chat_is_forgotten() -> None:
    kept = Exchanges()
    kept.keep(1, 10, Exchange(11, "a", None))
    kept.keep(2, 10, Exchange(11, "b", None))
    kept.forget(1)
    assert kept.find(1, 10) is None
    assert kept.find(2, 10)
