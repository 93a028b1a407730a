from dataclasses import replace

import numpy as np
import pytest

from index.documents import Language
from index.embedding.encoder import Encoder
from index.retrieval.query import CONTEXT, Query, prepare
from index.search import Index
from index.text.aliases import Aliases
from index.text.spelling import Speller


class Knowing:
    """The model, as if these were the common words of its language."""

    def __init__(self, encoder: Encoder, common: str) -> None:
        self.encode_query = encoder.encode_query
        self.is_common = frozenset(common.split()).__contains__


def query(index: Index, text: str, language: Language, context: str = "", common: str = "") -> Query:
    return prepare(text, index._indexes[language], Knowing(index._encoder, common), context)


def test_a_misspelt_word_is_looked_up_as_what_was_meant(index: Index) -> None:
    made = query(index, "tournments of Hakuho", "en")
    assert made.corrections == (("tournments", "tournaments"),)
    assert "tournament" in made.words[0].terms
    assert made.words[0].weights[0] < 1
    assert "tournament" in made.terms


@pytest.mark.parametrize("word", ["airport", "hakuho", "sumos"])
def test_a_word_that_the_documents_know_is_not_corrected(index: Index, word: str) -> None:
    assert query(index, word, "en").corrections == ()


def test_a_word_of_the_language_is_not_corrected(index: Index) -> None:
    assert query(index, "airports airpost", "en").corrections == (("airpost", "airport"),)
    assert query(index, "airpost", "en", common="airpost").corrections == ()


def test_a_mongolian_word_is_looked_up_as_typed_and_as_corrected(index: Index) -> None:
    made = query(index, "туруулсэнг", "mn")
    assert [typed for typed, _ in made.corrections] == ["туруулсэнг"]
    assert {"=turulseng", "=turulsen"} <= set(made.words[0].terms)
    weights = dict(zip(made.words[0].terms, made.words[0].weights, strict=True))
    assert weights["=turulsen"] > weights["=turulseng"]


@pytest.mark.parametrize(
    ("text", "language", "corrected", "asks"),
    [
        ("wich country lent the money", "en", "which country lent the money", {"place"}),
        ("khedan iyen ve", "mn", "heden iyen ve", {"money", "number"}),
    ],
)
def test_a_misspelt_question_word_says_what_is_asked_for_and_is_not_looked_up(
    index: Index, text: str, language: Language, corrected: str, asks: set[str]
) -> None:
    store = index._indexes[language]
    knowing = replace(store, speller=Speller(["which", "heden", "yen"]))
    made = prepare(text, knowing, Knowing(index._encoder, "country"))
    assert made.text == corrected
    assert made.asks == asks
    assert not {"wich", "which", "khedan"} & {word.surface for word in made.words}


def test_a_cyrillic_word_near_a_stop_word_is_a_word_of_its_own(index: Index) -> None:
    knowing = replace(index._indexes["mn"], speller=Speller(["heden"]))
    made = prepare("хэдэл мод", knowing, index._encoder)
    assert [word.surface for word in made.words] == ["хэдэл", "мод"]


def test_a_name_in_hiragana_meets_katakana(index: Index) -> None:
    made = query(index, "うらんばーとる", "ja")
    assert made.text == "ウランバートル"
    assert "#ウランバートル" in made.terms


def test_a_japanese_slip_is_replaced_by_what_was_meant(index: Index) -> None:
    made = query(index, "ウランハートルの円釈款", "ja")
    assert made.corrections == (("ウランハートル", "ウランバートル"), ("円釈款", "円借款"))
    assert made.text == "ウランバートルの円借款"
    words = {word.surface: word for word in made.words}
    assert not {"ンハ", "ハー", "円釈", "#釈", "#ウランハートル"} & (words.keys() | set(made.terms))
    assert {"円借款", "#ウランバートル"} <= {*made.pairs, *made.terms}
    assert words["借款"].weights[0] < words["#ウランバートル"].weights[0] < 1


@pytest.mark.parametrize("question", ["新空港の円借款", "フランスの空港", "寿司はいくらですか"])
def test_japanese_that_is_no_slip_is_left_alone(index: Index, question: str) -> None:
    made = query(index, question, "ja")
    assert made.corrections == ()
    assert made.text == question
    assert all(word.weights == (1.0,) for word in made.words)


def test_what_a_follow_up_leaves_out_counts_less(index: Index) -> None:
    made = query(index, "hakuho airport", "en", "hakuho tournaments")
    assert [word.surface for word in made.words] == ["hakuho", "airport", "tournaments"]
    assert [word.importance for word in made.words] == [1, 1, CONTEXT]
    assert made.text == "hakuho tournaments\nhakuho airport"
    assert "tournament" in made.terms


def test_rare_words_matter_more(index: Index) -> None:
    made = query(index, "airport horses nowhere", "en")
    assert made.importance[0] < made.importance[1] < made.importance[2]
    assert made.importance.dtype == np.float32


@pytest.mark.parametrize("language", ["en", "mn", "ja"])
def test_an_empty_question_is_an_empty_query(index: Index, language: Language) -> None:
    made = query(index, " ?! ", language)
    assert (made.words, made.pairs, made.terms, len(made.importance)) == ((), (), (), 0)


def test_the_longer_ago_a_word_was_said_the_less_it_counts(index: Index) -> None:
    store = index._indexes["en"]
    made = prepare("Who runs it?", store, index._encoder, "When did the airport open?\nHow long is the runway?")
    counts = {word.surface: word.importance for word in made.words}
    assert counts == pytest.approx({"runs": 1, "runway": CONTEXT, "airport": CONTEXT**2, "open": CONTEXT**2})


def test_a_question_of_nothing_but_stop_words_is_about_the_one_before(index: Index) -> None:
    made = prepare("When was that?", index._indexes["en"], index._encoder, "Did the airport open?")
    assert [(word.surface, word.importance) for word in made.words] == [("airport", 1), ("open", 1)]
    assert made.asks == {"date"}


def test_a_token_may_come_with_the_space_and_the_marks_around_its_word(index: Index) -> None:
    class Untidy(Knowing):
        """A model whose tokens are of words with what stands around them."""

        def __init__(self, encoder: Encoder) -> None:
            super().__init__(encoder, "")
            self.encode_query = lambda text: encoder.encode_query("the airport")._replace(words=("the", " Airport?"))

    made = prepare("the airport?", index._indexes["en"], Untidy(index._encoder))
    assert made.token_importance.tolist() == [0, pytest.approx(made.importance[0])]


def test_an_everyday_word_counts_only_where_a_document_has_it(index: Index) -> None:
    assert [word.surface for word in query(index, "мод хэдэн ширхэг", "mn").words] == ["мод"]
    # A sheet says "more than anyone else".
    assert [word.surface for word in query(index, "someone beat anyone", "en", common="beat").words] == [
        "beat",
        "anyone",
    ]


def test_another_name_is_looked_up_as_what_it_stands_for(index: Index, encoder: Encoder) -> None:
    store = replace(index._indexes["en"], aliases=Aliases("en", {"UB": "Ulaanbaatar"}))
    made = prepare("ub airport", store, encoder, "Hello! Is UB far?")
    assert [word.surface for word in made.words] == ["ulaanbaatar", "airport"]
    assert made.text == "Is Ulaanbaatar far?\nUlaanbaatar airport"
    assert "ulaanbaatar" in made.terms
    assert made.vector is not None
    np.testing.assert_array_equal(made.vector, encoder.encode_query(made.text).vector)


@pytest.mark.parametrize("text", ["what is that?", "Hello", "could you tell me"])
def test_a_question_without_matter_asks_for_nothing(index: Index, text: str) -> None:
    made = query(index, text, "en")
    assert (made.words, made.terms, made.vector, made.tokens) == ((), (), None, None)


def test_the_tokens_of_a_word_matter_as_much_as_it_together(index: Index) -> None:
    made = query(index, "When did the tournments end?", "en", common="end")
    assert made.tokens is not None
    assert made.tokens.shape == (len(made.token_importance), index._encoder.card.token_dimensions)
    words = index._encoder.encode_query(made.text).words
    assert words.count("tournments") > 1, "a word of several tokens"
    counts = {word.surface: importance for word, importance in zip(made.words, made.importance, strict=True)}
    matters = [counts.get(word.casefold(), 0) / words.count(word) for word in words]
    assert made.token_importance.tolist() == pytest.approx(matters)
