"""PDF files made of texts at places, as an office program sets them."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
_WIDTHS = {
    " ": 278, "i": 222, "l": 222, "j": 222, "t": 278, "f": 278, "r": 333, ".": 278, ",": 278, "-": 333, "m": 833,
    "w": 722, "'": 191, "I": 278, "M": 833, "W": 944, ":": 278, ";": 278, "c": 500, "k": 500, "s": 500, "v": 500,
    "x": 500, "y": 500, "z": 500, "J": 500, "(": 333, ")": 333,
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is counted from the top of the page. `font` is regular, bold, japanese or vertical."""

    x: float
    y: float
    text: str
    size: float = 11
    font: str = "regular"


@dataclass(frozen=True)
class Line:
    """A rule from one place to another."""

    x0: float
    y0: float
    x1: float
    y1: float


Mark = Text | Line

_FONTS = {
    "regular": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "bold": b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    "japanese": b"UniJIS-UCS2-H",
    "vertical": b"UniJIS-UCS2-V",
}
_JAPANESE = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /%s /DescendantFonts [ << /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) "
    b"/Supplement 2 >> /DW 1000 >> ] >>"
)


def width_of(text: str, size: float = 11) -> float:
    """How wide a text is in the regular font."""
    return sum(_WIDTHS.get(letter, 667 if letter.isupper() else 556) for letter in text) * size / 1000


def wrapped(text: str, width: float, size: float = 11) -> list[str]:
    """Break a text into lines that fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def set_text(text: str, x: float, y: float, width: float, size: float = 11, pitch: float = 1.25) -> list[Mark]:
    """Set a paragraph; its lines stand `pitch` letter heights below each other."""
    return [Text(x, y + n * pitch * size, line, size) for n, line in enumerate(wrapped(text, width, size))]


def paper(*pages: Sequence[Mark], title: str = "", author: str = "", rotation: int = 0) -> bytes:
    """Make a PDF."""
    names = {name: f"F{number}".encode() for number, name in enumerate(_FONTS)}
    fonts = {name: font if font.startswith(b"<<") else _JAPANESE % font for name, font in _FONTS.items()}
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    bodies.append(f"<< /Title ({title}) /Author ({author}) >>".encode("cp1252"))
    bodies.append(b"<< %s >>" % b" ".join(b"/%s %s" % (names[name], font) for name, font in fonts.items()))
    kids = []
    for marks in pages:
        stream = b"".join(_drawn(mark, names) for mark in marks)
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d" % (WIDTH, HEIGHT, rotation)
        bodies.append(page + b" /Resources << /Font 4 0 R >> /Contents %d 0 R >>" % len(bodies))
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    table = b"0000000000 65535 f \n"
    for number, body in enumerate(bodies, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info 3 0 R >>" % (len(bodies) + 1)
    return out + b"xref\n0 %d\n%s%s\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table, trailer, len(out))


def _drawn(mark: Mark, names: dict[str, bytes]) -> bytes:
    if isinstance(mark, Line):
        return b"%.1f %.1f m %.1f %.1f l S\n" % (mark.x0, HEIGHT - mark.y0, mark.x1, HEIGHT - mark.y1)
    if mark.font in {"japanese", "vertical"}:
        shown = b"<%s>" % mark.text.encode("utf-16-be").hex().encode()
    else:
        shown = b"(%s)" % mark.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    place = b"%.2f %.2f Td" % (mark.x, HEIGHT - mark.y)
    return b"BT /%s %.1f Tf %s %s Tj ET\n" % (names[mark.font], mark.size, place, shown)
