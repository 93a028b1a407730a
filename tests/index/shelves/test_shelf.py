from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoding.encoder import TOKEN_STEPS, TokenVectors, Vector
from index.passages import Passage
from index.search import Index
from index.shelves.shelf import Shelf
from index.shelves.shelving import build_shelf, build_shelves, heading, shelf_texts


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
    texts = shelf_texts(PASSAGES)
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
    shelf = build_shelf("en", PASSAGES, letters, {})
    assert shelf.vectors
    assert shelf.tokens
    assert [len(shelf.tokens.of(row)) for row in range(3)] == [5, 5, 6], "the words of passage and heading"
    assert shelf.owners_of(np.arange(12)).tolist() == [0, 1, 2, 0, 0, 1, 1, 2, 2, 0, 0, 1]
    np.testing.assert_allclose(shelf.vectors.rows(np.arange(12)), letters.vectors(shelf_texts(PASSAGES)), atol=1e-6)


def test_ids_are_by_key_and_told_apart() -> None:
    shelf = build_shelf("en", PASSAGES, None, {})
    assert shelf.row_of_key("trees") == 0
    assert len(set(shelf.ids.tolist())) == 3
    assert [shelf.row_of(shelf.id_of(row)) for row in range(3)] == [0, 1, 2]
    assert shelf.row_of_key("horses") is None


def test_a_language_that_the_model_reads_teaches_the_others() -> None:
    japanese = Passage("木は育つ。", ((0, 5),), "木", "", "ja.md", "ja", None, "trees", (), ("木は育つか？",))
    shelves = build_shelves([japanese, *PASSAGES], letters, {"en"})
    assert list(shelves) == ["en", "ja"]
    assert shelves["ja"].vectors is None
    assert shelves["ja"].student
    assert build_shelves([japanese], letters, {"en"})["ja"].student is None


def test_what_was_saved_is_loaded(index: Index, tmp_path: Path) -> None:
    for language, shelf in index._shelves.items():
        shelf.save(tmp_path / language)
        loaded = Shelf.load(tmp_path / language, language, shelf.passages)
        assert loaded.ids.tolist() == shelf.ids.tolist()
        assert loaded.passage_terms.vocabulary == shelf.passage_terms.vocabulary
        assert loaded.vector_starts == shelf.vector_starts
        assert (loaded.tokens is None) == (shelf.tokens is None) == (language != "en")
        assert (loaded.vectors is None) == (shelf.vectors is None) == (language != "en")
        assert loaded.student
