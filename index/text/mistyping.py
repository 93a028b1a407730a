"""Japanese typed wrongly, put right: stretches of a question that the documents do not know, as what they do know.

A phone makes its own kinds of slip: marks left off kana (モンコル), small kana typed large (じゆうよう), words not
converted (ちゅうき行動けいかく), converted to another word of the same sound (天王陛下) or to one that looks alike
(火カ). Most sound like what was meant, so stretches are compared by their reading; the others differ from it in one
character. A word that the dictionary knows and the documents do not (フランス) is no slip, unless it sounds exactly
like one of theirs.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from rapidfuzz.distance import OSA

from index.text.japanese import character_readings
from index.text.kana import (
    drawn_in,
    has_kana,
    hiragana,
    is_hiragana,
    is_katakana,
    kanji,
    look_alike,
    sound,
    spoken,
    voicing,
)
from index.text.stretches import IsKnown, Stretch, stretches
from index.text.units import Units

# Fewer kana than this sound like something by chance: of a stretch with kanji, of one in kana alone.
SHORTEST_READING, SHORTEST_KANA = 3, 4
# How far a correction is trusted: where only marks differ or nothing was converted; where one character differs;
# where the reading is near; where the dictionary knows what was typed as another word.
SAME_SOUND, ONE_CHARACTER, NEAR_SOUND, OTHER_WORD = 0.95, 0.9, 0.75, 0.7
# The same of a word that the dictionary itself takes for one of the documents' (けいかく): written so, it is no proof
# of what the rest is about, and half an off-topic question in hiragana must not pass for the whole.
NOT_CONVERTED = 0.9


@dataclass(frozen=True, slots=True)
class Correction:
    """A stretch of a question as it was typed, `text[start:end]`, and what was probably meant; trust from 0 to 1."""

    start: int
    end: int
    typed: str
    meant: str
    trust: float


def corrections(text: str, units: Units, is_known: IsKnown) -> list[Correction]:
    """What is to be read otherwise in a question, in order."""
    found = [
        Correction(stretch.start, stretch.end, stretch.typed, *meant)
        for stretch in stretches(_plain(text), units, is_known)
        if (meant := _meant(stretch, units))
    ]
    # The longer a stretch, the less is it like another by chance.
    taken: list[Correction] = []
    for correction in sorted(found, key=lambda c: (c.start - c.end, -c.trust)):
        if all(correction.end <= other.start or other.end <= correction.start for other in taken):
            taken.append(correction)
    return sorted(taken, key=lambda c: c.start)


def corrected(text: str, found: Sequence[Correction]) -> str:
    """The question as it was probably meant, in folded width; just as it was typed if nothing was found."""
    if not found:
        return text
    plain = _plain(text)
    for correction in reversed(found):
        plain = plain[: correction.start] + correction.meant + plain[correction.end :]
    return plain


def _meant(stretch: Stretch, units: Units) -> tuple[str, float] | None:
    """What a stretch was probably meant as, and the trust in it."""
    if stretch.is_word:
        return _word_meant(stretch, units)
    if stretch.is_joined:
        return None
    if found := {*_of_same_sound(stretch, units), *_but_for_one(stretch, units)}:
        trust, *likeness, count, unit = max(found)
        # Others that are as like share in the trust, by how often they occur.
        alike = {other: often for among, *like, often, other in found if (among, like) == (trust, likeness)}
        return unit, trust * (0.5 + 0.5 * count / sum(alike.values()))
    near = _of_near_sound(stretch, units)
    return (near, NEAR_SOUND) if near else None


def _word_meant(stretch: Stretch, units: Units) -> tuple[str, float] | None:
    """What a word of the dictionary was meant as: one of the documents' that sounds the same and shares a kanji."""
    word, typed = stretch.pieces[0], stretch.typed
    in_kana = is_hiragana(typed) or is_katakana(typed)
    if in_kana and word.noun and word.content in units.counts and not hiragana(word.content):
        return word.content, NOT_CONVERTED
    if not stretch.unmet:
        return None
    found = [
        (len(set(typed) & set(unit)), units.counts[unit], unit)
        for unit in units.sounding(word.reading)
        if _is_other_word(typed, word.reading, unit, units.readings[unit])
    ]
    found += [
        (len(unit) - 1, units.counts[unit], unit)
        for place, unit in units.but_for_one(typed)
        if look_alike(typed[place], unit[place])
    ]
    return (max(found)[-1], OTHER_WORD) if found else None


def _is_other_word(typed: str, reading: str, unit: str, other: str) -> bool:
    """Whether a word was typed for a unit of about the same sound; ピザ was not typed for ビザ."""
    if is_katakana(typed):
        return len(typed) > SHORTEST_KANA and drawn_in(reading) == drawn_in(other)
    shares = bool(set(typed) & set(unit)) or is_hiragana(typed)
    return len(reading) >= SHORTEST_READING and shares and spoken(reading) == spoken(other)


_Candidate = tuple[float, int, int, int, str]
"""Trust, characters in common, what the readings differ in (negative), how frequent the unit is, the unit."""


def _of_same_sound(stretch: Stretch, units: Units) -> Iterator[_Candidate]:
    typed = stretch.typed
    for usual, reading in zip(chain([True], repeat(False)), stretch.readings(), strict=False):
        for unit in units.sounding(reading) if len(reading) >= SHORTEST_READING else ():
            if is_katakana(typed) and kanji(unit):
                continue
            # In what was not converted, marks are left off, and hardly ever put on.
            if is_hiragana(typed) and voicing(reading) > voicing(units.readings[unit]):
                continue
            unlike = OSA.distance(spoken(reading), spoken(units.readings[unit]))
            shared = len(set(typed) & set(unit))
            if has_kana(typed) and _keeps_kanji(typed, unit):
                few = not unlike or drawn_in(reading) == drawn_in(units.readings[unit])
                plausible = len(reading) >= SHORTEST_KANA or (few and bool(stretch.unmet))
                trust = SAME_SOUND
            else:
                plausible = not unlike and bool(stretch.unmet) and (usual or shared > 0)
                trust = ONE_CHARACTER if shared else OTHER_WORD
            if plausible:
                yield trust, shared, -unlike, units.counts[unit], unit


def _but_for_one(stretch: Stretch, units: Units) -> Iterator[_Candidate]:
    for place, unit in units.but_for_one(stretch.typed):
        if _is_confused(stretch, unit, units.readings[unit], place):
            yield ONE_CHARACTER, len(unit) - 1, 0, units.counts[unit], unit


def _of_near_sound(stretch: Stretch, units: Units) -> str | None:
    """The unit whose reading is one slip away, where what is new in the stretch is no word."""
    typed = stretch.typed
    if not stretch.unmet or any(p.known and not is_hiragana(p.surface) for p in stretch.unmet):
        return None
    if not all(p.content or not p.known for p in (stretch.pieces[0], stretch.pieces[-1])):
        return None
    reading = next(stretch.readings())
    unit = units.nearly_sounding(reading)
    if not unit or unit in typed or not _keeps_kanji(typed, unit):
        return None
    plausible = not kanji(unit) if is_katakana(typed) else len(kanji(typed)) > 1
    return unit if plausible else None


def _is_confused(stretch: Stretch, unit: str, reading: str, place: int) -> bool:
    """Whether the one character in which the stretch differs from a unit looks or sounds like the right one."""
    typed, meant = stretch.typed[place], unit[place]
    offset = stretch.start + place
    alone = any(p.start == offset and p.end == offset + 1 for p in stretch.pieces)
    if not alone and (len(unit) < 3 or not any(p.start <= offset < p.end for p in stretch.unmet)):
        return False
    if look_alike(typed, meant):
        return True
    if not kanji(typed) or not kanji(meant):
        return False
    whole = sound(reading)
    for own in map(sound, character_readings(typed)):
        # 借 is シャク, and シャッ in 借款.
        for form in (own, own[:-1] + "ツ") if len(own) > 1 else (own,):
            if place == 0 and whole.startswith(form):
                return True
            if place == len(unit) - 1 and whole.endswith(form):
                return True
            if 0 < place < len(unit) - 1 and len(form) > 1 and form in whole[1:-1]:
                return True
    return False


def _keeps_kanji(typed: str, unit: str) -> bool:
    return all(character in unit for character in kanji(typed))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
