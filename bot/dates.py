"""Dates as people write them."""

import re
from datetime import date
from typing import Final, Literal

from index import Language

# Locale, style of a whole date, and skeleton of a month, as near to how the fact sheets write them as CLDR comes.
_STYLES: Final[dict[Language, tuple[str, Literal["long", "medium"], str]]] = {
    "en": ("en_GB", "long", "yMMMM"),
    "mn": ("mn", "medium", "yMMM"),
    "ja": ("ja", "long", "yMMMM"),
}
_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def readable_date(iso: str, language: Language) -> str:
    """Write an ISO 8601 date (`2022`, `2022-12` or `2022-12-09`) out in a language; anything else stays what it is."""
    from babel.dates import format_date, format_skeleton

    found = _ISO.fullmatch(iso)
    if found is None:
        return iso
    year, month, day = found.groups()
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return iso
    locale, style, skeleton = _STYLES[language]
    if day:
        written = format_date(whole, style, locale=locale)
    else:
        written = format_skeleton(skeleton if month else "y", whole, locale=locale)
    # Phones draw the narrow space of CLDR so narrow that words run together.
    return written.replace("\u202f", " ")
