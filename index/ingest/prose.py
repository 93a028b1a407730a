"""Plain text, and text out of a PDF, read into paragraphs."""

import re
from collections.abc import Iterator

from index.ingest.blocks import ITEM_MARK, NUMBERED_HEADING, Block, ends_sentence, itemised, unwrap
from index.ingest.bylines import read_byline
from index.ingest.faqs import begins_turn
from index.ingest.hyphens import without_line_ends, words_of
from index.ingest.sheets import read_sheet

LONGEST_WRAPPED_LINE = 120
"""Editors wrap at 72 to 100 columns; a text with longer lines has a paragraph on each."""

LEAST_WRAPPED_LINE = 20
"""In a text of shorter lines none is short for its place."""

TITLE_LINES = 2
"""The first lines may be a title and a name."""

OPENING_LINES = 6
"""A byline stands among the first lines or nowhere."""

ITEM = re.compile(r"\s*(?:[-*–‣▪●◦•]\s+|・\s*)(?=\S)")
NUMBERED = re.compile(r"\s*\(?\d{1,3}[.)]\s+\S")
_RULE = re.compile(r"\s*([-=_*~#+])(?:\s*\1){2,}\s*")
LEAST_RUBY = 3
"""A text with fewer words in 《》 behind others may mean them as quotations."""

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆ヶ]"
_AOZORA_RUBY = re.compile(rf"(?<={_HAN})《[\u3041-\u30ff]{{1,20}}》|(?<=\w)《[\u3041-\u309f]{{1,20}}》")
_AOZORA_NOTE = re.compile(r"※?［＃[^］\n]{0,200}］")
_AOZORA_START = re.compile(r"｜(?=[^\n《｜]{1,20}《)")
_AOZORA_LEGEND = re.compile(r"^-{10,}\n【テキスト中に現れる記号について】.*?^-{10,}\n", re.DOTALL | re.MULTILINE)

_ROW = re.compile(r"\s*\|.*\|\s*")


def read_prose(text: str) -> tuple[Block, ...]:
    """Read plain text.

    Blank lines separate paragraphs, wrapped lines are joined, list items and table rows are kept apart.
    """
    text = _without_notes_on_reading(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    lines = [line.rstrip() for line in text.expandtabs().split("\n")]
    return tuple(_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[Block]:
    known = words_of("\n".join(lines))
    for start, group in _groups(lines):
        if _ROW.fullmatch(group[0]):
            yield from read_sheet("\n".join(group)).blocks
        elif _is_item(group[0]):
            for text in itemised([ITEM.sub(ITEM_MARK, unwrap("\n".join(item))) for item in _items(group)]):
                yield Block(text, start + 1)
        else:
            yield Block(without_line_ends(group, known), start + 1)


def _groups(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (index of the first line, lines) of each paragraph, list or table."""
    longest = max(map(len, lines), default=0)
    group: list[str] = []
    seen = 0
    for number, line in enumerate(lines):
        blank = not line.strip() or _RULE.fullmatch(line)
        if group and (blank or _begins_new(group, line, longest, seen)):
            yield number - len(group), group
            group = []
        if not blank:
            group.append(line)
            seen += 1
    if group:
        yield len(lines) - len(group), group


def _begins_new(group: list[str], line: str, longest: int, seen: int) -> bool:
    """Tell whether `line`, which follows the lines of `group` without a blank one, is not of the same paragraph.

    `seen` lines that are not blank stand above it in the text.
    """
    last = group[-1]
    if bool(_ROW.fullmatch(line)) != bool(_ROW.fullmatch(last)):
        return True
    if begins_turn(line, answering=begins_turn(group[0], answering=False)):
        return True
    if _is_item(line) or _is_item(group[0]):
        return not _is_item(group[0]) or not (_is_item(line) or line.startswith(" "))
    if seen <= OPENING_LINES and (read_byline(line) or read_byline(last)):
        return True
    if NUMBERED_HEADING.fullmatch(last) and _is_short(group, longest) and not ends_sentence(last):
        return True
    if seen <= TITLE_LINES and _is_title_line(group, longest):
        return True
    if line.startswith("\u3000") or (line.startswith("  ") and not last.startswith("  ")):
        return True
    if begins_turn(group[0], answering=True):
        return False
    if len(group) == 1 and last.endswith(("?", "？")):
        return True
    # Where lines are not wrapped each is a paragraph; where they are, one that ends early ends its paragraph.
    return ends_sentence(last) and (longest > LONGEST_WRAPPED_LINE or len(last) < 0.6 * longest)


def _is_title_line(group: list[str], longest: int) -> bool:
    """Whether one of the first lines of a text is far shorter than others and ends no sentence: a title, a name."""
    return (
        _is_short(group, longest)
        and longest > LEAST_WRAPPED_LINE
        and not ends_sentence(group[0])
        and group[0][-1] not in ",:：、"
    )


def _is_short(group: list[str], longest: int) -> bool:
    return len(group) == 1 and len(group[0]) < 0.5 * longest


def _is_item(line: str) -> bool:
    return bool(ITEM.match(line) or NUMBERED.match(line))


def _items(group: list[str]) -> Iterator[list[str]]:
    item: list[str] = []
    for line in group:
        if item and _is_item(line):
            yield item
            item = []
        item.append(line)
    yield item


def _without_notes_on_reading(text: str) -> str:
    """Take out the notes of texts typed for Aozora Bunko: how words are read, and how they were printed."""
    if len(_AOZORA_RUBY.findall(text)) < LEAST_RUBY and "［＃" not in text:
        return text
    for note in (_AOZORA_LEGEND, _AOZORA_START, _AOZORA_RUBY, _AOZORA_NOTE):
        text = note.sub("", text)
    return text
