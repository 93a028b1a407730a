"""The way of a question: text in, ranked passages with a confidence out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.answers import Answer, Match, Turn
from index.documents import LANGUAGES, Language, Source
from index.encoding.encoder import Encoder
from index.passages import Passage
from index.question.asked import language_of_question
from index.question.confidence import ANSWERED, Evidence, evidence, known_unanswered, log_odds_of, probability_of
from index.question.followups import leaning, may_lean, standing
from index.question.messages import Asked, questions_in
from index.question.query import Query, prepare
from index.question.ranking import Ranking, rank
from index.question.sentence_choice import answering_sentence, nearest_question
from index.question.weights import Weights, basis
from index.shelves.shelf import Shelf

MOST_QUESTION = 1000
"""Characters of a question that are read; what is longer is no question, and costs time."""
SUGGESTIONS = 3
AS_ONE = 1 / 3
"""How far two sentences of a message are one question, whose log-odds count; the second alone may be a follow-up."""
REMEMBERED = 2
"""Questions that a conversation remembers: a follow-up to a follow-up is about what the first one named."""


@dataclass(frozen=True, slots=True)
class Found:
    """One shelf's passages for a question, and all that led to their order."""

    shelf: Shelf
    query: Query
    ranking: Ranking
    weights: Weights
    evidence: Evidence | None
    confidence: float
    unanswered: str | None = None
    """The stored question without an answer that was asked."""

    def standing(self, language: Language) -> float:
        """The confidence, where the question might as well lean on the one before."""
        evidence = standing(self.query, language, log_odds_of(self.confidence))
        return probability_of(evidence.log_odds(self.weights.standing))

    @property
    def document(self) -> str | None:
        """The document of the first passage; None where there is none."""
        return self.shelf.passages[int(self.ranking.rows[0])].document if len(self.ranking.rows) else None


class DocumentEntry(NamedTuple):
    """A document of the index."""

    path: str
    title: str
    language: Language
    topic: str | None
    passages: int


class Index:
    """An index in memory. It never changes, so any number of threads may search it at once."""

    def __init__(self, shelves: Mapping[Language, Shelf], encoder: Encoder, weights: Mapping[str, Weights]) -> None:
        self._shelves = dict(shelves)
        self._encoder = encoder
        self._weights = weights
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
        asked = question.strip()[:MOST_QUESTION]
        hint = turn.language if turn else language
        spoken = language_of_question(asked, hint, self._shelves, self._encoder.is_common)
        turn = turn if turn and turn.language == spoken else None
        parts = questions_in(asked, spoken)
        if parts != [Asked(asked)] and (whole := self._best(asked, spoken, "")).unanswered:
            return spoken, whole
        return spoken, max((self._in_message(part, spoken, turn) for part in parts), key=lambda one: one.confidence)

    def _in_message(self, part: Asked, spoken: Language, turn: Turn | None) -> Found:
        """Search for a sentence of a message, which may go on with the ones before it or else with the conversation."""
        found = self._in_turn(part.question, spoken, turn)
        if found.unanswered or not may_lean(found.query, spoken):
            return found
        least = max(ANSWERED, found.confidence if found.query.said else found.standing(spoken))
        for sentences in range(1, len(part.before) + 1):
            going_on = self._going_on("\n".join(part.before[-sentences:]), part.question, spoken)
            if going_on.confidence >= least:
                return going_on
        return found

    def _going_on(self, before: str, question: str, spoken: Language) -> Found:
        """Search for a question as one with what its message says before it, if both lead to the same document."""
        told, both = (self._best(text, spoken, "") for text in (before, f"{before}\n{question}"))
        if told.document != both.document:
            return replace(both, confidence=0.0)
        together = self._best(question, spoken, before)
        log_odds = AS_ONE * log_odds_of(both.confidence) + (1 - AS_ONE) * log_odds_of(together.confidence)
        return replace(both, confidence=probability_of(log_odds))

    def _in_turn(self, asked: str, spoken: Language, turn: Turn | None) -> Found:
        """Search for a question alone or, where it leans on the turn before it, together with that."""
        alone = self._best(asked, spoken, "")
        if turn is None or alone.unanswered or not may_lean(alone.query, spoken):
            return alone
        together = self._best(asked, spoken, turn.question)
        row = together.shelf.row_of(turn.match_id)
        stays = row is not None and together.shelf.passages[row].document == together.document
        goes_on = stays and together.confidence >= max(ANSWERED, alone.standing(spoken))
        return together if goes_on else alone

    def turn(self, answer: Answer) -> Turn | None:
        """What to remember of an answer for a question that leans on it; None when there is nothing to lean on."""
        if not answer.answered:
            return None
        said = "\n".join(answer.searched.splitlines()[-REMEMBERED:])
        return Turn(said, answer.matches[0].id, answer.language)

    def match(self, match_id: str) -> Match | None:
        """The passage with this id, its first sentence marked; None if the documents no longer hold it."""
        for shelf in self._shelves.values():
            row = shelf.row_of(match_id)
            if row is not None:
                return _first_sentence(shelf, row)
        return None

    def counterpart(self, match_id: str, language: Language) -> Match | None:
        """The paragraph that says the same in another language, if the documents have one."""
        match, shelf = self.match(match_id), self._shelves.get(language)
        if match is None or shelf is None or match.passage.key is None:
            return None
        row = shelf.row_of_key(match.passage.key)
        return None if row is None else _first_sentence(shelf, row)

    def passages(self, language: Language) -> Sequence[Match]:
        """All passages in a language, in the order of their documents."""
        shelf = self._shelves.get(language)
        return [] if shelf is None else [_first_sentence(shelf, row) for row in range(len(shelf.passages))]

    def examples(self, language: Language, count: int) -> list[str]:
        """Questions that the documents answer, one a document as far as they go; fewer than `count` if that is all."""
        if language not in self._examples:
            shelf = self._shelves.get(language)
            self._examples[language] = _examples(shelf.passages) if shelf is not None else []
        return self._examples[language][:count]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the documents are written in."""
        return tuple(language for language in LANGUAGES if language in self._shelves)

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """All documents, by language and path."""
        counts: dict[str, DocumentEntry] = {}
        for language in self.languages:
            for p in self._shelves[language].passages:
                before = counts.get(p.document)
                counts[p.document] = DocumentEntry(
                    p.document, p.title, language, p.topic, (before.passages if before else 0) + 1
                )
        return tuple(counts.values())

    def sources(self) -> list[Source]:
        """Every source that a passage names, once, by title."""
        found = {source for shelf in self._shelves.values() for passage in shelf.passages for source in passage.sources}
        return sorted(found, key=lambda source: (source.title.casefold(), source.date or ""))

    def _best(self, asked: str, spoken: Language, before: str) -> Found:
        """Search the shelf of the question's language, or every shelf where there is none."""
        shelves = [self._shelves[spoken]] if spoken in self._shelves else list(self._shelves.values())
        return max((self._on_shelf(asked, shelf, before) for shelf in shelves), key=lambda found: found.confidence)

    def _on_shelf(self, asked: str, shelf: Shelf, before: str) -> Found:
        weights = self._weights[basis(shelf)]
        query = prepare(asked, shelf, self._encoder, before)
        ranking = rank(query, shelf, weights.ranking)
        if not len(ranking.rows):
            return Found(shelf, query, ranking, weights, None, 0.0)
        row = int(ranking.rows[0])
        seen = evidence(query, shelf, ranking)
        # A plain document beside fact sheets has no stored questions to be known by, and must not be asked for any.
        weights = replace(weights, confidence=self._weights[basis(shelf, row)].confidence)
        log_odds = seen.log_odds(weights.confidence) + shelf.offset
        if query.said is not None:
            log_odds = leaning(query.said, shelf, row, log_odds).log_odds(weights.leaning)
        unanswered = known_unanswered(query, shelf, ranking)
        confidence = 0.0 if unanswered else probability_of(log_odds)
        return Found(shelf, query, ranking, weights, seen, confidence, unanswered)

    def _suggestions(self, found: Found, spoken: Language) -> tuple[str, ...]:
        nearest = [
            nearest_question(found.query, found.shelf, int(row), found.ranking.question_agreement)
            for row in found.ranking.rows[:SUGGESTIONS]
        ]
        suggestions = list(dict.fromkeys(nearest))
        for question in self.examples(spoken, SUGGESTIONS):
            if len(suggestions) < SUGGESTIONS and question not in suggestions:
                suggestions.append(question)
        return tuple(suggestions)


def _match(found: Found, position: int) -> Match:
    row = int(found.ranking.rows[position])
    sentence = answering_sentence(found.query, found.shelf, row, found.ranking.sentence_coverage)
    return Match(found.shelf.id_of(row), found.shelf.passages[row], sentence, float(found.ranking.scores[position]))


def _first_sentence(shelf: Shelf, row: int) -> Match:
    passage = shelf.passages[row]
    return Match(shelf.id_of(row), passage, passage.sentences[0], 0.0)


def _examples(passages: Iterable[Passage]) -> list[str]:
    """The first question of each passage: those of each document's first passage, then of its second, and so on."""
    firsts: dict[str, list[str]] = {}
    for passage in passages:
        if passage.questions:
            firsts.setdefault(passage.document, []).append(passage.questions[0])
    deepest = max(map(len, firsts.values()), default=0)
    return [questions[i] for i in range(deepest) for questions in firsts.values() if i < len(questions)]
