"""Web pages: the article, and not what stands around it."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.errors import UnreadableDocumentError
from index.ingest.blocks import ITEM_MARK, ends_sentence, unwrap
from index.ingest.encodings import decode
from index.ingest.outline import Outline
from index.ingest.quiet import quiet
from index.ingest.reading import Reading
from index.ingest.tables import Cell, Spanning, laid_out, row_lines

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

MOST_ELEMENTS = 150_000
"""HTML elements in one page; reading takes about 100 microseconds and 2 kB for each."""
MOST_CELL = 600
"""A table with more letters in one cell gives a page its shape and is not one of figures."""
MOST_BESIDE = 0.5
"""What holds more than this share of a page's text is the page, whatever it is called."""
MOST_NESTING = 40
"""Lists in lists and tables in tables."""
MOST_DEPTH = 250
"""Tags in tags: real pages have 20 to 60."""
LEAST_LINKS, MOST_LINK = 3, 30
"""So many links of so few letters, with hardly a word between, are a menu."""
BOLD_LEVEL = 7
"""A line in bold is a heading below all real ones."""
MOST_HEADING = 120

_NO_TEXT_WORDS = """
script style noscript template iframe svg annotation object audio video canvas map select datalist rt rp
"""
_NO_TEXT = frozenset(_NO_TEXT_WORDS.split())
_NO_TEXT_CLASSES = frozenset({"reference", "mw-editsection"})
_BESIDE_ROLES = "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist"
_BESIDE_TAGS = frozenset({"nav", "aside", "footer", "form", "button", "dialog"})
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Words in the names that authors give to parts of their pages: what stands beside the text; what does if it is mostly
# links; and what does if it is short, since the words mean other things, too.
_BESIDE_WORDS = """
cookie cookies consent gdpr onetrust cookiebot footer sidebar newsletter subscribe sharebar addtoany advert
advertisement sponsored modal breadcrumb breadcrumbs skiplink skipnav skiptocontent pagination pager langlinks catlinks
printfooter sronly visuallyhidden screenreadertext
"""
_LINK_WORDS = """
menu nav navbar navigation navi gnav related recommended tags tagcloud toc portlet header sitemap langs languages
subscription popup
"""
_SHORT_WORDS = "share sharing social skip ads"
_BESIDE_NAMES, _LINK_NAMES, _SHORT_NAMES = (
    frozenset(words.split()) for words in (_BESIDE_WORDS, _LINK_WORDS, _SHORT_WORDS)
)
_ALL_NAMES = _BESIDE_NAMES | _LINK_NAMES | _SHORT_NAMES
_MOST_SHORT = 200
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_ANCHOR = re.compile("^#")
_SKIP = re.compile(r"skip to .*|jump to .*|本文へ.*|メインコンテンツ.*|コンテンツへ.*|.*агуулга руу.*", re.IGNORECASE)
_SEE_ALSO = re.compile(
    r"related .*|see also|read (?:more|also|next)|more (?:news|stories|articles)|you may also .*"
    r"|関連.*|あわせて読みたい.*|холбоотой .*|мөн үзэх.*|бусад мэдээ.*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|зохиогчийн эрх).{0,200}", re.IGNORECASE | re.DOTALL)
_BLOCKS_WORDS = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2
h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th
thead tr ul caption
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_META = {
    "author": ("author", "article:author", "dc.creator", "citation_author"),
    "date": ("article:published_time", "date", "dc.date", "dcterms.date", "citation_publication_date", "pubdate"),
    "publisher": ("og:site_name", "dc.publisher", "citation_journal_title"),
    "url": ("og:url",),
}


def read_html(data: bytes) -> Reading:
    """Read a web page: its main text without menus, with what its head says about it."""
    return read_markup(decode(data))


def read_markup(markup: str) -> Reading:
    """Read a web page that is decoded."""
    from bs4 import BeautifulSoup

    if "<" not in markup:
        raise UnreadableDocumentError("it is not HTML, though its name says so")
    if markup.count("<") > 2 * MOST_ELEMENTS:
        raise UnreadableDocumentError(f"it has more than {MOST_ELEMENTS} elements; split it")
    with quiet("it cannot be read as HTML"):
        # A declaration that the markup is XML would make a parser look for one.
        soup = BeautifulSoup(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup), "lxml")
        details = _page_details(soup)
        outline = Outline()
        if _is_deep(soup):
            # Tags within tags by the thousand: the words are still there.
            outline.paragraph(soup.get_text(" ", strip=True))
        else:
            _Walk(outline).through(_article(soup))
        return Reading(outline.sheet(), details)


def _is_deep(soup: "BeautifulSoup") -> bool:
    """Whether tags are nested so deeply that nobody meant them; to go through these takes too long."""
    level: list[PageElement] = [soup]
    for _ in range(MOST_DEPTH):
        level = [child for node in level for child in getattr(node, "contents", ())]
        if not level:
            return False
    return True


def _article(soup: "BeautifulSoup") -> "Tag":
    """The part of a page that holds its text, with what is no part of that taken out."""
    for element in soup.find_all(_is_unseen):
        element.extract()
    whole = len(soup.get_text())
    # Inner parts first: a box may hold the page and its menu.
    for element in reversed(soup.find_all(_may_be_beside)):
        if _is_beside(element, whole):
            element.extract()
    for link in soup.find_all("a", href=_ANCHOR):
        if _SKIP.fullmatch(unwrap(link.get_text())):
            link.extract()
    left = len(soup.get_text(strip=True))
    for choice in ("main, [role=main]", "article", "#content, #main-content, #main"):
        found = soup.select(choice)
        if len(found) == 1 and len(found[0].get_text(strip=True)) > (1 - MOST_BESIDE) / 2 * left:
            return found[0]
    return soup


def _is_unseen(element: "Tag") -> bool:
    """Whether nobody sees an element, or it is no text of its own: a script, a drawing, the reading above a word."""
    if element.name in _NO_TEXT or element.has_attr("hidden") or element.get("aria-hidden") == "true":
        return True
    if _INVISIBLE.search(str(element.get("style") or "")):
        return True
    return element.name in {"sup", "span"} and not _NO_TEXT_CLASSES.isdisjoint(_classes(element))


def _may_be_beside(element: "Tag") -> bool:
    """Whether an element is worth a look; most are not, and looking into each would take long."""
    if element.name in _BESIDE_TAGS or element.name == "header" or element.get("role"):
        return True
    return bool((element.get("class") or element.get("id")) and _words_of_names(element) & _ALL_NAMES)


def _is_beside(element: "Tag", whole: int) -> bool:
    """Whether an element is no part of the text of a page that is `whole` letters long."""
    if element.name in {"html", "body", "main", "article", "h1", "title", "head"} or element.get("role") == "main":
        return False
    named = element.name in _BESIDE_TAGS or str(element.get("role")) in _BESIDE_ROLES.split()
    names = _words_of_names(element)
    if element.select_one("main, [role=main], article h1"):
        return False
    length = len(element.get_text())
    if element.name == "nav" or (named and length <= MOST_BESIDE * whole):
        return True
    if length > MOST_BESIDE * whole or element.find("h1") is not None:
        return False
    if element.name == "header" and not element.find_parent(["main", "article"]):
        return True
    return bool(
        names & _BESIDE_NAMES
        or (names & _LINK_NAMES and _link_share(element) > MOST_BESIDE)
        or (names & _SHORT_NAMES and length < _MOST_SHORT)
    )


def _classes(element: "Tag") -> list[str]:
    named = element.get("class")
    return named if isinstance(named, list) else [str(named or "")]


def _words_of_names(element: "Tag") -> set[str]:
    """The words in the class and id of an element, and these without what parts the words."""
    names = [*_classes(element), str(element.get("id") or "")]
    words = {word.lower() for name in names for word in _NAME.findall(name)}
    return words | {re.sub("[-_]", "", name).lower() for name in names}


def _link_share(element: "Tag") -> float:
    """The share of an element's text that stands in links."""
    whole = len(element.get_text(strip=True))
    return sum(len(link.get_text(strip=True)) for link in element.find_all("a")) / whole if whole else 0.0


class _Walk:
    """Goes through the elements of a page in their order, and tells an outline what they hold."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._words: list[str] = []
        self._links: list[str] = []

    def through(self, root: "Tag") -> None:
        """Go through all of an element."""
        from bs4 import Tag

        stack: list[tuple[PageElement, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if not isinstance(node, Tag):
                if type(node).__name__ == "NavigableString":
                    self._words.append(str(node))
                continue
            if node.name in _BLOCKS:
                self._flush()
            if node.name == "a" and not leaving:
                self._links.append(unwrap(node.get_text()))
            if node.name == "br":
                self._words.append("\v")
            elif leaving:
                self._leave(node)
            elif not self._whole(node):
                stack.append((node, True))
                stack += [(child, False) for child in reversed(node.contents)]
        self._flush()

    def _whole(self, node: "Tag") -> bool:
        """Take an element that is understood as a whole; tells whether it was one."""
        if node.name == "head":
            return True
        if level := _HEADINGS.get(node.name):
            # Generated pages have a link to each heading behind it.
            self._outline.heading(level, node.get_text().rstrip("#¶§ \n\u200b"))
        elif node.name == "summary":
            self._outline.heading(_below(self._outline), node.get_text())
        elif node.name == "pre":
            self._outline.paragraph("\v".join(node.get_text().splitlines()))
        elif node.name == "p" and _is_bold(node):
            self._outline.heading(BOLD_LEVEL, node.get_text())
        elif node.name in {"ul", "ol"} and _is_plain_list(node):
            if not self._is_list_of_links(node):
                self._outline.items(_items(node))
        elif node.name == "dl" and not node.find(["table", "ul", "ol", "dl"]):
            self._definitions(node)
        elif node.name == "table":
            return self._table(node)
        else:
            return False
        return True

    def _leave(self, node: "Tag") -> None:
        if node.name == "details" and self._outline.headings:
            self._outline.headings.popitem()

    def _flush(self) -> None:
        text, links = "".join(self._words), self._links
        self._words, self._links = [], []
        if text.strip() and not _RIGHTS.fullmatch(text.strip()) and not _is_row_of_links(text, links):
            self._outline.paragraph(re.sub(r"[ \t\r\n]+", " ", text))

    def _is_list_of_links(self, node: "Tag") -> bool:
        """Whether a list leads elsewhere: to related pages, to those of the site, or to other languages."""
        if _link_share(node) < 0.9:
            return False
        if any(_SEE_ALSO.fullmatch(heading) for heading in [*self._outline.headings.values()][-1:]):
            return True
        entries = [unwrap(item.get_text()) for item in node.find_all("li")]
        short = sum(len(entry) < MOST_LINK and not ends_sentence(entry) for entry in entries)
        # What leads elsewhere stands before the text or after it; a list in its midst is a part of it.
        return len(entries) >= LEAST_LINKS and short == len(entries) and not self._outline.blocks

    def _definitions(self, node: "Tag") -> None:
        term = ""
        for part in node.find_all(["dt", "dd"]):
            text = unwrap(part.get_text())
            if part.name == "dt":
                term = text
            elif term.endswith(("?", "？")):
                self._outline.heading(BOLD_LEVEL, term)
                self._outline.paragraph(text)
            else:
                self._outline.items([ITEM_MARK + (f"{term.rstrip(':：')}: {text}" if term else text)])

    def _table(self, node: "Tag") -> bool:
        rows = list(_rows(node))
        if _is_layout(node, rows):
            return False
        if node.caption:
            self._outline.paragraph(node.caption.get_text())
        self._outline.table(laid_out(rows))
        return True


def _is_row_of_links(text: str, links: Sequence[str]) -> bool:
    """Whether a line holds links and nothing else: the way to the page, or to others."""
    short = len(links) >= LEAST_LINKS and all(len(link) < MOST_LINK for link in links)
    return short and sum(map(str.isalnum, text)) <= sum(map(str.isalnum, "".join(links))) + MOST_LINK // 2


def _below(outline: Outline) -> int:
    return max(outline.headings, default=1) + 1


def _is_bold(node: "Tag") -> bool:
    text = unwrap(node.get_text())
    bold = unwrap(" ".join(part.get_text() for part in node.find_all(["b", "strong"])))
    is_title = not ends_sentence(text) or text.endswith(("?", "？"))
    return bool(text) and text == bold and len(text) <= MOST_HEADING and is_title and not node.find("br")


def _is_plain_list(node: "Tag") -> bool:
    return (
        not node.find(["table", "article", "dl", "pre", *_HEADINGS])
        and len(node.find_parents(["ul", "ol"])) < MOST_NESTING
    )


def _items(node: "Tag", depth: int = 0) -> Iterator[str]:
    """The items of a list, nested ones after those that hold them."""
    from bs4 import Tag

    start = str(node.get("start") or "1")
    number = int(start) if start.isdecimal() else 1
    for item in node.find_all("li", recursive=False):
        inner = [child for child in item.find_all(["ul", "ol"]) if child.find_parent(["ul", "ol"]) is node]
        below = [
            line
            for child in inner
            if isinstance(child, Tag) and depth < MOST_NESTING
            for line in _items(child, depth + 1)
        ]
        for child in inner:
            child.extract()
        if text := unwrap(item.get_text(" ")) if item.find(["p", "div", "br"]) else unwrap(item.get_text()):
            yield (f"{number}. " if node.name == "ol" else ITEM_MARK) + text
            number += 1
        yield from below


def _is_layout(table: "Tag", rows: Sequence[Sequence[Spanning]]) -> bool:
    """Whether a table only gives a page its shape."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if max((sum(columns for _, columns, _ in row) for row in rows), default=0) < 2:
        return True
    heads = any(cell.head for row in rows for cell, _, _ in row)
    return not heads and (
        table.find(list(_HEADINGS)) is not None or any(len(cell.text) > MOST_CELL for row in rows for cell, _, _ in row)
    )


def _rows(table: "Tag", depth: int = 0) -> Iterator[list[Spanning]]:
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        in_head = row.parent is not None and row.parent.name == "thead"
        cells = []
        for cell in row.find_all(["td", "th"], recursive=False):
            head = in_head or cell.name == "th"
            text = _cell_text(cell, depth)
            cells.append((Cell(text, head), _span(cell, "colspan"), _span(cell, "rowspan")))
        yield cells


def _cell_text(cell: "Tag", depth: int) -> str:
    """The text of a cell; of a table within it the rows."""
    table = cell.find_parent("table")
    inner = [other for other in cell.find_all("table") if other.find_parent("table") is table]
    spaced = cell.find(["p", "br", "div", "li"]) is not None
    own = (string for string in cell.strings if not inner or string.find_parent("table") is table)
    text = unwrap((" " if spaced or inner else "").join(own))
    if not inner or depth > MOST_NESTING:
        return text
    rows = [line.removeprefix(ITEM_MARK) for other in inner for line in row_lines(laid_out(_rows(other, depth + 1)))]
    return "; ".join(filter(None, [text, *rows]))


def _span(cell: "Tag", name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() and len(value) < 5 else 1


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
