"""The language of a document's text, told by its script."""

from index.documents import LANGUAGES, Language
from index.text import text_language

SAMPLE_CHARACTERS = 100_000
"""As much of a text as is looked at; a language does not change its script after that."""


def language_of(text: str) -> Language:
    """Return the language in whose script most letters of `text` are written; English if there are none.

    Kana and Han count as Japanese, Cyrillic as Mongolian, Latin letters as English. A Japanese character counts twice
    because it says about as much as two letters of an alphabet: a Japanese page full of English names is Japanese.
    """
    sample = text[:SAMPLE_CHARACTERS]

    def written(code: Language) -> int:
        own = text_language(code)
        return own.letter_weight * len(own.letters.findall(sample))

    return max(LANGUAGES, key=written)
