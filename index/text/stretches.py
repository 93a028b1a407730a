"""The stretches of a Japanese question that may have been typed wrongly: what the documents do not know.

A text without spaces does not tell where a wrong word begins and ends; the dictionary has cut it into what it knows,
often oddly. So every few pieces side by side are a stretch that may have been meant as something else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from index.text.japanese import Morpheme, character_readings, morphemes
from index.text.kana import hiragana, is_hiragana, is_katakana, kanji
from index.text.normalization import katakana
from index.text.units import Units, runs
from index.text.words import DICTIONARY_MARK

# The dictionary cuts what it does not know into so many pieces at most.
MOST_PIECES = 8
# Readings that are tried of a stretch whose characters have several each.
MOST_READINGS = 24
# A word that documents have is looked at nevertheless where it is, or holds, so many hiragana.
FEWEST_HIRAGANA = 3

IsKnown = Callable[[str], bool]
"""Whether a document has a term."""

_PARTICLES = frozenset("はがをにへともので")
_VERB_ENDS = frozenset("さしすせ")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring morphemes of a question; `unmet` are those that no document has."""

    typed: str
    pieces: list[Morpheme]
    unmet: list[Morpheme]

    @property
    def start(self) -> int:
        """Where it begins in the question."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends in the question."""
        return self.pieces[-1].end

    @property
    def is_word(self) -> bool:
        """Whether the dictionary knows it as one word."""
        return len(self.pieces) == 1 and self.pieces[0].known

    @property
    def is_joined(self) -> bool:
        """Whether a particle stands in it or at its edge that the script sets off from what is before or after."""
        kana = [is_hiragana(piece.surface) for piece in self.pieces]
        return any(
            piece.surface in _PARTICLES and not all(kana[max(0, i - 1) : i + 2]) for i, piece in enumerate(self.pieces)
        )

    def readings(self) -> Iterator[str]:
        """How it may be read; a character that stands alone was perhaps meant in another of its readings."""
        return map("".join, islice(product(*map(_readings, self.pieces)), MOST_READINGS))


def stretches(text: str, units: Units, is_known: IsKnown) -> Iterator[Stretch]:
    """All stretches of a question in folded width that may have been meant as something else."""
    for run in runs(morphemes(text)):
        pieces = [part for morpheme in run for part in _parted(morpheme, text, is_known)]
        unmet = _unmet(text, pieces, is_known)
        for first in range(len(pieces)):
            for last in range(first + 1, min(first + MOST_PIECES, len(pieces)) + 1):
                typed = text[pieces[first].start : pieces[last - 1].end]
                if len(typed) < 2 or typed in units.counts:
                    continue
                new = [piece for piece, none in zip(pieces[first:last], unmet[first:last], strict=True) if none]
                if new or is_katakana(typed) or len(hiragana(typed)) >= FEWEST_HIRAGANA:
                    yield Stretch(typed, pieces[first:last], new)


def _parted(morpheme: Morpheme, text: str, is_known: IsKnown) -> Iterator[Morpheme]:
    """A word in hiragana that no document has without the particle before it, the end of a verb after it.

    The dictionary may have cut wrongly there: がこっ|こう for が|こっこう, しょ|めいし|た for しょめい|し|た.
    """
    start, end = morpheme.start, morpheme.end
    if is_hiragana(morpheme.surface) and morpheme.content and not is_known(DICTIONARY_MARK + morpheme.content):
        after_kana = start > 0 and is_hiragana(text[start - 1])
        if morpheme.surface[0] in _PARTICLES and not (morpheme.noun and after_kana):
            start += 1
        if end - start > 1 and morpheme.surface[-1] in _VERB_ENDS and not morpheme.noun:
            end -= 1
    if start >= end or (start, end) == (morpheme.start, morpheme.end):
        yield morpheme
        return
    for left, right, content in ((morpheme.start, start, False), (start, end, True), (end, morpheme.end, False)):
        if left < right:
            part = text[left:right]
            yield Morpheme(part, left, right, katakana(part), part if content else "", noun=False, known=True)


def _unmet(text: str, run: list[Morpheme], is_known: IsKnown) -> list[bool]:
    """For each morpheme whether no document has it, or the pair of characters where it meets the next."""
    unmet = [bool(m.content) and not is_known(DICTIONARY_MARK + m.content) for m in run]
    for i, morpheme in enumerate(run[1:], 1):
        pair = text[morpheme.start - 1 : morpheme.start + 1]
        if not hiragana(pair) and not is_known(pair):
            unmet[i - 1] = unmet[i] = True
    return unmet


def _readings(morpheme: Morpheme) -> tuple[str, ...]:
    if is_hiragana(morpheme.surface) or not morpheme.known:
        return (katakana(morpheme.surface),)
    if len(morpheme.surface) == 1 and kanji(morpheme.surface):
        return tuple(dict.fromkeys((morpheme.reading, *character_readings(morpheme.surface))))
    return (morpheme.reading,)
