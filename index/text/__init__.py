"""Text as it is written in each language. What is a language's own is one object, which `text_language` gives."""

from index.documents import Language
from index.text.english import ENGLISH
from index.text.japanese import JAPANESE
from index.text.language import TextLanguage
from index.text.mongolian import MONGOLIAN

_LANGUAGES: dict[Language, TextLanguage] = {own.code: own for own in (ENGLISH, MONGOLIAN, JAPANESE)}


def text_language(code: Language) -> TextLanguage:
    """What is a language's own."""
    return _LANGUAGES[code]
