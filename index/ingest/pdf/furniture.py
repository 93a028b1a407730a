"""What heads and foots the pages of a PDF and is no part of its text."""

import re
from collections import Counter
from collections.abc import Sequence

from index.ingest.pdf.pieces import Piece, lines_of

MARGIN = 0.13
"""The share of a page's height at its top and at its foot in which running heads stand."""
OUTERMOST = 3
"""So many lines at each end of a page may be running heads wherever they stand."""

_PAGE_NUMBER = re.compile(
    r"[-–—\s・~]*(?:page\s+|p\.\s*|х\.\s*|хуудас\s+|第)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|-р)\s*\d{1,4})?"
    r"\s*(?:頁|ページ|хуудас)?[-–—\s・~]*",
    re.IGNORECASE,
)
# A line of a table of contents: dots lead from a heading to the number of its page.
_LEADS = re.compile(r".*(?:\.{4,}|(?:\. ){4,}|…{2,}|・{4,}|‥{2,}|\.{4,} ?)\s*\S{1,5}")
_FIGURES = re.compile(r"\d+")

Page = tuple[Sequence[Piece], float]
"""The pieces of a page, and its height."""


def without_furniture(pages: Sequence[Page]) -> list[list[Piece]]:
    """The pages without page numbers, and without what stands at the same place of most pages, or of every other."""
    edges = [_edges(pieces, height) for pieces, height in pages]
    places: Counter[tuple[str, int]] = Counter()
    for edge in edges:
        places.update({_place(piece) for piece in edge})
    least = max(2, 0.3 * len(pages))
    kept = []
    for (pieces, height), edge in zip(pages, edges, strict=True):
        repeated = {id(piece) for piece in edge if _count(places, piece) >= least and not piece.table}
        rest = [piece for piece in pieces if id(piece) not in repeated]
        kept.append([piece for line in lines_of(_without_number(rest, height)) for piece in line if not _leads(line)])
    return kept


def _leads(line: Sequence[Piece]) -> bool:
    return not any(piece.table for piece in line) and bool(_LEADS.fullmatch(" ".join(piece.text for piece in line)))


def _edges(pieces: Sequence[Piece], height: float) -> list[Piece]:
    lines = lines_of(pieces)
    outer = [piece for line in [*lines[:OUTERMOST], *lines[-OUTERMOST:]] for piece in line]
    return [piece for piece in outer if piece.bottom < MARGIN * height or piece.top > (1 - MARGIN) * height]


def _place(piece: Piece) -> tuple[str, int]:
    return _FIGURES.sub("#", piece.text), round(piece.middle / 4)


def _count(places: Counter[tuple[str, int]], piece: Piece) -> int:
    """How many pages have it there; a point up or down does not matter."""
    text, place = _place(piece)
    return sum(places[text, near] for near in (place - 1, place, place + 1))


def _without_number(pieces: list[Piece], height: float) -> list[Piece]:
    lines = lines_of(pieces)
    for line in (lines[:1] + lines[-1:]) if lines else []:
        at_edge = line[0].bottom < MARGIN * height or line[0].top > (1 - MARGIN) * height
        alone = len(line) == 1 and _PAGE_NUMBER.fullmatch(line[0].text)
        if alone and (at_edge or line is lines[-1]) and len(lines) > 1:
            pieces = [piece for piece in pieces if piece is not line[0]]
    return pieces
