"""The language of a document's text, told by its script."""

import re

from index.documents import Language

SAMPLE_CHARACTERS = 100_000
"""As much of a text as is looked at; a language does not change its script after that."""

_JAPANESE = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def language_of(text: str) -> Language:
    """Return the language in whose script most letters of `text` are written; English if there are none.

    Kana and Han count as Japanese, Cyrillic as Mongolian, Latin letters as English. A Japanese character counts twice
    because it says about as much as two letters of an alphabet: a Japanese page full of English names is Japanese.
    """
    sample = text[:SAMPLE_CHARACTERS]
    japanese = 2 * len(_JAPANESE.findall(sample))
    mongolian = len(_CYRILLIC.findall(sample))
    english = len(_LATIN.findall(sample))
    if japanese > max(mongolian, english):
        return "ja"
    return "mn" if mongolian > english else "en"
