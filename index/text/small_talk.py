"""What people say to a bot besides their questions: around them, and instead of them.

Words of courtesies may be the matter of another question (a good partner, a quick loan), so they are no stop words;
together, at either end of what was written, they say nothing. A message of nothing else is small talk, which wants a
reply of its kind and no search.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from index.documents import LANGUAGES, Language
from index.text import text_language
from index.text.normalization import fold
from index.text.phrases import ALONE, EITHER_END, ELSEWHERE, JAPANESE, JAPANESE_ALONE, OPENING, Kind

MOST_WORDS = 20
"""Words of the longest message that is looked at for being small talk."""

# Of several kinds in one message the first of these is replied to: "hello, who are you?".
_TELLING: tuple[Kind, ...] = (
    "maker", "human", "identity", "help", "thanks", "farewell", "request", "greeting", "approval",
)  # fmt: skip
_PAUSE = r"[\s、。,.!！?？…~〜ー☆♪]"
_JAPANESE_PHRASES = "|".join(JAPANESE.values())
_JAPANESE_ENDS = re.compile(
    rf"^{_PAUSE}*(?:(?:{_JAPANESE_PHRASES}){_PAUSE}*)+|(?<={_PAUSE})(?:(?:{_JAPANESE_PHRASES}){_PAUSE}*)+$"
)
# What one calls a bot, and what a sentence ends with that says no more.
_YOU = re.compile(r"(?:貴方|君|きみ|お前|おまえ|そちら|この(?:ボット|bot|チャット))(?=[はをのに])", re.IGNORECASE)
_JAPANESE_ENDING = r"(?:な?ん?の?で(?:す|しょう)|な?の)?か?(?:よね|[ねよな])?"
_WORD = re.compile(r"[^\W_]+")
# Words that people of every language type.
_EVERYWHERE = frozenset(["ok", "okay", "okey", "ок", "окей", "haha", "hahaha", "lol", "wow", "test", "menu", "start"])
_WAVING, _FOLDED_HANDS = "👋", "🙏"
# Marks of writing, of which no message of signs alone is made.
_MARKS = re.compile(r"[\s\d!-/:-@\[-`{-~¡-¿‐-⁯、。！？…〜ー]")
# People leave the last particle out, or take the other one.
_LAST_PARTICLES = ("вэ", "бэ")

_Phrases = frozenset[tuple[str, ...]]


class SmallTalk(NamedTuple):
    """What a message is that asks nothing of the documents, and its language; None where it has none of the three."""

    kind: Kind
    language: Language | None


def small_talk(message: str) -> SmallTalk | None:
    """What kind of small talk a message is; None where anything is left of it that is none."""
    text = message.strip()
    if not _WORD.search(text):
        return _signs(text)
    words = tuple(_WORD.findall(text))
    if len(words) <= MOST_WORDS:
        spaced: tuple[Language, ...] = ("en", "mn")
        for language in spaced:
            if found := _segmented(tuple(_key(word, language) for word in words), _kinds(language)):
                return SmallTalk(_most_telling(found), None if _is_spoken_everywhere(words) else language)
        if found := _segmented(tuple(map(fold, words)), _kinds_elsewhere()):
            return SmallTalk(_most_telling(found), None)
    found = _japanese(text)
    return SmallTalk(_most_telling(found), "ja") if found else None


def without_courtesies(text: str, language: Language) -> str:
    """The text less the courtesies at its ends; empty for one of nothing else."""
    if not text_language(language).spaced:
        return _JAPANESE_ENDS.sub("", text)
    words = list(_WORD.finditer(text))
    keys = tuple(_key(word[0], language) for word in words)
    at_start, at_end = _phrases(language)
    first, last = 0, len(keys)
    while size := _longest(keys[first:last], at_start):
        first += size
    while size := _longest(keys[first:last][::-1], at_end):
        last -= size
    if first == last:
        return ""
    start = words[first].start() if first else 0
    if last == len(keys):
        return text[start:]
    return text[start : words[last].start()].rstrip(" ,;:–-")


def without_any_courtesies(text: str) -> str:
    """The text less the courtesies of any language at its ends; all of it where nothing else would be left.

    People greet in the language of the country, and ask in their own.
    """
    for language in LANGUAGES:
        text = without_courtesies(text, language).strip() or text
    return text


def _signs(text: str) -> SmallTalk | None:
    """What a message without a word says: 👋, 🙏, or whatever pleases (👍, ❤️); marks alone say nothing."""
    signs = _MARKS.sub("", text)
    if not signs:
        return None
    return SmallTalk("greeting" if _WAVING in signs else "thanks" if _FOLDED_HANDS in signs else "approval", None)


def _most_telling(kinds: Iterable[Kind]) -> Kind:
    return min(kinds, key=_TELLING.index)


def _is_spoken_everywhere(words: Sequence[str]) -> bool:
    return {fold(word) for word in words} <= _EVERYWHERE


def _segmented(keys: tuple[str, ...], kinds: dict[tuple[str, ...], Kind]) -> list[Kind]:
    """The kinds of the phrases that words are made of, longest first; none where a word is left over."""
    for size in range(len(keys), 0, -1):
        kind = kinds.get(keys[:size])
        if kind and size == len(keys):
            return [kind]
        if kind and (rest := _segmented(keys[size:], kinds)):
            return [kind, *rest]
    return []


def _japanese(text: str) -> list[Kind]:
    """The same for Japanese, which has no spaces: the longest phrase from each place on."""
    text = _YOU.sub("あなた", text)
    kinds: list[Kind] = []
    place = 0
    while place < len(text):
        ends = {found.end(): kind for kind, said in _japanese_kinds() if (found := said.match(text, place))}
        end = max(ends, default=place)
        if end == place:
            return []
        kinds.append(ends[end])
        place = _no_word_from(text, end)
    return kinds


def _no_word_from(text: str, place: int) -> int:
    """Where marks, signs and spaces end that begin at a place."""
    while place < len(text) and not (text[place].isalnum() and text[place] not in "ー〜"):
        place += 1
    return place


def _longest(keys: tuple[str, ...], phrases: _Phrases) -> int:
    """How many words the longest phrase has that `keys` begin with."""
    return max((len(phrase) for phrase in phrases if keys[: len(phrase)] == phrase), default=0)


def _key(word: str, language: Language) -> str:
    return text_language(language).key(fold(word))


def _keys(listed: str, language: Language) -> Iterator[tuple[str, ...]]:
    for phrase in listed.split("|"):
        if words := phrase.split():
            yield tuple(_key(word, language) for word in words)


@cache
def _phrases(language: Language) -> tuple[_Phrases, _Phrases]:
    """What a text may begin with, and what it may end with, the latter backwards."""
    opening, either = (
        frozenset(phrase for listed in end[language].values() for phrase in _keys(listed, language))
        for end in (OPENING, EITHER_END)
    )
    return opening | either, frozenset(phrase[::-1] for phrase in either)


@cache
def _kinds(language: Language) -> dict[tuple[str, ...], Kind]:
    """All phrases of a language with their kinds."""
    kinds: dict[tuple[str, ...], Kind] = {}
    for listed in (OPENING[language], EITHER_END[language], ALONE[language]):
        for kind, phrases in listed.items():
            for phrase in _keys(phrases, language):
                for variant in _variants(phrase) if language == "mn" else (phrase,):
                    kinds[variant] = kind
    return kinds


def _variants(phrase: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A Mongolian phrase with either particle at its end, and without."""
    yield phrase
    last = [_key(particle, "mn") for particle in _LAST_PARTICLES]
    if len(phrase) > 2 and phrase[-1] in last:
        yield phrase[:-1]
        yield from ((*phrase[:-1], particle) for particle in last)


@cache
def _kinds_elsewhere() -> dict[tuple[str, ...], Kind]:
    return {phrase: kind for kind, listed in ELSEWHERE.items() for phrase in _keys(listed, "en")}


@cache
def _japanese_kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    said = []
    for kind in _TELLING:
        alone = sorted((phrase.strip() for phrase in JAPANESE_ALONE.get(kind, "").split("|")), key=len, reverse=True)
        listed = [*([JAPANESE[kind]] if kind in JAPANESE else []), *map(re.escape, filter(None, alone))]
        said.append((kind, re.compile(f"(?:{'|'.join(listed)}){_JAPANESE_ENDING}", re.IGNORECASE)))
    return tuple(said)
