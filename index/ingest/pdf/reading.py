"""A PDF read: its pages put in order, and what could not be read of them."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.errors import UnreadableDocumentError
from index.ingest import ocr
from index.ingest.outline import Outline
from index.ingest.pdf.columns import reading_order, with_marks_joined
from index.ingest.pdf.furniture import without_furniture
from index.ingest.pdf.grids import ruled_tables, with_tables
from index.ingest.pdf.paragraphs import outlined
from index.ingest.pdf.pieces import Piece, gathered, letter_pieces, turn_of, unreadable_share
from index.ingest.prose import read_prose
from index.ingest.quiet import quiet
from index.ingest.reading import Reading

LEAST_LETTERS = 3
"""A page with fewer letters is taken for a picture."""
MOST_LABELS = 40
"""A page that a picture fills has so many letters at most if it was scanned: a stamp, the number of the page."""
MOST_ASLANT = 0.15
"""The share of letters that stand aslant or upside down above which a page is warned of."""
MOST_UNREADABLE = 0.02

# What programs write where an author gave no title, and names of files.
_NO_TITLE = re.compile(
    r"untitled.*|\(?anonymous\)?|microsoft (?:word|powerpoint|excel) - .*"
    r"|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|rtf|txt|odt|tex|dvi)|document\d*|無題.*|title|slide \d+|powerpoint.*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?anonymous\)?|unspecified|unknown|user\d*|owner|admin(?:istrator)?|root|pc\d*", re.IGNORECASE
)


@dataclass
class _Pages:
    """The pages of a file, with what is to be said about them."""

    pieces: list[tuple[list[Piece], float]] = field(default_factory=list)
    recognised: dict[int, str] = field(default_factory=dict)
    empty: list[int] = field(default_factory=list)
    aslant: list[int] = field(default_factory=list)
    turned: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def read_pdf(data: bytes) -> Reading:
    """Read the text of a PDF, column by column, its tables as rows; pages without text by text recognition, if any."""
    if b"%PDF-" not in data[:1024]:
        raise UnreadableDocumentError("it is not a PDF, though its name says so")
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with quiet("the PDF is damaged; save it anew"), pdfplumber.open(io.BytesIO(data)) as file:
            pages = _read_pages(file.pages)
            details = _details(file.metadata)
    except UnreadableDocumentError as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in _causes(error)):
            raise UnreadableDocumentError("it is encrypted; save it without a password") from error
        raise
    if pages.empty:
        _recognise(data, pages)
    count = len(pages.pieces)
    if len(pages.empty) == count:
        raise UnreadableDocumentError(f"no text in it; {ocr.advice()}")
    outline = _outline(pages)
    return Reading(outline.sheet(), details, tuple(_warnings(pages, count)))


def _read_pages(pages: Sequence[Any]) -> _Pages:
    read = _Pages()
    for number, page in enumerate(pages, 1):
        letters = [letter for letter in page.chars if letter["text"].strip()]
        turn = turn_of(letters)
        # On a page of vertical Japanese, Latin words lie; on a page on its side all letters do.
        lying = [letter for letter in letters if not letter["upright"]]
        left_out = lying if turn == "across" else []
        if len(letters) < (MOST_LABELS if _is_picture(page) else LEAST_LETTERS):
            read.empty.append(number)
        if len(left_out) > MOST_ASLANT * len(letters):
            read.aslant.append(number)
        if len(lying) * 2 > len(letters):
            read.turned.append(number)
        if unreadable_share(letters) > MOST_UNREADABLE:
            read.unreadable.append(number)
        aside = set(map(id, left_out))
        kept = [letter for letter in letters if id(letter) not in aside]
        singles = letter_pieces(kept, turn, page.width, page.height)
        tables: list[Piece] = []
        if turn == "across" and singles:
            tables, singles = ruled_tables(page, singles)
        read.pieces.append(([*gathered(singles), *tables], page.height if turn == "across" else page.width))
        # pdfplumber keeps what it found on each page; a long report would fill the memory.
        page.close()
    return read


def _is_picture(page: Any) -> bool:
    areas = ((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images)
    return bool(max(areas, default=0) * 2 > page.width * page.height)


def _outline(pages: _Pages) -> Outline:
    columns = [
        lines
        for pieces in without_furniture(pages.pieces)
        for column in reading_order(with_marks_joined(pieces))
        for lines in [with_tables(column)]
    ]
    outline = outlined(columns)
    for text in pages.recognised.values():
        outline.blocks += read_prose(text)
    return outline


def _recognise(data: bytes, pages: _Pages) -> None:
    for number in list(pages.empty):
        if text := ocr.recognised(data, number):
            pages.recognised[number] = text
            pages.empty.remove(number)


def _warnings(pages: _Pages, count: int) -> Iterator[str]:
    if pages.empty:
        yield f"{_named(pages.empty, count)} no text; {ocr.advice()}"
    if pages.recognised:
        yield f"{_named(list(pages.recognised), count)} no text and read by text recognition; look it through"
    if pages.aslant:
        yield f"{_named(pages.aslant, count)} text that stands aslant, which is left out"
    if pages.turned:
        yield f"{_named(pages.turned, count)} text that lies on its side; look it through"
    if pages.unreadable:
        yield f"{_named(pages.unreadable, count)} letters that the file does not say the meaning of; they are left out"


def _named(numbers: Sequence[int], count: int) -> str:
    """Such as "pages 2 and 3 of 3 have"."""
    if len(numbers) == 1:
        return f"page {numbers[0]} of {count} has"
    *most, last = map(str, numbers)
    return f"pages {', '.join(most)} and {last} of {count} have"


def _details(metadata: dict[str, Any]) -> dict[str, str]:
    details = {}
    for name, key, wrong in (("title", "Title", _NO_TITLE), ("author", "Author", _NO_AUTHOR)):
        text = " ".join(str(metadata.get(key) or "").replace("\0", "").split())
        if text and not wrong.fullmatch(text):
            details[name] = text
    return details


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        yield from (part for part in error.args if isinstance(part, BaseException))
        error = error.__cause__ or error.__context__
