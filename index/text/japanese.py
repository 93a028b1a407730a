"""Japanese words: what a dictionary finds in text without spaces, in one spelling each.

Character n-grams find everything and understand nothing; a dictionary knows that 総理大臣 is a word, and that お相撲
and おすもう are 相撲. Both are indexed (`index.text.words`). Sudachi's small dictionary, its finest split,
its normalised forms (Takaoka et al. 2018).
"""

import threading
from functools import cache
from typing import Any

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

# A tokenizer refuses to be used by two threads at once; the dictionary is shared.
_own = threading.local()


def content_words(text: str) -> list[str]:
    """The content words of a text in their normalised form, in order."""
    return [morpheme.normalized_form() for morpheme in _tokenizer().tokenize(text) if _is_content(morpheme)]


def content_marks(text: str) -> list[bool]:
    """For each character of a text, whether it may matter: False in particles, in endings and in what asks."""
    marks = [True] * len(text)
    for morpheme in _tokenizer().tokenize(text):
        if morpheme.part_of_speech()[0] in _FUNCTION or morpheme.normalized_form() in _EMPTY:
            marks[morpheme.begin() : morpheme.end()] = [False] * (morpheme.end() - morpheme.begin())
    return marks


def word_borders(text: str) -> set[int]:
    """The places in a text where a word begins or ends."""
    return {place for morpheme in _tokenizer().tokenize(text) for place in (morpheme.begin(), morpheme.end())}


def _is_content(morpheme: Any) -> bool:
    return (
        morpheme.part_of_speech()[0] in _CONTENT
        and morpheme.part_of_speech()[1] != _NUMERAL
        and morpheme.normalized_form() not in _EMPTY
    )


def _tokenizer() -> Any:
    from sudachipy import SplitMode

    if not hasattr(_own, "tokenizer"):
        _own.tokenizer = _dictionary().tokenizer(mode=SplitMode.A)
    return _own.tokenizer


@cache
def _dictionary() -> Any:
    from sudachipy.dictionary import Dictionary

    return Dictionary(dict="small")
