"""The language of a document's text, told by its script."""

import re
from collections.abc import Mapping

from index.documents import Language

SAMPLE_CHARACTERS = 100_000
"""As much of a text as is looked at; a language does not change its script after that."""

_JAPANESE = re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


_NAMES: Mapping[str, Language] = {
    **dict.fromkeys(("en", "eng", "english", "англи", "英語", "англи хэл"), "en"),
    **dict.fromkeys(("mn", "mon", "khk", "mongolian", "монгол", "монгол хэл", "モンゴル語"), "mn"),
    **dict.fromkeys(("ja", "jp", "jpn", "japanese", "япон", "япон хэл", "日本語"), "ja"),
}
LEAST_LETTERS = {0.8: 40, 0.95: 15}
"""By their share, so many letters of another script make a paragraph one of another language; fewer are a name."""


def named_language(name: str) -> Language | None:
    """The language that a document names, as people and programs write it: `en`, `en-US`, `English`, `日本語`."""
    plain = name.strip().lower()
    return _NAMES.get(plain) or _NAMES.get(re.split("[-_]", plain)[0])


def language_of_paragraph(text: str, main: Language) -> Language:
    """The language of a paragraph in a document that is mostly in another one."""
    counts = _counts(text)
    language = language_of(text)
    letters = counts[language]
    clear = any(letters >= least and letters >= share * sum(counts.values()) for share, least in LEAST_LETTERS.items())
    return language if clear else main


def language_of(text: str) -> Language:
    """Return the language in whose script most letters of `text` are written; English if there are none.

    Kana and Han count as Japanese, Cyrillic as Mongolian, Latin letters as English. A Japanese character counts twice
    because it says about as much as two letters of an alphabet: a Japanese page full of English names is Japanese.
    """
    counts = _counts(text)
    if counts["ja"] > max(counts["mn"], counts["en"]):
        return "ja"
    return "mn" if counts["mn"] > counts["en"] else "en"


def _counts(text: str) -> dict[Language, int]:
    sample = text[:SAMPLE_CHARACTERS]
    return {
        "en": len(_LATIN.findall(sample)),
        "mn": len(_CYRILLIC.findall(sample)),
        "ja": 2 * len(_JAPANESE.findall(sample)),
    }
