"""Words parted at the end of a line, made whole."""

import re
from collections.abc import Collection, Sequence

from index.ingest.blocks import unwrap

_PARTED = re.compile(r"(\w+)[-\u2010\u00ad]\n\s*([^\W\d_]+)")
# First parts that English writes with a hyphen. A text has most compounds within a line somewhere, too.
_FIRST_WORDS = """
twenty thirty forty fifty sixty seventy eighty ninety self non ex all half well cross semi quasi long short high
low full part post pre mid old new first second third fourth fifth one two three four five six seven eight nine ten
vice north south east west state multi anti inter pro so co fact man user year
"""
_FIRST = frozenset(_FIRST_WORDS.split())
# Second parts that follow a hyphen and end no other word.
_LAST_WORDS = """
based term year old time level scale in up off out like wide made free related led making building being
one two three four five six seven eight nine first third half century general president chief elect law
centred centered friendly oriented owned speaking known called style sized term round range
"""
_LAST = frozenset(_LAST_WORDS.split())


def without_line_ends(lines: Sequence[str], known: Collection[str] = ()) -> str:
    """Join the lines of a paragraph, and words that were parted between them.

    `known` are the words of the whole text, those with hyphens among them: what it writes in one place it means in
    another. Else a hyphen at a line's end is a printer's, unless the parts are such as compounds are made of.
    """
    text = "\n".join(line.strip() for line in lines)
    if "-\n" in text or "\u2010\n" in text or "\u00ad\n" in text:
        text = _PARTED.sub(lambda parts: _whole(parts[1], parts[2], known), text)
    return unwrap(text)


def words_of(text: str) -> frozenset[str]:
    """The words of a text, those that a line's end parts left out, and those with hyphens as one."""
    return frozenset(re.findall(r"\w+(?:[-\u2010]\w+)*", re.sub(r"\w+[-\u2010\u00ad]\n\s*\w+", " ", text)))


def _whole(first: str, last: str, known: Collection[str]) -> str:
    compound = f"{first}-{last}"
    if first + last in known:
        return first + last
    if compound in known or not last.islower() or first.isupper() or first[-1].isdigit():
        return compound
    if first.lower() in _FIRST or last in _LAST or (len(first) > 2 and len(last) > 2 and {first, last} <= set(known)):
        return compound
    return first + last
