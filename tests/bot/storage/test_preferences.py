from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.preferences import Preferences


def test_the_chosen_language_comes_before_telegrams_and_that_before_the_heard_one(database: Database) -> None:
    kept = Preferences(database)
    assert kept.language(1, "ja-JP") == "ja"
    assert kept.language(1, "fr") == "en"
    kept.heard(1, "mn")
    assert kept.language(1, "ja") == "ja"
    assert kept.language(1, "fr") == "mn"
    kept.fix(1, "en")
    assert kept.language(1, "ja") == "en"
    assert kept.answer_texts(1, "mn").language == "en"
    kept.fix(1, None)
    assert kept.language(1, None) == "mn"
    assert kept.answer_texts(1, "ja").language == "ja"


def test_languages_outlive_a_restart(database: Database) -> None:
    kept = Preferences(database)
    kept.fix(1, "ja")
    kept.heard(1, "mn")
    kept.heard(-100, "mn")
    again = Preferences(database)
    assert again.fixed(1) == "ja"
    assert again.language(-100, "de") == "mn"
    again.fix(1, None)
    assert Preferences(database).language(1, None) == "mn"


def test_a_forgotten_chat_stays_forgotten(database: Database) -> None:
    kept = Preferences(database)
    kept.fix(1, "ja")
    kept.fix(2, "ja")
    kept.forget(1)
    Chats(database).forget(1)
    assert kept.fixed(1) is None
    again = Preferences(database)
    assert (again.fixed(1), again.fixed(2)) == (None, "ja")
