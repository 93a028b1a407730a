"""What the bot says to people, in their language.

Messages stand in the code in English, as `_("…")`, or `N_("…")` where they are only named. Translations are gettext
catalogues in `bot/locales`, read as they are: there is nothing to compile. After a change, bring them up to date with
Babel and translate what is new; a test fails on a message that is missing or stale::

    pybabel extract --no-location --omit-header --width 120 -o /tmp/bot.pot bot
    pybabel update --no-fuzzy-matching --ignore-obsolete --width 120 -D bot -i /tmp/bot.pot -d bot/locales
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index import LANGUAGES, Language

LOCALES: Final = Path(__file__).parent / "locales"
DEFAULT_LANGUAGE: Final[Language] = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated later
    """Mark a message for the catalogues."""
    return message


IN_LANGUAGE: Final[Mapping[Language, str]] = {
    "en": N_("This document is in English."),
    "mn": N_("This document is in Mongolian."),
    "ja": N_("This document is in Japanese."),
}
"""What is said where a passage is in another language than the question."""
SPEAKS: Final = N_("I speak English, Mongolian and Japanese.")
LANGUAGE_NAMES: Final[Mapping[Language, str]] = {"en": "English", "mn": "Монгол", "ja": "日本語"}


@dataclass(frozen=True, slots=True)
class Texts:
    """The messages of one language; conventionally named `_` where it is used."""

    language: Language
    messages: Mapping[str, str]

    def __call__(self, message: str) -> str:
        """Translate a message; English is what it is written in."""
        return self.messages.get(message, message)


@cache
def texts(language: Language) -> Texts:
    """Give the messages of a language."""
    if language == DEFAULT_LANGUAGE:
        return Texts(language, {})
    from babel.messages.pofile import read_po

    with (LOCALES / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    return Texts(
        language, {str(message.id): str(message.string) for message in catalog if message.id and message.string}
    )


def language_of_code(code: str | None) -> Language | None:
    """Give the language of a Telegram `language_code` such as `ja` or `mn-MN`, if the bot speaks it."""
    spoken = (code or "").partition("-")[0].lower()
    return next((language for language in LANGUAGES if language == spoken), None)
