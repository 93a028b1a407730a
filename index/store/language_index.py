"""The words of one language: its passages, their sentences and their questions as terms, and how they are spelt."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import Language
from index.store.bm25 import TermIndex
from index.store.fields import Field
from index.text.aliases import Aliases
from index.text.spelling import Speller


@dataclass(frozen=True, slots=True)
class LanguageIndex:
    """The terms of one language's passages, which are rows `first` and on of the store.

    `questions` are those that a passage answers, `unanswered` those that none does.
    """

    language: Language
    first: int
    passages: TermIndex
    sentences: Field
    questions: Field
    unanswered: Field
    preceding: NDArray[np.int64]
    """For each passage the first of those before it that it leans on, itself if there is none."""
    speller: Speller
    aliases: Aliases

    @property
    def rows(self) -> slice:
        """The rows of its passages in the store."""
        return slice(self.first, self.first + self.passages.count)

    def knows(self, term: str) -> bool:
        """Whether a passage or a question stored with one has the term."""
        return any(term in index for index in (self.passages, self.questions.terms, self.unanswered.terms))

    def save(self, folder: Path) -> None:
        """Write all of it to a new folder."""
        folder.mkdir()
        self.passages.save(folder / "passages")
        self.sentences.save(folder / "sentences")
        self.questions.save(folder / "questions")
        self.unanswered.save(folder / "unanswered")
        np.save(folder / "preceding.npy", self.preceding, allow_pickle=False)
        self.speller.save(folder / "words.json")
        self.aliases.save(folder / "aliases.json")

    @classmethod
    def load(cls, folder: Path, language: Language, first: int) -> "LanguageIndex":
        """Read what `save` wrote."""
        preceding = np.load(folder / "preceding.npy", allow_pickle=False)
        return cls(
            language,
            first,
            TermIndex.load(folder / "passages", len(preceding)),
            Field.load(folder / "sentences"),
            Field.load(folder / "questions"),
            Field.load(folder / "unanswered"),
            preceding,
            Speller.load(folder / "words.json"),
            Aliases.load(folder / "aliases.json", language),
        )
