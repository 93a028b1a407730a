"""The questions in a message of several sentences.

People say who they are and what they need it for, and then ask. Those other words may say what the question is about
("They met in New York. When?") or nothing of it, so each sentence that asks is told from what is said before it.
"""

import re
from typing import NamedTuple

from index.documents import Language
from index.language.courtesies import without_courtesies
from index.language.sentences import sentence_spans
from index.question.followups import is_phrased

MOST_ASKED = 3
"""So many questions of a message are looked at; each costs a search or a few."""
MOST_BEFORE = 2
"""So many sentences before a question may say what it is about."""

_QUESTION_MARKS = ("?", "？")
# In a document a small letter goes on with a sentence; on a phone it may begin one.
_AFTER_A_STOP = re.compile(r"(?<=[.!?…] )[^\W\d_]")

# What else asks, where no mark says so.
_ASKS_TOO = {
    "mn": re.compile(r"\b(?:билээ|бол|болоо|бол оо)\W*$"),
    "ja": re.compile(r"(?:教|おし)えて|知りたい|どう|(?:下|くだ)さい|(?:だろ|でしょ)う|っけ"),
}


class Asked(NamedTuple):
    """What may be the question of a message, and the sentences before it that may say what it is about."""

    question: str
    before: tuple[str, ...] = ()


def questions_in(message: str, language: Language) -> list[Asked]:
    """What a message may ask: its sentences that do or, where none does, all of it and its last one."""
    spans = sentence_spans(_AFTER_A_STOP.sub(lambda letter: letter[0].upper(), message), language)
    sentences = [without_courtesies(message[slice(*span)], language).strip() for span in spans]
    said = [sentence for sentence in sentences if sentence]
    if len(said) < 2:
        return [Asked(message)]
    told = [Asked(sentence, tuple(said[max(0, i - MOST_BEFORE) : i])) for i, sentence in enumerate(said)]
    marked = [one for one in told if one.question.endswith(_QUESTION_MARKS)]
    asking = marked or [one for one in told if _asks(one.question, language)]
    return asking[:MOST_ASKED] or [Asked(message), Asked(said[-1])]


def _asks(sentence: str, language: Language) -> bool:
    return is_phrased(sentence, language) or (language in _ASKS_TOO and bool(_ASKS_TOO[language].search(sentence)))
