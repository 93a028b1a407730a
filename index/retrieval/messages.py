"""The questions in a message of several sentences.

People say who they are and what they need it for, and then ask. Those other words may say what the question is about
("They met in New York. When?") or nothing of it, so each sentence that asks is told from what is said before it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.documents import Language
from index.retrieval.followups import is_phrased
from index.text import text_language
from index.text.sentences import sentence_spans
from index.text.small_talk import without_courtesies

MOST_ASKED = 3
"""So many questions of a message are looked at; each costs a search or a few."""
MOST_BEFORE = 2
"""So many sentences before a question may say what it is about."""

_QUESTION_MARKS = ("?", "？")
# In a document a small letter goes on with a sentence; on a phone it may begin one.
_AFTER_A_STOP = re.compile(r"(?<=[.!?…] )[^\W\d_]")


class Part(NamedTuple):
    """What may be the question of a message, and the sentences before it that may say what it is about."""

    question: str
    before: tuple[str, ...] = ()


def questions_in(message: str, language: Language) -> list[Part]:
    """What a message may ask: its sentences that do or, where none does, all of it and its last one.

    Of a sentence that leads over to a question also what comes then.
    """
    spans = sentence_spans(_AFTER_A_STOP.sub(_capital, message), language)
    sentences = [without_courtesies(message[slice(*span)], language).strip() for span in spans]
    said = [sentence for sentence in sentences if sentence]
    asking = _asking(said, language) or ([Part(message), Part(said[-1])] if len(said) > 1 else [Part(message)])
    return [part for one in asking for part in (one, *_led_over_to(one, language))]


def _asking(said: Sequence[str], language: Language) -> list[Part]:
    """Of several sentences those that ask, with what was said before; with a question mark, if one has it."""
    if len(said) < 2:
        return []
    told = [Part(sentence, tuple(said[max(0, i - MOST_BEFORE) : i])) for i, sentence in enumerate(said)]
    marked = [one for one in told if one.question.endswith(_QUESTION_MARKS)]
    return (marked or [one for one in told if _asks(one.question, language)])[:MOST_ASKED]


def _led_over_to(one: Part, language: Language) -> list[Part]:
    """The question that the rest of the sentence leads over to; none where none comes then."""
    for leads in text_language(language).questions.leads_over.finditer(one.question):
        before, question = one.question[: leads.end()], one.question[leads.end() :].lstrip(" ,:;–—-")
        if question.endswith(_QUESTION_MARKS) or _asks(question, language):
            return [Part(question, (*one.before, before)[-MOST_BEFORE:])]
    return []


def _capital(letter: re.Match[str]) -> str:
    """The capital of a letter, if that is one letter too (ß has none)."""
    capital = letter[0].upper()
    return capital if len(capital) == 1 else letter[0]


def _asks(sentence: str, language: Language) -> bool:
    return is_phrased(sentence, language) or bool(text_language(language).questions.asks_too.search(sentence))
