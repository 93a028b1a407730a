"""Meaning without the model: a small student that is taught to place a text where the model would.

The model reads English only, but the fact sheets say the same in three languages, paragraph by paragraph. So for each
paragraph the model's vectors of the English one are the lesson, and what the other language says – its text, its
sentences, its questions – is what the student learns to map there: a linear map from weighted terms to the model's
space, by ridge regression. It learns from the corpus alone, in a second, when the index is built, and it meets a
question whose words no passage has, if only the words were seen near the right meaning. In English it adds what the
corpus knows and the model does not.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.encoder import Vector
from index.store.bm25 import Scores
from index.store.mapped import mapped

# The ridge penalty, to terms of unit length: a flat optimum from 0.3 to 3 on questions left out.
PENALTY = 1.0
# Steps of conjugate gradients; the residual is below a thousandth long before.
STEPS = 60
# Parts of a word (n-grams within it) next to whole words.
PART_WEIGHT = 0.5
# Above so many texts or passages the lesson takes longer than it is worth, and comparing a question with every passage
# costs time.
MOST_TEXTS, MOST_PASSAGES = 40_000, 50_000


class Student:
    """A linear map from terms to the model's space, and where the passages are in it."""

    def __init__(self, vocabulary: Sequence[str], idf: Scores, weights: NDArray[np.float16], targets: Vector) -> None:
        self._vocabulary = vocabulary
        self._ids = {term: i for i, term in enumerate(vocabulary)}
        self._idf, self._weights, self._targets = idf, weights, targets

    @classmethod
    def taught(cls, texts: Sequence[Sequence[str]], owners: NDArray[np.int64], targets: Vector) -> "Student":
        """Teach from texts (as terms), each belonging to the passage `owners[i]`, whose place is `targets[owners[i]]`.

        `targets` has shape (passages, dimensions); a passage without a lesson has a row of zeros, and is neither
        learned from nor ever near.
        """
        known = np.linalg.norm(targets, axis=1) > 0
        centre = targets[known].mean(0)
        places = _unit(np.where(known[:, None], targets - centre, 0))
        lessons = [i for i, owner in enumerate(owners) if known[owner]]
        counted = [Counter(texts[i]) for i in lessons]
        frequency = Counter(term for counts in counted for term in counts)
        vocabulary = sorted(frequency)
        idf = np.array([np.log(len(counted) / frequency[t]) + PART_WEIGHT for t in vocabulary], np.float32) * _kinds(
            vocabulary
        )
        student = cls(vocabulary, idf, np.zeros((0, targets.shape[1]), np.float16), places)
        weights = _ridge([student._weighted(counts) for counts in counted], len(vocabulary), places[owners[lessons]])
        return cls(vocabulary, idf, weights.astype(np.float16), places)

    def similarities(self, terms: Iterable[str]) -> Scores:
        """Cosines of the place of a question, given as terms, with those of all passages; 0 when no term is known."""
        ids, values = self._weighted(Counter(terms))
        place = values @ self._weights[ids].astype(np.float32)
        length = float(np.linalg.norm(place))
        return np.asarray(self._targets @ (place / length if length else place), np.float32)

    def save(self, folder: Path) -> None:
        """Write to a new folder."""
        folder.mkdir()
        (folder / "vocabulary.json").write_text(json.dumps(list(self._vocabulary), ensure_ascii=False), "utf-8")
        for name, array in (("idf", self._idf), ("weights", self._weights), ("targets", self._targets)):
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "Student":
        """Read what `save` wrote."""
        arrays = (mapped(folder / f"{name}.npy") for name in ("idf", "weights", "targets"))
        return cls(json.loads((folder / "vocabulary.json").read_text("utf-8")), *arrays)

    def _weighted(self, counts: Counter[str]) -> tuple[NDArray[np.int64], Scores]:
        """Ids and weights of the known terms, the weights of unit length."""
        ids = np.array([self._ids[term] for term in counts if term in self._ids], np.int64)
        often = np.array([count for term, count in counts.items() if term in self._ids], np.float32)
        values = (1 + np.log(often)) * self._idf[ids] if len(ids) else often
        return ids, values / (float(np.linalg.norm(values)) or 1.0)


def _kinds(vocabulary: Sequence[str]) -> Scores:
    """What each term weighs by its kind.

    Mongolian words are marked `=`, their beginnings `^`, the rest of their parts by nothing.
    """
    marked = any(term.startswith("=") for term in vocabulary)
    return np.array([PART_WEIGHT if marked and term[0] not in "=^" else 1.0 for term in vocabulary], np.float32)


def _ridge(rows: Sequence[tuple[NDArray[np.int64], Scores]], width: int, places: Vector) -> Vector:
    """The map `weights` that minimises |rows @ weights - places|² + PENALTY |weights|².

    By conjugate gradients on the dual problem, which has a row a text.
    """
    from scipy.sparse import csr_matrix

    starts = np.concatenate([[0], np.cumsum([len(ids) for ids, _ in rows])])
    columns = np.concatenate([ids for ids, _ in rows])
    terms = csr_matrix((np.concatenate([values for _, values in rows]), columns, starts), shape=(len(rows), width))
    dual = np.zeros_like(places)
    residual = places.copy()
    direction, size = residual, (residual**2).sum(0)
    for _ in range(STEPS):
        applied = terms @ (terms.T @ direction) + PENALTY * direction
        step = size / np.maximum((direction * applied).sum(0), 1e-12)
        dual, residual = dual + step * direction, residual - step * applied
        before, size = size, (residual**2).sum(0)
        direction = residual + size / np.maximum(before, 1e-12) * direction
    return np.asarray(terms.T @ dual, np.float32)


def _unit(rows: Vector) -> Vector:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)
