"""Everything that is searched for one language: passages, their sentences and their questions, as terms and as vectors."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.asking import kinds_offered
from index.documents import Language
from index.passages import Passage
from index.spelling import Speller
from index.terms import TermIndex
from index.vectors import VectorIndex
from index.words import document_terms, pair_terms, surface_words

ID_DIGITS = 12

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]
Starts = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Views:
    """The texts by which passages are found, grouped by passage: those of passage `i` are rows `starts[i]` to `starts[i + 1]`."""

    terms: TermIndex
    starts: Starts
    owners: NDArray[np.int32]

    @classmethod
    def of(cls, terms: TermIndex, starts: Starts) -> "Views":
        """Views with the passage that each row belongs to."""
        return cls(terms, starts, np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts)))

    def of_passages(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All rows of these passages, and for each the position of its passage in `passages`."""
        starts, counts = self.starts[passages].astype(np.int64), np.diff(self.starts)[passages].astype(np.int64)
        owners = np.repeat(np.arange(len(passages)), counts)
        return np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts - starts, counts), owners


@dataclass(frozen=True, slots=True)
class Shelf:
    """One language's part of an index.

    Vector rows are the passages, then the sentences, then the questions, each in order. There are none where the
    model does not read the language.
    """

    language: Language
    passages: Sequence[Passage]
    ids: NDArray[np.uint64]
    passage_terms: TermIndex
    passage_pairs: TermIndex
    sentences: Views
    questions: Views
    sentence_kinds: NDArray[np.uint8]
    speller: Speller
    vectors: VectorIndex | None

    @property
    def vector_owners(self) -> NDArray[np.int32]:
        """The passage that each vector row belongs to."""
        return np.concatenate(
            [np.arange(len(self.passages), dtype=np.int32), self.sentences.owners, self.questions.owners]
        )

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
        self.passage_terms.save(folder / "passage-terms")
        self.passage_pairs.save(folder / "passage-pairs")
        for name, views in (("sentence", self.sentences), ("question", self.questions)):
            views.terms.save(folder / f"{name}-terms")
            np.save(folder / f"{name}-starts.npy", views.starts, allow_pickle=False)
        np.save(folder / "sentence-kinds.npy", self.sentence_kinds, allow_pickle=False)
        self.speller.save(folder / "words.json")
        if self.vectors is not None:
            self.vectors.save(folder / "vectors.faiss")

    @classmethod
    def load(cls, folder: Path, language: Language, passages: Sequence[Passage]) -> "Shelf":
        """Read what `save` wrote."""
        views = []
        for name in ("sentence", "question"):
            starts = np.load(folder / f"{name}-starts.npy", allow_pickle=False)
            views.append(Views.of(TermIndex.load(folder / f"{name}-terms", int(starts[-1])), starts))
        vectors = folder / "vectors.faiss"
        return cls(
            language,
            passages,
            np.load(folder / "ids.npy", allow_pickle=False),
            TermIndex.load(folder / "passage-terms", len(passages)),
            TermIndex.load(folder / "passage-pairs", len(passages)),
            *views,
            np.load(folder / "sentence-kinds.npy", allow_pickle=False),
            Speller.load(folder / "words.json"),
            VectorIndex.load(vectors) if vectors.is_file() else None,
        )


def shelf_texts(passages: Sequence[Passage]) -> list[str]:
    """What is encoded of these passages: each under its heading, then all sentences, then all questions."""
    return [
        *(_headed(p) for p in passages),
        *(p.text[start:end] for p in passages for start, end in p.sentences),
        *(question for p in passages for question in p.questions),
    ]


def build_shelf(language: Language, passages: Sequence[Passage], encode: Encode | None) -> Shelf:
    """Index the passages of one language; `encode` is None where the model does not read it."""
    texts = shelf_texts(passages)
    counts = [len(p.sentences) for p in passages], [len(p.questions) for p in passages]
    headed, sentences = texts[: len(passages)], texts[len(passages) : len(passages) + sum(counts[0])]
    questions = texts[len(passages) + len(sentences) :]
    return Shelf(
        language,
        passages,
        _ids(passages),
        TermIndex.build([document_terms(text, language) for text in headed]),
        TermIndex.build([pair_terms(text, language) for text in headed]),
        _views(sentences, counts[0], language),
        _views(questions, counts[1], language),
        np.array([kinds_offered(sentence) for sentence in sentences], np.uint8),
        Speller(word for text in [*headed, *questions] for word in surface_words(text, language)),
        VectorIndex.build(encode(texts)) if encode and passages else None,
    )


def _headed(passage: Passage) -> str:
    return heading(passage) + "\n" + passage.text


def heading(passage: Passage) -> str:
    """The title and section under which a passage stands, as one line."""
    return f"{passage.title}. {passage.section}" if passage.section else passage.title


def passage_id(language: Language, name: str) -> str:
    """The id of the passage called `name` among those of its language."""
    return hashlib.sha256(f"{language}\0{name}".encode()).hexdigest()[:ID_DIGITS]


def _ids(passages: Sequence[Passage]) -> NDArray[np.uint64]:
    """Ids that outlive a rebuild: by a fact sheet's key, else by document and text; the n-th of the same name by its number too."""
    seen: Counter[str] = Counter()
    ids = []
    for p in passages:
        name = p.key or f"{p.document}\0{p.text}"
        ids.append(int(passage_id(p.language, f"{name}\0{seen[name]}" if seen[name] else name), 16))
        seen[name] += 1
    return np.array(ids, np.uint64)


def _views(texts: Sequence[str], counts: Sequence[int], language: Language) -> Views:
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return Views.of(TermIndex.build([document_terms(text, language) for text in texts]), starts)
