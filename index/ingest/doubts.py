"""What looks wrong about a document that was read, so that a person looks at it before it counts."""

import re
from collections.abc import Iterator, Sequence

from index.ingest.blocks import Block

LEAST_WORDS = 40
"""Of a shorter text nothing can be told."""
MOST_SINGLE = 0.3
"""A share of words of one letter that no language has."""
MOST_SCRAPS = 0.5
SCRAP = 15
LEAST_BLOCKS = 12

_WORD = re.compile(r"[A-Za-zА-Яа-яЁёӨөҮү]+")


def doubts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what seems wrong, as the end of a sentence that begins with the document."""
    words = [word for block in blocks for word in _WORD.findall(block.text)]
    if len(words) >= LEAST_WORDS and sum(len(word) == 1 for word in words) > MOST_SINGLE * len(words):
        yield "its words seem to be read as single letters; look it through"
    scraps = [block for block in blocks if len(block.text) < SCRAP]
    if len(blocks) >= LEAST_BLOCKS and len(scraps) > MOST_SCRAPS * len(blocks):
        yield "much of it is single words, as in a form or a drawing; look it through"
