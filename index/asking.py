"""What a question asks for – a date, a number, a person, a place – and what a sentence has to offer.

Question words are few in each language and say it reliably; the offers are read off the sentence's surface. Both
are hints among others for the ranking, which learns how much to trust them.
"""

import re
from typing import Literal

from index.documents import Language

Kind = Literal["date", "number", "person", "place"]
KINDS: tuple[Kind, ...] = ("date", "number", "person", "place")

_ASKS: dict[Language, dict[Kind, str]] = {
    "en": {
        "date": r"\b(when|what (year|date|day|month)|which (year|date|day|month)|since when|how long ago)\b",
        "number": r"\b(how (many|much|far|long|large|big|high|old)|what (percent|percentage|share|number|amount|size|length))\b",
        "person": r"\b(who|whom|whose|which (person|president|minister|premier|ambassador|wrestler))\b",
        "place": r"\b(where|which (city|town|country|province|place|square|park)|what (city|town|country|province|place))\b",
    },
    "mn": {
        "date": r"(хэзээ|хэдэн онд|хэдэн сард|аль онд|хэдэнд|хэддүгээр|\bhezee|\bkhezee|\bheden ond|\bkheden ond)",
        "number": r"(хэдэн|хэд\b|хичнээн|хэр их|\bheden|\bkheden|\bhed\b|\bkhed\b|\bhichneen|\bkhedan)",
        "person": r"(\bхэн\b|хэний|хэнтэй|хэнд|хэнийг|\bhen\b|\bkhen\b)",
        "place": r"(хаана|хаанаас|аль хот|аль аймаг|аль улс|\bhaana|\bkhaana)",
    },
    "ja": {
        "date": r"(いつ|何年|何月|何日|なんねん|何時)",
        "number": r"(何人|何本|何回|何度|何件|何社|何校|何か国|何カ国|何割|何パーセント|いくら|いくつ|どのくらい|どれくらい|どれだけ|何キロ|何年間|幾つ)",
        "person": r"(誰|だれ|どなた|何者)",
        "place": r"(どこ|何処|どちら|どの(国|都市|県|町|場所))",
    },
}
_OFFERS: dict[Kind, str] = {
    "date": r"(?<!\d)(1[0-9]|20)\d\d(?!\d)|\b(january|february|march|april|may|june|july|august|september|october|november|december)\b|月\d|сарын",
    "number": r"\d",
    "person": r"(?<![.!?] )(?<!^)\b[A-ZА-ЯӨҮЁ][a-zа-яөүёü-]+ [A-ZА-ЯӨҮЁ][a-zа-яөүёü-]+|[A-ZА-ЯӨҮЁ][a-zа-яөүё]?\. ?[A-ZА-ЯӨҮЁ]|首相|大統領|外相|大使|氏|陛下|さん",
    "place": r"\b(in|at|near|to|from) (the )?[A-Z][a-z]+|[А-ЯӨҮЁ][а-яөүё]+(д|т|оос|аас|ээс)\b|[都道府県市町村区]|ウランバートル|東京",
}  # fmt: skip
_ASKS_RE = {lang: {kind: re.compile(p) for kind, p in kinds.items()} for lang, kinds in _ASKS.items()}
_OFFERS_RE = {kind: re.compile(p, re.IGNORECASE if kind == "date" else 0) for kind, p in _OFFERS.items()}


def kinds_asked(question: str, language: Language) -> frozenset[Kind]:
    """The kinds of answer that the question's own words ask for."""
    folded = question.casefold()
    return frozenset(kind for kind, pattern in _ASKS_RE[language].items() if pattern.search(folded))


def kinds_offered(sentence: str) -> int:
    """The kinds of answer that a sentence has, as a bit set in the order of `KINDS`."""
    return sum(1 << i for i, kind in enumerate(KINDS) if _OFFERS_RE[kind].search(sentence))
