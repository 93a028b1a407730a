"""Markdown read into paragraphs, with what a fact sheet says about each.

The format is described in corpus/README.md.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from index.ingest.blocks import ITEM_MARK, Block, Note, itemised, unwrap
from index.strict_yaml import MappingError, load_mapping

SOURCE_LABELS = ("Sources:", "Source:", "Эх сурвалж:", "出典:", "出典：")

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MOST_NESTING = 60
_MOST_COLUMN_NAME = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """A Markdown file: its front matter, its first top heading, its paragraphs, and comments that are no notes.

    `oddities` are (line, what is wrong) of comments and source lines that belong to no paragraph or are not
    understood.
    """

    front: dict[str, Any]
    heading: str
    blocks: tuple[Block, ...]
    oddities: tuple[tuple[int, str], ...] = ()


def read_sheet(text: str) -> Sheet:
    """Read Markdown, with or without front matter. Raises `MappingError` for front matter that is not YAML."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    front: dict[str, Any] = {}
    lines_above = 0
    if matter := _FRONT_MATTER.match(text):
        try:
            front = load_mapping(matter[1])
        except MappingError as error:
            raise MappingError(f"the front matter is malformed: {error}") from error
        lines_above = matter[0].count("\n")
        text = text[matter.end() :]
    return _Reader(front, lines_above).read(text)


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTING}).enable(["table", "strikethrough"])
    # Text that somebody indented is a paragraph to us and not a program.
    return parser.disable("code")


class _Reader:
    """Gathers the blocks of one sheet while walking its syntax tree."""

    def __init__(self, front: dict[str, Any], lines_above: int) -> None:
        self.front = front
        self.lines_above = lines_above
        self.title = ""
        self.headings: dict[int, str] = {}
        self.blocks: list[Block] = []
        self.oddities: list[tuple[int, str]] = []
        # Whether a source line or a comment may still speak of the last block.
        self.open = False

    def read(self, text: str) -> Sheet:
        self.walk(SyntaxTreeNode(_parser().parse(text)))
        return Sheet(self.front, self.title, tuple(self.blocks), tuple(self.oddities))

    def walk(self, node: SyntaxTreeNode) -> None:
        for child in node.children:
            line = self.lines_above + (child.map[0] if child.map else 0) + 1
            if child.type == "heading":
                self.heading(int(child.tag[1]), _inline(child))
            elif child.type == "paragraph":
                self.paragraph(_inline(child), line)
            elif entries := _ENTRIES.get(child.type):
                for text in itemised(list(entries(child))):
                    self.add(text, line)
            elif child.type == "fence":
                self.add("\n".join(row.strip() for row in child.content.splitlines() if row.strip()), line)
            elif child.type == "html_block":
                self.html(child.content, line)
            elif child.children:
                self.walk(child)

    def heading(self, level: int, text: str) -> None:
        text = unwrap(text)
        self.open = False
        if not text:
            return
        if level == 1 and not self.title:
            self.title = text
        self.headings = {above: title for above, title in self.headings.items() if above < level} | {level: text}

    def add(self, text: str, line: int) -> None:
        if text:
            self.blocks.append(Block(text, line, tuple(self.headings.values())))
            self.open = True

    def paragraph(self, text: str, line: int) -> None:
        *above, last = text.rsplit("\n", 1) if "\n" in text else (text,)
        if (keys := _source_keys(last)) is None:
            self.add("\n".join(filter(None, map(unwrap, text.split("\v")))), line)
            return
        if above:
            self.add(unwrap(above[0]), line)
            line += above[0].count("\n") + 1
        if not self.open or self.blocks[-1].sources:
            self.oddities.append((line, "this source line stands below no paragraph"))
            return
        self.blocks[-1] = replace(self.blocks[-1], sources=keys)

    def html(self, content: str, line: int) -> None:
        # Without its end, each of many comments would be searched for one up to the end of the file.
        closed = content.rfind("-->") + 3 if "-->" in content else 0
        for comment in _COMMENT.finditer(content, 0, closed):
            at = line + content[: comment.start()].count("\n")
            note = _note(comment[1], at)
            if note is None:
                self.oddities.append((at, "this comment is not a key with its facts and questions"))
            elif not self.open or self.blocks[-1].note:
                self.oddities.append((at, f"the comment {note.key} stands below no paragraph"))
            else:
                self.blocks[-1] = replace(self.blocks[-1], note=note)
                self.open = False
        if text := unwrap(_TAG.sub(" ", _COMMENT.sub(" ", content[:closed]) + content[closed:])):
            self.add(text, line)


def _source_keys(line: str) -> tuple[str, ...] | None:
    """Return the keys that a source line names, or None for any other line, prose about sources included."""
    label = next((label for label in SOURCE_LABELS if line.startswith(label)), None)
    if label is None:
        return None
    keys = tuple(key.strip() for key in re.split("[,、]", line[len(label) :]))
    return keys if all(_KEY.fullmatch(key) for key in keys) else None


def _note(comment: str, line: int) -> Note | None:
    key, *rest = [row.strip() for row in comment.strip().splitlines()] or [""]
    if not _KEY.fullmatch(key) or not rest:
        return None
    facts: tuple[str, ...] = ()
    origin = None
    questions, unanswered = [], []
    for row in filter(None, rest):
        if row.startswith("- "):
            questions.append(row[2:].strip())
        elif row.startswith("+ "):
            questions.insert(0, row[2:].strip())
        elif row.startswith("? "):
            unanswered.append(row[2:].strip())
        elif row.startswith("facts:"):
            facts = tuple(fact.strip() for fact in row.removeprefix("facts:").split(",") if fact.strip())
        elif row.startswith("from:"):
            origin = row.removeprefix("from:").strip()
        else:
            return None
    return Note(key, line, facts, tuple(questions), tuple(unanswered), origin)


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield the items of a list, nested ones after those that hold them, each on one line with its mark."""
    for item in node.children:
        mark = f"{item.info}{item.markup} " if node.type == "ordered_list" else ITEM_MARK
        own: list[str] = []
        below: list[str] = []
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                below += _items(child)
            elif child.type == "html_block":
                own.append(_TAG.sub(" ", child.content))
            elif child.type == "fence":
                own.append(child.content)
            else:
                own += [_inline(part) for part in child.walk() if part.type == "inline"]
        if text := unwrap(" ".join(own)):
            yield mark + text
        yield from below


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    """Yield the rows of a table, each cell after the name of its column."""
    head, *rows = [row for part in table.children for row in part.children]
    names = [unwrap(_inline(cell)).rstrip(":：") for cell in head.children]
    if rows and not any(names) and _names_columns(rows[0]):
        # Word has no header row unless its author marks one.
        names = [unwrap(_inline(cell)).rstrip(":：") for cell in rows.pop(0).children]
    if not rows and any(names):
        yield ITEM_MARK + "; ".join(filter(None, names))
    for row in rows:
        cells = [unwrap(_inline(cell)) for cell in row.children]
        named = [f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell]
        if named:
            yield ITEM_MARK + "; ".join(named)


def _names_columns(row: SyntaxTreeNode) -> bool:
    cells = [unwrap(_inline(cell)) for cell in row.children]
    return all(cell and len(cell) <= _MOST_COLUMN_NAME and not cell.isnumeric() for cell in cells)


_ENTRIES = {"bullet_list": _items, "ordered_list": _items, "table": _rows}


def _inline(node: SyntaxTreeNode) -> str:
    """Return a node's words without their markup: a line break as a newline, a hard one as a vertical tab."""
    return "".join(map(_words, node.children)).strip()


def _words(node: SyntaxTreeNode) -> str:
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type == "html_inline":
        return "\v" if node.content.lower().startswith("<br") else ""
    if node.type in {"softbreak", "hardbreak"}:
        return "\n" if node.type == "softbreak" else "\v"
    # What stands in place of a picture is no part of the text.
    return "" if node.type == "image" else "".join(map(_words, node.children))
