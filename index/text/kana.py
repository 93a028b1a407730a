"""What Japanese is written in, and what it sounds like: scripts told apart, readings brought to one form."""

import re
import unicodedata
from functools import cache
from itertools import combinations

from index.text.normalization import katakana

_KANJI = re.compile(r"[\u3005\u3400-\u9fff]")
_HIRAGANA = re.compile(r"[\u3041-\u3096\u30fc]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
_JAPANESE = re.compile(r"[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff]+")
# Characters that are taken for each other by their looks, whatever they sound like.
_LOOK_ALIKE = """
    力カ 口ロ 工エ 卜ト 夕タ へヘ りリ 才オ 木ホ 木本 暑署 氏民 使便 島鳥 値直植置 借惜措錯釈
    標票漂 防坊妨訪 械戒 皇王玉 環還 協脇 農濃 待持侍特 末未 士土 大太犬 間問聞 績積債 輸論輪
    貿質貨 険検験倹 微徴 遺遣 墓基募 因困囚 候侯 援暖緩 復複腹 講構購溝 議義儀 策築 象像 設説
    則測側 祭際察 歓観勧 住往 衛衝 備傭 投役没 石右 官宮 紹招昭 博薄簿 領頒 徒従 約的 料科
    隊墜 鉱鋼 壊懐 勤勧 密蜜
"""
_MARKS = str.maketrans("ァィゥェォッャュョヮヵヶヲヴ", "アイウエオツヤユヨワカケオウ", "ー\u3099\u309a")


def kanji(text: str) -> list[str]:
    """The kanji of a text, in order."""
    return _KANJI.findall(text)


def hiragana(text: str) -> list[str]:
    """The hiragana of a text, in order, long marks among them."""
    return _HIRAGANA.findall(text)


def has_kana(text: str) -> bool:
    """Whether a text has hiragana or katakana."""
    return bool(_HIRAGANA.search(text) or _KATAKANA.search(text))


def is_hiragana(text: str) -> bool:
    """Whether all of a text is hiragana."""
    return len(_HIRAGANA.findall(text)) == len(text)


def is_katakana(text: str) -> bool:
    """Whether all of a text is katakana."""
    return len(_KATAKANA.findall(text)) == len(text)


def is_japanese(text: str) -> bool:
    """Whether all of a text is kana or kanji."""
    return bool(_JAPANESE.fullmatch(text))


def spoken(reading: str) -> str:
    """A reading in katakana as it is heard: 日本 either way, and ヂ as ジ."""
    return reading.replace("ニッポン", "ニホン").replace("ヂ", "ジ").replace("ヅ", "ズ")


def drawn_in(reading: str) -> str:
    """A reading without its long marks."""
    return reading.replace("ー", "")


def voicing(reading: str) -> int:
    """How many marks of voicing a reading has."""
    return sum(map(unicodedata.normalize("NFD", reading).count, "\u3099\u309a"))


def sound(reading: str) -> str:
    """A reading without what slips leave off or put on: marks of voicing, long marks, small kana for large."""
    return unicodedata.normalize("NFD", katakana(spoken(reading))).translate(_MARKS)


def look_alike(one: str, other: str) -> bool:
    """Whether two characters are easily taken for each other by their looks."""
    return frozenset((one, other)) in _look_alikes()


@cache
def _look_alikes() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in _LOOK_ALIKE.split() for pair in combinations(group, 2))
