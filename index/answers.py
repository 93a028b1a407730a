"""What a search gives: the contract between index/ and whoever shows it to people."""

from dataclasses import dataclass

from index.documents import Language
from index.passages import Passage


@dataclass(frozen=True, slots=True)
class Match:
    """A passage found for a question.

    `id` names the passage as long as its document and text stay what they are, across builds and restarts (12
    characters of `[0-9a-f]`). `answer` is the (start, end) of the answering sentence in `passage.text`. `score` is
    the ranking's, comparable within one answer.
    """

    id: str
    passage: Passage
    answer: tuple[int, int]
    score: float

    @property
    def sentence(self) -> str:
        """The answering sentence, word for word."""
        return self.passage.text[slice(*self.answer)]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question, or its refusal.

    `answered` is false when the documents do not hold the answer; `matches` then still has the nearest passages,
    best first, and `suggestions` questions that the documents do answer. `confidence` is the probability (0 to 1)
    that the first passage answers. `language` is the question's, or the one to answer in where that is `foreign`: none
    that a document is written in. `searched` is what was searched for: a line for each question, the one before a
    follow-up included.
    """

    question: str
    language: Language
    answered: bool
    confidence: float
    matches: tuple[Match, ...]
    suggestions: tuple[str, ...] = ()
    searched: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said before a question: enough to understand it.

    `question` has a line for each question, or whatever else was said. `match_id` is the passage that answered; None
    where none did, and the next question may be about anything.
    """

    question: str
    match_id: str | None
    language: Language
