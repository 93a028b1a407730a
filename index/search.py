"""The index as others see it: a question in, an answer out, and what the documents are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.answers import Answer, Match, Turn
from index.documents import LANGUAGES, Language, Source
from index.embedding.encoder import Encoder
from index.passages import Passage
from index.repeats import distinct
from index.retrieval.confidence import ANSWERED
from index.retrieval.conversation import Found, Searcher
from index.retrieval.explanation import Explanation, Part, explain
from index.retrieval.highlighting import answering_sentence
from index.retrieval.ranking import Reader
from index.retrieval.weights import Basis, Weights
from index.store.store import Store

__all__ = ["ANSWERED", "DocumentEntry", "Explanation", "Found", "Index", "Part"]

SUGGESTIONS = 3
REMEMBERED = 2
"""Questions that a conversation remembers: a follow-up to a follow-up is about what the first one named."""


class DocumentEntry(NamedTuple):
    """A document of the index."""

    path: str
    title: str
    language: Language
    topic: str | None
    passages: int


class Index:
    """An index in memory. It never changes, so any number of threads may search it at once."""

    def __init__(
        self, store: Store, encoder: Encoder, weights: dict[Basis, Weights], reader: Reader | None = None
    ) -> None:
        basis: Basis = "words" if store.vectors is None else "vectors" if reader is None else "reader"
        self._store = store
        self._searcher = Searcher(store, encoder, weights[basis], reader)
        self._examples: dict[Language, list[str]] = {}

    def search(
        self, question: str, *, language: Language | None = None, turn: Turn | None = None, top: int = 3
    ) -> Answer:
        """Answer a question, or say that the documents do not.

        `language` is the one to take where the question's own letters do not tell. `turn` is what the conversation
        remembers, for a question that leans on the one before. At most `top` passages are given.
        """
        return self.answer(self.find(question, language=language, turn=turn), question, top)

    def find(self, question: str, *, language: Language | None = None, turn: Turn | None = None) -> Found:
        """The ranking that `search` makes its answer from, and why."""
        return self._searcher.find(question, language, turn)

    def explain(self, found: Found, top: int = 3) -> Explanation:
        """What the first passages' scores and the confidence of what was found are made of."""
        return explain(found, self._searcher.weights, top)

    def answer(self, found: Found, question: str, top: int = 3) -> Answer:
        """What was found for a question, as an answer, without passages that say the same words again."""
        ranked = [self._store.passages[int(row)] for row in found.ranking.rows]
        matches = tuple(self._match(found, position) for position in distinct(ranked, top))
        answered = bool(matches) and found.confidence >= ANSWERED
        suggestions = () if answered else self._suggestions(found)
        query = found.query
        return Answer(
            question, query.language, answered, found.confidence, matches, suggestions, found.asked, query.foreign
        )

    def turn(self, answer: Answer) -> Turn | None:
        """What to remember of an answer for a question that leans on it; None when there is nothing to lean on."""
        if not answer.answered:
            return None
        said = "\n".join(answer.searched.splitlines()[-REMEMBERED:])
        return Turn(said, answer.matches[0].id, answer.language)

    def match(self, match_id: str) -> Match | None:
        """The passage with this id, its first sentence marked; None if the documents no longer hold it."""
        row = self._store.row_of(match_id)
        return None if row is None else self._first_sentence(row)

    def counterpart(self, match_id: str, language: Language) -> Match | None:
        """The paragraph that says the same in another language, if the documents have one."""
        row = self._store.row_of(match_id)
        others = [] if row is None else self._store.group(row).tolist()
        same = [other for other in others if self._store.passages[other].language == language]
        return self._first_sentence(same[0]) if same else None

    def passages(self, language: Language) -> Sequence[Match]:
        """All passages in a language, in the order of their documents."""
        index = self._store.languages.get(language)
        rows = range(index.rows.start, index.rows.stop) if index else range(0)
        return [self._first_sentence(row) for row in rows]

    def examples(self, language: Language, count: int) -> list[str]:
        """Questions that the documents answer, one a document as far as they go; fewer than `count` if that is all."""
        if language not in self._examples:
            index = self._store.languages.get(language)
            self._examples[language] = _examples(self._store.passages[index.rows]) if index else []
        return self._examples[language][:count]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the documents are written in."""
        return tuple(language for language in LANGUAGES if language in self._store.languages)

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """All documents, by language and path."""
        counts: dict[str, DocumentEntry] = {}
        for p in self._store.passages:
            before = counts.get(p.document)
            language, passages = (before.language, before.passages) if before else (p.language, 0)
            counts[p.document] = DocumentEntry(p.document, p.title, language, p.topic, passages + 1)
        return tuple(counts.values())

    def sources(self) -> list[Source]:
        """Every source that a passage names, once, by title."""
        found = {source for passage in self._store.passages for source in passage.sources}
        return sorted(found, key=lambda source: (source.title.casefold(), source.date or ""))

    def _match(self, found: Found, position: int) -> Match:
        ranking, row = found.ranking, int(found.ranking.rows[position])
        reading = ranking.readings[position] if position < len(ranking.readings) else None
        sentence = answering_sentence(found.query, self._store, row, reading, self._searcher.weights.highlighting)
        return Match(self._store.id_of(row), self._store.passages[row], sentence, float(ranking.scores[position]))

    def _suggestions(self, found: Found) -> tuple[str, ...]:
        """Questions near the one asked, in its language, that the documents answer."""
        near = (self._store.passages[int(row)] for row in found.ranking.rows)
        spoken = found.query.language
        shown = dict.fromkeys(p.questions[0] for p in near if p.questions and p.language == spoken)
        return tuple([*shown, *(q for q in self.examples(spoken, SUGGESTIONS) if q not in shown)][:SUGGESTIONS])

    def _first_sentence(self, row: int) -> Match:
        passage = self._store.passages[row]
        return Match(self._store.id_of(row), passage, passage.sentences[0], 0.0)


def _examples(passages: Iterable[Passage]) -> list[str]:
    """The shown question of each passage: those of each document's first passage, then of its second, and so on."""
    firsts: dict[str, list[str]] = {}
    for passage in passages:
        if passage.questions:
            firsts.setdefault(passage.document, []).append(passage.questions[0])
    deepest = max(map(len, firsts.values()), default=0)
    return [questions[i] for i in range(deepest) for questions in firsts.values() if i < len(questions)]
