"""The names in a question: of countries, peoples and languages, and whatever is written like a name.

A question about Kazakhstan is not answered by a passage on Mongolia, however alike they are otherwise. Country and
language names come from Unicode's CLDR, by way of Babel, in each of the languages; other names show themselves by a
capital, or stand as proper nouns in the Japanese dictionary.
"""

import re
from functools import cache
from itertools import dropwhile

from index.documents import Language
from index.text.japanese import proper_nouns
from index.text.normalization import fold, skeleton
from index.text.stopwords import is_everyday, is_stop_word

_CAPITALISED = r"[A-ZА-ЯЁӨҮ][\wü-]+(?: [A-ZА-ЯЁӨҮ][\wü-]+)*"
# A sentence begins with a capital whatever its first word is. In English that word mostly asks; in Mongolian, where
# what asks comes last, it mostly is what the question is about.
_WRITTEN_LIKE_NAMES = {
    "en": re.compile(rf"(?<=[\w,;:] ){_CAPITALISED}"),
    "mn": re.compile(rf"(?:(?<=[\w,;:] )|^){_CAPITALISED}", re.MULTILINE),
}
# Whoever writes so many words or more in capitals shouts, and names nothing by them.
_SHOUTED = 3
_COUNTRY = re.compile("[A-Z]{2}")
_SHORTEST = {"en": 4, "mn": 4, "ja": 2}


def names(question: str, language: Language) -> list[str]:
    """The names in a question, folded; a name may be several words."""
    folded = fold(question)
    found = [fold(name) for name in _written_like_names(question, language)]
    if language == "mn":
        words = re.findall(r"[^\W\d_]+", folded)
        line = " ".join(map(skeleton, words))
        # The name as it was typed, with its case ending: what the words of the query are called.
        for match in _countries(language).finditer(line):
            first = line[: match.start()].count(" ")
            found.append(" ".join(words[first : first + 1 + match[0].count(" ")]))
    else:
        found += [match[0] for match in _countries(language).finditer(folded)]
    return list(dict.fromkeys(found))


def _written_like_names(question: str, language: Language) -> list[str]:
    if language == "ja":
        return proper_nouns(question)
    if question.isupper() and len(question.split()) >= _SHOUTED:
        return []
    runs = [name.split() for name in _WRITTEN_LIKE_NAMES[language].findall(question)]
    named = [dropwhile(lambda word: _is_common(fold(word), language), run) for run in runs]
    return list(filter(None, map(" ".join, named)))


def _is_common(word: str, language: Language) -> bool:
    return is_stop_word(word, language) or is_everyday(word, language)


@cache
def _countries(language: Language) -> re.Pattern[str]:
    from babel import Locale
    from babel.languages import get_official_languages

    locale = Locale.parse(language)
    countries = {str(code): str(name) for code, name in locale.territories.items() if _COUNTRY.fullmatch(str(code))}
    spoken = {code for country in countries for code in get_official_languages(country, regional=False)}
    languages = [str(name) for code, name in locale.languages.items() if code in spoken]
    folded = {fold(name).removesuffix("語") for name in [*countries.values(), *languages]}
    known = sorted((name for name in folded if len(name) >= _SHORTEST[language]), key=lambda name: (-len(name), name))
    if language == "mn":
        return re.compile(
            r"\b(" + "|".join(re.escape(" ".join(map(skeleton, name.split()))) for name in known) + r")\w*"
        )
    alternatives = "|".join(map(re.escape, known))
    return re.compile(alternatives if language == "ja" else rf"\b({alternatives})\b")
