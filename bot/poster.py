"""A poster for an event: a question, and a code that a telephone opens in Telegram with the answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.fonts import Typeface, font, typeface
from bot.texts import Texts

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

DPI: Final = 300
A4: Final = (2480, 3508)  # 210 × 297 mm in pixels
MARGIN: Final = 200
QR_SIDE: Final = 1240
SUFFIXES: Final = (".png", ".pdf")

# Blue and red of both flags, dark enough for white text and for a black-and-white printer.
INK, PAPER, BAND, ACCENT = "#1c2733", "#ffffff", "#0b5394", "#c8102e"

_TITLE_SIZE, _QUESTION_SIZE, _LEAST_SIZE, _HINT_SIZE, _LINK_SIZE = 110, 190, 80, 76, 64
_BAND_HEIGHT, _QUESTION_TOP, _QR_TOP, _HINT_TOP = 420, 540, 1660, 3000
_LINE: Final = 1.3

# Where a line of Japanese must not begin or end: JIS X 4051, 禁則処理.
_NEVER_FIRST: Final = "、。，．・：；？！ー」』）】〕…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々%％"
_NEVER_LAST: Final = "「『（【〔"
_JAPANESE: Final = r"\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_PIECE: Final = re.compile(rf"[{_NEVER_LAST}]*[{_JAPANESE}][{_NEVER_FIRST}]*|[^\s{_JAPANESE}]+[{_NEVER_FIRST}]*|\s+")


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on it."""

    question: str
    link: str
    bot_username: str


def draw_poster(poster: Poster, _: Texts) -> "Image":
    """Draw it, A4 upright. Raises FontError where this computer has no font for it."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", A4, PAPER)
    draw = ImageDraw.Draw(page)
    bold, regular = typeface(_.language, bold=True), typeface(_.language)
    draw.rectangle((0, 0, A4[0], _BAND_HEIGHT), BAND)
    draw.rectangle((0, _BAND_HEIGHT, A4[0], _BAND_HEIGHT + 16), ACCENT)
    title = _("Ask about Mongolia and Japan!")
    _set(draw, title, bold, Box((_BAND_HEIGHT - 1.2 * _TITLE_SIZE) / 2, _BAND_HEIGHT), _TITLE_SIZE, PAPER)
    _set(draw, poster.question, bold, Box(_QUESTION_TOP, _QR_TOP - _QUESTION_TOP - 80), _QUESTION_SIZE, INK)
    page.paste(qr_image(poster.link), ((A4[0] - QR_SIDE) // 2, _QR_TOP))
    hint = _("Scan the code to read the answer in Telegram, or write to @{bot}.").format(bot=poster.bot_username)
    used = _set(draw, hint, regular, Box(_HINT_TOP, 260), _HINT_SIZE, INK)
    _set(draw, poster.link.removeprefix("https://"), regular, Box(_HINT_TOP + used + 30, 160), _LINK_SIZE, ACCENT)
    return page


def save_poster(page: "Image", file: Path) -> None:
    """Write a PNG or a PDF, by the ending of the name."""
    if file.suffix.lower() == ".pdf":
        page.save(file, "PDF", resolution=DPI, quality=95)
    else:
        page.save(file, "PNG", dpi=(DPI, DPI), optimize=True)


def qr_image(link: str) -> "Image":
    """Draw a QR code, `QR_SIDE` pixels wide, its quiet zone with it; a quarter of it may be lost."""
    import segno
    from PIL import Image

    code = segno.make(link, error="q", micro=False)
    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix_iter(scale=1, border=4)]
    small = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    scale = QR_SIDE // len(rows)
    image = Image.new("L", (QR_SIDE, QR_SIDE), 255)
    edge = (QR_SIDE - scale * len(rows)) // 2
    image.paste(small.resize((scale * len(rows), scale * len(rows)), Image.Resampling.NEAREST), (edge, edge))
    return image.convert("RGB")


@dataclass(frozen=True, slots=True)
class Box:
    """Where text may stand, across the page within the margins; in pixels."""

    top: float
    height: float


def _set(draw: "ImageDraw", text: str, face: Typeface, box: Box, size: int, colour: str) -> int:
    """Write text in centred lines, smaller where it would not fit; gives the height used."""
    lines = wrapped(text, face, size)
    while len(lines) * size * _LINE > box.height and size > _LEAST_SIZE:
        size -= 4
        lines = wrapped(text, face, size)
    for number, line in enumerate(lines):
        left, baseline = (A4[0] - _width(line, face, size)) / 2, box.top + number * size * _LINE + size
        for run in face.runs(line):
            # Along one baseline, since fonts differ in how high their letters stand.
            draw.text((left, baseline), run.text, colour, font(run.file, size), anchor="ls")
            left += font(run.file, size).getlength(run.text)
    return round(len(lines) * size * _LINE)


def wrapped(text: str, face: Typeface, size: int, width: int = A4[0] - 2 * MARGIN) -> list[str]:
    """Cut text into lines of at most `width` pixels, between words; in Japanese wherever its rules allow."""
    lines = [""]
    for piece in _pieces(text, face, size, width):
        if _width((lines[-1] + piece).strip(), face, size) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def _pieces(text: str, face: Typeface, size: int, width: int) -> Iterator[str]:
    """Yield what must stay on one line; a word longer than a line is cut."""
    for match in _PIECE.finditer(" ".join(text.split())):
        piece = match[0]
        if _width(piece, face, size) <= width:
            yield piece
        else:
            yield from piece


def _width(text: str, face: Typeface, size: int) -> float:
    return sum(font(run.file, size).getlength(run.text) for run in face.runs(text))


def deep_link(bot_username: str, parameter: str) -> str:
    """Give the address that opens the bot: https://core.telegram.org/api/links#bot-links."""
    return f"https://t.me/{bot_username}?start={parameter}"
