"""Everything that is searched for one language.

Passages, their sentences and their questions, as terms and as vectors.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.aliases import Aliases
from index.asking import as_bits, kinds_asked, kinds_offered
from index.documents import LANGUAGES, Language, Meanings
from index.encoder import Vector
from index.passages import Passage
from index.spelling import Speller
from index.student import MOST_PASSAGES, MOST_TEXTS, Student
from index.terms import TermIndex
from index.units import Units
from index.vectors import VectorIndex
from index.words import document_terms, pair_terms, surface_words

ID_DIGITS = 12

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]
Starts = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Views:
    """The texts by which passages are found, grouped by passage.

    Those of passage `i` are the rows from `starts[i]` up to `starts[i + 1]`; `owners[row]` is the passage of a row.
    """

    terms: TermIndex
    starts: Starts
    owners: NDArray[np.int32]
    some: NDArray[np.bool_]
    """For each passage, whether it has any."""

    @classmethod
    def of(cls, terms: TermIndex, starts: Starts) -> "Views":
        """Views with the passage that each row belongs to."""
        counts = np.diff(starts)
        return cls(terms, starts, np.repeat(np.arange(len(starts) - 1, dtype=np.int32), counts), counts > 0)

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
    question_kinds: NDArray[np.uint8]
    speller: Speller
    vectors: VectorIndex | None
    student: Student | None
    aliases: Aliases
    offset: float = 0.0
    """What is added to the log-odds of every confidence, see `index.calibration`."""

    def owners_of(self, vector_rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passage that each of these vector rows belongs to."""
        in_sentences = vector_rows - len(self.passages)
        in_questions = in_sentences - len(self.sentences.owners)
        owners = vector_rows.copy()
        for rows, views in ((in_sentences, self.sentences), (in_questions, self.questions)):
            inside = (rows >= 0) & (rows < len(views.owners))
            owners[inside] = views.owners[rows[inside]]
        return owners

    def knows(self, term: str) -> bool:
        """Whether a passage or a stored question has the term."""
        return term in self.passage_terms or term in self.questions.terms

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
        np.save(folder / "question-kinds.npy", self.question_kinds, allow_pickle=False)
        self.speller.save(folder / "words.json")
        self.aliases.save(folder / "aliases.json")
        if self.vectors is not None:
            self.vectors.save(folder / "vectors.faiss")
        if self.student is not None:
            self.student.save(folder / "student")
        (folder / "calibration.json").write_text(json.dumps({"offset": self.offset}) + "\n", "utf-8")

    @classmethod
    def load(cls, folder: Path, language: Language, passages: Sequence[Passage]) -> "Shelf":
        """Read what `save` wrote."""
        sentences, questions = (_load_views(folder, name) for name in ("sentence", "question"))
        vectors, student = folder / "vectors.faiss", folder / "student"
        return cls(
            language,
            passages,
            np.load(folder / "ids.npy", allow_pickle=False),
            TermIndex.load(folder / "passage-terms", len(passages)),
            TermIndex.load(folder / "passage-pairs", len(passages)),
            sentences,
            questions,
            np.load(folder / "sentence-kinds.npy", allow_pickle=False),
            np.load(folder / "question-kinds.npy", allow_pickle=False),
            Speller.load(folder / "words.json"),
            VectorIndex.load(vectors) if vectors.is_file() else None,
            Student.load(student) if student.is_dir() else None,
            Aliases.load(folder / "aliases.json", language),
            float(json.loads((folder / "calibration.json").read_text("utf-8"))["offset"]),
        )


def build_shelves(
    passages: Sequence[Passage],
    encode: Encode,
    read: Container[Language],
    aliases: Meanings = MappingProxyType({}),
) -> dict[Language, Shelf]:
    """Index passages by language; `read` are the languages that the model reads, whose vectors teach the others."""
    by_language = {language: [p for p in passages if p.language == language] for language in LANGUAGES}
    shelves: dict[Language, Shelf] = {}
    lessons: dict[str, Vector] = {}
    for language in sorted(
        (language for language, own in by_language.items() if own), key=lambda language: language not in read
    ):
        shelf = build_shelf(language, by_language[language], encode if language in read else None, lessons)
        shelf = replace(shelf, aliases=Aliases(language, aliases.get(language, {})))
        shelves[language] = shelf
        if shelf.vectors is not None:
            places = _places(shelf.vectors, shelf.questions, len(shelf.passages))
            lessons |= {p.key: place for p, place in zip(shelf.passages, places, strict=True) if p.key}
    return {language: shelves[language] for language in LANGUAGES if language in shelves}


def shelf_texts(passages: Sequence[Passage]) -> list[str]:
    """What is indexed of these passages: each under its heading, then all sentences, then all questions.

    A fact sheet's paragraph can be understood alone. A sentence of any other document leans on what the document is
    about, and stands under its title.
    """
    return [
        *(_headed(p) for p in passages),
        *(sentence if p.key else f"{p.title}. {sentence}" for p in passages for sentence in _sentences(p)),
        *(question for p in passages for question in p.questions),
    ]


def build_shelf(
    language: Language, passages: Sequence[Passage], encode: Encode | None, lessons: Mapping[str, Vector]
) -> Shelf:
    """Index the passages of one language; `encode` is None where the model does not read it.

    `lessons` has the places of passages in the model's space, by key, as another language gave them.
    """
    texts = shelf_texts(passages)
    counts = [len(p.sentences) for p in passages], [len(p.questions) for p in passages]
    headed, sentences = texts[: len(passages)], texts[len(passages) : len(passages) + sum(counts[0])]
    questions = texts[len(passages) + len(sentences) :]
    terms = [document_terms(text, language) for text in texts]
    of_sentences = _views(terms[len(passages) : len(passages) + len(sentences)], counts[0])
    of_questions = _views(terms[len(passages) + len(sentences) :], counts[1])
    vectors = VectorIndex.build(encode(texts)) if encode else None
    return Shelf(
        language,
        passages,
        _ids(passages),
        TermIndex.build(terms[: len(passages)]),
        TermIndex.build([pair_terms(text, language) for text in headed]),
        of_sentences,
        of_questions,
        np.array([kinds_offered(sentence) for p in passages for sentence in _sentences(p)], np.uint8),
        np.array([as_bits(kinds_asked(question, language)) for question in questions], np.uint8),
        _speller([*headed, *questions], language),
        vectors,
        _student(passages, terms, (of_sentences, of_questions), vectors, lessons),
        Aliases(language, {}),
    )


def _speller(texts: Sequence[str], language: Language) -> Speller:
    words = (word for text in texts for word in surface_words(text, language))
    return Speller(words, Units.of(texts) if language == "ja" else None)


def _student(
    passages: Sequence[Passage],
    terms: Sequence[Sequence[str]],
    views: tuple[Views, Views],
    vectors: VectorIndex | None,
    lessons: Mapping[str, Vector],
) -> Student | None:
    """A student for the shelf, where there are questions to learn from and somebody to teach."""
    _, questions = views
    if not len(questions.owners) or len(terms) > MOST_TEXTS or len(passages) > MOST_PASSAGES:
        return None
    if vectors is not None:
        targets = _places(vectors, questions, len(passages))
    elif not any(p.key in lessons for p in passages):
        return None
    else:
        nowhere = np.zeros_like(next(iter(lessons.values())))
        targets = np.stack([lessons.get(p.key or "", nowhere) for p in passages])
    owners = np.concatenate([np.arange(len(passages)), *(view.owners for view in views)]).astype(np.int64)
    return Student.taught(terms, owners, targets)


def _places(vectors: VectorIndex, questions: Views, passages: int) -> Vector:
    """Where each passage is in the model's space, shape (passages, dimensions).

    That is between its own vector and the middle of its questions'.
    """
    every = vectors.rows(np.arange(len(vectors)))
    own, asked = every[:passages], every[len(vectors) - len(questions.owners) :]
    middle = np.zeros_like(own)
    np.add.at(middle, questions.owners, asked)
    middle /= np.maximum(np.diff(questions.starts), 1)[:, None]
    places = own + middle
    return np.asarray(places / np.linalg.norm(places, axis=1, keepdims=True), np.float32)


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.sentences]


def _headed(passage: Passage) -> str:
    return heading(passage) + "\n" + passage.text


def heading(passage: Passage) -> str:
    """The title and section under which a passage stands, as one line."""
    return f"{passage.title}. {passage.section}" if passage.section else passage.title


def passage_id(language: Language, name: str) -> str:
    """The id of the passage called `name` among those of its language."""
    return hashlib.sha256(f"{language}\0{name}".encode()).hexdigest()[:ID_DIGITS]


def _ids(passages: Sequence[Passage]) -> NDArray[np.uint64]:
    """Ids that outlive a rebuild: by a fact sheet's key, else by document and text.

    The second passage of a name, and those after it, are told apart by their number.
    """
    seen: Counter[str] = Counter()
    ids = []
    for p in passages:
        name = p.key or f"{p.document}\0{p.text}"
        ids.append(int(passage_id(p.language, f"{name}\0{seen[name]}" if seen[name] else name), 16))
        seen[name] += 1
    return np.array(ids, np.uint64)


def _views(terms: Sequence[Sequence[str]], counts: Sequence[int]) -> Views:
    return Views.of(TermIndex.build(terms), np.concatenate([[0], np.cumsum(counts)]).astype(np.int32))


def _load_views(folder: Path, name: str) -> Views:
    starts = np.load(folder / f"{name}-starts.npy", allow_pickle=False)
    return Views.of(TermIndex.load(folder / f"{name}-terms", int(starts[-1])), starts)
