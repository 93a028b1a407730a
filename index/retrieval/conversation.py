"""The way of a question within an index: the right store, and the reading of it that is most likely meant.

A question may stand in a message that says more, and may lean on what was said before it. Each reading is searched for;
the confidences, which mean the same for all of them, choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.answers import Turn
from index.documents import Language
from index.embedding.encoder import Encoder
from index.retrieval.confidence import ANSWERED, Evidence, evidence, known_unanswered, log_odds_of, probability_of
from index.retrieval.detection import language_of_question
from index.retrieval.followups import leaning, may_lean, standing
from index.retrieval.messages import Asked, questions_in
from index.retrieval.query import Query, prepare
from index.retrieval.ranking import Ranking, rank
from index.retrieval.weights import Weights, basis
from index.store.language_index import LanguageIndex
from index.text.small_talk import without_any_courtesies

MOST_MESSAGE = 4096
"""Characters of a message that are read: as many as Telegram lets one have."""
MOST_QUESTION = 1000
"""Characters that are searched for at once; what is longer is no question, and costs time."""
AS_ONE = 1 / 3
"""How far two sentences of a message are one question, whose log-odds count; the second alone may be a follow-up."""


@dataclass(frozen=True, slots=True)
class Found:
    """One store's passages for a question, and all that led to their order."""

    store: LanguageIndex
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
        return self.store.passages[int(self.ranking.rows[0])].document if len(self.ranking.rows) else None


class Finder:
    """Finds passages for questions on these indexes; it never changes."""

    def __init__(
        self, indexes: Mapping[Language, LanguageIndex], encoder: Encoder, weights: Mapping[str, Weights]
    ) -> None:
        self._indexes = dict(indexes)
        self._encoder = encoder
        self._weights = weights

    def find(self, question: str, language: Language | None, turn: Turn | None) -> tuple[Language, Found]:
        """The question's language, and what is found for it; see `Index.search`."""
        asked = without_any_courtesies(question.strip()[:MOST_MESSAGE])
        hint = turn.language if turn else language
        spoken = language_of_question(asked, hint, self._indexes, self._encoder.is_common)
        search = _Search(self, spoken, turn if turn and turn.language == spoken else None)
        return spoken, search.of_message(asked)

    def best(self, asked: str, spoken: Language, before: str) -> Found:
        """Search the store of the question's language, or every store where there is none."""
        indexes = [self._indexes[spoken]] if spoken in self._indexes else list(self._indexes.values())
        return max((self._in_index(asked, store, before) for store in indexes), key=lambda found: found.confidence)

    def _in_index(self, asked: str, store: LanguageIndex, before: str) -> Found:
        weights = self._weights[basis(store)]
        query = prepare(asked, store, self._encoder, before)
        ranking = rank(query, store, weights.ranking)
        if not len(ranking.rows):
            return Found(store, query, ranking, weights, None, 0.0)
        row = int(ranking.rows[0])
        seen = evidence(query, store, ranking)
        # A plain document beside fact sheets has no stored questions to be known by, and must not be asked for any.
        weights = replace(weights, confidence=self._weights[basis(store, row)].confidence)
        log_odds = seen.log_odds(weights.confidence) + store.offset
        if query.said is not None:
            log_odds = leaning(query.said, store, row, log_odds).log_odds(weights.leaning)
        unanswered = known_unanswered(query, store, ranking)
        confidence = 0.0 if unanswered else probability_of(log_odds)
        return Found(store, query, ranking, weights, seen, confidence, unanswered)


class _Search:
    """The readings of one message in a conversation; what is found for each is kept, since several may need it."""

    def __init__(self, finder: Finder, spoken: Language, turn: Turn | None) -> None:
        self._finder, self._spoken, self._turn = finder, spoken, turn
        self._found: dict[tuple[str, str], Found] = {}

    def of_message(self, asked: str) -> Found:
        """The most confident of what the message may ask; what is stored as unanswered as a whole is refused."""
        parts = questions_in(asked, self._spoken)
        best = max(map(self._of_part, parts), key=lambda found: found.confidence)
        if parts == [Asked(asked)] or best.confidence < ANSWERED:
            return best
        whole = self._best(asked[:MOST_QUESTION])
        return whole if whole.unanswered else best

    def _of_part(self, part: Asked) -> Found:
        """Search for a sentence of a message, which may go on with the ones before it or else with the conversation."""
        question = part.question[:MOST_QUESTION]
        found = self._in_turn(question)
        if found.unanswered or not may_lean(found.query, self._spoken):
            return found
        least = max(ANSWERED, found.confidence if found.query.said else found.standing(self._spoken))
        for sentences in range(1, len(part.before) + 1):
            going_on = self._going_on("\n".join(part.before[-sentences:])[-MOST_QUESTION:], question)
            if going_on.confidence >= least:
                return going_on
        return found

    def _going_on(self, before: str, question: str) -> Found:
        """Search for a question as one with what its message says before it, if both lead to the same document."""
        told, both = self._best(before), self._best(f"{before}\n{question}")
        if told.document != both.document:
            return replace(both, confidence=0.0)
        together = self._best(question, before)
        log_odds = AS_ONE * log_odds_of(both.confidence) + (1 - AS_ONE) * log_odds_of(together.confidence)
        return replace(both, confidence=probability_of(log_odds))

    def _in_turn(self, question: str) -> Found:
        """Search for a question alone or, where it leans on the turn before it, together with that."""
        alone, turn = self._best(question), self._turn
        if turn is None or alone.unanswered or not may_lean(alone.query, self._spoken):
            return alone
        together = self._best(question, turn.question)
        row = together.store.row_of(turn.match_id)
        stays = row is not None and together.store.passages[row].document == together.document
        goes_on = stays and together.confidence >= max(ANSWERED, alone.standing(self._spoken))
        return together if goes_on else alone

    def _best(self, asked: str, before: str = "") -> Found:
        if (asked, before) not in self._found:
            self._found[asked, before] = self._finder.best(asked, self._spoken, before)
        return self._found[asked, before]
