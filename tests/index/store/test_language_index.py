from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding.encoder import TOKEN_STEPS, TokenVectors, Vector
from index.passages import Passage
from index.search import Index
from index.store.indexing import build_index, build_indexes, heading, indexed_texts
from index.store.language_index import LanguageIndex


def passage(
    text: str,
    key: str | None = None,
    questions: tuple[str, ...] = (),
    section: str = "",
    unanswered: tuple[str, ...] = (),
) -> Passage:
    half = len(text) // 2
    return Passage(
        text, ((0, half), (half, len(text))), "Title", section, "a.md", "en", None, key, (), questions, unanswered
    )


PASSAGES = [
    passage("Trees grow. Trees fall.", "trees", ("Do trees grow?", "Do they fall?")),
    passage("Horses run. Horses rest.", unanswered=("Do horses read?",)),
    passage("Horses run. Horses rest.", section="Again"),
]


class Letters:
    """Gives a text, and each word as a token, a vector: how often it has each of some letters."""

    def vectors(self, texts: Sequence[str]) -> Vector:
        counted = np.array([[1 + text.count(c) for c in "aehrst"] for text in texts], np.float32)
        return np.asarray(counted / np.linalg.norm(counted, axis=1, keepdims=True), np.float32)

    def tokens(self, passages: Sequence[str]) -> list[TokenVectors]:
        return [np.round(self.vectors(text.split()) * TOKEN_STEPS).astype(np.int8) for text in passages]


letters = Letters()


def test_texts_come_as_passages_then_sentences_then_questions() -> None:
    texts = indexed_texts(PASSAGES)
    assert texts[:3] == [
        "Title\nTrees grow. Trees fall.",
        "Title\nHorses run. Horses rest.",
        "Title. Again\nHorses run. Horses rest.",
    ]
    assert texts[3:5] == ["Trees grow.", " Trees fall."], "a fact sheet's sentences stand alone"
    assert texts[5:7] == ["Title. Horses run. ", "Title. Horses rest."]
    assert texts[9:] == ["Do trees grow?", "Do they fall?", "Do horses read?"]
    assert heading(PASSAGES[2]) == "Title. Again"


def test_every_vector_belongs_to_its_passage() -> None:
    store = build_index("en", PASSAGES, letters, {})
    assert store.vectors
    assert store.tokens
    assert [len(store.tokens.of(row)) for row in range(3)] == [5, 5, 6], "the words of passage and heading"
    assert store.owners_of(np.arange(12)).tolist() == [0, 1, 2, 0, 0, 1, 1, 2, 2, 0, 0, 1]
    np.testing.assert_allclose(store.vectors.rows(np.arange(12)), letters.vectors(indexed_texts(PASSAGES)), atol=1e-6)


def test_ids_are_by_key_and_told_apart() -> None:
    store = build_index("en", PASSAGES, None, {})
    assert store.row_of_key("trees") == 0
    assert len(set(store.ids.tolist())) == 3
    assert [store.row_of(store.id_of(row)) for row in range(3)] == [0, 1, 2]
    assert store.row_of_key("horses") is None


def test_a_language_that_the_model_reads_teaches_the_others() -> None:
    japanese = Passage("木は育つ。", ((0, 5),), "木", "", "ja.md", "ja", None, "trees", (), ("木は育つか？",))
    indexes = build_indexes([japanese, *PASSAGES], letters, {"en"})
    assert list(indexes) == ["en", "ja"]
    assert indexes["ja"].vectors is None
    assert indexes["ja"].student
    assert build_indexes([japanese], letters, {"en"})["ja"].student is None


def test_what_was_saved_is_loaded(index: Index, tmp_path: Path) -> None:
    for language, store in index._indexes.items():
        store.save(tmp_path / language)
        loaded = LanguageIndex.load(tmp_path / language, language, store.passages)
        assert loaded.ids.tolist() == store.ids.tolist()
        assert loaded.passage_terms.vocabulary == store.passage_terms.vocabulary
        assert loaded.vector_starts == store.vector_starts
        assert (loaded.tokens is None) == (store.tokens is None) == (language != "en")
        assert (loaded.vectors is None) == (store.vectors is None) == (language != "en")
        assert loaded.student
