"""Word documents: what stands on the page, in the order of its reading."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import UnreadableDocumentError
from index.ingest.archives import Archive, core_details, open_archive
from index.ingest.blocks import ITEM_MARK, ends_sentence, unwrap
from index.ingest.outline import Outline
from index.ingest.quiet import quiet
from index.ingest.reading import Reading
from index.ingest.tables import Cell, Spanning, laid_out, row_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DOCUMENT = "word/document.xml"
BOLD_LEVEL = 8
MOST_HEADING = 120
MOST_STYLES = 20
"""Styles build on each other; a ring of them has no end."""

# What is no text of the page: deleted, moved away, instructions to Word, the reading above a word.
_LEFT_OUT = frozenset(
    W + name
    for name in ["del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "rPr", "pPr", "tblPr", "sectPr"]
)
_TITLES = {"title": 1, "subtitle": 2}
_SYMBOLS = {"noBreakHyphen": "-", "tab": "\t", "br": "\v", "cr": "\v", "ptab": "\t"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs or letters, with the styles that it builds on."""

    level: int = 0
    hidden: bool = False
    bold: bool = False
    contents: bool = False


@dataclass
class _Document:
    """The parts of a file that its text refers to."""

    styles: Mapping[str, _Style]
    formats: Mapping[str, Mapping[int, str]]
    notes: Mapping[str, str]
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)


def read_docx(data: bytes) -> Reading:
    """Read a Word document: headings, paragraphs, lists, tables, notes and text boxes."""
    archive = open_archive(data, "a Word document", DOCUMENT, "a .docx")
    with quiet("the Word document is damaged; save it anew"):
        root = archive.xml(DOCUMENT)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise UnreadableDocumentError("it has no text")
        document = _Document(_styles(archive), _formats(archive), _notes(archive))
        outline = Outline()
        _Writer(document, outline).write(body)
        return Reading(outline.sheet(), core_details(archive))


class _Writer:
    """Writes the paragraphs and tables of a body into an outline."""

    def __init__(self, document: _Document, outline: Outline) -> None:
        self._document, self._outline = document, outline
        self._items: list[str] = []

    def write(self, body: "_Element") -> None:
        """Write all of a body."""
        for element in _paragraphs_and_tables(body):
            if element.tag == f"{W}tbl":
                self._end_list()
                self._table(element)
            else:
                self._paragraph(element)
        self._end_list()

    def _end_list(self) -> None:
        self._outline.items(self._items)
        self._items = []

    def _paragraph(self, paragraph: "_Element") -> None:
        text = "" if _style_of(paragraph, self._document).contents else _text(paragraph, self._document)
        mark = _mark(paragraph, self._document) if text.strip() else ""
        level = _level(paragraph, self._document)
        if mark and not level:
            self._items.append(mark + unwrap(text.replace("\v", " ")))
        else:
            self._end_list()
            heading = unwrap(text.replace("\v", " "))
            if not level and _stands_as_heading(paragraph, heading, self._document):
                level = BOLD_LEVEL
            if level and heading:
                self._outline.heading(level, (mark if mark != ITEM_MARK else "") + heading)
            else:
                self._outline.paragraph(text)
        for box in _boxes(paragraph):
            self._end_list()
            self.write(box)
        for number in _note_ids(paragraph):
            self._outline.paragraph(self._document.notes.get(number, ""))

    def _table(self, table: "_Element") -> None:
        rows = _rows(table, self._document)
        if max((len(row) for row in rows), default=0) < 2:
            # A frame around text.
            for cell in table.iter(f"{W}tc"):
                self.write(cell)
            return
        self._outline.table(laid_out(rows))


def _paragraphs_and_tables(body: "_Element") -> Iterator["_Element"]:
    for element in body:
        if element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag == f"{W}sdt":
            yield from (
                _paragraphs_and_tables(content) if (content := element.find(f"{W}sdtContent")) is not None else ()
            )
        elif element.tag in {f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
            yield from _paragraphs_and_tables(element)


def _text(element: "_Element", document: _Document) -> str:
    """The words of a paragraph as they are printed."""
    return "".join(_words(element, document))


def _words(element: "_Element", document: _Document) -> Iterator[str]:
    for child in element:
        name = str(child.tag).removeprefix(W)
        if child.tag in _LEFT_OUT or child.tag == _FALLBACK or name in {"txbxContent", "pict", "drawing"}:
            continue
        if name == "r" and _is_hidden(child, document):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _SYMBOLS:
            yield _SYMBOLS[name] if child.get(f"{W}type") != "page" else " "
        else:
            # w:ruby has its base text in a run of its own, w:hyperlink, w:ins and w:smartTag theirs.
            yield from _words(child, document)


def _is_hidden(run: "_Element", document: _Document) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    for name in ("vanish", "webHidden", "specVanish"):
        if (said := properties.find(W + name)) is not None:
            return _is_on(said)
    style = properties.find(f"{W}rStyle")
    return style is not None and document.styles.get(str(style.get(f"{W}val")), _Style()).hidden


def _is_on(element: "_Element | None") -> bool:
    return element is not None and element.get(f"{W}val") not in {"0", "false", "off", "none"}


def _style_of(paragraph: "_Element", document: _Document) -> _Style:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return document.styles.get(str(style.get(f"{W}val")) if style is not None else "", _Style())


def _level(paragraph: "_Element", document: _Document) -> int:
    """The level of a heading, 0 for a paragraph."""
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None and str(outline.get(f"{W}val")).isdecimal() and int(str(outline.get(f"{W}val"))) < 9:
        return int(str(outline.get(f"{W}val"))) + 1
    return _style_of(paragraph, document).level


def _stands_as_heading(paragraph: "_Element", text: str, document: _Document) -> bool:
    """Whether a paragraph is a line in bold, or underlined, that ends no sentence."""
    if not text or len(text) > MOST_HEADING or (ends_sentence(text) and not text.endswith(("?", "？"))):
        return False
    if paragraph.getparent() is not None and str(paragraph.getparent().tag).endswith("}tc"):
        return False
    bold = _style_of(paragraph, document).bold
    runs = [run for run in paragraph.iter(f"{W}r") if "".join(_words(run, document)).strip()]
    return bool(runs) and all(_run_bold(run, bold=bold, document=document) for run in runs)


def _run_bold(run: "_Element", *, bold: bool, document: _Document) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return bold
    said = properties.find(f"{W}b")
    if said is not None:
        return _is_on(said)
    style = properties.find(f"{W}rStyle")
    own = style is not None and document.styles.get(str(style.get(f"{W}val")), _Style()).bold
    return own or bold or _is_on(properties.find(f"{W}u"))


def _mark(paragraph: "_Element", document: _Document) -> str:
    """What stands before a list item: a dot, or its number; nothing before any other paragraph."""
    numbering = paragraph.find(f"{W}pPr/{W}numPr")
    if numbering is None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = str(style.get(f"{W}val")).lower() if style is not None else ""
        return ITEM_MARK if named.startswith(("listbullet", "listparagraph", "listnumber")) else ""
    list_id = _value(numbering, "numId") or "0"
    level = int(_value(numbering, "ilvl") or 0)
    if list_id == "0":
        return ""
    if document.formats.get(list_id, {}).get(level) == "bullet":
        return ITEM_MARK
    number = document.numbers[list_id, level] = document.numbers.get((list_id, level), 0) + 1
    for other in [key for key in document.numbers if key[0] == list_id and key[1] > level]:
        del document.numbers[other]
    return f"{number}. "


def _value(element: "_Element", name: str) -> str | None:
    found = element.find(W + name)
    return None if found is None else found.get(f"{W}val")


def _boxes(paragraph: "_Element") -> Iterator["_Element"]:
    """The text boxes of a paragraph, each once: files have a second copy of it for old versions of Word."""
    for box in paragraph.iter(f"{W}txbxContent"):
        ancestors = [str(above.tag) for above in box.iterancestors()]
        inside = ancestors[: ancestors.index(f"{W}p")] if f"{W}p" in ancestors else ancestors
        if _FALLBACK not in ancestors and f"{W}txbxContent" not in inside:
            yield box


def _note_ids(paragraph: "_Element") -> list[str]:
    return [
        f"{kind}{note.get(f'{W}id')}"
        for kind in ("footnote", "endnote")
        for note in paragraph.iter(f"{W}{kind}Reference")
    ]


@dataclass(eq=False)
class _Reach:
    """A cell with how many columns and rows it reaches over."""

    cell: Cell
    across: int
    down: int = 1


def _rows(table: "_Element", document: _Document) -> list[list[Spanning]]:
    """The rows of a table; a cell that is merged with the one above goes on as that one."""
    rows: list[list[_Reach]] = []
    merging: dict[int, _Reach] = {}
    for row in table.iter(f"{W}tr"):
        if next(one for one in row.iterancestors() if one.tag == f"{W}tbl") is not table:
            continue
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        head = _is_on(row.find(f"{W}trPr/{W}tblHeader"))
        column = int(_value(row, f"trPr/{W}gridBefore") or 0)
        cells = [_Reach(Cell(""), column)] if column else []
        for cell in _cells(row):
            across = int(_value(cell, f"tcPr/{W}gridSpan") or 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart" and column in merging:
                merging[column].down += 1
            else:
                cells.append(_Reach(Cell(_cell_text(cell, document), head), across))
                merging.pop(column, None)
                if merge is not None:
                    merging[column] = cells[-1]
            column += across
        rows.append(cells)
    return [[(one.cell, one.across, one.down) for one in cells] for cells in rows]


def _cells(row: "_Element") -> Iterator["_Element"]:
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag == f"{W}sdt" and (content := element.find(f"{W}sdtContent")) is not None:
            yield from content.findall(f"{W}tc")


def _cell_text(cell: "_Element", document: _Document) -> str:
    """The text of a cell; of a table within it the rows."""
    parts = []
    for element in _paragraphs_and_tables(cell):
        if element.tag == f"{W}tbl":
            parts += [line.removeprefix(ITEM_MARK) for line in row_lines(laid_out(_rows(element, document)))]
        else:
            parts.append(unwrap(_text(element, document).replace("\v", " ")))
    return " ".join(filter(None, parts))


def _styles(archive: Archive) -> dict[str, _Style]:
    root = archive.xml("word/styles.xml")
    raw = {str(one.get(f"{W}styleId")): one for one in root.iter(f"{W}style")} if root is not None else {}
    return {name: _style(name, raw) for name in raw} if raw else {f"Heading{n}": _Style(n) for n in range(1, 10)}


def _style(name: str, raw: Mapping[str, "_Element"]) -> _Style:
    level, hidden, bold, contents = 0, False, False, False
    for _ in range(MOST_STYLES):
        style = raw.get(name)
        if style is None:
            break
        label = (_value(style, "name") or name).lower()
        if not level:
            level = _TITLES.get(label, 0)
        if not level and (outline := style.find(f"{W}pPr/{W}outlineLvl")) is not None:
            level = int(outline.get(f"{W}val") or 9) + 1
        if not level and label.startswith("heading ") and label[8:].isdecimal():
            level = int(label[8:])
        contents = contents or label.startswith("toc ")
        hidden = hidden or _is_on(style.find(f"{W}rPr/{W}vanish"))
        bold = bold or _is_on(style.find(f"{W}rPr/{W}b"))
        name = _value(style, "basedOn") or ""
    return _Style(level if level < 10 else 0, hidden, bold, contents)


def _formats(archive: Archive) -> dict[str, dict[int, str]]:
    """How lists are marked: by their id and level `bullet`, `decimal` or another."""
    root = archive.xml("word/numbering.xml")
    if root is None:
        return {}
    kinds = {
        str(one.get(f"{W}abstractNumId")): {
            int(level.get(f"{W}ilvl") or 0): _value(level, "numFmt") or "decimal" for level in one.findall(f"{W}lvl")
        }
        for one in root.findall(f"{W}abstractNum")
    }
    return {
        str(one.get(f"{W}numId")): kinds.get(_value(one, "abstractNumId") or "", {}) for one in root.findall(f"{W}num")
    }


def _notes(archive: Archive) -> dict[str, str]:
    """The footnotes and endnotes by kind and id."""
    notes = {}
    for kind in ("footnote", "endnote"):
        root = archive.xml(f"word/{kind}s.xml")
        for note in root.findall(W + kind) if root is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                document = _Document({}, {}, {})
                text = " ".join(unwrap(_text(paragraph, document)) for paragraph in note.iter(f"{W}p"))
                notes[f"{kind}{note.get(f'{W}id')}"] = text.strip()
    return notes
