"""Passages made into indexes: their texts as terms and vectors, language by language."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents import LANGUAGES, Language, Meanings
from index.embedding.encoder import TokenVectors, Vector
from index.passages import Passage
from index.retrieval.preceding import antecedents
from index.store.bm25 import TermIndex
from index.store.fields import Views
from index.store.language_index import LanguageIndex, passage_id
from index.store.projection import MOST_PASSAGES, MOST_TEXTS, Student
from index.store.tokens import TokenIndex
from index.store.vectors import VectorIndex
from index.text.aliases import Aliases
from index.text.answer_types import as_bits, kinds_asked, kinds_offered
from index.text.spelling import Speller
from index.text.units import Units
from index.text.words import document_terms, pair_terms, surface_words


class Encodes(Protocol):
    """Gives texts their vectors, see `index.embedding.cache`."""

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Vectors of texts, shape (len(texts), dimensions)."""

    def tokens(self, passages: Sequence[str]) -> list[TokenVectors]:
        """Vectors of the tokens of each passage."""


def build_indexes(
    passages: Sequence[Passage],
    encoded: Encodes,
    read: Container[Language],
    aliases: Meanings = MappingProxyType({}),
) -> dict[Language, LanguageIndex]:
    """Index passages by language; `read` are the languages that the model reads, whose vectors teach the others."""
    by_language = {language: [p for p in passages if p.language == language] for language in LANGUAGES}
    indexes: dict[Language, LanguageIndex] = {}
    lessons: dict[str, Vector] = {}
    for language in sorted(
        (language for language, own in by_language.items() if own), key=lambda language: language not in read
    ):
        store = build_index(language, by_language[language], encoded if language in read else None, lessons)
        store = replace(store, aliases=Aliases(language, aliases.get(language, {})))
        indexes[language] = store
        if store.vectors is not None:
            places = _places(store.vectors, store.sentences, store.questions)
            lessons |= {p.key: place for p, place in zip(store.passages, places, strict=True) if p.key}
    return {language: indexes[language] for language in LANGUAGES if language in indexes}


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is indexed of some passages, in their order.

    A fact sheet's paragraph can be understood alone. A sentence of any other document leans on what the document is
    about, and stands under its title.
    """

    headed: list[str]
    sentences: list[str]
    questions: list[str]
    unanswered: list[str]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "_Texts":
        return cls(
            [f"{heading(p)}\n{p.text}" for p in passages],
            [sentence if p.key else f"{p.title}. {sentence}" for p in passages for sentence in _sentences(p)],
            [question for p in passages for question in p.questions],
            [question for p in passages for question in p.unanswered],
        )

    def all(self) -> list[str]:
        return [*self.headed, *self.sentences, *self.questions, *self.unanswered]


def indexed_texts(passages: Sequence[Passage]) -> list[str]:
    """What is indexed of these passages: each under its heading, all sentences, questions and unanswered questions."""
    return _Texts.of(passages).all()


def build_index(
    language: Language, passages: Sequence[Passage], encoded: Encodes | None, lessons: Mapping[str, Vector]
) -> LanguageIndex:
    """Index the passages of one language; `encoded` is None where the model does not read it.

    `lessons` has the places of passages in the model's space, by key, as another language gave them.
    """
    texts = _Texts.of(passages)
    terms, *view_terms = (
        [document_terms(text, language) for text in group]
        for group in (texts.headed, texts.sentences, texts.questions, texts.unanswered)
    )
    offered = [kinds_offered(sentence) for p in passages for sentence in _sentences(p)]
    asked = ([as_bits(kinds_asked(q, language)) for q in group] for group in (texts.questions, texts.unanswered))
    counts = zip(*((len(p.sentences), len(p.questions), len(p.unanswered)) for p in passages), strict=True)
    sentences, questions, unanswered = map(Views.build, view_terms, (offered, *asked), counts)
    # Of the tokens first: a passage's own vector comes with them.
    tokens = TokenIndex.build(encoded.tokens(texts.headed)) if encoded else None
    vectors = VectorIndex.build(encoded.vectors(texts.all())) if encoded else None
    lesson = _Lesson([*terms, *view_terms[0], *view_terms[1]], sentences, questions)
    return LanguageIndex(
        language,
        passages,
        _ids(passages),
        antecedents(passages),
        TermIndex.build(terms),
        TermIndex.build([pair_terms(text, language) for text in texts.headed]),
        sentences,
        questions,
        unanswered,
        _speller([*texts.headed, *texts.questions, *texts.unanswered], language),
        vectors,
        tokens,
        _student(passages, lesson, vectors, lessons),
        Aliases(language, {}),
    )


def _speller(texts: Sequence[str], language: Language) -> Speller:
    words = (word for text in texts for word in surface_words(text, language))
    return Speller(words, Units.of(texts) if language == "ja" else None)


class _Lesson(NamedTuple):
    """What a student learns from: the terms of passages, then of sentences, then of questions."""

    terms: Sequence[Sequence[str]]
    sentences: Views
    questions: Views


def _student(
    passages: Sequence[Passage], lesson: _Lesson, vectors: VectorIndex | None, lessons: Mapping[str, Vector]
) -> Student | None:
    """A student for the store, where there are questions to learn from and somebody to teach."""
    if not len(lesson.questions) or len(lesson.terms) > MOST_TEXTS or len(passages) > MOST_PASSAGES:
        return None
    if vectors is not None:
        targets = _places(vectors, lesson.sentences, lesson.questions)
    elif not any(p.key in lessons for p in passages):
        return None
    else:
        nowhere = np.zeros_like(next(iter(lessons.values())))
        targets = np.stack([lessons.get(p.key or "", nowhere) for p in passages])
    owners = np.concatenate([np.arange(len(passages)), lesson.sentences.owners, lesson.questions.owners])
    return Student.taught(lesson.terms, owners.astype(np.int64), targets)


def _places(vectors: VectorIndex, sentences: Views, questions: Views) -> Vector:
    """Where each passage is in the model's space, shape (passages, dimensions).

    That is between its own vector and the middle of its questions'.
    """
    passages = len(questions.some)
    own = vectors.rows(np.arange(passages))
    asked = vectors.rows(np.arange(len(questions)) + passages + len(sentences))
    middle = np.zeros_like(own)
    np.add.at(middle, questions.owners, asked)
    middle /= np.maximum(np.diff(questions.starts), 1)[:, None]
    places = own + middle
    return np.asarray(places / np.linalg.norm(places, axis=1, keepdims=True), np.float32)


def _sentences(passage: Passage) -> list[str]:
    return [passage.text[start:end] for start, end in passage.sentences]


def heading(passage: Passage) -> str:
    """The title and section under which a passage stands, as one line."""
    return f"{passage.title}. {passage.section}" if passage.section else passage.title


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
