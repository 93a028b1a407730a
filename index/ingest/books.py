"""EPUB books and web archives, which hold web pages, and RTF."""

import email
import email.policy
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from index.errors import UnreadableDocumentError
from index.ingest.archives import Archive, open_archive
from index.ingest.encodings import cleaned
from index.ingest.outline import Outline, Sheet
from index.ingest.prose import read_prose
from index.ingest.quiet import quiet
from index.ingest.reading import Reading
from index.ingest.webpages import read_html

if TYPE_CHECKING:
    from lxml.etree import _Element

CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_RTF_DETAIL = re.compile(r"\{\\(title|author)\s+([^{}]*)\}")
_RTF_HIDDEN = re.compile(r"\{(?:\\\w+\s?)*\\v(?:\\\w+)*\s[^{}]*\}")


def read_epub(data: bytes) -> Reading:
    """Read a book, chapter by chapter."""
    archive = open_archive(data, "an EPUB book", CONTAINER, "an EPUB")
    with quiet("the book is damaged; save it anew"):
        name, package = _package(archive)
        outline = Outline()
        for chapter in _chapters(archive, name, package):
            outline.headings = {}
            sheet = chapter.sheet
            outline.blocks += sheet.blocks
        return Reading(outline.sheet(), _book_details(package))


def _package(archive: Archive) -> tuple[str, "_Element"]:
    container = archive.xml(CONTAINER)
    names = [str(one.get("full-path")) for one in container.iter("{*}rootfile")] if container is not None else []
    package = archive.xml(names[0]) if names else None
    if package is None:
        raise UnreadableDocumentError("it has no text")
    encryption = archive.xml("META-INF/encryption.xml")
    locked = [str(one.get("URI")) for one in encryption.iter("{*}CipherReference")] if encryption is not None else []
    if any(uri.endswith((".xhtml", ".html", ".htm")) for uri in locked):
        raise UnreadableDocumentError("it is protected against copying")
    return names[0], package


def _chapters(archive: Archive, name: str, package: "_Element") -> list[Reading]:
    folder = posixpath.dirname(name)
    items = {str(item.get("id")): item for item in package.iter(f"{_OPF}item")}
    chapters = []
    for entry in package.iter(f"{_OPF}itemref"):
        item = items.get(str(entry.get("idref")))
        if item is None or item.get("media-type") not in _PAGES or "nav" in str(item.get("properties")).split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href")))))
        if path in archive.names:
            chapters.append(read_html(archive.read(path)))
    return chapters


def _book_details(package: "_Element") -> dict[str, str]:
    details = {}
    for detail, name in (("title", "title"), ("author", "creator"), ("date", "date"), ("publisher", "publisher")):
        text = next((one.text for one in package.iter(_DC + name) if one.text), None)
        if text:
            details[detail] = " ".join(text.split())
    return details


def read_mhtml(data: bytes) -> Reading:
    """Read a page that a browser saved whole, in one file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                reading = read_html(content)
                address = str(message.get("Snapshot-Content-Location") or "")
                return Reading(reading.sheet, {**({"url": address} if address else {}), **reading.details})
    raise UnreadableDocumentError("it holds no web page")


def read_rtf(data: bytes) -> Reading:
    """Read rich text: its paragraphs, and its tables by their rows."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocumentError("it is not RTF, though its name says so")
    from striprtf.striprtf import rtf_to_text

    with quiet("it cannot be read as RTF"):
        source = data.decode("latin-1")
        text = str(rtf_to_text(_RTF_HIDDEN.sub("", source), errors="replace"))  # type: ignore[no-untyped-call]
    details = {name: cleaned(value).strip() for name, value in _RTF_DETAIL.findall(source) if "\\" not in value}
    return Reading(Sheet({}, "", read_prose(_with_rows(cleaned(text)))), {k: v for k, v in details.items() if v})


def _with_rows(text: str) -> str:
    """Paragraphs parted by empty lines, and rows of cells as Markdown has them."""
    lines: list[str] = []
    in_table = False
    for line in text.split("\n"):
        is_row = line.count("|") > 0 and line.rstrip().endswith("|")
        if is_row and not in_table:
            lines.append("")
        lines += [f"|{line.rstrip()}"] if is_row else [line, ""]
        if is_row and not in_table:
            lines.append("|" + "---|" * line.count("|"))
        if in_table and not is_row:
            lines.insert(len(lines) - 2, "")
        in_table = is_row
    return "\n".join(lines)
