"""The index as others see it: a question in, an answer out, and what the documents are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from index.answers import Answer, Match, Turn
from index.documents import LANGUAGES, Language, Source
from index.embedding.encoder import Encoder
from index.passages import Passage
from index.retrieval.confidence import ANSWERED
from index.retrieval.conversation import Finder, Found
from index.retrieval.highlighting import answering_sentence, nearest_question
from index.retrieval.weights import Weights
from index.store.language_index import LanguageIndex

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
        self, indexes: Mapping[Language, LanguageIndex], encoder: Encoder, weights: Mapping[str, Weights]
    ) -> None:
        self._indexes = dict(indexes)
        self._encoder = encoder
        self._finder = Finder(indexes, encoder, weights)
        self._examples: dict[Language, list[str]] = {}

    def search(
        self, question: str, *, language: Language | None = None, turn: Turn | None = None, top: int = 3
    ) -> Answer:
        """Answer a question, or say that the documents do not.

        `language` is the one to take where the question's own letters do not tell. `turn` is what the conversation
        remembers, for a question that leans on the one before. At most `top` passages are given.
        """
        spoken, found = self.find(question, language=language, turn=turn)
        matches = tuple(_match(found, position) for position in range(min(top, len(found.ranking.rows))))
        answered = bool(matches) and found.confidence >= ANSWERED
        suggestions = () if answered else self._suggestions(found, spoken)
        return Answer(question, spoken, answered, found.confidence, matches, suggestions, found.query.text)

    def find(
        self, question: str, *, language: Language | None = None, turn: Turn | None = None
    ) -> tuple[Language, Found]:
        """The question's language, and the ranking that `search` makes its answer from."""
        return self._finder.find(question, language, turn)

    def turn(self, answer: Answer) -> Turn | None:
        """What to remember of an answer for a question that leans on it; None when there is nothing to lean on."""
        if not answer.answered:
            return None
        said = "\n".join(answer.searched.splitlines()[-REMEMBERED:])
        return Turn(said, answer.matches[0].id, answer.language)

    def match(self, match_id: str) -> Match | None:
        """The passage with this id, its first sentence marked; None if the documents no longer hold it."""
        for store in self._indexes.values():
            row = store.row_of(match_id)
            if row is not None:
                return _first_sentence(store, row)
        return None

    def counterpart(self, match_id: str, language: Language) -> Match | None:
        """The paragraph that says the same in another language, if the documents have one."""
        match, store = self.match(match_id), self._indexes.get(language)
        if match is None or store is None or match.passage.key is None:
            return None
        row = store.row_of_key(match.passage.key)
        return None if row is None else _first_sentence(store, row)

    def passages(self, language: Language) -> Sequence[Match]:
        """All passages in a language, in the order of their documents."""
        store = self._indexes.get(language)
        return [] if store is None else [_first_sentence(store, row) for row in range(len(store.passages))]

    def examples(self, language: Language, count: int) -> list[str]:
        """Questions that the documents answer, one a document as far as they go; fewer than `count` if that is all."""
        if language not in self._examples:
            store = self._indexes.get(language)
            self._examples[language] = _examples(store.passages) if store is not None else []
        return self._examples[language][:count]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the documents are written in."""
        return tuple(language for language in LANGUAGES if language in self._indexes)

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """All documents, by language and path."""
        counts: dict[str, DocumentEntry] = {}
        for language in self.languages:
            for p in self._indexes[language].passages:
                before = counts.get(p.document)
                counts[p.document] = DocumentEntry(
                    p.document, p.title, language, p.topic, (before.passages if before else 0) + 1
                )
        return tuple(counts.values())

    def sources(self) -> list[Source]:
        """Every source that a passage names, once, by title."""
        found = {source for store in self._indexes.values() for passage in store.passages for source in passage.sources}
        return sorted(found, key=lambda source: (source.title.casefold(), source.date or ""))

    def _suggestions(self, found: Found, spoken: Language) -> tuple[str, ...]:
        nearest = [
            nearest_question(found.query, found.store, int(row), found.ranking.question_agreement)
            for row in found.ranking.rows[:SUGGESTIONS]
        ]
        suggestions = list(dict.fromkeys(nearest))
        for question in self.examples(spoken, SUGGESTIONS):
            if len(suggestions) < SUGGESTIONS and question not in suggestions:
                suggestions.append(question)
        return tuple(suggestions)


def _match(found: Found, position: int) -> Match:
    row = int(found.ranking.rows[position])
    sentence = answering_sentence(found.query, found.store, row, found.ranking.sentence_coverage)
    return Match(found.store.id_of(row), found.store.passages[row], sentence, float(found.ranking.scores[position]))


def _first_sentence(store: LanguageIndex, row: int) -> Match:
    passage = store.passages[row]
    return Match(store.id_of(row), passage, passage.sentences[0], 0.0)


def _examples(passages: Iterable[Passage]) -> list[str]:
    """The first question of each passage: those of each document's first passage, then of its second, and so on."""
    firsts: dict[str, list[str]] = {}
    for passage in passages:
        if passage.questions:
            firsts.setdefault(passage.document, []).append(passage.questions[0])
    deepest = max(map(len, firsts.values()), default=0)
    return [questions[i] for i in range(deepest) for questions in firsts.values() if i < len(questions)]
