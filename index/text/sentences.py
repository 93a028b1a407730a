"""Where sentences begin and end, in English, Mongolian and Japanese."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from index.documents import LANGUAGES, Language
from index.text import text_language

TERMINAL = ".!?…。！？．｡"
CLOSING = "\"'”’»)]）」』】〉》"

MOST_BRACKETED = 300
"""A quotation or bracket up to this many characters is one unit; a longer one is cut at its own sentences."""

_BORDER = re.compile(rf"[{re.escape(TERMINAL)}]+(?:[{re.escape(CLOSING)}]|\[\d+\])*|\n+")
_WIDE = frozenset("。！？．｡")
_PAIRS = {"(": ")", "[": "]", "（": "）", "「": "」", "『": "』", "【": "】", "“": "”", "«": "»"}
_BRACKET = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_PAIRS.values())) + "]")
_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")
# What goes on with a Japanese sentence after a quotation that ends in a full stop: 「…。」と述べた.
_PARTICLE = re.compile(r"(?:と|って|は|が|を|に|の|も|で|など|や|へ|か|だ|、|，)")
_QUOTING = re.compile(r"(?:と|って)")
_LAST_TOKEN = re.compile(r"[^\s\"“(«「『（\[]+$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘(«\[「（]*(\w+)(\.?)")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}|[^\W\d_]|Ts|Kh|Ch|Sh|Dz|Zh|Gh|Ya|Yo|Yu|Ye")

# A text may name the companies, titles and dates of another language.
NEVER_LAST, BEFORE_NUMBER, COMPANIES, OPENERS = (
    frozenset(" ".join(words).split())
    for words in zip(*(text_language(code).sentence_ends for code in LANGUAGES), strict=True)
)


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences of `text`, in order and without overlap.

    All of the text but white space is inside some span, and no span begins or ends with white space. A line break is
    always a border, so a list is one sentence an item. In doubt, two sentences stay one.
    """
    spans = []
    begin = 0
    for border in _borders(text, language):
        if span := _trimmed(text, begin, border):
            spans.append(span)
        begin = border
    if span := _trimmed(text, begin, len(text)):
        spans.append(span)
    return spans


def _borders(text: str, language: Language) -> Iterator[int]:
    units = _bracketed(text)
    starts = [start for start, _ in units]
    begin = 0
    for mark in _BORDER.finditer(text):
        unit = bisect_right(starts, mark.start()) - 1
        inside = unit >= 0 and mark.end() <= units[unit][1]
        if text[mark.start()] == "\n" or (not inside and _ends_sentence(text, begin, mark, language)):
            yield mark.end()
            begin = mark.end()


def _bracketed(text: str) -> list[tuple[int, int]]:
    """Return the outermost (offset of opening, offset of closing) pairs that are short enough to be one unit."""
    stack: list[tuple[str, int]] = []
    units: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(text):
        if closing := _PAIRS.get(bracket[0]):
            stack.append((closing, bracket.start()))
            continue
        # An opening bracket that is never closed must not hide the pairs around it; eight are more than anyone nests.
        for depth in range(1, min(8, len(stack)) + 1):
            if stack[-depth][0] == bracket[0]:
                start = stack[-depth][1]
                del stack[-depth:]
                if bracket.start() - start <= MOST_BRACKETED and "\n" not in text[start : bracket.start()]:
                    while units and units[-1][0] > start:
                        units.pop()
                    units.append((start, bracket.start()))
                break
    return units


def _ends_sentence(text: str, begin: int, mark: re.Match[str], language: Language) -> bool:
    end = mark.end()
    following = text[end : end + 1]
    if not following:
        return True
    if not _WIDE.isdisjoint(mark[0]):
        continues = _PARTICLE if mark[0][-1] not in TERMINAL else _QUOTING if mark[0][-1] in "！？" else None
        return continues is None or not continues.match(text, end)
    if not following.isspace():
        # Japanese typed with half-width marks: 「始まりますか?はい」.
        return bool(_CJK.match(following) and _CJK.match(text[mark.start() - 1 : mark.start()]) and mark[0][0] in "!?.")
    word = _NEXT_WORD.match(text, end, end + 60)
    if word is None:
        return True
    if word[1][0].islower():
        return False
    return mark[0][0] != "." or mark[0].startswith("..") or _full_stop(text, begin, mark.start(), word, language)


def _full_stop(text: str, begin: int, dot: int, following: re.Match[str], language: Language) -> bool:
    """Tell whether the dot is a full stop, and not part of an abbreviation, an initial or a list's number."""
    last = _LAST_TOKEN.search(text[max(begin, dot - 24) : dot])
    token = last[0] if last else ""
    word = token.lower().rstrip(".")
    if word in NEVER_LAST or (word in BEFORE_NUMBER and following[1][0].isdigit()):
        return False
    if token.isdigit() and len(token) <= 3 and not text[begin : dot - len(token)].strip():
        return False
    # Without spaces there are no words to tell an initial from; Latin letters in such a text are initials of names.
    if word in COMPANIES or _INITIALS.fullmatch(token):
        return text_language(language).spaced and following[1].lower() in OPENERS and not following[2]
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(stripped)
