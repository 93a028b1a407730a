import numpy as np
import pytest

from index.documents import Language
from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.retrieval.query import CONTEXT, LanguageQuery, analyse
from index.store.indexing import build_store
from index.store.store import Store


def surfaces(query: LanguageQuery) -> list[str]:
    return [word.surface for word in query.words]


def named(store: Store, **aliases: str) -> Store:
    """The same documents, with other names for English things."""
    return build_store(store.passages, None, (), {"en": aliases})


def test_a_misspelt_word_is_looked_up_as_what_was_meant(store: Store, encoder: Encoder) -> None:
    made = analyse("tournments of Hakuho", "en", store, encoder)
    assert made.corrections == (("tournments", "tournaments"),)
    (word, _) = made.words["en"].words
    assert "tournament" in word.terms
    assert word.weights[0] < 1


@pytest.mark.parametrize("word", ["airport", "Hakuho", "airports", "thought"])
def test_a_word_of_the_documents_or_of_the_language_is_not_corrected(store: Store, encoder: Encoder, word: str) -> None:
    # The speller alone would take "thought" for "taught".
    assert analyse(word, "en", store, encoder).corrections == ()


def test_a_mongolian_word_is_looked_up_as_typed_and_as_corrected(store: Store, encoder: Encoder) -> None:
    made = analyse("туруулсэнг", "mn", store, encoder)
    assert [typed for typed, _ in made.corrections] == ["туруулсэнг"]
    (word,) = made.words["mn"].words
    weights = dict(zip(word.terms, word.weights, strict=True))
    assert weights["=turulsen"] > weights["=turulseng"] > 0


@pytest.mark.parametrize(
    ("text", "language", "meant", "left"),
    [
        ("wich country lent the money", "en", "which country lent the money", ["country", "lent", "money"]),
        ("khedan iyen ve", "mn", "heden iyen ve", ["iyen"]),
    ],
)
def test_a_misspelt_question_word_is_read_and_not_looked_up(
    store: Store, encoder: Encoder, text: str, language: Language, meant: str, left: list[str]
) -> None:
    made = analyse(text, language, store, encoder)
    assert made.text == made.read == meant
    assert surfaces(made.words[language]) == left


def test_words_are_those_of_each_language(store: Store, encoder: Encoder) -> None:
    made = analyse("1999年にKhentiiで何がありましたか", "ja", store, encoder)
    assert made.words.keys() == store.languages.keys()
    assert {"1999", "khentii"} <= set(surfaces(made.words["en"]))
    # Stemmed in English alone.
    words = {
        name: analyse("Hakuho tournaments", "en", store, encoder).words[name].words[1].terms for name in ("en", "ja")
    }
    assert words == {"en": ("tournament",), "ja": ("tournaments",)}


def test_what_a_follow_up_leaves_out_counts_less(store: Store, encoder: Encoder) -> None:
    made = analyse("hakuho airport", "en", store, encoder, "hakuho tournaments")
    assert [(word.surface, word.importance) for word in made.words["en"].words] == [
        ("hakuho", 1),
        ("airport", 1),
        ("tournaments", CONTEXT),
    ]
    assert (made.text, made.context) == ("hakuho airport", True)


def test_the_longer_ago_a_word_was_said_the_less_it_counts(store: Store, encoder: Encoder) -> None:
    made = analyse("Who runs it?", "en", store, encoder, "When did the airport open?\nHow long is the runway?")
    counts = {word.surface: word.importance for word in made.words["en"].words}
    assert counts == pytest.approx({"runs": 1, "runway": CONTEXT, "airport": CONTEXT**2, "open": CONTEXT**2})


def test_a_question_of_nothing_but_stop_words_is_about_the_one_before(store: Store, encoder: Encoder) -> None:
    made = analyse("When was that?", "en", store, encoder, "Did the airport open?")
    assert [(word.surface, word.importance) for word in made.words["en"].words] == [("airport", 1), ("open", 1)]


def test_what_is_read_is_the_question_after_what_it_leaves_out(store: Store, encoder: Encoder) -> None:
    made = analyse("Who runs it?", "en", store, encoder, "Hello! When did the airport open?")
    assert made.read == "When did the airport open? → Who runs it?"
    assert made.vector is not None
    np.testing.assert_array_equal(made.vector, encoder.encode_query(made.read))


def test_rare_words_matter_more(store: Store, encoder: Encoder) -> None:
    importance = analyse("airport horses nowhere", "en", store, encoder).words["en"].importance
    assert importance[0] < importance[1] < importance[2]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("what is that?", "en"),
        ("Hello", "en"),
        ("could you tell me", "en"),
        (" ?! ", "mn"),
        ("Сайн байна уу", "mn"),
        ("。、・", "ja"),
        ("こんにちは", "ja"),
    ],
)
def test_a_question_without_matter_asks_for_nothing(
    store: Store, encoder: Encoder, text: str, language: Language
) -> None:
    made = analyse(text, language, store, encoder)
    assert made.vector is None
    assert made.length == 0
    assert not any(own.words for own in made.words.values())


def test_an_everyday_word_counts_only_where_a_document_has_it(store: Store, encoder: Encoder) -> None:
    assert surfaces(analyse("мод хэдэн ширхэг", "mn", store, encoder).words["mn"]) == ["мод"]
    # A sheet says "more than anyone else".
    assert surfaces(analyse("someone beat anyone", "en", store, encoder).words["en"]) == ["beat", "anyone"]


def test_another_name_is_looked_up_as_what_it_stands_for(store: Store, encoder: Encoder) -> None:
    made = analyse("ub airport", "en", named(store, UB="Ulaanbaatar"), encoder, "Hello! Is UB far?")
    assert surfaces(made.words["en"]) == ["ulaanbaatar", "airport"]
    assert made.read == "Is Ulaanbaatar far? → Ulaanbaatar airport"


def test_there_is_no_vector_where_there_are_none_to_compare_it_with(store: Store, encoder: Encoder) -> None:
    made = analyse("When did the airport open?", "en", build_store(store.passages, None, ()), encoder)
    assert made.vector is None
    assert surfaces(made.words["en"]) == ["airport", "open"]


def test_a_language_without_documents_is_put_to_the_others(
    encoder: Encoder, encoded: EncodedTexts, store: Store
) -> None:
    english = build_store([p for p in store.passages if p.language == "en"], encoded, {"en"})
    made = analyse("Hakuho 白鵬は", "ja", english, encoder)
    assert made.language == "ja"
    assert made.vector is not None
    assert "hakuho" in surfaces(made.words["en"])


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [("Hakuho tournaments", "en", 2), ("Хэдэн хүүхэд сурдаг вэ?", "mn", 2), ("JICA гэж юу вэ?", "mn", 1)],
)
def test_a_question_is_as_long_as_its_own_language_finds(
    store: Store, encoder: Encoder, text: str, language: Language, words: int
) -> None:
    assert analyse(text, language, store, encoder).length == words
