"""The language of a question, which is the language of its answer.

The script tells, mostly: kana is Japanese, Cyrillic is Mongolian. What remains is a choice, made for the people who
ask. Chinese characters without kana are taken for Japanese, whose documents are the ones that they can meet;
Russian for Mongolian, because those who type it here read both; Latin letters for English, unless they are
Mongolian typed without a Cyrillic keyboard.
"""

import re
from collections.abc import Callable, Mapping

from index.documents import Language
from index.store.language_index import LanguageIndex
from index.text import text_language
from index.text.mongolian import skeleton
from index.text.normalization import fold

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN_WORD = re.compile(r"[a-z]+")
# A last word that asks: the question particles, as they are typed.
_PARTICLES = frozenset(["ve", "be", "we", "bee", "vee", "uu", "yu", "yuu", "yum", "um"])
# A whole word of the model's vocabulary counts as English from this length on; the short ones are syllables as
# often as words.
_SHORTEST_COMMON = 4
# A text in Latin letters is Mongolian only if so much of it is: any language has a word that looks like one.
LEAST_SHARE = 1 / 3


def language_of_question(
    question: str, hint: Language | None, indexes: Mapping[Language, LanguageIndex], is_common: Callable[[str], bool]
) -> Language:
    """The language to answer in.

    `hint` decides for Latin letters that could be any language: a name, an abbreviation.
    """
    script = script_language(question)
    if script != "en":
        return script
    words = _LATIN_WORD.findall(fold(question))
    mongolian, english = _mongolian_words(words, indexes.get("mn")), _english_words(words, indexes.get("en"), is_common)
    if mongolian > english and mongolian >= LEAST_SHARE * len(words):
        return "mn"
    return "en" if english or hint is None else hint


def script_language(text: str) -> Language:
    """The language that the script alone speaks for: the other letters of a mixed text are mostly names."""
    folded = fold(text)
    japanese, cyrillic = len(_JAPANESE.findall(folded)), len(_CYRILLIC.findall(folded))
    if japanese or cyrillic:
        return "ja" if japanese >= cyrillic else "mn"
    return "en"


def _mongolian_words(words: list[str], index: LanguageIndex | None) -> int:
    found = sum(
        text_language("mn").is_stop_word(word) or (index is not None and index.speller.knows(skeleton(word)))
        for word in words
    )
    return found + (bool(words) and words[-1] in _PARTICLES)


def _english_words(words: list[str], index: LanguageIndex | None, is_common: Callable[[str], bool]) -> int:
    return sum(
        (index is not None and index.speller.knows(word))
        or text_language("en").is_stop_word(word)
        or (len(word) >= _SHORTEST_COMMON and is_common(word))
        for word in words
    )
