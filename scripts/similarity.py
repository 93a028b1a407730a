"""How alike two questions are, to keep what is measured out of what was learned."""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

from index.documents import Language

LIGHT_VARIANT = 0.75
"""Questions at least this alike are one, reworded lightly: another order, another politeness, one word of four."""

SAME_WORD = 80
"""Words of this `rapidfuzz.fuzz.ratio` are forms of one word: plant and planted, мод and модыг are not far apart."""

_OTHER_QUESTION = 0.7
"""What is left of the likeness where questions ask for different things (when, where) or name other numbers."""
_KEYWORDS = 0.85
"""What is left of it where only one has a question word: `trees Japan promised` may ask how many, or when."""

MOST_REMEMBERED = 10_000
"""Questions whose parts are kept, since each is compared with every other."""

_FEWEST_NOUNS = 4
_REORDERED = 0.85
_NOUN = re.compile(r"[\u30a1-\u30fa\u30fc]+|[\u3400-\u9fff]|[0-9a-z]+")

_FILLER_WORDS = """
a an the of in on at to for from by with and is are was were be been do does did has have had it its that this
please tell me could can you would i want know say about there so exactly actually
вэ бэ уу үү юм нь хэлж өгнө өгөөч хэлээч надад та болох нь бол гэж байсан байна байгаа тухай ямар нэг
"""
_ASKING_WORDS = """
what when where who whom whose why which how many much long often old far
юу юуг юуны юунд хэн хэнтэй хэний хэзээ хаана хаашаа хаанаас яагаад хэд хэдэн хэдэд хичнээн аль яаж хэрхэн
"""
_FILLERS, _ASKING = frozenset(_FILLER_WORDS.split()), frozenset(_ASKING_WORDS.split())
_POLITE = re.compile(
    r"(?:(?:を|について|か)?(?:教えて(?:ください|下さい)?|知りたい(?:です)?)|"
    r"(?:でしょう|でした|ました|ます|です|だった|たの|るの|なの|た|る)?(?:の(?:です|でしょう)?)?か?(?:ね|な)?)$"
)
_JAPANESE_ASKING = re.compile(
    r"いつ|どこ|誰|だれ|何[年月日人本回億円国校社つ度]?|なに|いくつ|いくら|どの|どれ|どんな|なぜ|どう|どちら"
)


def likeness(one: str, other: str, language: Language) -> float:
    """Return how alike two questions are, from 0 to 1, whatever their case, punctuation, word order and politeness.

    English and Mongolian are compared by their words, Japanese by its pairs of characters; both by the Dice coefficient
    (the share of all words that the two have in common).
    """
    one, other = fold_question(one), fold_question(other)
    if one == other:
        return 1.0
    compare = _japanese if language == "ja" else _worded
    alike = compare(one, other)
    return alike if _numbers(one) == _numbers(other) else alike * _OTHER_QUESTION


@functools.lru_cache(MOST_REMEMBERED)
def _numbers(question: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", question))


@functools.lru_cache(MOST_REMEMBERED)
def fold_question(question: str) -> str:
    """Return a question without what does not tell it from another: case, width, punctuation, repeated spaces."""
    folded = unicodedata.normalize("NFKC", question).casefold()
    folded = re.sub(r"(?<=\d)[,.](?=\d{3})", "", folded)
    return " ".join(re.sub(r"['’]s\b|[^\w\s]|_", " ", folded).split())


def _worded(one: str, other: str) -> float:
    words, asking = _split_words(one)
    other_words, other_asking = _split_words(other)
    return _dice_of_words(words, other_words) * _same_asking(asking, other_asking)


@functools.lru_cache(MOST_REMEMBERED)
def _split_words(question: str) -> tuple[list[str], frozenset[str]]:
    """Return the words that carry a question's meaning, and the question words."""
    words = question.split()
    return [word for word in words if word not in _FILLERS and word not in _ASKING], _ASKING.intersection(words)


def _japanese(one: str, other: str) -> float:
    pairs, nouns, asking = _split_characters(one)
    other_pairs, other_nouns, other_asking = _split_characters(other)
    alike = _dice(pairs, other_pairs)
    if min(nouns.total(), other_nouns.total()) >= _FEWEST_NOUNS:
        alike = max(alike, _REORDERED * _dice(nouns, other_nouns))
    return alike * _same_asking(asking, other_asking)


@functools.lru_cache(MOST_REMEMBERED)
def _split_characters(question: str) -> tuple[Counter[str], Counter[str], frozenset[str]]:
    """Return a Japanese question's pairs of characters, its nouns (by kanji or katakana word), and its question words.

    Another word order tears pairs apart, but the kanji and katakana words, which carry the meaning, stay the same.
    """
    stem = _POLITE.sub("", question.replace(" ", ""))
    pairs = Counter(first + second for first, second in pairwise(stem))
    return pairs, Counter(_NOUN.findall(stem)), frozenset(_JAPANESE_ASKING.findall(question))


def _dice(ones: Counter[str], others: Counter[str]) -> float:
    total = ones.total() + others.total()
    return 2 * (ones & others).total() / total if total else 0.0


def _same_asking(ones: frozenset[str], others: frozenset[str]) -> float:
    if ones == others:
        return 1.0
    return _OTHER_QUESTION if ones and others else _KEYWORDS


def _dice_of_words(ones: Sequence[str], others: Sequence[str]) -> float:
    total = len(ones) + len(others)
    left = list(others)
    common = 0
    for word in ones:
        if word in left:
            left.remove(word)
        elif close := process.extractOne(word, left, scorer=fuzz.ratio, score_cutoff=SAME_WORD):
            del left[close[2]]
        else:
            continue
        common += 1
    return 2 * common / total if total else 0.0
