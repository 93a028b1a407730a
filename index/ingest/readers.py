"""A file's bytes read as Markdown or plain text, one function a kind of file."""

import contextlib
import io
import logging
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import UnreadableDocumentError
from index.ingest.encodings import decode

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MOST_UNPACKED_BYTES = 100 * 1024 * 1024
"""What a DOCX may say that it unpacks to. Real ones of 20 MB, mostly pictures, stay far below."""

MOST_XML_BYTES = 20 * 1024 * 1024
"""What its XML may unpack to: a thousand pages have about 5 MB, and converting takes a second or two for each MB."""

MOST_ELEMENTS = 300_000
"""HTML elements in one page; converting takes about 40 microseconds and 2 kB for each."""

# What a page has beside its text.
_BESIDE = (
    "script, style, noscript, template, nav, aside, footer, form, button, iframe, svg, [hidden], [aria-hidden=true]"
)
_META = {
    "author": ("author", "article:author", "dc.creator", "citation_author"),
    "date": ("article:published_time", "date", "dc.date", "dcterms.date", "citation_publication_date", "pubdate"),
    "publisher": ("og:site_name", "dc.publisher", "citation_journal_title"),
    "url": ("og:url",),
}
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+|p\.\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file. `details` are what the file says of itself: title, author, date, publisher, url as text."""

    text: str
    markdown: bool = False
    details: dict[str, str] = field(default_factory=dict)


def read_markdown(data: bytes) -> Reading:
    """Read Markdown in any encoding."""
    return Reading(decode(data), markdown=True)


def read_text(data: bytes) -> Reading:
    """Read plain text in any encoding."""
    return Reading(decode(data))


def read_html(data: bytes) -> Reading:
    """Read a web page: its main text without menus, with what its head says about it."""
    from bs4 import BeautifulSoup

    markup = decode(data)
    if "<" not in markup:
        raise UnreadableDocumentError("it is not HTML, though its name says so")
    if markup.count("<") > 2 * MOST_ELEMENTS:
        raise UnreadableDocumentError(f"it has more than {MOST_ELEMENTS} elements; split it")
    with _quiet("it cannot be read as HTML"):
        soup = BeautifulSoup(markup, "lxml")
        details = _page_details(soup)
        for beside in soup.select(_BESIDE):
            beside.extract()
        mains = soup.select("main") or soup.select("article")
        return Reading(_markdown(mains[0] if len(mains) == 1 else soup), markdown=True, details=details)


def read_pdf(data: bytes) -> Reading:
    """Read the text of a PDF; its tables come as Markdown rows. Scanned pages have no text."""
    if b"%PDF-" not in data[:1024]:
        raise UnreadableDocumentError("it is not a PDF, though its name says so")
    from markitdown import StreamInfo
    from markitdown.converters import PdfConverter
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with _quiet("the PDF is damaged; save it anew"):
            text = PdfConverter().convert(io.BytesIO(data), StreamInfo(extension=".pdf")).markdown
    except UnreadableDocumentError as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in _causes(error)):
            raise UnreadableDocumentError("it is encrypted; save it without a password") from error
        raise
    if not text.strip():
        raise UnreadableDocumentError("no text in it; scanned pages need text recognition first")
    return Reading(_without_page_furniture(text))


def read_docx(data: bytes) -> Reading:
    """Read a Word document: headings, paragraphs, lists and tables."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocumentError("it is encrypted or in Word's old format; save it as a .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise UnreadableDocumentError("it is not a Word document, though its name says so, or it is damaged") from error
    from markitdown import StreamInfo
    from markitdown.converters import DocxConverter

    with _quiet("the Word document is damaged; save it anew"):
        converter = DocxConverter()  # type: ignore[no-untyped-call]
        converted = converter.convert(io.BytesIO(data), StreamInfo(extension=".docx"))
    return Reading(converted.markdown, markdown=True)


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".text": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}


def _check_archive(archive: zipfile.ZipFile) -> None:
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if "word/document.xml" not in sizes:
        raise UnreadableDocumentError("it is not a Word document, though its name says so")
    # A ZIP reader stops at the size that the archive declares, so the declared size is the true limit.
    xml = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    for unpacked, limit in ((sum(sizes.values()), MOST_UNPACKED_BYTES), (xml, MOST_XML_BYTES)):
        if unpacked > limit:
            raise UnreadableDocumentError(f"it unpacks to {unpacked // 2**20} MB; the limit is {limit // 2**20} MB")
    if b"<!DOCTYPE" in archive.read("word/document.xml")[:4096]:
        raise UnreadableDocumentError("it declares XML entities, which Word documents do not")


@contextlib.contextmanager
def _quiet(reason: str) -> Iterator[None]:
    """Keep a parser's warnings and logging to itself, and turn whatever it raises on a bad file into `reason`."""
    parsers = [logging.getLogger(name) for name in ("pdfminer", "bs4")]
    levels = [parser.level for parser in parsers]
    for parser in parsers:
        parser.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableDocumentError:
        raise
    # Parsers of other people's files fail in every way there is: struct.error, KeyError, RecursionError …
    except Exception as error:
        raise UnreadableDocumentError(reason) from error
    finally:
        for parser, level in zip(parsers, levels, strict=True):
            parser.setLevel(level)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        yield from (part for part in error.args if isinstance(part, BaseException))
        error = error.__cause__ or error.__context__


def _markdown(soup: "Tag") -> str:
    from markitdown.converters import HtmlConverter

    try:
        return HtmlConverter().convert_string(str(soup), strict=True).markdown
    except RecursionError:
        # Tags within tags by the hundred: the words are still there.
        return soup.get_text("\n\n", strip=True)


def _page_details(soup: "BeautifulSoup") -> dict[str, str]:
    details = {"title": soup.title.get_text() if soup.title else ""}
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = meta.get("name") or meta.get("property")
        if name and meta.get("content"):
            metas.setdefault(str(name).lower(), str(meta["content"]))
    for detail, names in _META.items():
        details[detail] = next((metas[name] for name in names if name in metas), "")
    # Some sites give the address of the author's page in place of a name.
    if details["author"].startswith("http"):
        details["author"] = ""
    return {name: " ".join(text.split()) for name, text in details.items() if text.strip()}


def _without_page_furniture(text: str) -> str:
    """Return a PDF's text without page numbers and the line that heads or foots most pages."""
    pages = [page.strip("\n").split("\n") for page in text.split("\f") if page.strip()]
    edges = Counter(line.strip() for page in pages for line in {page[0], page[-1]})
    repeated = {line for line, count in edges.items() if count >= 3 and count > len(pages) / 2}
    kept = []
    for page in pages:
        lines = page
        for end in (0, -1):
            while lines and (
                not lines[end].strip() or lines[end].strip() in repeated or _PAGE_NUMBER.fullmatch(lines[end])
            ):
                lines = lines[1:] if end == 0 else lines[:-1]
        kept.append("\n".join(lines))
    return "\n\n".join(kept)
