"""The lines of a PDF's columns made into headings, paragraphs and lists."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.ingest.blocks import ITEM_MARK, ends_sentence, is_item
from index.ingest.hyphens import without_line_ends, words_of
from index.ingest.outline import Outline
from index.ingest.pdf.pieces import Piece, is_wide
from index.ingest.prose import ITEM, NUMBERED

LARGER = 1.12
"""A line of so many times the common size is a heading."""
NEW_PARAGRAPH = 1.3
"""So many times the common distance of lines is the space between paragraphs."""
COMMON = 0.4
"""A distance of lines is common if so large a share of the commonest one's lines have it."""
INDENT = 0.8
"""Letter heights by which the first line of a paragraph may begin further to the right."""
FULL_LINE = 0.85
"""A line that fills less of its column ends early."""
MOST_HEADING = 120

Column = Sequence[Piece]

_NUMBERED_HEADING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|第[一二三四五六七八九十\d]+[章節条])\s*\S.*")


@dataclass
class _Run:
    """Lines of one paragraph, a heading, or a table."""

    lines: list[Piece]
    left: float
    right: float
    kind: str = "text"

    @property
    def open(self) -> bool:
        """Whether the paragraph may go on in the next column: its last line is full and ends no sentence."""
        last = self.lines[-1]
        width = self.right - self.left
        return self.kind == "text" and not ends_sentence(last.text) and last.x1 - self.left > FULL_LINE * width


def outlined(columns: Sequence[Column]) -> Outline:
    """Make an outline of the columns of all pages, in the order of their reading."""
    lines = [line for column in columns for line in column if not line.table]
    known = words_of("\n".join(line.text for line in lines))
    size = _common_size(lines)
    pitch = _common_pitch(columns)
    runs: list[_Run] = []
    for column in columns:
        for number, run in enumerate(_runs(column, size, pitch)):
            if not number and runs and _goes_on(runs[-1], run):
                runs[-1].lines += run.lines
                runs[-1].left, runs[-1].right = run.left, run.right
            else:
                runs.append(run)
    return _written(runs, size, known)


def _common_size(lines: Sequence[Piece]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _common_pitch(columns: Sequence[Column]) -> float:
    """The distance of two lines of one paragraph, in letter heights: the least of those that are common."""
    pitches: Counter[float] = Counter()
    for column in columns:
        for above, below in pairwise(column):
            if _alike(above, below) and below.middle > above.middle:
                pitches[round((below.middle - above.middle) / below.size, 1)] += 1
    most = max(pitches.values(), default=0)
    return min((pitch for pitch, count in pitches.items() if count >= COMMON * most), default=1.2)


def _alike(above: Piece, below: Piece) -> bool:
    return not above.table and not below.table and abs(above.size - below.size) < 0.06 * below.size


def _runs(column: Column, size: float, common: float) -> Iterator[_Run]:
    """Yield the paragraphs, headings and tables of a column."""
    texts = [line for line in column if not line.table]
    left = _left_edge(texts)
    right = max((line.x1 for line in texts), default=0.0)
    own = _common_pitch([texts])
    pitch = own if len(texts) > 6 or own < common else common
    run: list[Piece] = []
    for line in column:
        if run and (line.table or run[-1].table or _begins_new(run, line, left, right, pitch)):
            yield _run(run, left, right, size)
            run = []
        run.append(line)
    if run:
        yield _run(run, left, right, size)


def _left_edge(lines: Sequence[Piece]) -> float:
    """Where most lines begin, which is not where an indented paragraph or an outdented number does."""
    if not lines:
        return 0.0
    edges = Counter(round(line.x0 / 2) * 2 for line in lines)
    common = edges.most_common(1)[0]
    return float(common[0] if common[1] > 1 else min(line.x0 for line in lines))


def _begins_new(run: Sequence[Piece], line: Piece, left: float, right: float, pitch: float) -> bool:
    last = run[-1]
    if not _alike(last, line) or last.bold != line.bold:
        return True
    if (line.middle - last.middle) / line.size > NEW_PARAGRAPH * pitch or line.middle < last.middle:
        return True
    if ITEM.match(line.text) or NUMBERED.match(line.text):
        # A sentence may have a figure at the beginning of a line; an item begins where items do.
        return bool(ITEM.match(line.text)) or ends_sentence(last.text) or is_item(run[0].text)
    if line.text.startswith("\u3000"):
        return True
    first = run[0]
    hanging = ITEM.match(first.text) or NUMBERED.match(first.text)
    if hanging and line.x0 - first.x0 < 0.5 * line.size and last.x1 - left < 0.7 * (right - left):
        return True
    indented = line.x0 - max(left, last.x0) > INDENT * line.size
    if indented and not hanging:
        return ends_sentence(last.text) or line.x0 - last.x0 < 4 * line.size
    short = last.x1 - left < 0.7 * (right - left)
    return ends_sentence(last.text) and short


def _run(lines: list[Piece], left: float, right: float, size: float) -> _Run:
    if lines[0].table:
        return _Run(lines, left, right, "table")
    text = " ".join(line.text for line in lines)
    larger = lines[0].size > LARGER * size
    bold = all(line.bold for line in lines)
    heading = (larger or (bold and len(lines) <= 2)) and len(text) <= MOST_HEADING
    # A long line in bold is text that matters, and a sentence in larger letters is a summary.
    sentence = (
        ends_sentence(text) and not text.endswith(("?", "？", "!", "！")) and not _NUMBERED_HEADING.fullmatch(text)
    )
    if heading and not sentence and not ITEM.match(text):
        return _Run(lines, left, right, "heading")
    return _Run(lines, left, right)


def _goes_on(above: _Run, below: _Run) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    if below.kind != "text" or not above.open or not _alike(above.lines[-1], below.lines[0]):
        return False
    first = below.lines[0]
    if ITEM.match(first.text) or NUMBERED.match(first.text) or first.text.startswith("\u3000"):
        return False
    # Japanese has no capitals and no spaces: the indent of a paragraph's first line alone says where it begins.
    return not is_wide(first.text[0]) or first.x0 - below.left < INDENT * first.size


def _written(runs: Sequence[_Run], size: float, known: frozenset[str]) -> Outline:
    levels = _Levels(runs, size)
    outline = Outline()
    items: list[str] = []
    for run in runs:
        text = without_line_ends([line.text for line in run.lines], known)
        if run.kind == "text" and (ITEM.match(text) or is_item(text)):
            items.append(ITEM.sub(ITEM_MARK, text))
            continue
        outline.items(items)
        items = []
        if run.kind == "table":
            outline.items(run.lines[0].table)
        elif run.kind == "heading":
            outline.heading(levels.of(run), text)
        else:
            outline.paragraph(text)
    outline.items(items)
    return outline


class _Levels:
    """The levels of headings: by size those that are larger than the text, and bold ones below them.

    Only what is larger than all else, and stands there once, is the title of the whole.
    """

    def __init__(self, runs: Sequence[_Run], size: float) -> None:
        sizes = Counter(_size(run) for run in runs if run.kind == "heading" and _size(run) > LARGER * size)
        self._sizes = sorted(sizes, reverse=True)
        self._first = 1 if self._sizes and sizes[self._sizes[0]] == 1 else 2

    def of(self, run: _Run) -> int:
        """The level of a heading, 1 for the title."""
        if _size(run) not in self._sizes:
            return self._first + len(self._sizes)
        return self._first + self._sizes.index(_size(run))


def _size(run: _Run) -> float:
    return round(run.lines[0].size * 2) / 2
