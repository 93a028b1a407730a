from pathlib import Path

import numpy as np
import pytest

from index.embedding.encoder import Vector
from index.store.projection import PENALTY, Student, _ridge

TEXTS = [["=mod", "^mod", "mod"], ["=nisex", "buu"], ["=mod", "tari"], ["=nisex"], ["nobody"]]
OWNERS = np.array([0, 1, 0, 1, 2])
PLACES = np.array([[1, 0, 0.2], [0, 1, 0.2], [0, 0, 0]], np.float32)


@pytest.fixture(scope="module")
def student() -> Student:
    return Student.taught(TEXTS, OWNERS, PLACES)


def test_the_map_is_that_of_the_normal_equations() -> None:
    chance = np.random.default_rng(3)
    texts, width, dimensions = 60, 40, 5
    matrix = np.where(chance.random((texts, width)) < 0.2, chance.random((texts, width)), 0).astype(np.float32)
    rows = [(np.flatnonzero(row), row[np.flatnonzero(row)]) for row in matrix]
    places: Vector = chance.normal(size=(texts, dimensions)).astype(np.float32)
    exact = np.linalg.solve(matrix.T @ matrix + PENALTY * np.eye(width), matrix.T @ places)
    np.testing.assert_allclose(_ridge(rows, width, places), exact, atol=1e-4)


def test_a_question_is_placed_near_the_passage_whose_words_it_has(student: Student) -> None:
    assert student.similarities(["=mod"]).argmax() == 0
    assert student.similarities(["=nisex", "unheard"]).argmax() == 1


def test_a_passage_without_a_lesson_is_never_near(student: Student) -> None:
    for terms in (["nobody"], ["=mod"], ["=nisex", "nobody"]):
        assert student.similarities(terms)[2] == 0


def test_unknown_words_are_near_nothing(student: Student) -> None:
    assert student.similarities(["unheard"]).tolist() == [0, 0, 0]
    assert student.similarities([]).tolist() == [0, 0, 0]


def test_similarities_are_cosines(student: Student) -> None:
    for terms in (["=mod"], ["=nisex", "buu", "buu"], ["tari", "=nisex"]):
        assert np.abs(student.similarities(terms)).max() <= 1.001


def test_what_was_saved_is_loaded(student: Student, tmp_path: Path) -> None:
    student.save(tmp_path / "student")
    loaded = Student.load(tmp_path / "student")
    np.testing.assert_array_equal(loaded.similarities(["=mod", "buu"]), student.similarities(["=mod", "buu"]))


def test_it_meets_a_question_whose_words_the_passage_lacks() -> None:
    # Passage 0 says `cost`; a question stored with it says `price` too. Passage 1 is on something else.
    texts = [["airport", "cost"], ["sumo", "wrestler"], ["price", "airport"], ["who", "sumo"]]
    taught = Student.taught(texts, np.array([0, 1, 0, 1]), np.eye(2, dtype=np.float32))
    assert taught.similarities(["price"]).argmax() == 0
    assert taught.similarities(["who"]).argmax() == 1
