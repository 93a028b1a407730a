"""Passages made into a store: their texts as terms, language by language, and as vectors in one space."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents import LANGUAGES, Language, Meanings
from index.embedding.encoder import Vector
from index.passages import Passage
from index.store.bm25 import TermIndex
from index.store.fields import Field, Spans
from index.store.language_index import LanguageIndex
from index.store.store import Store, passage_ids
from index.store.vectors import VectorIndex
from index.text.aliases import Aliases
from index.text.spelling import Speller
from index.text.words import document_terms, surface_words

# A passage of a plain document leans on at most so many before it.
MOST_BEFORE = 8


class Encodes(Protocol):
    """Gives texts their vectors, see `index.embedding.cache`."""

    def documents(self, texts: Sequence[str]) -> Vector:
        """Vectors of passages and sentences, shape (len(texts), dimensions)."""

    def queries(self, texts: Sequence[str]) -> Vector:
        """Vectors of questions, shape (len(texts), dimensions)."""


def build_store(
    passages: Sequence[Passage],
    encoded: Encodes | None,
    read: Container[Language],
    aliases: Meanings = MappingProxyType({}),
    subjects: Mapping[Language, str] = MappingProxyType({}),
) -> Store:
    """Index passages; `read` are the languages that the model reads, `encoded` is None for words alone."""
    ordered = [p for language in LANGUAGES for p in passages if p.language == language]
    languages: dict[Language, LanguageIndex] = {}
    for language in LANGUAGES:
        own = [p for p in ordered if p.language == language]
        if own:
            first = ordered.index(own[0])
            languages[language] = _language_index(language, first, own, aliases.get(language, {}))
    seen = [p.language in read for p in ordered]
    sentences = Spans.of_counts([len(p.sentences) for p in ordered])
    questions = Spans.of_counts([len(p.questions) for p in ordered])
    unanswered = Spans.of_counts([len(p.unanswered) for p in ordered])
    vectors = VectorIndex.build(_vectors(ordered, seen, encoded)) if encoded is not None and any(seen) else None
    groups = _groups(ordered)
    return Store(
        ordered, passage_ids(ordered), groups, sentences, questions, unanswered, vectors, languages, dict(subjects)
    )


@dataclass(frozen=True, slots=True)
class Texts:
    """What is indexed of some passages, in their order.

    A fact sheet's paragraph can be understood alone. A sentence of any other document leans on what the document is
    about, and stands under its title.
    """

    headed: list[str]
    sentences: list[str]
    questions: list[str]
    unanswered: list[str]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "Texts":
        """The texts of these passages: each under its heading, all sentences, questions and unanswered questions."""
        return cls(
            [f"{heading(p)}\n{p.text}" for p in passages],
            [sentence if p.key else f"{p.title}. {sentence}" for p in passages for sentence in p.spoken],
            [question for p in passages for question in p.questions],
            [question for p in passages for question in p.unanswered],
        )


def heading(passage: Passage) -> str:
    """The title and section under which a passage stands, as one line."""
    return f"{passage.title}. {passage.section}" if passage.section else passage.title


def _vectors(passages: Sequence[Passage], seen: Sequence[bool], encoded: Encodes) -> Vector:
    """The rows of `Store.vectors`; those of a language that the model does not read are nowhere."""
    read = [p for p, yes in zip(passages, seen, strict=True) if yes]
    texts = Texts.of(read)
    documents, questions = [*texts.headed, *texts.sentences], [*texts.questions, *texts.unanswered]
    vectors = (
        np.concatenate([encoded.documents(documents), encoded.queries(questions)])
        if questions
        else (encoded.documents(documents))
    )
    if len(read) == len(passages):
        return vectors
    counts = [
        [1] * len(passages),
        *([len(getattr(p, name)) for p in passages] for name in ("sentences", "questions", "unanswered")),
    ]
    kept = np.concatenate([np.repeat(seen, of_field) for of_field in counts])
    everywhere = np.zeros((len(kept), vectors.shape[1]), np.float32)
    everywhere[kept] = vectors
    return everywhere


def _language_index(
    language: Language, first: int, passages: Sequence[Passage], aliases: Mapping[str, str]
) -> LanguageIndex:
    texts = Texts.of(passages)
    headed, sentences, questions, unanswered = (
        [document_terms(text, language) for text in group]
        for group in (texts.headed, texts.sentences, texts.questions, texts.unanswered)
    )
    spoken = [*texts.headed, *texts.questions, *texts.unanswered]
    return LanguageIndex(
        language,
        first,
        TermIndex.build(headed),
        Field.build(sentences, [len(p.sentences) for p in passages]),
        Field.build(questions, [len(p.questions) for p in passages]),
        Field.build(unanswered, [len(p.unanswered) for p in passages]),
        _preceding(passages),
        Speller(word for text in spoken for word in surface_words(text, language)),
        Aliases(language, aliases),
    )


def _groups(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """The number of each passage's group: paragraphs of fact sheets that say the same share theirs."""
    numbers: dict[str | int, int] = {}
    return np.array([numbers.setdefault(p.key or i, len(numbers)) for i, p in enumerate(passages)], np.int64)


def _preceding(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """For each passage the first row that it leans on; its own if it leans on none.

    An article names the president once and calls him "the President" thereafter, and the year stands in its first
    lines; the paragraphs of a fact sheet stand alone.
    """
    first: list[int] = []
    for row, passage in enumerate(passages):
        if passage.key or not row or passages[row - 1].document != passage.document:
            first.append(row)
        else:
            first.append(max(first[-1], row - MOST_BEFORE))
    return np.array(first, np.int64)
