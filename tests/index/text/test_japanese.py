from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from index.text.japanese import (
    JAPANESE,
    content_marks,
    content_words,
    stretch_terms,
    stretch_words,
    with_digits,
    word_borders,
)


def test_words_are_found_in_text_without_spaces() -> None:
    assert content_words("総理大臣が空港を開く") == ["総理", "大臣", "空港", "開く"]


def test_spellings_of_a_word_are_one() -> None:
    assert content_words("おすもう") == content_words("お相撲") == content_words("相撲")
    assert content_words("引っ越し") == content_words("引越し")


def test_what_asks_and_what_only_joins_is_left_out() -> None:
    assert content_words("それは何ですか") == []
    assert content_words("いつどこで誰がしましたか") == []
    assert "50000" not in content_words("50000本")
    assert content_words("詳しく教えていただきたいのですが") == []
    assert content_words("ちょっと聞いてほしいことがあります") == []


def test_endings_and_what_asks_are_marked() -> None:
    marks = content_marks("空港はいつですか")
    assert marks == [True, True, False, False, False, False, False, False]


def test_interjections_say_nothing() -> None:
    assert not any(content_marks("ありがとうございます"))


def test_words_have_borders() -> None:
    assert word_borders("東京都") == {0, 2, 3}


def test_no_word_is_a_stop_word() -> None:
    assert not JAPANESE.stop_words | JAPANESE.everyday


def test_a_stretch_has_characters_pairs_and_words() -> None:
    assert stretch_terms("空港へ") == ["空", "港", "へ", "空港", "港へ", "#空港"]


def test_what_has_no_matter_is_not_searched_for() -> None:
    assert stretch_words("それは") == []
    assert dict(stretch_words("空港は")) == {"#空港": 0.5, "空港": 0.5, "港は": 0.15}


def test_who_changes_what_was_found_changes_it_for_nobody_else() -> None:
    content_words("新しい空港").clear()
    content_marks("新しい空港").clear()
    assert content_words("新しい空港") == ["新しい", "空港"]
    assert content_marks("新しい空港") == [True] * 5


def test_numbers_in_kanji_are_those_before_a_counter() -> None:
    assert with_digits("千三百人と三菱商事") == "1300人と三菱商事"


@given(st.text(max_size=50))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(content_words(text))
    assert len(content_marks(text)) == len(text)


def test_many_threads_get_what_one_gets() -> None:
    said = ["総理大臣が空港を開く", "白鵬は何回優勝しましたか", "日本とモンゴルの経済連携協定"]
    texts = [f"{text}{year}年" for year in range(50) for text in said]
    alone = [content_words(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(content_words, texts)) == alone
