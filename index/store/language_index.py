"""Everything that is searched for one language.

Passages, their sentences and their questions, as terms and as vectors.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.passages import Passage
from index.store.bm25 import TermIndex
from index.store.fields import Views
from index.store.projection import Student
from index.store.tokens import TokenIndex
from index.store.vectors import VectorIndex
from index.text.aliases import Aliases
from index.text.spelling import Speller

ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class LanguageIndex:
    """One language's part of an index.

    `unanswered` are questions that no passage answers, each near the one it stands with. Vector rows are the passages,
    then the sentences, the questions and the unanswered ones, each in order. There are neither these nor vectors of
    tokens where the model does not read the language.
    """

    language: Language
    passages: Sequence[Passage]
    ids: NDArray[np.uint64]
    antecedents: NDArray[np.int64]
    """For each passage the first of those before it that it leans on, itself if there is none."""
    passage_terms: TermIndex
    passage_pairs: TermIndex
    sentences: Views
    questions: Views
    unanswered: Views
    speller: Speller
    vectors: VectorIndex | None
    tokens: TokenIndex | None
    student: Student | None
    aliases: Aliases
    offset: float = 0.0
    """What is added to the log-odds of every confidence, see `index.retrieval.calibration`."""

    @property
    def vector_starts(self) -> tuple[int, int, int]:
        """The vector rows at which the sentences begin, the questions, and the unanswered ones."""
        sentences = len(self.passages)
        questions = sentences + len(self.sentences)
        return sentences, questions, questions + len(self.questions)

    def owners_of(self, vector_rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passage that each of these vector rows belongs to."""
        owners = vector_rows.copy()
        for start, views in zip(self.vector_starts, (self.sentences, self.questions, self.unanswered), strict=True):
            inside = (vector_rows >= start) & (vector_rows < start + len(views))
            owners[inside] = views.owners[vector_rows[inside] - start]
        return owners

    def knows(self, term: str) -> bool:
        """Whether a passage or a question stored with one has the term."""
        return any(term in index for index in (self.passage_terms, self.questions.terms, self.unanswered.terms))

    def id_of(self, row: int) -> str:
        """The id of a passage, see `answers.Match`."""
        return f"{int(self.ids[row]):0{ID_DIGITS}x}"

    def row_of(self, match_id: str) -> int | None:
        """The row of the passage with this id."""
        try:
            rows = np.flatnonzero(self.ids == int(match_id, 16))
        except (ValueError, OverflowError):
            return None
        return int(rows[0]) if len(rows) else None

    def row_of_key(self, key: str) -> int | None:
        """The row of the first passage of the fact sheet's paragraph `key`."""
        return self.row_of(passage_id(self.language, key))

    def save(self, folder: Path) -> None:
        """Write all but the passages to a new folder."""
        folder.mkdir()
        np.save(folder / "ids.npy", self.ids, allow_pickle=False)
        np.save(folder / "antecedents.npy", self.antecedents, allow_pickle=False)
        self.passage_terms.save(folder / "passage-terms")
        self.passage_pairs.save(folder / "passage-pairs")
        self.sentences.save(folder / "sentences")
        self.questions.save(folder / "questions")
        self.unanswered.save(folder / "unanswered")
        self.speller.save(folder / "words.json")
        self.aliases.save(folder / "aliases.json")
        if self.vectors is not None:
            self.vectors.save(folder / "vectors.faiss")
        if self.tokens is not None:
            self.tokens.save(folder / "tokens")
        if self.student is not None:
            self.student.save(folder / "student")
        (folder / "calibration.json").write_text(json.dumps({"offset": self.offset}) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path, language: Language, passages: Sequence[Passage]) -> "LanguageIndex":
        """Read what `save` wrote."""
        vectors, tokens, student = folder / "vectors.faiss", folder / "tokens", folder / "student"
        return cls(
            language,
            passages,
            np.load(folder / "ids.npy", allow_pickle=False),
            np.load(folder / "antecedents.npy", allow_pickle=False),
            TermIndex.load(folder / "passage-terms", len(passages)),
            TermIndex.load(folder / "passage-pairs", len(passages)),
            Views.load(folder / "sentences"),
            Views.load(folder / "questions"),
            Views.load(folder / "unanswered"),
            Speller.load(folder / "words.json"),
            VectorIndex.load(vectors) if vectors.is_file() else None,
            TokenIndex.load(tokens) if tokens.is_dir() else None,
            Student.load(student) if student.is_dir() else None,
            Aliases.load(folder / "aliases.json", language),
            float(json.loads((folder / "calibration.json").read_text("utf-8"))["offset"]),
        )


def passage_id(language: Language, name: str) -> str:
    """The id of the passage called `name` among those of its language."""
    return hashlib.sha256(f"{language}\0{name}".encode()).hexdigest()[:ID_DIGITS]
