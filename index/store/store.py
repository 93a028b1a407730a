"""Everything that is searched: passages of all languages in one vector space, and the words of each language."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import LANGUAGES, Language
from index.passages import Passage
from index.store.fields import Spans
from index.store.language_index import LanguageIndex
from index.store.vectors import VectorIndex

ID_DIGITS = 12


@dataclass(frozen=True)
class Store:
    """Passages in the order of their languages, with all by which they are found.

    Passages of one group say the same in several languages. Vector rows are the passages, then all sentences, all
    questions and all unanswered ones, in the order of their passages; there are none of a language that the model
    does not read.
    """

    passages: Sequence[Passage]
    ids: NDArray[np.uint64]
    groups: NDArray[np.int64]
    sentences: Spans
    questions: Spans
    unanswered: Spans
    vectors: VectorIndex | None
    languages: Mapping[Language, LanguageIndex]
    subjects: Mapping[Language, str]
    """By language, what "it" means where nothing else was named, as the corpus declares it."""

    @property
    def fields(self) -> tuple[tuple[Spans, int], ...]:
        """Sentences, questions and unanswered questions, each with its first vector row."""
        sentences = len(self.passages)
        questions = sentences + len(self.sentences)
        return (
            (self.sentences, sentences),
            (self.questions, questions),
            (self.unanswered, questions + len(self.questions)),
        )

    def owners(self, vector_rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passage that each of these vector rows belongs to; -1 for an unanswered question."""
        owners = vector_rows.copy()
        for spans, start in self.fields[:2]:
            inside = (vector_rows >= start) & (vector_rows < start + len(spans))
            owners[inside] = spans.owners[vector_rows[inside] - start]
        owners[vector_rows >= self.fields[2][1]] = -1
        return owners

    @cached_property
    def language_of(self) -> NDArray[np.int8]:
        """For each passage the position of its language in `LANGUAGES`."""
        of = np.zeros(len(self.passages), np.int8)
        for language, index in self.languages.items():
            of[index.rows] = LANGUAGES.index(language)
        return of

    @cached_property
    def _members(self) -> Spans:
        """The passages of each group, as rows of `_by_group`."""
        return Spans.of_counts(np.bincount(self.groups))

    @cached_property
    def _by_group(self) -> NDArray[np.int64]:
        return np.argsort(self.groups, kind="stable")

    def group(self, passage: int) -> NDArray[np.int64]:
        """The passages that say the same as this one, itself among them."""
        return self._by_group[self._members.of(int(self.groups[passage]))]

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

    def save(self, folder: Path) -> None:
        """Write all but the passages' texts into a folder."""
        np.savez(
            folder / "rows.npz",
            ids=self.ids,
            groups=self.groups,
            **{name: np.diff(getattr(self, name).starts) for name in ("sentences", "questions", "unanswered")},
        )
        if self.vectors is not None:
            self.vectors.save(folder / "vectors.faiss")
        for language, index in self.languages.items():
            index.save(folder / language)
        firsts = {language: index.first for language, index in self.languages.items()}
        stored = {"subjects": dict(self.subjects), "firsts": firsts}
        (folder / "store.json").write_text(json.dumps(stored, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path, passages: Sequence[Passage]) -> "Store":
        """Read what `save` wrote."""
        stored = json.loads((folder / "store.json").read_text("utf-8"))
        vectors = folder / "vectors.faiss"
        with np.load(folder / "rows.npz", allow_pickle=False) as rows:
            sentences, questions, unanswered = (
                Spans.of_counts(rows[name]) for name in ("sentences", "questions", "unanswered")
            )
            return cls(
                passages,
                rows["ids"],
                rows["groups"],
                sentences,
                questions,
                unanswered,
                VectorIndex.load(vectors) if vectors.is_file() else None,
                {
                    language: LanguageIndex.load(folder / language, language, stored["firsts"][language])
                    for language in LANGUAGES
                    if language in stored["firsts"]
                },
                stored["subjects"],
            )


def passage_ids(passages: Sequence[Passage]) -> NDArray[np.uint64]:
    """Ids that outlive a rebuild: by a fact sheet's key, else by document and text.

    The second passage of a name, and those after it, are told apart by their number.
    """
    seen: Counter[str] = Counter()
    ids = []
    for p in passages:
        own = p.key or f"{p.document}\0{p.text}"
        name = f"{p.language}\0{own}"
        whole = f"{name}\0{seen[name]}" if seen[name] else name
        ids.append(int(hashlib.sha256(whole.encode()).hexdigest()[:ID_DIGITS], 16))
        seen[name] += 1
    return np.array(ids, np.uint64)
