"""Fonts for what the bot draws: found on the computer, each letter in one that has it, so that nobody sees a box."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import BotError
from index import Language

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# File names, best first. DejaVu Sans comes with matplotlib, so Latin and Cyrillic (with Mongolian's ө and ү) are
# always there; Japanese is where the system has it.
BOLD: Final = ("DejaVuSans-Bold.ttf",)
REGULAR: Final = ("DejaVuSans.ttf",)
JAPANESE_BOLD: Final = (
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJKjp-Bold.otf",
    "NotoSansJP-Bold.otf",
    "NotoSansJP-Bold.ttf",
    "NotoSansJP[wght].ttf",
    "ヒラギノ角ゴシック W6.ttc",
    "YuGothB.ttc",
    "meiryob.ttc",
)
JAPANESE: Final = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKjp-Regular.otf",
    "NotoSansJP-Regular.otf",
    "NotoSansJP-Regular.ttf",
    "ヒラギノ角ゴシック W3.ttc",
    "YuGothM.ttc",
    "meiryo.ttc",
    "ipaexg.ttf",
    "ipag.ttf",
    "TakaoPGothic.ttf",
    "VL-Gothic-Regular.ttf",
)
HOW_TO_GET: Final = "install a Japanese font, in Debian: apt-get install fonts-noto-cjk"


class FontError(BotError):
    """No font on this computer has some letter."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters side by side in one font file."""

    text: str
    file: Path


class Typeface:
    """Font files, best first: a letter is drawn in the first that has it."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = tuple(files)

    def runs(self, text: str) -> list[Run]:
        """Cut a text by font. Raises FontError for a letter that none of them has."""
        runs: list[Run] = []
        for letter in text:
            file = self._file_for(letter, runs[-1].file if runs else None)
            if runs and runs[-1].file == file:
                runs[-1] = Run(runs[-1].text + letter, file)
            else:
                runs.append(Run(letter, file))
        return runs

    def _file_for(self, letter: str, before: Path | None) -> Path:
        # A space goes with its word, a mark with its letter.
        if before and (letter.isspace() or unicodedata.combining(letter)) and ord(letter) in _letters(before):
            return before
        for file in self.files:
            if ord(letter) in _letters(file):
                return file
        name = unicodedata.name(letter, f"U+{ord(letter):04X}")
        raise FontError(f"no font on this computer has {letter} ({name}); {HOW_TO_GET}")


def typeface(language: Language, *, bold: bool = False) -> Typeface:
    """Give the fonts for a language, the other languages' after them."""
    latin, japanese = (BOLD, (*JAPANESE_BOLD, *JAPANESE)) if bold else (REGULAR, JAPANESE)
    order = (*japanese, *latin) if language == "ja" else (*latin, *japanese)
    known = _installed()
    return Typeface([known[name] for name in order if name in known])


@cache
def font(file: Path, size: int) -> "FreeTypeFont":
    """Open a font at a size in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(str(file), size)


@cache
def _installed() -> dict[str, Path]:
    from matplotlib import get_data_path
    from matplotlib.font_manager import findSystemFonts

    bundled: Iterable[Path] = Path(get_data_path(), "fonts", "ttf").glob("*.ttf")
    return {path.name: path for path in [*map(Path, findSystemFonts()), *bundled]}


@cache
def _letters(file: Path) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(file)).get_charmap())
