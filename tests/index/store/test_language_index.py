from pathlib import Path

import pytest

from index.documents import LANGUAGES, Language
from index.store.language_index import LanguageIndex
from index.store.store import Store
from index.text.words import document_terms


@pytest.mark.parametrize(
    ("language", "known", "unknown"),
    [
        ("en", ["airport", "tournaments", "paid", "passengers"], ["camel", "буудал"]),
        ("mn", ["нисэх", "Хакухо", "компани"], ["тэмээ", "airport"]),
        ("ja", ["白鵬", "新空港", "会社"], ["駱駝", "airport"]),
    ],
)
def test_a_word_is_known_from_passages_and_their_questions(
    store: Store, language: Language, known: list[str], unknown: list[str]
) -> None:
    index = store.languages[language]
    assert all(index.knows(document_terms(word, language)[0]) for word in known)
    assert not any(index.knows(document_terms(word, language)[0]) for word in unknown)


def test_each_language_has_its_rows_of_the_store(store: Store) -> None:
    rows = [row for language in LANGUAGES for row in range(len(store.passages))[store.languages[language].rows]]
    assert rows == list(range(len(store.passages)))
    for language, index in store.languages.items():
        own = store.passages[index.rows]
        assert {p.language for p in own} == {language}
        assert [len(p.sentences) for p in own] == [
            s.stop - s.start for s in map(index.sentences.spans.of, range(len(own)))
        ]
        assert len(index.questions.spans) == sum(len(p.questions) for p in own)
        assert len(index.unanswered.spans) == sum(len(p.unanswered) for p in own)


def test_what_was_saved_is_loaded(store: Store, tmp_path: Path) -> None:
    for language, index in store.languages.items():
        index.save(tmp_path / language)
        loaded = LanguageIndex.load(tmp_path / language, language, index.first)
        assert (loaded.language, loaded.rows) == (language, index.rows)
        assert loaded.preceding.tolist() == index.preceding.tolist()
        assert loaded.passages.vocabulary == index.passages.vocabulary
        for name in ("sentences", "questions", "unanswered"):
            field, again = getattr(index, name), getattr(loaded, name)
            assert again.spans.starts.tolist() == field.spans.starts.tolist()
            assert again.terms.vocabulary == field.terms.vocabulary
        assert loaded.speller.knows("airport") == index.speller.knows("airport") == (language == "en")
        assert loaded.aliases == index.aliases
