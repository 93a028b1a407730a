"""Paragraphs as they stand in a file, before it is known what their source keys mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.text.sentences import CLOSING, TERMINAL

ITEM_MARK = "• "
"""Begins a list item or a table row in a paragraph's text, whatever mark the file has."""

FRAGMENT = 60
"""A list item or table row shorter than this many characters says little without its neighbours."""

_WIDE = r"[\u2e80-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})")
_MOST_ANNOUNCED = 4_000
NUMBERED_HEADING = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*[.)．]?|第[一二三四五六七八九十百\d]{1,4}[章節条]|議[題案][一二三四五六七八九十\d]{1,3})\s*[^\W\d].{1,70}"
)
LEAST_HEADINGS = 2
_ITEM = re.compile(rf"{ITEM_MARK}|\d+[.)] ")


@dataclass(frozen=True, slots=True)
class Note:
    """A fact sheet's comment below a paragraph. `line` counts from 1; `unanswered` are questions, too."""

    key: str
    line: int
    facts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list or some rows of a table.

    `line` counts from 1; `headings` holds those above it, the top one first; `sources` holds keys. The first `asked`
    characters of the text ask one of the `questions` that the rest answers.
    """

    text: str
    line: int = 1
    headings: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: Note | None = None
    questions: tuple[str, ...] = ()
    asked: int = 0

    @property
    def is_list(self) -> bool:
        """Whether the block's lines are items and not one flow of sentences."""
        return "\n" in self.text or is_item(self.text)


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped paragraph, with a space or, between Japanese characters, without."""
    return " ".join(_BETWEEN_WIDE.sub("", text.strip()).split())


def is_item(text: str) -> bool:
    """Tell whether `text` begins as a list item does."""
    return bool(_ITEM.match(text))


def itemised(items: list[str]) -> list[str]:
    """Return the texts of a list's paragraphs: each of its items if all can stand alone, else one."""
    if all(len(item) >= FRAGMENT or ends_sentence(item) for item in items):
        return items
    return ["\n".join(items)]


def ends_sentence(text: str) -> bool:
    """Tell whether the last mark of `text` ends a sentence."""
    return text.rstrip(CLOSING + " ").endswith(tuple(TERMINAL))


def mended(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with paragraphs joined that a blank line had broken.

    One that ends without terminal punctuation goes on in the next if that begins with a lower-case letter; one that
    ends with a comma goes on anyway. A list goes on from the paragraph whose colon announces it.
    """
    waiting: Block | None = None
    for block in blocks:
        joint = _joint(waiting, block) if waiting else None
        if waiting and joint is not None:
            waiting = replace(waiting, text=waiting.text + joint + block.text, sources=block.sources, note=block.note)
            continue
        if waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


def under_numbered_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with numbered lines that stand alone (`2. Budget`, `第二条 会費`) made the headings of what follows.

    A text has several of them; a single one is an item.
    """
    heads = {number for number in range(len(blocks) - 1) if _is_numbered_heading(blocks[number], blocks[number + 1])}
    if len(heads) < LEAST_HEADINGS:
        return list(blocks)
    made: list[Block] = []
    heading: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    for number, block in enumerate(blocks):
        if block.headings != above:
            heading, above = (), block.headings
        if number in heads:
            heading = (block.text,)
        else:
            made.append(replace(block, headings=(*block.headings, *heading)))
    return made


def _is_numbered_heading(block: Block, following: Block) -> bool:
    alone = not (block.note or block.sources or block.questions) and block.headings == following.headings
    return (
        alone
        and bool(NUMBERED_HEADING.fullmatch(block.text))
        and not ends_sentence(block.text)
        and not following.is_list
        and not NUMBERED_HEADING.fullmatch(following.text)
    )


def _joint(above: Block, below: Block) -> str | None:
    """Return what joins two blocks that belong together, or None."""
    if above.headings != below.headings or above.sources or above.note or above.is_list or not below.text:
        return None
    last = above.text[-1:]
    if below.is_list:
        return "\n" if last in ":：" and len(below.text) + len(above.text) <= _MOST_ANNOUNCED else None
    goes_on = below.text[0].islower() and last not in ":：" and not ends_sentence(above.text)
    if goes_on or last in ",、，":
        return "" if last in "、，" else " "
    return None
