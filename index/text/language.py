"""What a language has to say about its text; English, Mongolian and Japanese each say it in a module of their own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from index.documents import Language


def as_it_is(word: str) -> str:
    """The word: where a language changes nothing."""
    return word


class PassageSizes(NamedTuple):
    """How many characters fill a passage, how few say little alone, and how many a fragment may be joined up to."""

    most: int
    fragment: int
    joined: int


class SentenceEnds(NamedTuple):
    """Words that tell whether the dot behind a word ends a sentence, set apart by spaces."""

    never_last: str = ""
    before_number: str = ""
    """A dot and a number behind one belong to it: No. 4."""
    companies: str = ""
    """May end a sentence, as initials may: they do when one of the openers follows."""
    openers: str = ""


class QuestionForms(NamedTuple):
    """What is looked for in a question to tell how it was meant."""

    points_back: re.Pattern[str]
    """Words that point back (that, it, there) or go on (and, also), at the start or where they stand for a noun."""
    to_the_bot: re.Pattern[str]
    """Words that are put to the bot itself ("who are you?"): nothing that was said before is meant by them."""
    phrased: re.Pattern[str]
    """What makes a question of a few words, folded, at its start or its end."""
    leads_over: re.Pattern[str]
    """What leads over to a question within a sentence."""
    asks_too: re.Pattern[str] = re.compile(r"(?!)")
    """What else asks, where no mark says so."""


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """One language.

    `letters` are those of its script, each of which says as much as `letter_weight` letters of an alphabet. Words are
    `spaced`, or set off by nothing. `key` is how a folded word is compared, whatever way it was typed; `stop_words`
    and `everyday` are keys. `stem` takes its endings off a word; where they are many and follow one another, `endings`
    has them instead and words are met by their parts. `compounds` are further terms of a folded text.
    `number_words` have the digits, or the name of a month, for what is folded; `date` writes year, month and day, and
    `figures` ends the writing of numbers. With `whole_words` a word that the model's tokenizer keeps whole is a common
    one, so that it is not misspelt.
    """

    code: Language
    letters: re.Pattern[str]
    passage: PassageSizes
    sentence_ends: SentenceEnds
    questions: QuestionForms
    date: Callable[[int, int, int], str]
    figures: Callable[[str], str]
    letter_weight: int = 1
    spaced: bool = True
    whole_words: bool = False
    stop_words: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    number_words: Mapping[str, str] = field(default_factory=dict)
    key: Callable[[str], str] = as_it_is
    stem: Callable[[str], str] = as_it_is
    endings: re.Pattern[str] | None = None
    compounds: Callable[[str], list[str]] = lambda _: []

    def is_stop_word(self, word: str) -> bool:
        """Whether a folded word carries a sentence and not its matter; it is neither indexed nor searched for."""
        return self.key(word) in self.stop_words

    def is_everyday(self, word: str) -> bool:
        """Whether a folded word is one that people say around any question.

        It may still tell two questions apart, so it is searched for where the documents have it; where not, it says
        nothing against an answer, as another unknown word does. Whole phrases that say nothing (good morning) are
        `index.text.small_talk`.
        """
        return self.key(word) in self.everyday
