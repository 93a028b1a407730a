"""A document's headings, paragraphs, lists and tables gathered in the order in which a person reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from index.ingest.blocks import Block, itemised, unwrap
from index.ingest.encodings import cleaned
from index.ingest.faqs import with_turns_apart
from index.ingest.tables import Grid, row_lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says: its front matter, its first top heading, its paragraphs, and comments that are no notes.

    `oddities` are (line, what is wrong) of comments and source lines that belong to no paragraph or are not
    understood.
    """

    front: dict[str, Any]
    heading: str
    blocks: tuple[Block, ...]
    oddities: tuple[tuple[int, str], ...] = ()


@dataclass
class Outline:
    """Gathers the blocks of one document; `title` is its first top heading."""

    title: str = ""
    headings: dict[int, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def heading(self, level: int, text: str) -> None:
        """Go on below a heading; the top one is of level 1."""
        text = unwrap(cleaned(text))
        if not text:
            return
        if level <= 1 and not self.title:
            self.title = text
        self.headings = {above: title for above, title in self.headings.items() if above < level} | {level: text}

    def add(self, text: str, line: int = 1) -> None:
        """Add a block as it stands."""
        if text := cleaned(text):
            self.blocks.append(Block(text, line, tuple(self.headings.values())))

    def paragraph(self, text: str, line: int = 1) -> None:
        """Add a paragraph: a newline is a space, a vertical tab (a break that its author made) a new line."""
        self.add("\n".join(filter(None, map(unwrap, with_turns_apart(text).split("\v")))), line)

    def items(self, items: Iterable[str], line: int = 1) -> None:
        """Add a list, each of its items with its mark."""
        for text in itemised(list(items)):
            self.add(text, line)

    def table(self, grid: Grid, heads: int | None = None, line: int = 1) -> None:
        """Add a table, see `index.ingest.tables.row_lines`."""
        self.items(row_lines(grid, heads), line)

    def sheet(self) -> Sheet:
        """What was gathered."""
        return Sheet({}, self.title, tuple(self.blocks))
