"""The order in which a person reads a page: columns one after the other, and what stands across them between."""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.ingest.pdf.pieces import Piece, is_wide, joined, lines_of

NARROWEST_GUTTER = 0.7
"""Letter heights between two columns."""
LEAST_LINES = 2
MOST_COLUMNS = 8
MOST_EDGES = 40
"""A column begins where many lines do."""
# A column of running text has lines of so many letters; shorter ones are the cells of a table.
LEAST_LETTERS = 14
# Most lines of a column reach nearly to its right edge.
FULL = 0.75

_MARK = re.compile(r"[-*–‣▪●◦•・■□○◆►✓]|\(?(?:\d{1,2}|[a-zа-яё])[.)]", re.IGNORECASE)


def reading_order(pieces: Sequence[Piece], depth: int = 0) -> Iterator[list[Piece]]:
    """Yield the columns and what stands across them, one after the other."""
    gutter = _gutter(pieces) if depth < MOST_COLUMNS else None
    if gutter is None:
        if pieces:
            yield list(pieces)
        return
    for band in _bands(pieces, gutter):
        left = [piece for piece in band if piece.x1 <= gutter]
        right = [piece for piece in band if piece.x1 > gutter]
        if _are_columns(left, right) and all(piece.x0 >= gutter - 1 for piece in right):
            yield from reading_order(left, depth + 1)
            yield from reading_order(right, depth + 1)
        else:
            yield from reading_order(band, depth + 1) if len(band) < len(pieces) else [band]


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The left edge of a column to the right of another one, where most text stands in the two; None for one column."""
    best, most = None, 0
    edges = Counter(round(piece.x0) for piece in pieces)
    for edge, _ in edges.most_common(MOST_EDGES):
        columns = 0
        for band in _bands(pieces, edge):
            left = [piece for piece in band if piece.x1 <= edge]
            right = [piece for piece in band if piece.x0 >= edge - 1]
            if len(left) + len(right) == len(band) and _are_columns(left, right):
                columns += sum(len(piece.text) for piece in band)
        if columns > most:
            best, most = float(edge), columns
    return best


def _bands(pieces: Sequence[Piece], edge: float) -> Iterator[list[Piece]]:
    """Yield the stretches of a page, from top to bottom, that stand beside an edge or across it."""
    band: list[Piece] = []
    across: bool | None = None
    for line in lines_of(pieces):
        crosses = any(piece.x0 < edge - 1 and piece.x1 > edge - NARROWEST_GUTTER * piece.size for piece in line)
        if band and crosses is not across:
            yield band
            band = []
        across = crosses
        band += line
    if band:
        yield band


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two sides, next to each other, are running text and not the cells of a table."""
    if len(left) < LEAST_LINES or len(right) < LEAST_LINES:
        return False
    size = statistics.median(piece.size for piece in [*left, *right])
    shared = min(max(p.bottom for p in left), max(p.bottom for p in right)) - max(
        min(p.top for p in left), min(p.top for p in right)
    )
    if shared < LEAST_LINES * size:
        return False
    return _is_running(left) and _is_running(right)


def _is_running(side: Sequence[Piece]) -> bool:
    """Whether lines are long enough for running text, and most reach to the same edge."""
    letters = statistics.median(sum(2 if is_wide(character) else 1 for character in piece.text) for piece in side)
    lines = [joined(line) for line in lines_of(side)]
    widest = max(line.width for line in lines)
    full = sum(line.width > FULL * widest for line in lines)
    return letters >= LEAST_LETTERS and full * 2 >= len(lines)


def with_marks_joined(
    pieces: Sequence[Piece],
) -> list[Piece]:
    """Join the mark of a list item, which a wide gap parts from its text, to what follows it on its line."""
    made: list[Piece] = []
    for line in lines_of(pieces):
        waiting: Piece | None = None
        for piece in line:
            if waiting is not None:
                piece = replace(joined([waiting, piece]), size=piece.size, bold=piece.bold)
                waiting = None
            if _MARK.fullmatch(piece.text):
                waiting = piece
            else:
                made.append(piece)
        if waiting is not None:
            made.append(waiting)
    return made
