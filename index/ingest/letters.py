"""Mongolian written with the letters of the time before Unicode, read as what was meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.ingest.blocks import Block

# Windows-1251 has no ө and ү: fonts drew them in the places of the Ukrainian є and ї.
_MEANT = str.maketrans("єїЄЇ", "өүӨҮ")
_STANDING_IN = re.compile("[єїЄЇ]")
# Ukrainian has these as well.
_UKRAINIAN = re.compile("[іІґҐ]")
_MONGOLIAN = re.compile("[өүӨҮ]")
# Windows-1251 read as Windows-1252: no language has accents on most of its letters.
_ACCENTED = re.compile("[À-ÿ]")
_LETTER = re.compile(r"[^\W\d_]")
MOST_ACCENTS = 0.6
_WESTERN = re.compile("[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]+")


def meant(text: str) -> str:
    """Return a text with ө and ү where it has the letters that stood in for them, and Cyrillic that is no mojibake."""
    letters = len(_LETTER.findall(text))
    if letters and len(_ACCENTED.findall(text)) > MOST_ACCENTS * letters:
        text = _WESTERN.sub(_as_cyrillic, text)
    return text.translate(_MEANT) if _has_stand_ins(text) else text


def with_meant_letters(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of one document, all read one way."""
    whole = "\n".join(block.text for block in blocks)
    if meant(whole) == whole:
        return list(blocks)
    as_mongolian = _has_stand_ins(whole) or _has_stand_ins(meant(whole))
    changed = []
    for block in blocks:
        texts = [meant(text) for text in (block.text, *block.headings)]
        if as_mongolian and not _UKRAINIAN.search("".join(texts)):
            texts = [text.translate(_MEANT) for text in texts]
        changed.append(replace(block, text=texts[0], headings=tuple(texts[1:])))
    return changed


def _has_stand_ins(text: str) -> bool:
    standing_in = len(_STANDING_IN.findall(text))
    return standing_in > len(_MONGOLIAN.findall(text)) and not _UKRAINIAN.search(text)


def _as_cyrillic(run: re.Match[str]) -> str:
    try:
        return run[0].encode("cp1252").decode("cp1251")
    except UnicodeError:
        return run[0]
