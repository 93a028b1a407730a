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
LEVEL = 0.15
"""Lines whose middles differ by less than so many letter heights stand at one height."""
MOST_LEVEL = 0.6
"""The share of lines at one height with others that chance brings about."""

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
    """Whether two sides, next to each other, are texts of their own and not the cells of a table."""
    if len(left) < LEAST_LINES or len(right) < LEAST_LINES:
        return False
    size = statistics.median(piece.size for piece in [*left, *right])
    shared = min(max(p.bottom for p in left), max(p.bottom for p in right)) - max(
        min(p.top for p in left), min(p.top for p in right)
    )
    if shared < LEAST_LINES * size:
        return False
    running = [_is_running(side) for side in (left, right)]
    return all(running) or (any(running) and not _in_rows(left, right))


def _is_running(side: Sequence[Piece]) -> bool:
    """Whether most of a side stands in lines that are long enough for a text and mostly reach to one edge."""
    whole = [line for line in lines_of(side) if all(_letters(piece) >= LEAST_LETTERS for piece in line)]
    lines = [joined(line) for line in whole]
    if len(lines) < LEAST_LINES or sum(map(_letters, lines)) * 2 < sum(map(_letters, side)):
        return False
    widest = max(line.width for line in lines)
    return sum(line.width > FULL * widest for line in lines) * 2 >= len(lines)


def _letters(piece: Piece) -> int:
    """The letters of a piece; a Japanese one says as much as two others."""
    return sum(2 if is_wide(character) else 1 for character in piece.text)


def _in_rows(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether the lines of the shorter side stand at heights of the other's lines, as names do beside texts."""
    fewer, more = sorted((left, right), key=len)
    heights = [piece.middle for piece in more]
    level = sum(any(abs(piece.middle - height) < LEVEL * piece.size for height in heights) for piece in fewer)
    return level > MOST_LEVEL * len(fewer)


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
