"""Japanese: what a dictionary finds in text without spaces, and pairs of characters.

Character n-grams find everything and understand nothing; a dictionary knows that 総理大臣 is a word, and that お相撲
and おすもう are 相撲. Both are indexed. Sudachi's small dictionary, its finest split, its normalised forms (Takaoka et
al. 2018).
"""

import re
import threading
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from index.text.language import PassageSizes, QuestionForms, SentenceEnds, TextLanguage

# What a pair of characters weighs: of two that are hiragana or stand in no content word, of a mixed pair, of kanji or
# katakana in content words.
KANA_WEIGHT, MIXED_WEIGHT, NOUN_WEIGHT = 0.05, 0.15, 0.5
# A word of the dictionary: together with its pairs of characters, which say it again, it is one word.
DICTIONARY_WEIGHT = 0.5
DICTIONARY_MARK = "#"
KEPT = 1024
"""Texts whose analysis is kept: each language's index asks for that of the same question, for words and for marks."""

STRETCH = r"\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff"
"""The characters of Japanese words, as a class of a pattern."""
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_DOT = re.compile(r"(?<=[\u30a1-\u30fa\u30fc])[・=](?=[\u30a1-\u30fa])")

# Parts of speech that carry a sentence's matter.
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞", "副詞"})
_FUNCTION = frozenset({"助詞", "助動詞", "感動詞", "代名詞"})
_NUMERAL = "数詞"
# Content words that say nothing of a question's matter: light verbs, formal nouns, and what asks.
_EMPTY = frozenset({
    "御", "為る", "居る", "有る", "成る", "事", "こと", "物", "者", "方", "為", "様", "位", "迄", "出来る", "無い",
    "何", "誰", "いつ", "何時", "どこ", "何処", "どちら", "何故", "幾つ", "幾ら", "何の", "どう", "どれ",
    "此れ", "其れ", "此の", "其の", "彼の", "あの",
    "教える", "下さる", "言う", "貰う", "くれる", "呉れる", "仰る", "知る", "さ",
    # What is said around a question: to ask, to be told, to hear, to understand; somehow, about, perhaps, by the way.
    "頂く", "欲しい", "願う", "御願い", "宜しい", "宜しく", "御座る", "存ずる", "存じる", "御存知", "存知",
    "聞く", "伺う", "尋ねる", "分かる", "詳しい", "一寸", "若し", "抑", "一体", "如何", "積もり",
    "もっと", "因み", "取り敢えず", "多分", "恐らく", "矢張り", "大体", "凡そ", "結局", "そう",
})  # fmt: skip

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first of each era."""
_ERA_YEAR = re.compile(rf"({'|'.join(ERAS)})(\d{{1,2}}|元)年")
_MYRIADS = re.compile(r"(\d+(?:\.\d+)?)([万億兆])(?:(\d+)(万))?(\d{1,4})?(?!\d)")
_MYRIAD = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_KANJI_UNIT = {"十": 10, "百": 100, "千": 1000}
_KANJI_NUMBER = re.compile(r"[〇一二三四五六七八九十百千]+(?=[年月日人本回億万円名社校か国カヶつ度歳頭台件割時分間])")

_QUESTIONS = QuestionForms(
    points_back=re.compile(
        r"^(では|じゃあ|じゃ|それで|そして|あと|また|他に|ほかに|もっと|詳しく|くわしく"
        r"|なぜ|どうして|いつ|どこ|誰|だれ|何|いくら|どのくらい|どれくらい)"
        r"|(それ|これ|その|この|そこ|そちら|彼|彼女|あの|同じ)"
    ),
    to_the_bot=re.compile(r"あなた|貴方|君[はがの]|きみ[はがの]|お前|おまえ"),
    phrased=re.compile(r"(か|かな|の|は|って)$"),
    leads_over=re.compile(r"[:：]|(?:けれども|けれど|けど|ので|から|が)、"),
    asks_too=re.compile(r"(?:教|おし)えて|知りたい|どう|(?:下|くだ)さい|(?:だろ|でしょ)う|っけ"),
)

# A tokenizer refuses to be used by two threads at once; the dictionary is shared.
_own = threading.local()


def content_words(text: str) -> list[str]:
    """The content words of a text in their normalised form, in order."""
    return [morpheme.form for morpheme in _morphemes(text) if morpheme.content]


def content_marks(text: str) -> list[bool]:
    """For each character of a text, whether it may matter: False in particles, in endings and in what asks."""
    marks = [True] * len(text)
    for morpheme in _morphemes(text):
        if morpheme.empty:
            marks[morpheme.start : morpheme.end] = [False] * (morpheme.end - morpheme.start)
    return marks


def word_borders(text: str) -> set[int]:
    """The places in a text where a word begins or ends."""
    return {place for morpheme in _morphemes(text) for place in (morpheme.start, morpheme.end)}


def stretch_terms(stretch: str) -> list[str]:
    """All terms of a stretch of Japanese characters: each, each pair, and the words that the dictionary finds."""
    return [*stretch, *map("".join, pairwise(stretch)), *_dictionary_terms(stretch)]


def stretch_words(stretch: str) -> list[tuple[str, float]]:
    """The terms by which a stretch is searched for, with the importance of each; none in one that has no matter.

    They are the words that the dictionary finds, and the pairs of characters: these meet what is spelt otherwise.
    """
    marks = content_marks(stretch)
    if not any(marks):
        return []
    spans = [(i, i + 2) for i in range(len(stretch) - 1)] or [(0, 1)]
    grams = [(stretch[start:end], marks[start:end]) for start, end in spans if any(marks[start:end])]
    words = [(term, DICTIONARY_WEIGHT) for term in _dictionary_terms(stretch)]
    return words + [(gram, _importance(gram, content)) for gram, content in grams]


def without_dots(text: str) -> str:
    """The text with words in katakana joined that a dot parts."""
    return _DOT.sub("", text)


def with_digits(text: str) -> str:
    """The text with numbers in kanji as digits, where a counter follows them."""
    return _KANJI_NUMBER.sub(lambda number: str(_kanji_value(number[0])), text)


class _Morpheme(NamedTuple):
    """A word `text[start:end]`, its normalised form, whether it carries matter and whether it says nothing of it."""

    start: int
    end: int
    form: str
    content: bool
    empty: bool


@lru_cache(KEPT)
def _morphemes(text: str) -> tuple[_Morpheme, ...]:
    found = []
    for morpheme in _tokenizer().tokenize(text):
        part, kind, *_ = morpheme.part_of_speech()
        form = morpheme.normalized_form()
        content = part in _CONTENT and kind != _NUMERAL and form not in _EMPTY
        found.append(_Morpheme(morpheme.begin(), morpheme.end(), form, content, part in _FUNCTION or form in _EMPTY))
    return tuple(found)


def _dictionary_terms(stretch: str) -> list[str]:
    return [DICTIONARY_MARK + word for word in content_words(stretch)]


def _importance(gram: str, content: list[bool]) -> float:
    """That of one character or two, `content` telling which belong to content words."""
    hiragana = [bool(_HIRAGANA.match(character)) for character in gram]
    weak = sum(soft or not matters for soft, matters in zip(hiragana, content, strict=True))
    return (NOUN_WEIGHT, KANA_WEIGHT if len(gram) == 1 else MIXED_WEIGHT, KANA_WEIGHT)[weak]


def _date(year: int, month: int, day: int) -> str:
    return f"{year}年{month}月{day}日"


def _figures(text: str) -> str:
    return _MYRIADS.sub(_myriads, _ERA_YEAR.sub(_common_year, text))


def _common_year(match: re.Match[str]) -> str:
    """`令和6年` and `令和元年` in the common era."""
    return f"{ERAS[match[1]] + (1 if match[2] == '元' else int(match[2]))}年"


def _myriads(match: re.Match[str]) -> str:
    """`1億3000万` and `1万6123` in plain digits."""
    value = float(match[1]) * _MYRIAD[match[2]] + int(match[3] or 0) * 10**4 + int(match[5] or 0)
    return str(round(value))


def _kanji_value(numeral: str) -> int:
    if not any(c in _KANJI_UNIT for c in numeral):
        return int("".join(str(_KANJI_DIGIT[c]) for c in numeral))
    total, digit = 0, 0
    for c in numeral:
        if c in _KANJI_UNIT:
            total += (digit or 1) * _KANJI_UNIT[c]
            digit = 0
        else:
            digit = _KANJI_DIGIT[c]
    return total + digit


def _tokenizer() -> Any:
    from sudachipy import SplitMode

    if not hasattr(_own, "tokenizer"):
        _own.tokenizer = _dictionary().tokenizer(mode=SplitMode.A)
    return _own.tokenizer


@cache
def _dictionary() -> Any:
    from sudachipy.dictionary import Dictionary

    return Dictionary(dict="small")


JAPANESE = TextLanguage(
    code="ja",
    letters=re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d]"),
    passage=PassageSizes(most=400, fragment=25, joined=220),
    sentence_ends=SentenceEnds(),
    questions=_QUESTIONS,
    date=_date,
    figures=_figures,
    letter_weight=2,
    spaced=False,
)
