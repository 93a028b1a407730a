"""Tables as files of their own: each row, with the names of its columns, is a passage."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from index.errors import UnreadableDocumentError
from index.ingest.archives import open_archive
from index.ingest.blocks import Block, unwrap
from index.ingest.encodings import decode
from index.ingest.outline import Outline
from index.ingest.quiet import quiet
from index.ingest.reading import Reading
from index.ingest.tables import Cell, row_lines

MOST_ROWS = 50_000
MOST_COLUMNS = 200
DELIMITERS = ",;\t|"
SAMPLE_LINES = 20

_QUESTIONS = frozenset({"question", "questions", "q", "асуулт", "質問", "問", "問い"})
_ANSWERS = frozenset({"answer", "answers", "a", "хариулт", "回答", "答", "答え"})
_UNNAMED = re.compile(r"(?:sheet|хуудас|シート|лист)\s*\d*", re.IGNORECASE)


def read_csv(data: bytes) -> Reading:
    """Read values separated by commas, semicolons, tabs or bars, in any encoding."""
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False))
    except csv.Error as error:
        raise UnreadableDocumentError(f"it cannot be read as CSV: {error}") from error
    outline = Outline()
    _add_table(outline, [[Cell(unwrap(value)) for value in row[:MOST_COLUMNS]] for row in rows[:MOST_ROWS]])
    return Reading(outline.sheet(), warnings=_cut(len(rows)))


def read_xlsx(data: bytes) -> Reading:
    """Read an Excel workbook: what its sheets show, without what is hidden."""
    open_archive(data, "an Excel workbook", "xl/workbook.xml", "an .xlsx")
    import openpyxl

    outline = Outline()
    rows = 0
    with quiet("the Excel workbook is damaged; save it anew"):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            if not _UNNAMED.fullmatch(sheet.title):
                outline.heading(2, sheet.title)
            rows = max(rows, sheet.max_row)
            for grid in _tables(sheet):
                _add_table(outline, grid)
        properties = book.properties
    details = {"title": properties.title or "", "author": properties.creator or ""}
    return Reading(
        outline.sheet(), {name: text for name, text in details.items() if text and text != "openpyxl"}, _cut(rows)
    )


def _cut(rows: int) -> tuple[str, ...]:
    return (f"only its first {MOST_ROWS:,} rows of {rows:,} are read",) if rows > MOST_ROWS else ()


def _delimiter(text: str) -> str:
    """The mark that stands most evenly in the first lines."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return min(counts, default=0), sum(counts)

    return max(DELIMITERS, key=evenness)


def _add_table(outline: Outline, grid: Sequence[Sequence[Cell]]) -> None:
    """Add the rows of a table, below what stands alone above it."""
    rows = [row for row in grid if any(cell.text for cell in row)]
    while rows and len({cell for cell in rows[0] if cell.text}) == 1:
        outline.paragraph(next(cell.text for cell in rows.pop(0) if cell.text))
    if not rows:
        return
    columns = _pair_columns(rows[0])
    if columns is not None:
        for row in rows[1:]:
            _add_pair(outline, row, *columns)
        return
    for line in row_lines(_trimmed(rows)):
        outline.add(line)


def _pair_columns(heads: Sequence[Cell]) -> tuple[int, int] | None:
    """The columns of questions and of answers, where a table has them."""
    names = [cell.text.strip(" :：").lower() for cell in heads]
    asking = [column for column, name in enumerate(names) if name in _QUESTIONS]
    answering = [column for column, name in enumerate(names) if name in _ANSWERS]
    return (asking[0], answering[0]) if asking and answering else None


def _add_pair(outline: Outline, row: Sequence[Cell], asking: int, answering: int) -> None:
    if max(asking, answering) >= len(row):
        return
    question, answer = unwrap(row[asking].text), unwrap(row[answering].text)
    if question and answer:
        headings = tuple(outline.headings.values())
        outline.blocks.append(
            Block(f"{question}\n{answer}", headings=headings, questions=(question,), asked=len(question) + 1)
        )


def _trimmed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows of one length, without columns that are empty in all of them."""
    widest = max(map(len, rows))
    even = [[*row, *(Cell("") for _ in range(widest - len(row)))] for row in rows]
    filled = [column for column in range(widest) if any(row[column].text for row in even)]
    return [[row[column] for column in filled] for row in even]


def _tables(sheet: Any) -> Iterator[list[list[Cell]]]:
    """Yield the tables of a sheet, which empty rows part."""
    merged = {}
    for area in sheet.merged_cells.ranges:
        cell = Cell(_shown(sheet.cell(area.min_row, area.min_col)))
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                merged[row, column] = cell
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    folded = _hidden_columns(sheet)
    table: list[list[Cell]] = []
    height, width = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    for number, row in enumerate(sheet.iter_rows(max_row=height, max_col=width), 1):
        if number in hidden:
            continue
        cells = [
            merged.get((number, column)) or Cell(_shown(cell))
            for column, cell in enumerate(row, 1)
            if column not in folded
        ]
        if any(cell.text for cell in cells):
            table.append(cells)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _hidden_columns(sheet: Any) -> set[int]:
    from openpyxl.utils import column_index_from_string

    columns: set[int] = set()
    for name, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(name)
            columns.update(range(first, min(column.max or first, MOST_COLUMNS) + 1))
    return columns


def _shown(cell: Any) -> str:
    """A value as a sheet shows it, in the forms that are common."""
    value, form = cell.value, str(cell.number_format or "")
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, bool | dt.date | dt.time):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, form)
    return unwrap(str(value))


def _number(value: float, form: str) -> str:
    places = len(match[1]) if (match := re.search(r"\.(0+)", form)) else None
    if "%" in form:
        return f"{value * 100:.{places or 0}f}%"
    grouping = "," if "#,##0" in form or "# ##0" in form else ""
    if places is not None:
        return f"{value:{grouping}.{places}f}"
    if float(value).is_integer():
        return f"{int(value):{grouping}d}"
    return f"{value:{grouping}.10g}"
