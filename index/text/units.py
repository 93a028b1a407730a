"""The words and compounds of Japanese documents, found by how they sound and by how they are written.

What a question may have meant (`index.text.mistyping`) is one of these.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.text.japanese import Morpheme, morphemes
from index.text.kana import is_hiragana, is_japanese, sound

# A compound has so many parts at most.
MOST_PARTS = 4
# Units that are kept of a large corpus, the most frequent ones.
MOST_UNITS = 50_000
# From this length on a reading may be wrong in one place, from that on in two.
SHORTEST_NEAR, LONG = 5, 9
# What counts, or asks for a number, belongs to no compound.
_COUNTING = frozenset("〇一二三四五六七八九十百千万億兆何")


class Units:
    """Words and compounds with how often they occur (`counts`) and their readings in katakana (`readings`)."""

    def __init__(self, counts: Mapping[str, int], readings: Mapping[str, str]) -> None:
        self.counts, self.readings = counts, readings

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Units":
        """The units of texts in folded width: nouns, and compounds of up to `MOST_PARTS` of them."""
        counts: Counter[str] = Counter()
        readings: dict[str, str] = {}
        for text in texts:
            for unit, reading in _compounds(morphemes(text)):
                counts[unit] += 1
                readings.setdefault(unit, reading)
        kept = dict(counts.most_common(MOST_UNITS))
        return cls(kept, {unit: readings[unit] for unit in kept})

    def sounding(self, reading: str) -> list[str]:
        """Units of this reading, the most frequent first; marks on kana make no difference."""
        return self._by_sound.get(sound(reading), [])

    def nearly_sounding(self, reading: str) -> str | None:
        """The one unit whose reading is nearest, if it is near enough and no other is as near."""
        typed = sound(reading)
        if len(reading) < SHORTEST_NEAR:
            return None
        most = 1 if len(typed) < LONG else 2
        found = process.extract(typed, self._sounds, scorer=OSA.distance, score_cutoff=most, limit=2)
        if not found or (len(found) > 1 and found[1][1] == found[0][1]):
            return None
        return self._by_sound[found[0][0]][0]

    def but_for_one(self, typed: str) -> Iterator[tuple[int, str]]:
        """Units that differ from `typed` in one character, and in which."""
        for place in range(len(typed)):
            for unit in self._by_rest.get((place, typed[:place] + typed[place + 1 :]), ()):
                if unit != typed:
                    yield place, unit

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for unit in sorted(self.counts, key=lambda unit: -self.counts[unit]):
            found[sound(self.readings[unit])].append(unit)
        return dict(found)

    @cached_property
    def _sounds(self) -> list[str]:
        return [heard for heard in self._by_sound if len(heard) >= SHORTEST_NEAR - 1]

    @cached_property
    def _by_rest(self) -> dict[tuple[int, str], list[str]]:
        found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for unit in self.counts:
            for place in range(len(unit)):
                found[place, unit[:place] + unit[place + 1 :]].append(unit)
        return dict(found)


def runs(found: Iterable[Morpheme]) -> Iterator[list[Morpheme]]:
    """Morphemes side by side that are written in Japanese characters, but for what counts or asks for a number."""
    for japanese, run in groupby(found, lambda m: is_japanese(m.surface) and m.surface not in _COUNTING):
        if japanese:
            yield list(run)


def _compounds(found: Iterable[Morpheme]) -> Iterator[tuple[str, str]]:
    """Nouns and compounds with their readings."""
    for run in runs(found):
        for first in range(len(run)):
            unit = reading = ""
            for morpheme in run[first : first + MOST_PARTS]:
                if not morpheme.noun:
                    break
                unit, reading = unit + morpheme.surface, reading + morpheme.reading
                if len(unit) > 1 and not is_hiragana(unit):
                    yield unit, reading
