"""Tables made into lines that can be understood alone: each row with the names of its columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.ingest.blocks import ITEM_MARK, unwrap

MOST_COLUMN_NAME = 40
MOST_HEAD_ROWS = 3
MOST_SPAN = 200
"""HTML lets a cell span a thousand columns; no table has so many."""

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:年|он)?")
_ENDS_NAME = ":：. "


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell of a grid. One that spans several places stands in all of them, as the same object."""

    text: str
    head: bool = False


Grid = Sequence[Sequence[Cell]]
Spanning = tuple[Cell, int, int]
"""A cell as files have it, with its number of columns and of rows."""


def laid_out(rows: Iterable[Iterable[Spanning]]) -> list[list[Cell]]:
    """Make a grid of rows whose cells say how far they reach to the right and down."""
    taken: dict[tuple[int, int], Cell] = {}
    count = 0
    for number, row in enumerate(rows):
        count = number + 1
        column = 0
        for cell, across, down in row:
            while (number, column) in taken:
                column += 1
            for place in range(column, column + min(max(across, 1), MOST_SPAN)):
                for below in range(number, number + min(max(down, 1), MOST_SPAN)):
                    taken.setdefault((below, place), cell)
    grid: list[list[Cell]] = [[] for _ in range(count)]
    for number, column in sorted(place for place in taken if place[0] < count):
        line = grid[number]
        # A row whose last cells are missing leaves a hole before what reaches down from above.
        line += [Cell("") for _ in range(column - len(line))]
        line.append(taken[number, column])
    return grid


def row_lines(grid: Grid, heads: int | None = None) -> list[str]:
    """The rows of a table as list items, each cell after the names of its column.

    `heads` is the number of rows that name the columns; where it is None, they are marked or guessed. Of a table
    of two columns without names the first one names what stands in the second.
    """
    rows = [row for row in grid if any(cell.text for cell in row)]
    if not rows:
        return []
    if heads is None:
        heads = _marked_heads(rows) or _guessed_heads(rows)
    if heads == len(rows):
        return [ITEM_MARK + "; ".join(_texts(row)) for row in rows]
    names = _names(rows[:heads], max(map(len, rows)))
    body = rows[heads:]
    named_by_first = not any(names) and _first_names(body)
    return [line for row in body if (line := _pair(row) if named_by_first else _line(row, names))]


def _line(row: Sequence[Cell], names: Sequence[Sequence[str]]) -> str:
    parts = []
    for cell, columns in _merged(row):
        if not cell.text:
            continue
        whole = len(columns) == len(row) and len(row) > 1
        name = "" if whole else ", ".join(dict.fromkeys(part for column in columns for part in names[column]))
        parts.append(f"{name}: {cell.text}" if name and name != cell.text else cell.text)
    return ITEM_MARK + "; ".join(parts) if parts else ""


def _pair(row: Sequence[Cell]) -> str:
    name, *values = _texts(row)
    return ITEM_MARK + (f"{name.rstrip(_ENDS_NAME)}: {values[0]}" if values else name)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell, _ in _merged(row) if cell.text]


def _merged(row: Sequence[Cell]) -> Iterator[tuple[Cell, range]]:
    """Yield each cell of a row once, with the columns that it stands in."""
    start = 0
    for column in range(1, len(row) + 1):
        if column == len(row) or row[column] is not row[start]:
            yield row[start], range(start, column)
            start = column


def _names(heads: Sequence[Sequence[Cell]], columns: int) -> list[list[str]]:
    """For each column what its heads say, from top to bottom."""
    names: list[list[str]] = [[] for _ in range(columns)]
    for row in heads:
        for cell, places in _merged(row):
            # A cell across the whole table is its caption and names no column.
            if len(row) > 1 and len(places) == len(row):
                continue
            name = unwrap(cell.text).rstrip(_ENDS_NAME)
            for column in places:
                if name and name not in names[column]:
                    names[column].append(name)
    return names


def _marked_heads(rows: Grid) -> int:
    """How many rows at the top are marked as heads: all of their cells are."""
    count = 0
    while count < min(len(rows), MOST_HEAD_ROWS + 1) and all(cell.head for cell in rows[count] if cell.text):
        count += 1
    return count if count < len(rows) else min(count, 1)


def _guessed_heads(rows: Grid) -> int:
    """How many rows seem to name the columns, where none is marked: short words, more of them below merged cells."""
    count = 0
    while count < min(MOST_HEAD_ROWS, len(rows) - 1):
        row = rows[count]
        merged = any(len(columns) > 1 for _, columns in _merged(row))
        if not _could_name(row, rows[count + 1 :]):
            return count if not count or not _is_open(rows[count - 1]) else 0
        count += 1
        if not merged:
            return count
    return count


def _is_open(row: Sequence[Cell]) -> bool:
    """Whether a row of heads needs another one below: a cell stands over several columns, but not over all."""
    return any(1 < len(columns) < len(row) for _, columns in _merged(row))


def _could_name(row: Sequence[Cell], body: Grid) -> bool:
    texts = [cell.text for cell, _ in _merged(row)]
    if not all(text and len(text) <= MOST_COLUMN_NAME for text in texts) or not body:
        return False
    if any(_is_figure(text) and not _YEAR.fullmatch(text) for text in texts) or _is_figure(texts[0]):
        return False
    # Two columns may as well be names and what is so named; then the first row is like the others.
    return len(row) > 2 or len(texts) == 1 or _unlike_body(row, body)


def _unlike_body(row: Sequence[Cell], body: Grid) -> bool:
    last = row[-1].text
    below = [other[-1].text for other in body if len(other) == len(row) and other[-1].text]
    return not _has_digit(last) and bool(below) and sum(map(_has_digit, below)) * 2 > len(below)


def _first_names(rows: Grid) -> bool:
    first = [row[0].text for row in rows if row[0].text]
    return (
        all(len(row) == 2 for row in rows)
        and len(set(first)) == len(first) == len(rows)
        and all(len(text) <= MOST_COLUMN_NAME and not text.endswith(("?", "？", "。")) for text in first)
    )


def _is_figure(text: str) -> bool:
    return not any(character.isalpha() for character in text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
