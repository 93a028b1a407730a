from bot.preferences import Preferences


def test_the_chosen_language_then_the_last_then_telegrams_then_english() -> None:
    known = Preferences()
    assert known.language(1, None) == known.language(1, "de") == "en"
    assert known.language(1, "mn") == "mn"
    known.heard(1, "ja")
    assert known.language(1, "mn") == "ja"
    known.fix(1, "en")
    assert known.language(1, "mn") == "en"
    assert known.fixed(1) == "en"
    known.fix(1, None)
    assert known.language(1, "mn") == "ja"


def test_around_an_answer_its_own_language_unless_one_is_chosen() -> None:
    known = Preferences()
    known.heard(1, "ja")
    assert known.answer_texts(1, "mn").language == "mn"
    known.fix(1, "en")
    assert known.answer_texts(1, "mn").language == "en"


def test_the_chat_that_was_quiet_longest_is_forgotten_first() -> None:
    known = Preferences(most=1)
    known.heard(1, "ja")
    known.heard(2, "mn")
    assert known.language(1, None) == "en"
    known.fix(2, "ja")
    known.forget(2)
    assert known.language(2, None) == "en"
