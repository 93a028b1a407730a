"""The language of a question, which is the language of its answer.

The script tells, mostly: kana is Japanese, Cyrillic is Mongolian, Latin letters are English. The words tell the rest:
Mongolian typed without a Cyrillic keyboard, and questions in a language that no document is written in, which the
model reads all the same. Those are told by what only they have, since any language has words that look like another's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.documents import Language
from index.store.language_index import LanguageIndex
from index.text import text_language
from index.text.foreign import foreign_words, is_chinese, is_foreign_word, is_other_script, looks_russian
from index.text.mongolian import skeleton
from index.text.normalization import fold

_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OWN_CYRILLIC = re.compile(r"[өү]")
_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
# A last word that asks: the question particles, as they are typed.
_PARTICLES = frozenset(["ve", "be", "we", "bee", "vee", "uu", "yu", "yuu", "yum", "um"])
# A whole word of the model's vocabulary counts as English from this length on; the short ones are syllables as
# often as words.
_SHORTEST_COMMON = 4
# A word of fewer letters is like a Mongolian one of the documents by chance, as often as not.
_SHORTEST_KNOWN = 4
# A text in Latin letters is Mongolian only if so much of it is.
LEAST_SHARE = 1 / 3


class Spoken(NamedTuple):
    """The language to answer in; `foreign` where the question is in none of those that documents are written in."""

    language: Language
    foreign: bool = False


def language_of_question(
    question: str, hint: Language | None, indexes: Mapping[Language, LanguageIndex], is_common: Callable[[str], bool]
) -> Spoken:
    """The language to answer in.

    `hint` decides for Latin letters that could be any language (a name, an abbreviation), and for what is foreign.
    """
    foreign = Spoken(hint or "en", foreign=True)
    script = _frame(question) or script_language(question)
    if script == "ja":
        return foreign if is_chinese(question) else Spoken("ja")
    if script == "mn":
        return foreign if _is_foreign_cyrillic(question, indexes.get("mn")) else Spoken("mn")
    letters = [letter for letter in question if letter.isalpha()]
    if sum(map(is_other_script, letters)) * 2 > len(letters):
        return foreign
    words = _WORD.findall(_DOTTED.sub(" ", question).lower())
    tally = _tally(words, indexes, is_common)
    if tally.foreign > max(tally.english_small, tally.mongolian_small) and tally.foreign >= tally.mongolian:
        return foreign
    if tally.mongolian > tally.english and tally.mongolian >= LEAST_SHARE * len(words):
        return Spoken("mn")
    return Spoken("en" if tally.english or hint is None else hint)


def script_language(text: str) -> Language:
    """The language that the script alone speaks for: the other letters of a mixed text are mostly names."""
    folded = fold(text)
    japanese, cyrillic = len(_JAPANESE.findall(folded)), len(_CYRILLIC.findall(folded))
    if japanese or cyrillic:
        return "ja" if japanese >= cyrillic else "mn"
    return "en"


def _frame(question: str) -> Language | None:
    """The language that a sentence is built in where it holds names in another script, if that is plain."""
    scripts = [bool(script.search(question)) for script in (_LATIN, _CYRILLIC, _JAPANESE)]
    if sum(scripts) < 2:
        return None
    words = _WORD.findall(question.lower())
    if _LATIN.match(words[0]) and text_language("en").is_stop_word(words[0]):
        return "en"
    if _HIRAGANA.search(question) and not any(
        text_language("mn").is_stop_word(word) for word in words if _CYRILLIC.search(word)
    ):
        return "ja"
    return None


def _is_foreign_cyrillic(question: str, index: LanguageIndex | None) -> bool:
    """Whether a text in Cyrillic letters has more signs of another language than of Mongolian."""
    words = [word for word in _WORD.findall(question.lower()) if _CYRILLIC.search(word)]
    other = foreign_words(words)
    own = sum(text_language("mn").is_stop_word(word) or bool(_OWN_CYRILLIC.search(word)) for word in words)
    unknown = [word for word in words if not _is_known(word, index)]
    if other:
        return other > own or (other == own and len(unknown) * 2 > len(words))
    return not own and sum(map(looks_russian, unknown)) * 2 >= len(words)


def _is_known(word: str, index: LanguageIndex | None) -> bool:
    listed = text_language("mn").is_stop_word(word) or text_language("mn").is_everyday(word)
    return listed or (index is not None and index.speller.knows(skeleton(word)))


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many words in Latin letters speak for a language, and how many of those are its small words."""

    english: int
    english_small: int
    mongolian: int
    mongolian_small: int
    foreign: int


def _tally(words: Sequence[str], indexes: Mapping[Language, LanguageIndex], is_common: Callable[[str], bool]) -> _Tally:
    english, mongolian, small = 0, 0, 0
    english_small, foreign = sum(text_language("en").is_stop_word(word) for word in words), foreign_words(words)
    for word in map(fold, words):
        # A letter is an ending (УБ-д) or the rest of a French word; alone, a few letters are anything (bye, бие).
        telling = len(word) > 1 and (len(words) > 1 or len(word) >= _SHORTEST_KNOWN)
        listed = (
            telling
            and not is_foreign_word(word)
            and (text_language("mn").is_stop_word(word) or text_language("mn").is_everyday(word))
        )
        small += listed
        known = {name: index.speller.knows(text_language(name).key(word)) for name, index in indexes.items()}
        common = text_language("en").is_stop_word(word) or (len(word) >= _SHORTEST_COMMON and is_common(word))
        # What the documents of both languages have, mostly a name, speaks for neither.
        english += common or (known.get("en", False) and not known.get("mn"))
        mongolian += listed or (known.get("mn", False) and not known.get("en") and len(word) >= _SHORTEST_KNOWN)
    asks = len(words) > 1 and words[-1] in _PARTICLES
    return _Tally(english, english_small, mongolian + asks, small + asks, foreign)
