"""The way of a question: analysed, searched for, judged, in the reading that is most likely meant.

A question may stand in a message that says more, and may lean on what was said before it. Each reading is searched for;
the confidences, which mean the same for all of them, choose.
"""

from dataclasses import dataclass, replace

from index.answers import Turn
from index.documents import Language
from index.embedding.encoder import Encoder
from index.retrieval.confidence import ANSWERED, Evidence, evidence, probability_of, stored_unanswered
from index.retrieval.detection import Spoken, language_of_question
from index.retrieval.followups import may_lean, points_back
from index.retrieval.messages import Part, questions_in
from index.retrieval.query import Query, analyse
from index.retrieval.ranking import NO_RANKING, Ranking, Reader, rank
from index.retrieval.weights import Weights
from index.store.store import Store
from index.text.small_talk import small_talk, without_any_courtesies

MOST_MESSAGE = 4096
"""Characters of a message that are read: as many as Telegram lets one have."""
LEAST_ODDS = -2.0
"""Log-odds of the reader below which a passage answers no follow-up, whatever else speaks for it."""
ALL = 1 - 1e-6
"""The share of a question's words that are missing where all of them are."""
MOST_QUESTION = 1000
"""Characters that are searched for at once; what is longer is no question, and costs time."""


@dataclass(frozen=True, slots=True)
class Found:
    """The passages found for one reading of a question, and all that led to their order."""

    query: Query
    ranking: Ranking
    evidence: Evidence | None
    confidence: float
    asked: str
    """What was searched for: a line for each question, the one before a follow-up included."""
    unanswered: str | None = None
    """The stored question without an answer that was asked."""


class Searcher:
    """Finds passages for questions in a store; it never changes."""

    def __init__(self, store: Store, encoder: Encoder, weights: Weights, reader: Reader | None) -> None:
        self.store, self.weights = store, weights
        self._encoder, self._reader = encoder, reader

    def find(self, message: str, language: Language | None, turn: Turn | None) -> Found:
        """What is found for the question of a message, see `Index.search`; small talk asks for nothing."""
        asked = without_any_courtesies(message.strip()[:MOST_MESSAGE])
        hint = turn.language if turn else language
        spoken = language_of_question(asked, hint, self.store.languages, self._encoder.is_common)
        if said := small_talk(message):
            return self._nothing(message.strip(), said.language or spoken.language)
        if spoken.foreign:
            spoken = Spoken(language or "en", foreign=True)
        return _Conversation(self, spoken, turn).of_message(asked)

    def search(self, question: str, spoken: Spoken, before: str = "") -> Found:
        """Search for a question, together with what it leaves out where `before` says that."""
        query = analyse(question, spoken.language, self.store, self._encoder, before, foreign=spoken.foreign)
        ranking = rank(query, self.store, self.weights.ranking, self._reader)
        asked = "\n".join(part for part in (before, query.text) if part)
        if not len(ranking.rows):
            return Found(query, ranking, None, 0.0, asked)
        seen = evidence(query, self.store, ranking)
        unanswered = stored_unanswered(query, self.store, ranking)
        confidence = 0.0 if unanswered else probability_of(seen.log_odds(self.weights.confidence))
        return Found(query, ranking, seen, confidence, asked, unanswered)

    def _nothing(self, message: str, language: Language) -> Found:
        return Found(Query(message, message, language, {}, None, ()), NO_RANKING, None, 0.0, message)


class _Conversation:
    """The readings of one message in a conversation; what is found for each is kept, since several may need it."""

    def __init__(self, searcher: Searcher, spoken: Spoken, turn: Turn | None) -> None:
        self._searcher, self._spoken, self._turn = searcher, spoken, turn
        self._found: dict[tuple[str, str], Found] = {}

    def of_message(self, asked: str) -> Found:
        """The most confident of what the message may ask; what is stored as unanswered as a whole is refused."""
        parts = questions_in(asked, self._spoken.language)
        best = max(map(self._of_part, parts), key=lambda found: found.confidence)
        if parts == [Part(asked)] or best.confidence < ANSWERED:
            return best
        whole = self._best(asked[:MOST_QUESTION])
        return whole if whole.unanswered else best

    def _of_part(self, part: Part) -> Found:
        """Search for a sentence of a message, which may go on with the ones before it or else with the conversation."""
        question = part.question[:MOST_QUESTION]
        found = self._best(question)
        if found.unanswered or not may_lean(found.query):
            return found
        for sentences in range(1, len(part.before) + 1):
            found = self._leaning("\n".join(part.before[-sentences:])[-MOST_QUESTION:], found)
        if self._turn is not None:
            return self._leaning(self._turn.question, found, self._turn.match_id)
        # Nothing was said before: then "it" is what the documents are about.
        subject = self._searcher.store.subjects.get(self._spoken.language)
        return self._leaning(subject, found) if subject and not part.before else found

    def _leaning(self, before: str, alone: Found, last: str | None = None) -> Found:
        """The more probable of a question alone and together with what was said before."""
        together = self._best(alone.query.text, before)
        if last is not None and not self._stays(together, last):
            together = replace(together, confidence=0.0)
        least = alone.confidence if points_back(alone.query) else max(alone.confidence, ANSWERED)
        return together if together.confidence > least and _follows(together) else alone

    def _stays(self, found: Found, last: str) -> bool:
        """Whether what was found is in the document, or its counterpart, that answered last."""
        store = self._searcher.store
        row = store.row_of(last)
        if row is None or not len(found.ranking.rows):
            return False
        documents = {store.passages[int(i)].document for i in store.group(row)}
        return store.passages[int(found.ranking.rows[0])].document in documents

    def _best(self, asked: str, before: str = "") -> Found:
        if (asked, before) not in self._found:
            self._found[asked, before] = self._searcher.search(asked, self._spoken, before)
        return self._found[asked, before]


def _follows(found: Found) -> bool:
    """Whether what was found with what a question leaves out has to do with the question itself.

    What was asked before makes any passage on it look right. So the reader must not be sure that it answers nothing,
    and the question has to say something of what the passage says, or point back.
    """
    if found.evidence is None:
        return False
    speaks = found.evidence.values["missing"] < ALL or points_back(found.query)
    readings = found.ranking.readings
    return speaks and (not readings or readings[0].answers > LEAST_ODDS)
