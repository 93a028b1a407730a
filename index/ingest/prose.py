"""Plain text, and text out of a PDF, read into paragraphs."""

import re
from collections.abc import Iterator

from index.ingest.blocks import ITEM_MARK, Block, ends_sentence, itemised, unwrap
from index.ingest.bylines import read_byline
from index.ingest.sheets import read_sheet

LONGEST_WRAPPED_LINE = 120
"""Editors wrap at 72 to 100 columns; a text with longer lines has a paragraph on each."""

OPENING_LINES = 6
"""A byline stands among the first lines or nowhere."""

_ITEM = re.compile(r"\s*(?:[-*–‣▪●◦•]\s+|・\s*)(?=\S)")
_NUMBERED = re.compile(r"\s*\(?\d{1,3}[.)]\s+\S")
_RULE = re.compile(r"\s*([-=_*~#+])(?:\s*\1){2,}\s*")
_ROW = re.compile(r"\s*\|.*\|\s*")


def read_prose(text: str) -> tuple[Block, ...]:
    """Read plain text.

    Blank lines separate paragraphs, wrapped lines are joined, list items and table rows are kept apart.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    lines = [line.rstrip() for line in text.expandtabs().split("\n")]
    return tuple(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[Block]:
    for start, group in _groups(lines):
        if _ROW.fullmatch(group[0]):
            yield from read_sheet("\n".join(group)).blocks
        elif _is_item(group[0]):
            for text in itemised([_ITEM.sub(ITEM_MARK, unwrap("\n".join(item))) for item in _items(group)]):
                yield Block(text, start + 1)
        else:
            yield Block(_dehyphenated("\n".join(group), lines), start + 1)


def _groups(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (index of the first line, lines) of each paragraph, list or table."""
    longest = max(map(len, lines), default=0)
    group: list[str] = []
    seen = 0
    for number, line in enumerate(lines):
        blank = not line.strip() or _RULE.fullmatch(line)
        if group and (blank or _begins_new(group, line, longest, opening=seen <= OPENING_LINES)):
            yield number - len(group), group
            group = []
        if not blank:
            group.append(line)
            seen += 1
    if group:
        yield len(lines) - len(group), group


def _begins_new(group: list[str], line: str, longest: int, *, opening: bool) -> bool:
    """Tell whether `line`, which follows the lines of `group` without a blank one, is not of the same paragraph."""
    last = group[-1]
    if bool(_ROW.fullmatch(line)) != bool(_ROW.fullmatch(last)):
        return True
    if _is_item(line) or _is_item(group[0]):
        return not _is_item(group[0]) or not (_is_item(line) or line.startswith(" "))
    if opening and (read_byline(line) or read_byline(last)):
        return True
    if line.startswith("\u3000") or (line.startswith("  ") and not last.startswith("  ")):
        return True
    # Where lines are not wrapped each is a paragraph; where they are, one that ends early ends its paragraph.
    return ends_sentence(last) and (longest > LONGEST_WRAPPED_LINE or len(last) < 0.6 * longest)


def _is_item(line: str) -> bool:
    return bool(_ITEM.match(line) or _NUMBERED.match(line))


def _items(group: list[str]) -> Iterator[list[str]]:
    item: list[str] = []
    for line in group:
        if item and _is_item(line):
            yield item
            item = []
        item.append(line)
    yield item


def _dehyphenated(paragraph: str, lines: list[str]) -> str:
    """Join wrapped lines, and the halves of a word parted at a line's end if the text has it whole elsewhere."""
    if "-\n" in paragraph:
        vocabulary = set(re.findall(r"\w+", "\n".join(lines)))
        paragraph = re.sub(
            r"(\w+)-\n\s*([^\W\d_]+)",
            lambda parts: parts[1] + parts[2] if parts[1] + parts[2] in vocabulary else f"{parts[1]}-{parts[2]}",
            paragraph,
        )
    return unwrap(paragraph)
