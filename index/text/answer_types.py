"""What a question asks for – a date, a sum of money, a person – and what a sentence has to offer.

Question words are few in each language and say it reliably; the offers are read off the sentence's surface. Both are
hints among others for the ranking, which learns how much to trust them.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from index.documents import Language
from index.text.normalization import fold, skeleton

Kind = Literal["date", "money", "share", "measure", "number", "person", "place"]
KINDS: tuple[Kind, ...] = ("date", "money", "share", "measure", "number", "person", "place")

# In Mongolian a word stands for all words that begin like it, in either script.
_ASKS: dict[Language, dict[Kind, str]] = {
    "en": {
        "date": r"when|what (year|date|day|month)|which (year|date|day|month)|since when|how long ago|deadline",
        "money": r"how much(?! (of|time))|how many (yen|dollars|tugriks)|cost|price|what (amount|sum)"
        r"|how big a (loan|grant)",
        "share": r"percent|percentage|(what|which) (share|fraction|proportion)|how much of",
        "measure": r"how (far|long|big|large|high|wide)|what (length|size|distance)|distance|length",
        "number": r"how many|(what|the) number of",
        "person": r"who|whom|whose|(what|which) (?!(?:do|did|does|has|have|had|is|are|was|were|will|can|could|should) )"
        r"([a-z]+ )?(person|president|minister|premier|ambassador|wrestler)",
        "place": r"where|(what|which) ([a-z]+ )?(city|town|country|province|place|square|park)",
    },
    "mn": {
        "date": "хэзээ|хэдэн онд|хэдэн сард|аль онд|хэдэнд|хэддүгээр|хэдний өдөр",
        "money": "хэдэн иен|хэдэн төгрөг|хэдэн доллар|хэдэн ам|хичнээн иен|хичнээн мөнгө|хичнээн төгрөг|хичнээн доллар"
        "|хэдий хэмжээ|ямар хэмжээ|хэдийг зээл|мөнгө|үнэ вэ",
        "share": "хэдэн хувь|хичнээн хувь|хэчнээн хувь",
        "measure": "хэдэн км|хэдэн километр|хэдэн метр|хэдэн жил|хэдэн минут|хэдэн өдөр|хэр хол|хэр урт|хэр удаан",
        "number": "хэд|хичнээн|хэчнээн|тоо",
        "person": "хэн|хэний|хэнтэй|хэнд",
        "place": "хаана|аль хот|аль аймаг|аль улс|аль газар|хааш",
    },
    "ja": {
        "date": r"いつ|何年(?!間|かけ)|なんねん(?!かん)|何月|何日(?!間)|何時(?!間)|期限|締め?切",
        "money": r"いくら|金額|総額|費用|値段|何億?円|何ドル|お金|料金",
        "share": r"何割|何パーセント|割合|何[%％]|何分の",
        "measure": r"何キロ|何メートル|何年間|なんねんかん|何年かけ|何分(?!の)|何時間|何日間|距離|長さ"
        r"|(どの|どれ)くらい(の長さ|離れ|かか)",
        "number": r"何(人|名|本|回|度|件|社|校|か国|カ国|ヶ国|か所|頭|台|床|便|種類|章|条|冊|機|歳)"
        r"|いくつ|幾つ|人数|(どの|どれ)くらい|どれだけ"
        r"|数は",
        "person": r"誰|だれ|どなた|何者",
        "place": r"どこ|何処|どちら|どの(国|都市|県|町|場所|州|会社)",
    },
}
_MONTH = "(january|february|march|april|may|june|july|august|september|october|november|december)"
_DATES = rf"(?<!\d)(1[0-9]|20)\d\d(?!\d)|\b{_MONTH}\b|\d+ ?月|\d+ ?(?:дүгээр|дугаар)? ?сар"
_ANY_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}} {_MONTH}"
    r"|\d+ ?[年月日]|(?<!\d)(1[0-9]|20)\d\d(?!\d)|\d+ ?(?:дүгээр|дугаар)? ?сар(?:ын \d+)?",
    re.IGNORECASE,
)
_UNITS = (
    r"km|m|kilomet\w+|met(?:er|re)s?|hectares?|years?|months?|days?|hours?|minutes?"
    r"|км|метр|га|жил|сар|өдөр|цаг|минут|キロ|メートル|ヘクタール|年間|か月|日間|時間|分"
)
_OFFERS: dict[Kind, str] = {
    "date": _DATES,
    "money": r"\b(yen|dollars?|tugriks?|usd)\b|[$¥円]|ドル|トゥグルク|иен|доллар|төгрөг",
    "share": r"percent|per cent|[%％割]|パーセント|хув[ьи]|quarter|half|third|дөрөвний",
    "measure": rf"\d(?:[\d.,]*) ?(?:{_UNITS})(?![a-z])"
    rf"|\b(two|three|four|five|six|seven|eight|nine|ten|гурван|дөрвөн|таван|арван) (?:{_UNITS})",
    "number": r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve)\b"
    r"|\b(хоёр|гурав|гурван|дөрвөн|таван|зургаан|арван)\b|[二三四五六七八九十]",
    "person": r"(?<![.!?] )(?<!^)\b[A-ZА-ЯӨҮЁ][a-zа-яөүёü-]+ [A-ZА-ЯӨҮЁ][a-zа-яөүёü-]+"
    r"|\b[A-ZА-ЯӨҮЁ][a-zа-яөүё]?\. ?[A-ZА-ЯӨҮЁ]|首相|大統領|外相|大臣|大使|氏|陛下|さん",
    "place": r"\b(in|at|near|to|from) (the )?[A-Z][a-z]+|[А-ЯӨҮЁ][а-яөүё]+(д|т|оос|аас|ээс)\b"
    r"|[都道府県市町村区]|ウランバートル|東京",
}
_OFFERS_RE = {kind: re.compile(p, 0 if kind in {"person", "place"} else re.IGNORECASE) for kind, p in _OFFERS.items()}

_FOCUS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "en": (
        re.compile(
            r"\b(?:which|what|whose|how many|how much)\s+(?:(?:is|are|was|were|does|do|did|has|have|the|of)\s+)?"
            r"(?:(?:the|a|an)\s+)?([a-z-]+)(?:\s+(?:of|for)\s+(?:the\s+)?([a-z-]+))?"
        ),
    ),
    "mn": (
        re.compile(r"\b(?:аль|ямар|хэдэн|хичнээн|хэчнээн)\s+(\w+)"),
        re.compile(r"(\w+)\s+(?:нь\s+)?(?:хэд|хэн|юу|ямар|хаана|хэзээ)\b"),
    ),
    "ja": (
        re.compile(r"([\u3005\u30a1-\u30fc\u4e00-\u9fff]+)(?:は|って)[^は]{0,8}$"),
        re.compile(r"(?:どの|何人の|何の|どんな)([\u3005\u30a1-\u30fc\u4e00-\u9fff]+)"),
    ),
}


def kinds_asked(question: str, language: Language) -> frozenset[Kind]:
    """The kinds of answer that the question's own words ask for."""
    text = fold(question)
    if language == "mn":
        text = " ".join(map(skeleton, re.findall(r"\w+", text)))
    return frozenset(kind for kind, pattern in _asks(language).items() if pattern.search(text))


def kinds_offered(sentence: str) -> int:
    """The kinds of answer that a sentence has, as a bit set in the order of `KINDS`.

    The figures of a date are no number.
    """
    undated = _ANY_DATE.sub(" ", sentence)
    texts = {kind: undated if kind in {"number", "measure"} else sentence for kind in KINDS}
    return as_bits(kind for kind in KINDS if _OFFERS_RE[kind].search(texts[kind]))


def as_bits(kinds: Iterable[Kind]) -> int:
    """Kinds as a bit set, in the order of `KINDS`."""
    return sum(1 << KINDS.index(kind) for kind in kinds)


def focus(question: str, language: Language) -> list[str]:
    """The things that the question is about, as its question words point to them: *airlines* in "which airlines …"."""
    text = fold(question)
    return [
        thing for pattern in _FOCUS[language] for match in pattern.finditer(text) for thing in match.groups() if thing
    ]


@cache
def _asks(language: Language) -> dict[Kind, re.Pattern[str]]:
    patterns = _ASKS[language]
    if language == "mn":
        phrases = {
            kind: [" ".join(map(skeleton, phrase.split())) for phrase in p.split("|")] for kind, p in patterns.items()
        }
        return {kind: re.compile(r"\b(" + "|".join(found) + ")") for kind, found in phrases.items()}
    border = r"\b" if language == "en" else ""
    return {kind: re.compile(f"{border}({p}){border}") for kind, p in patterns.items()}
