"""OpenDocument texts and spreadsheets, as LibreOffice writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import UnreadableDocumentError
from index.ingest.archives import Archive, open_archive
from index.ingest.blocks import ITEM_MARK, ends_sentence, unwrap
from index.ingest.outline import Outline
from index.ingest.quiet import quiet
from index.ingest.reading import Reading
from index.ingest.tables import MOST_SPAN, Cell, Spanning, laid_out

if TYPE_CHECKING:
    from lxml.etree import _Element

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_URN}office:1.0}}", f"{_URN}text:1.0}}", f"{_URN}table:1.0}}"
STYLE, FO = f"{_URN}style:1.0}}", f"{_URN}xsl-fo-compatible:1.0}}"
META, DC = f"{_URN}meta:1.0}}", "{http://purl.org/dc/elements/1.1/}"
CONTENT = "content.xml"
BOLD_LEVEL = 8
MOST_HEADING = 120
MOST_STYLES = 20

_LEFT_OUT = frozenset(
    {f"{TEXT}ruby-text", f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}hidden-text"}
)
_INDEXES = frozenset(f"{TEXT}{name}" for name in ("table-of-content", "alphabetical-index", "bibliography"))
_TITLES = {"title": 1, "subtitle": 2}


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    hidden: bool = False
    level: int = 0


def read_odt(data: bytes) -> Reading:
    """Read a text or a spreadsheet: headings, paragraphs, lists, tables and notes."""
    archive = open_archive(data, "an OpenDocument file", CONTENT, "an .odt")
    with quiet("the OpenDocument file is damaged; save it anew"):
        root = archive.xml(CONTENT)
        body = root.find(f"{OFFICE}body") if root is not None else None
        if body is None or not len(body):
            raise UnreadableDocumentError("it has no text")
        outline = Outline()
        _Writer(_styles(archive), outline).write(body[0])
        return Reading(outline.sheet(), _details(archive))


class _Writer:
    """Writes what a body holds into an outline."""

    def __init__(self, styles: Mapping[str, _Style], outline: Outline) -> None:
        self._styles, self._outline = styles, outline

    def write(self, body: "_Element") -> None:
        """Write all of a body."""
        for element in body:
            if element.tag == f"{TEXT}h":
                self._outline.heading(int(element.get(f"{TEXT}outline-level") or 1), self._text(element))
            elif element.tag == f"{TEXT}p":
                self._paragraph(element)
            elif element.tag == f"{TEXT}list":
                self._outline.items(self._items(element))
            elif element.tag == f"{TABLE}table":
                self._table(element)
            elif element.tag not in _LEFT_OUT | _INDEXES and isinstance(element.tag, str):
                self.write(element)

    def _paragraph(self, paragraph: "_Element") -> None:
        text = self._text(paragraph)
        style = self._style(paragraph)
        short = unwrap(text.replace("\v", " "))
        is_title = len(short) <= MOST_HEADING and (not ends_sentence(short) or short.endswith(("?", "？")))
        if style.level:
            self._outline.heading(style.level, short)
        elif short and is_title and self._is_bold(paragraph, style):
            self._outline.heading(BOLD_LEVEL, short)
        else:
            self._outline.paragraph(text)
        for note in paragraph.iter(f"{TEXT}note-body"):
            self._outline.paragraph(" ".join(self._text(part) for part in note))
        for box in paragraph.iter(f"{_URN}drawing:1.0}}text-box"):
            self.write(box)

    def _is_bold(self, paragraph: "_Element", style: _Style) -> bool:
        spans = [part for part in paragraph if part.tag == f"{TEXT}span"]
        outside = (paragraph.text or "") + "".join(part.tail or "" for part in paragraph)
        return style.bold or (bool(spans) and not outside.strip() and all(self._style(span).bold for span in spans))

    def _style(self, element: "_Element") -> _Style:
        return self._styles.get(str(element.get(f"{TEXT}style-name")), _Style())

    def _text(self, element: "_Element") -> str:
        return "".join(self._words(element))

    def _words(self, element: "_Element") -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag == f"{TEXT}line-break":
                yield "\v"
            elif child.tag in {f"{TEXT}s", f"{TEXT}tab"}:
                yield " "
            elif child.tag not in _LEFT_OUT and not self._style(child).hidden and "drawing" not in str(child.tag):
                yield from self._words(child)
            yield child.tail or ""

    def _items(self, items: "_Element") -> Iterator[str]:
        for item in items.findall(f"{TEXT}list-item"):
            own = [self._text(part) for part in item if part.tag in {f"{TEXT}p", f"{TEXT}h"}]
            if text := unwrap(" ".join(own).replace("\v", " ")):
                yield ITEM_MARK + text
            for below in item.findall(f"{TEXT}list"):
                yield from self._items(below)

    def _table(self, table: "_Element") -> None:
        if table.get(f"{TABLE}display") == "false":
            return
        rows = list(self._rows(table))
        if max((len(row) for row in rows), default=0) < 2:
            for cell in table.iter(f"{TABLE}table-cell"):
                self.write(cell)
            return
        self._outline.table(laid_out(rows))

    def _rows(self, table: "_Element") -> Iterator[list[Spanning]]:
        for row in table.iter(f"{TABLE}table-row"):
            if row.get(f"{TABLE}visibility") in {"collapse", "filter"}:
                continue
            if next(above for above in row.iterancestors() if above.tag == f"{TABLE}table") is not table:
                continue
            head = any(above.tag == f"{TABLE}table-header-rows" for above in row.iterancestors())
            cells: list[Spanning] = []
            for cell in row.findall(f"{TABLE}table-cell"):
                text = unwrap(" ".join(self._text(part) for part in cell).replace("\v", " "))
                across, down = (int(cell.get(f"{TABLE}number-{side}-spanned") or 1) for side in ("columns", "rows"))
                # A row is filled up with a thousand empty cells.
                times = min(int(cell.get(f"{TABLE}number-columns-repeated") or 1), MOST_SPAN if text else 1)
                cells += [(Cell(text, head), across, down) for _ in range(times)]
            yield cells


def _styles(archive: Archive) -> dict[str, _Style]:
    raw = {}
    for name in ("styles.xml", CONTENT):
        root = archive.xml(name)
        for style in root.iter(f"{STYLE}style") if root is not None else ():
            raw[str(style.get(f"{STYLE}name"))] = style
    return {name: _style(name, raw) for name in raw}


def _style(name: str, raw: Mapping[str, "_Element"]) -> _Style:
    bold, hidden, level = False, False, 0
    for _ in range(MOST_STYLES):
        style = raw.get(name)
        if style is None:
            break
        level = level or _TITLES.get(name.lower(), 0)
        for properties in style.findall(f"{STYLE}text-properties"):
            bold = bold or properties.get(f"{FO}font-weight") == "bold"
            hidden = hidden or properties.get(f"{TEXT}display") == "none"
        name = str(style.get(f"{STYLE}parent-style-name") or "")
    return _Style(bold, hidden, level)


def _details(archive: Archive) -> dict[str, str]:
    root = archive.xml("meta.xml")
    details = {}
    for name, tags in (("title", (f"{DC}title",)), ("author", (f"{META}initial-creator", f"{DC}creator"))):
        found = [part.text for tag in tags for part in (root.iter(tag) if root is not None else ()) if part.text]
        if found:
            details[name] = " ".join(found[0].split())
    return details
