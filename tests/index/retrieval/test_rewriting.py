from dataclasses import replace

import pytest

from index.documents import Language
from index.retrieval.rewriting import reworded
from index.store.language_index import LanguageIndex
from index.store.store import Store
from index.text.aliases import Aliases
from index.text.words import query_words


def named(store: Store, language: Language, **meanings: str) -> LanguageIndex:
    return replace(store.languages[language], aliases=Aliases(language, meanings))


@pytest.mark.parametrize(
    ("language", "alias", "meant", "text", "expected"),
    [
        ("en", "UB", "Ulaanbaatar", "Hello, where is UB?", "where is Ulaanbaatar?"),
        ("en", "UB", "Ulaanbaatar", "where is UB?!?!??", "where is Ulaanbaatar?"),
        ("en", "UB", "Ulaanbaatar", "1) where is  UB? https://example.org/map?q=1", "where is Ulaanbaatar?"),
        ("en", "UB", "Ulaanbaatar", "7 trees in UB", "7 trees in Ulaanbaatar"),
        ("mn", "УБ", "Улаанбаатар", "УБ-д юу байдаг вэ", "Улаанбаатар-д юу байдаг вэ"),
        ("ja", "飛行場", "新空港", "飛行場はどこ", "新空港はどこ"),
        ("ja", "UB", "ウランバートル", "ＵＢはどこ", "ウランバートルはどこ"),
    ],
)
def test_what_no_document_says_is_replaced(
    store: Store, language: Language, alias: str, meant: str, text: str, expected: str
) -> None:
    on = named(store, language, **{alias: meant})
    said = reworded(text, on)
    assert said.text == expected
    assert reworded(said.text, on).text == expected


def test_what_the_documents_say_stays_and_means_the_other_too(store: Store) -> None:
    on = named(store, "en", wrestlers="sumo tournaments")
    said = reworded("Mongolian wrestlers", on)
    assert said.text == "Mongolian wrestlers"
    words = {word.surface: said.widened(word) for word in query_words(said.text, "en")}
    assert dict(zip(words["wrestlers"].terms, words["wrestlers"].weights, strict=True)) == {
        "wrestler": 1.0,
        "sumo": 0.5,
        "tournament": 0.5,
    }
    assert words["mongolian"].terms == ("mongolian",)


def test_a_name_in_a_stored_question_is_looked_up_with_what_it_means(store: Store) -> None:
    # "paid" stands in a question of the sheet and in no passage of it.
    on = named(store, "en", paid="lent")
    assert "paid" not in on.passages
    said = reworded("who paid", on)
    assert said.text == "who lent"
    (word,) = query_words(said.text, "en")
    assert set(said.widened(word).terms) == {"lent", "paid"}


def test_lines_are_reworded_each(store: Store) -> None:
    assert reworded("Hello\nHi, where is UB?\n", named(store, "en", UB="Tokyo")).text == "where is Tokyo?"
