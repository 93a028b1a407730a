"""The letters of a page gathered into pieces: what stands side by side on one line without a wide gap."""

import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

WIDE_GAP = 1.2
"""A gap of so many letter heights parts two pieces: a gutter, or the space between two cells."""
WORD_GAP = 0.22
"""A gap of so many letter heights is a space between words, where the file has none."""
SAME_LINE = 0.45
"""Letters whose middles are nearer than so many letter heights stand on one line."""
RUBY_SIZE = 0.62
"""Letters above a word that are smaller than this share of it say how it is read."""

_WIDE = re.compile(r"[\u2e80-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_KANA = re.compile(r"[\u3041-\u30ff\s]+")
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
# Signs of radicals, as which some fonts give the Han characters of the same look, and ligatures.
_VARIANTS = re.compile(r"[\u2e80-\u2fd5\ufb00-\ufb06]")

Turn = Literal["across", "down", "up"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters side by side, or the lines of a table, with where they stand.

    Distances grow to the right and down; on a page written from top to bottom they are turned so, too.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    table: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def middle_x(self) -> float:
        """Where its middle is, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0


def is_wide(character: str) -> bool:
    """Whether a character is Japanese, which is set without spaces."""
    return bool(_WIDE.match(character))


def turn_of(letters: Sequence[dict[str, Any]]) -> Turn:
    """Which way most lines of a page run: across it, down it (vertical Japanese, or a page on its side), or up it."""
    lying = [letter for letter in letters if not letter["upright"]]
    if len(lying) * 2 > len(letters):
        return "up" if sum(letter["matrix"][1] > 0 for letter in lying) * 2 > len(lying) else "down"
    down = across = 0
    for one, other in pairwise(letters):
        if not (is_wide(one["text"]) and is_wide(other["text"])):
            continue
        size = max(one["size"], 1.0)
        if abs(one["x0"] - other["x0"]) < 0.3 * size and 0.4 * size < other["top"] - one["top"] < 2.5 * size:
            down += 1
        elif abs(one["top"] - other["top"]) < 0.3 * size and 0.4 * size < other["x0"] - one["x0"] < 2.5 * size:
            across += 1
    return "down" if down > max(across, 5) else "across"


def letter_pieces(letters: Iterable[dict[str, Any]], turn: Turn, width: float, height: float) -> list[Piece]:
    """Letters as one piece each, as pdfplumber gives them; spaces and letters without a meaning are left out.

    `turn` says which way the lines of the page run; `width` and `height` are the page's.
    """
    made = []
    for letter in letters:
        text = _VARIANTS.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), letter["text"])
        if not text.strip() or _UNMAPPED.search(text):
            continue
        x0, x1, top, bottom = letter["x0"], letter["x1"], letter["top"], letter["bottom"]
        size = letter["size"] if letter["upright"] else x1 - x0
        if turn == "down":
            x0, x1, top, bottom = top, bottom, width - x1, width - x0
        elif turn == "up":
            x0, x1, top, bottom = height - bottom, height - top, x0, x1
        font = str(letter.get("fontname", "")).lower()
        bold = any(name in font for name in ("bold", "heavy", "black", "-w6", "-w7", "-w8"))
        made.append(Piece(text, x0, x1, top, bottom, size or 1.0, bold))
    return made


def unreadable_share(letters: Sequence[dict[str, Any]]) -> float:
    """The share of letters of which the file does not say what they are."""
    return sum(bool(_UNMAPPED.search(letter["text"])) for letter in letters) / max(len(letters), 1)


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Gather pieces that stand on one line, from left to right; lines from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.x0)):
        for line in reversed(lines[-4:]):
            first = line[0]
            if abs(first.middle - piece.middle) < SAME_LINE * max(min(first.size, piece.size), 0.6 * first.size):
                line.append(piece)
                break
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece.x0)
    return lines


def gathered(letters: Sequence[Piece]) -> list[Piece]:
    """Join letters to pieces, without doubled letters and without what says how Japanese words are read."""
    return [piece for line in lines_of(_without_ruby(letters)) for piece in _pieces(line)]


def joined(pieces: Sequence[Piece]) -> Piece:
    """One piece of pieces that stand on one line."""
    text = pieces[0].text
    for one, other in pairwise(pieces):
        tight = is_wide(one.text[-1]) and is_wide(other.text[0]) and other.x0 - one.x1 < WIDE_GAP * one.size
        text += ("" if tight else " ") + other.text
    return replace(
        pieces[0],
        text=text,
        x0=min(piece.x0 for piece in pieces),
        x1=max(piece.x1 for piece in pieces),
        top=min(piece.top for piece in pieces),
        bottom=max(piece.bottom for piece in pieces),
        size=max(piece.size for piece in pieces),
        bold=all(piece.bold for piece in pieces),
    )


def _pieces(line: Sequence[Piece]) -> Iterator[Piece]:
    run: list[Piece] = []
    for letter in line:
        if run and _doubles(run[-1], letter):
            continue
        if run and letter.x0 - run[-1].x1 > WIDE_GAP * max(letter.size, run[-1].size):
            yield _word(run)
            run = []
        run.append(letter)
    if run:
        yield _word(run)


def _doubles(one: Piece, other: Piece) -> bool:
    """Whether a letter is printed twice, a hair apart: how some programs make bold ones."""
    return one.text == other.text and abs(one.x0 - other.x0) < 0.15 * one.size


def _word(run: Sequence[Piece]) -> Piece:
    text = run[0].text
    for one, other in pairwise(run):
        gap = other.x0 - one.x1
        wide = is_wide(one.text[-1]) and is_wide(other.text[0])
        size = min(one.size, other.size)
        text += " " if gap > (0.85 if wide else WORD_GAP) * size else ""
        text += other.text
    sizes = [letter.size for letter in run]
    return Piece(
        text,
        run[0].x0,
        max(letter.x1 for letter in run),
        min(letter.top for letter in run),
        max(letter.bottom for letter in run),
        statistics.median_high(sizes),
        sum(letter.bold for letter in run) * 2 > len(run),
    )


def _without_ruby(letters: Sequence[Piece]) -> list[Piece]:
    if not any(_KANA.fullmatch(letter.text) for letter in letters):
        return list(letters)
    common = statistics.median(letter.size for letter in letters)
    small = [letter for letter in letters if letter.size < RUBY_SIZE * common and _KANA.fullmatch(letter.text)]
    if not small or len(small) * 2 > len(letters):
        return list(letters)
    large = [letter for letter in letters if letter.size >= RUBY_SIZE * common]
    ruby = {id(letter) for letter in small if _is_above_one(letter, large)}
    return [letter for letter in letters if id(letter) not in ruby]


def _is_above_one(letter: Piece, large: Sequence[Piece]) -> bool:
    return any(
        other.x0 - letter.size < letter.middle_x < other.x1 + letter.size
        and -0.6 * letter.size < other.top - letter.bottom < letter.size
        for other in large
    )
