"""The tables of a PDF page: ruled ones by their lines, others by cells that stand below each other."""

import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from index.ingest.blocks import unwrap
from index.ingest.hyphens import without_line_ends
from index.ingest.pdf.pieces import Piece, gathered, is_wide, joined, lines_of
from index.ingest.tables import Cell, row_lines

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

LEAST_ROWS = 3
LEAST_FILLED = 0.4
# A row of a table without rules is parted from the next by more than the lines of one cell are.
ROW_GAP = 1.3
# Lines further apart than so many letter heights belong to no table together.
MOST_GAP = 3.5
# Where two columns have lines of so many letters that mostly fill them, they are running text.
RUNNING_LETTERS = 22


def ruled_tables(page: Any, letters: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The tables between the lines of a page, and the letters that stand in none. `page` is pdfplumber's."""
    tables = []
    for found in page.find_tables():
        boxes = [row.cells for row in found.rows]
        inside = [letter for letter in letters if _is_in(letter, found.bbox)]
        table = _ruled(boxes, inside)
        if table is not None:
            left, top, right, bottom = found.bbox
            size = statistics.median(letter.size for letter in inside)
            tables.append(Piece("", left, right, top, bottom, size, table=table))
            taken = set(map(id, inside))
            letters = [letter for letter in letters if id(letter) not in taken]
    return tables, list(letters)


def _ruled(rows: Sequence[Sequence[Box | None]], letters: Sequence[Piece]) -> tuple[str, ...] | None:
    """The lines of a table with cells in these boxes; None where they hold no table, but a framed text or a drawing."""
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    cells = {
        box: Cell(_text(letter for letter in letters if _is_in(letter, box))) for row in rows for box in row if box
    }
    if sum(bool(cell.text) for cell in cells.values()) < max(LEAST_FILLED * len(cells), 3):
        return None
    grid: list[list[Cell]] = []
    for number, row in enumerate(rows):
        grid.append([cells[box] if box else _covering(cells, rows, number, column) for column, box in enumerate(row)])
    lines = row_lines(grid)
    return tuple(lines) or None


def _covering(cells: dict[Box, Cell], rows: Sequence[Sequence[Box | None]], row: int, column: int) -> Cell:
    """The merged cell that stands where a row has none of its own."""
    heights = [box for box in rows[row] if box]
    widths = [other[column] for other in rows if column < len(other)]
    if heights and any(widths):
        y = (max(box[1] for box in heights) + min(box[3] for box in heights)) / 2
        narrowest = min((box for box in widths if box), key=lambda box: box[2] - box[0])
        x = (narrowest[0] + narrowest[2]) / 2
        for box, cell in cells.items():
            if box[0] < x < box[2] and box[1] < y < box[3]:
                return cell
    return Cell("")


def _text(letters: Iterable[Piece]) -> str:
    lines = [joined(line).text for line in lines_of(gathered(list(letters)))]
    return unwrap(without_line_ends(lines))


def _is_in(letter: Piece, box: Box) -> bool:
    return box[0] <= letter.middle_x <= box[2] and box[1] <= letter.middle <= box[3]


def with_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of a column, those that stand in tables without rules replaced by these."""
    lines = lines_of(pieces)
    made: list[Piece] = []
    start = 0
    while start < len(lines):
        end = _table_end(lines, start)
        table = _unruled(lines[start:end]) if end - start >= LEAST_ROWS else None
        if table is None:
            made += _lines(lines[start])
            start += 1
        else:
            made.append(table)
            start = end
    return made


def _lines(line: Sequence[Piece]) -> list[Piece]:
    texts = [piece for piece in line if not piece.table]
    return [*([joined(texts)] if texts else []), *(piece for piece in line if piece.table)]


def _table_end(lines: Sequence[Sequence[Piece]], start: int) -> int:
    """Where the lines end that stand in the columns of a table that begins at `start`."""
    if len(lines[start]) < 2 or any(piece.table for piece in lines[start]):
        return start
    columns = [(piece.x0, piece.x1) for piece in lines[start]]
    end = start + 1
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        gap = min(piece.top for piece in line) - max(piece.bottom for piece in above)
        if gap > MOST_GAP * line[0].size or any(piece.table for piece in line):
            break
        merged = _columns([*columns, *((piece.x0, piece.x1) for piece in line)])
        if len(merged) < max(2, max(len(row) for row in lines[start : end + 1])):
            break
        columns = merged
        end += 1
    # What stands alone below the last row is the text after the table.
    while end > start and len(lines[end - 1]) < 2 and lines[end - 1][0].x0 <= columns[0][1]:
        end -= 1
    return end


def _columns(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Merge spans that overlap."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _unruled(lines: Sequence[Sequence[Piece]]) -> Piece | None:
    columns = _columns((piece.x0, piece.x1) for line in lines for piece in line)
    full = [line for line in lines if len(line) > 1]
    if len(full) < LEAST_ROWS or sum(map(_is_running, _by_column(lines, columns))) > 1:
        return None
    rows = _rows(lines, columns)
    grid = [[Cell(unwrap(without_line_ends([piece.text for piece in cell]))) for cell in row] for row in rows]
    flat = [piece for line in lines for piece in line]
    return Piece(
        "",
        min(piece.x0 for piece in flat),
        max(piece.x1 for piece in flat),
        min(piece.top for piece in flat),
        max(piece.bottom for piece in flat),
        statistics.median(piece.size for piece in flat),
        table=tuple(row_lines(grid)),
    )


def _by_column(lines: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]) -> list[list[Piece]]:
    return [[piece for line in lines for piece in line if left <= piece.middle_x <= right] for left, right in columns]


def _is_running(column: Sequence[Piece]) -> bool:
    letters = statistics.median(sum(2 if is_wide(c) else 1 for c in piece.text) for piece in column)
    widest = max(piece.width for piece in column)
    return letters >= RUNNING_LETTERS and sum(piece.width > 0.8 * widest for piece in column) * 2 > len(column)


def _rows(lines: Sequence[Sequence[Piece]], columns: Sequence[tuple[float, float]]) -> list[list[list[Piece]]]:
    """The rows of a table without rules, whose cells may go on in further lines.

    A line begins a row where its first cell is filled, unless that stands as near to the line above as the lines of
    one cell do in a table whose rows are further apart.
    """
    tops = [min(piece.top for piece in line) for line in lines]
    steps = [below - above for above, below in pairwise(tops)]
    near = min(steps)
    spaced = max(steps) > ROW_GAP * near and any(len(line) < len(columns) for line in lines)
    rows: list[list[list[Piece]]] = []
    for number, line in enumerate(lines):
        cells = [[piece for piece in line if left <= piece.middle_x <= right] for left, right in columns]
        wraps = bool(rows) and (steps[number - 1] < ROW_GAP * near if spaced else not cells[0])
        if wraps:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
        else:
            rows.append(cells)
    return rows
