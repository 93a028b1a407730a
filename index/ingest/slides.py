"""PowerPoint presentations: each slide's title, texts and tables."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.ingest.archives import Archive, core_details, open_archive
from index.ingest.blocks import ITEM_MARK, ends_sentence, unwrap
from index.ingest.outline import Outline
from index.ingest.quiet import quiet
from index.ingest.reading import Reading
from index.ingest.tables import Cell, Spanning, laid_out

if TYPE_CHECKING:
    from lxml.etree import _Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PRESENTATION = "ppt/presentation.xml"

_TITLES = frozenset({"title", "ctrTitle"})
_BESIDE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TEXT = re.compile(r"[‹<]#[›>]")


def read_pptx(data: bytes) -> Reading:
    """Read a presentation, slide by slide, without those that are hidden."""
    archive = open_archive(data, "a PowerPoint presentation", PRESENTATION, "a .pptx")
    outline = Outline()
    with quiet("the presentation is damaged; save it anew"):
        empty = [number for number, slide in enumerate(_slides(archive), 1) if not _write(slide, outline)]
        details = core_details(archive)
    pictures = ", ".join(map(str, empty))
    warnings = (f"these of its slides have no text: {pictures}",) if empty and outline.blocks else ()
    return Reading(outline.sheet(), details, warnings)


def _slides(archive: Archive) -> Iterator["_Element"]:
    root = archive.xml(PRESENTATION)
    targets = archive.related(PRESENTATION)
    for entry in root.iter(f"{P}sldId") if root is not None else ():
        slide = archive.xml(targets.get(str(entry.get(f"{R}id")), ""))
        if slide is not None and slide.get("show") != "0":
            yield slide


def _write(slide: "_Element", outline: Outline) -> bool:
    """Write a slide into an outline; tells whether there was anything on it."""
    shapes = [shape for shape in slide.iter(f"{P}sp", f"{P}graphicFrame") if not _is_fallback(shape)]
    titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
    title = unwrap(" ".join(text for shape in titles for text, _ in _paragraphs(shape)))
    outline.heading(2 if outline.title or outline.blocks else 1, title)
    if not title:
        outline.headings.pop(2, None)
    before = len(outline.blocks)
    for shape in shapes:
        if _placeholder(shape) in _TITLES | _BESIDE:
            continue
        tables = list(shape.iter(f"{A}tbl"))
        for table in tables:
            outline.table(laid_out(_rows(table)))
        if not tables:
            _write_text(list(_paragraphs(shape)), outline)
    return bool(title) or len(outline.blocks) > before


def _is_fallback(shape: "_Element") -> bool:
    return any(above.tag == _FALLBACK for above in shape.iterancestors())


def _placeholder(shape: "_Element") -> str:
    found = next(shape.iter(f"{P}ph"), None)
    return "" if found is None else str(found.get("type") or "body")


def _write_text(paragraphs: list[tuple[str, bool]], outline: Outline) -> None:
    """Write the paragraphs of a shape: whole sentences as they are, points as a list."""
    items: list[str] = []
    for text, plain in paragraphs:
        if plain or (ends_sentence(text) and len(paragraphs) == 1):
            outline.items(items)
            items = []
            outline.paragraph(text)
        else:
            items.append(ITEM_MARK + unwrap(text))
    if len(items) == 1:
        outline.paragraph(items[0].removeprefix(ITEM_MARK))
    else:
        outline.items(items)


def _paragraphs(shape: "_Element") -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of a shape, each with whether it has no bullet."""
    in_placeholder = _placeholder(shape) == "body"
    for paragraph in shape.iter(f"{A}p"):
        text = "".join("\v" if part.tag == f"{A}br" else part.text or "" for part in paragraph.iter(f"{A}t", f"{A}br"))
        properties = paragraph.find(f"{A}pPr")
        marked = properties is not None and any(str(one.tag).startswith(f"{A}bu") for one in properties)
        bare = properties is not None and properties.find(f"{A}buNone") is not None
        if text.strip() and not _NO_TEXT.fullmatch(text.strip()):
            yield text, bare or not (marked or in_placeholder)


def _rows(table: "_Element") -> Iterator[list[Spanning]]:
    first_is_head = (properties := table.find(f"{A}tblPr")) is not None and properties.get("firstRow") == "1"
    for number, row in enumerate(table.iter(f"{A}tr")):
        cells = []
        for cell in row.findall(f"{A}tc"):
            # What a merged cell covers is there, too, and says so.
            if cell.get("hMerge") not in {"1", "true"} and cell.get("vMerge") not in {"1", "true"}:
                text = unwrap(" ".join(part.text or "" for part in cell.iter(f"{A}t")))
                head = first_is_head and not number
                cells.append((Cell(text, head), int(cell.get("gridSpan") or 1), int(cell.get("rowSpan") or 1)))
        yield cells
