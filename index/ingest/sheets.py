"""Markdown read into paragraphs, with what a fact sheet says about each.

The format is described in corpus/README.md.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from index.ingest.blocks import ITEM_MARK, Note, unwrap
from index.ingest.outline import Outline, Sheet
from index.ingest.tables import Cell, row_lines
from index.strict_yaml import MappingError, load_mapping

SOURCE_LABELS = ("Sources:", "Source:", "Эх сурвалж:", "出典:", "出典：")

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TASK = re.compile(r"^\[[ xX]\]\s+")
_MOST_NESTING = 60


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


class _Reader(Outline):
    """Gathers the blocks of one sheet while walking its syntax tree."""

    def __init__(self, front: dict[str, Any], lines_above: int) -> None:
        super().__init__()
        self.front = front
        self.lines_above = lines_above
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
                self.stated(_inline(child), line)
            elif entries := _ENTRIES.get(child.type):
                self.items(entries(child), line)
            elif child.type == "fence":
                self.add("\n".join(row.strip() for row in child.content.splitlines() if row.strip()), line)
            elif child.type == "html_block":
                self.html(child.content, line)
            elif child.children:
                self.walk(child)

    def heading(self, level: int, text: str) -> None:
        self.open = False
        super().heading(level, text)

    def add(self, text: str, line: int = 1) -> None:
        super().add(text, line)
        self.open = self.open or bool(text)

    def stated(self, text: str, line: int) -> None:
        """Add a paragraph, whose last line may name its sources."""
        *above, last = text.rsplit("\n", 1) if "\n" in text else (text,)
        if (keys := _source_keys(last)) is None:
            self.paragraph(text, line)
            return
        if above:
            self.paragraph(above[0], line)
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
        if text := _TASK.sub("", unwrap(" ".join(own))):
            yield mark + text
        yield from below


def _rows(table: SyntaxTreeNode) -> list[str]:
    """The rows of a table, each cell after the name of its column."""
    grid = [[Cell(unwrap(_inline(cell))) for cell in row.children] for part in table.children for row in part.children]
    # Who has no names for the columns leaves the row empty that Markdown wants to have them in.
    return row_lines(grid, 1 if any(cell.text for cell in grid[0]) else None)


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
