"""Documents cut into passages: what is ranked, and what a person is shown."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from index.documents import Document, Language, Paragraph, Source
from index.ingest.blocks import is_item
from index.text import text_language
from index.text.sentences import sentence_spans

MOST_PIECES = 240
"""Many sentence encoders read 256 word pieces and drop the rest; the title needs room too."""

# Word pieces a character, rounded up from what multilingual and English tokenizers need on average.
_PIECES = (
    (re.compile(r"[A-Za-z\u00c0-\u024f]"), 0.25),
    (re.compile(r"[\u0400-\u052f]"), 0.32),
    (re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"), 0.6),
    (re.compile(r"\d"), 0.5),
    (re.compile(r"[^\w\s]|_"), 1.0),
)
_CLAUSE = re.compile(r"[;；,，:：—–](?=\s)|[、，；]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one document.

    `sentences` are (start, end) offsets into `text`, in order and without overlap, so that `text[start:end]` is a
    sentence word for word; a question that the rest of the text answers is none of them. `title` is the document's,
    `section` the innermost heading or an empty string. `key` names the paragraph across languages where a fact sheet
    gives one.
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    title: str
    section: str
    document: str
    language: Language
    topic: str | None = None
    key: str | None = None
    sources: tuple[Source, ...] = ()
    questions: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def spoken(self) -> list[str]:
        """The sentences, word for word."""
        return [self.text[start:end] for start, end in self.sentences]


def split(document: Document) -> list[Passage]:
    """Cut a document into passages, in its order; nothing is lost, repeated or changed but white space.

    A paragraph is a passage. Fragments join the paragraph after them (or before, at a section's end); a paragraph
    of more characters than fill one or about `MOST_PIECES` is cut between sentences into parts of about one size.
    Parts of a paragraph all carry its key and questions, since any of them may be the one that answers.
    """
    return [
        Passage(
            text=text[start:end],
            sentences=tuple((first - start, last - start) for first, last in sentences),
            title=document.title,
            section=paragraph.headings[-1] if paragraph.headings else "",
            document=document.path,
            language=language,
            topic=document.topic,
            key=paragraph.key,
            sources=paragraph.sources,
            questions=paragraph.questions,
            unanswered=paragraph.unanswered,
        )
        for paragraph, text in _joined(document)
        for language in [paragraph.language or document.language]
        for start, end, sentences in _parts(text, language, paragraph.asked)
    ]


def load(text: str, language: Language) -> float:
    """Return how much of a passage `text` fills: 1.0 is as long as a passage may be."""
    pieces = sum(weight * len(kind.findall(text)) for kind, weight in _PIECES)
    return max(len(text) / text_language(language).passage.most, pieces / MOST_PIECES)


def _joined(document: Document) -> Iterator[tuple[Paragraph, str]]:
    """Yield paragraphs and their texts, with fragments joined to a neighbour of the same section."""
    joined: list[tuple[Paragraph, str]] = []
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        if not text:
            continue
        if joined and not _together(*joined[-1], paragraph, text, document.language):
            _settle(joined, document.language)
        elif joined:
            text = f"{joined.pop()[1]}\n{text}"
        joined.append((paragraph, text))
    _settle(joined, document.language)
    yield from joined


def _settle(joined: list[tuple[Paragraph, str]], main: Language) -> None:
    """Join the last paragraph to the one before if it is a fragment for which no other comes."""
    if len(joined) > 1:
        (above, upper), (below, lower) = joined[-2:]
        language = below.language or main
        if _is_fragment(lower, language) and _same_section(above, below) and _fit(upper, lower, language):
            joined[-2:] = [(above, f"{upper}\n{lower}")]


def _together(above: Paragraph, upper: str, below: Paragraph, lower: str, main: Language) -> bool:
    language = below.language or main
    return _is_fragment(upper, language) and _same_section(above, below) and _fit(upper, lower, language)


def _same_section(above: Paragraph, below: Paragraph) -> bool:
    alone = above.key or below.key or above.questions or below.questions or above.language != below.language
    return not alone and above.headings == below.headings and above.sources == below.sources


def _fit(upper: str, lower: str, language: Language) -> bool:
    return (
        len(upper) + len(lower) < text_language(language).passage.joined and not is_item(upper) and not is_item(lower)
    )


def _is_fragment(text: str, language: Language) -> bool:
    return len(text) < text_language(language).passage.fragment


def _parts(text: str, language: Language, asked: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield (start, end, sentences) of the passages in `text`, the first of which begins with the question `asked`."""
    spans = [(start + asked, end + asked) for start, end in sentence_spans(text[asked:], language)]
    if load(text, language) > 1:
        spans = [piece for span in spans for piece in _pieces(text, *span, language)]
    borders = [0, *(start for start, _ in spans[1:]), len(text)]
    loads = [load(text[start:end], language) for start, end in pairwise(borders)]
    for first, last in _balanced(loads) if load(text, language) > 1 else [(0, len(spans))]:
        yield borders[first], spans[last - 1][1], spans[first:last]


def _pieces(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Yield a sentence whole, or in pieces if it is too long for a passage.

    It is cut after a clause, else at a space, else anywhere.
    """
    while (room := _room(text, start, end, language)) < end - start:
        # A border in the first third would leave a scrap; the next kind of border is better then.
        cuts = [m.end() for m in _CLAUSE.finditer(text, start + room // 3, start + room)]
        space = text.rfind(" ", start + room // 3, start + room)
        cut = cuts[-1] if cuts else space if space > 0 else start + room
        yield start, cut
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    yield start, end


def _room(text: str, start: int, end: int, language: Language) -> int:
    """Return how many characters from `start` on fill a passage."""
    room = min(end - start, text_language(language).passage.most)
    while (filled := load(text[start : start + room], language)) > 1:
        room = min(room - 1, int(room / filled))
    return max(room, 1)


def _balanced(loads: list[float]) -> list[tuple[int, int]]:
    """Return (first, last) runs of `loads`, as few as fit, cut nearest to where equal parts would end."""
    fewest = _runs(loads, 1.0)
    ends = list(accumulate(loads))
    cuts = [0]
    for part in range(1, len(fewest)):
        goal = ends[-1] * part / len(fewest)
        cut = bisect_left(ends, goal)
        cuts.append(cut if cut and goal - ends[cut - 1] < ends[cut] - goal else cut + 1)
    runs = list(pairwise([*cuts, len(loads)]))
    if all(first < last and sum(loads[first:last]) <= 1 for first, last in runs):
        return runs
    # A long sentence is in the way; then the fullest part is made as light as can be.
    low, high = ends[-1] / len(fewest), 1.0
    for _ in range(12):
        middle = (low + high) / 2
        if len(attempt := _runs(loads, middle)) <= len(fewest):
            fewest, high = attempt, middle
        else:
            low = middle
    return fewest


def _runs(loads: list[float], most: float) -> list[tuple[int, int]]:
    runs = []
    first, total = 0, 0.0
    for position, amount in enumerate(loads):
        if position > first and total + amount > most:
            runs.append((first, position))
            first, total = position, 0.0
        total += amount
    return [*runs, (first, len(loads))]
