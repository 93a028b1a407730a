"""Passages that say the same words, of which one answer shows one."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from index.passages import Passage

SAID_ALREADY = 0.8
"""A passage repeats another if so large a share of its letters stands in sentences of that one."""
ALIKE = 75.0
"""Two words of this similarity (of 100) are two spellings of one, unless they are names or have figures."""
LEAST_WORDS = 8
"""In a shorter passage each word counts."""
MOST_CHANGED = 0.1
"""Two passages with a larger share of other words are not two versions of one."""

_WORD = re.compile(r"\w+")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


def distinct(passages: Sequence[Passage], most: int) -> list[int]:
    """The positions of at most `most` passages of which none repeats another, in their order.

    Of passages that say the same the first one is shown, or one from a newer source in its place.
    """
    groups: list[list[int]] = []
    for position, passage in enumerate(passages):
        own = next((group for group in groups if repeats(passage, passages[group[0]])), None)
        if own is not None:
            own.append(position)
        elif len(groups) < most:
            groups.append([position])
    return [max(group, key=lambda position: (_date(passages[position]), -position)) for group in groups]


def repeats(passage: Passage, shown: Passage) -> bool:
    """Tell whether a passage says nothing but what the one that is shown says, in nearly the same words."""
    said = {_plain(sentence) for sentence in shown.spoken}
    own = [_plain(sentence) for sentence in passage.spoken]
    known = sum(len(sentence) for sentence in own if sentence in said)
    return known >= SAID_ALREADY * sum(map(len, own)) or _are_versions(passage.text, shown.text)


def _are_versions(one: str, other: str) -> bool:
    """Tell whether two texts differ in spelling and in small words only: never in a figure, a name or a "not"."""
    first, second = _WORD.findall(one), _WORD.findall(other)
    longest = max(len(first), len(second))
    if (
        min(len(first), len(second)) < LEAST_WORDS
        or _JAPANESE.search(one)
        or fuzz.ratio(one, other) < 100 * SAID_ALREADY
    ):
        return False
    changed = 0
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        left, right = first[a:b], second[c:d]
        changed += max(len(left), len(right))
        if changed > MOST_CHANGED * longest or len(left) != len(right) or not all(map(_is_respelt, left, right)):
            return False
    return True


def _is_respelt(one: str, other: str) -> bool:
    if one.casefold() == other.casefold():
        return True
    plain = one.islower() and other.islower() and one.isalpha() and other.isalpha()
    return plain and fuzz.ratio(one, other) >= ALIKE


def _plain(sentence: str) -> str:
    return "".join(_WORD.findall(sentence.casefold()))


def _date(passage: Passage) -> str:
    return max((source.date or "" for source in passage.sources), default="")
