"""The language of a document's text, told by its script."""

import re
from collections.abc import Mapping

from index.documents import LANGUAGES, Language
from index.text import text_language

SAMPLE_CHARACTERS = 100_000
"""As much of a text as is looked at; a language does not change its script after that."""


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
    return max(LANGUAGES, key=lambda language: counts[language])


def _counts(text: str) -> dict[Language, int]:
    """How many letters of each language's script a text has, each counted for as much as it says."""
    sample = text[:SAMPLE_CHARACTERS]
    own = {language: text_language(language) for language in LANGUAGES}
    return {language: one.letter_weight * len(one.letters.findall(sample)) for language, one in own.items()}
