"""Questions with their answers, as documents have them: each pair one paragraph, found by its question."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.ingest.blocks import Block, is_item

MOST_QUESTION = 200
"""A longer paragraph is no question, even if it ends with a question mark."""

# Latin and Cyrillic letters of one look are typed for each other. A full stop after one letter is an initial's, too.
_NUMBER = r"\s*[\d０-９]{0,3}"
_ASKS = (
    rf"(?:Question|Асуулт|質問){_NUMBER}\s*[:：.．]|(?:Q|Ｑ){_NUMBER}\s*[:：.．、　]"
    rf"|問{_NUMBER}[:：.．、\s]|[АA]{_NUMBER}\s*[:：]"
)
_ANSWERS = (
    rf"(?:Answer|Хариулт|回答){_NUMBER}\s*[:：.．]|(?:A|Ａ|Х|X){_NUMBER}\s*[:：.．、　]|答え?{_NUMBER}[:：.．、\s]"
)
_ASK = re.compile(rf"(?:{_ASKS})\s*(?=\S)", re.IGNORECASE)
_ANSWER = re.compile(rf"(?:{_ANSWERS})\s*(?=\S)", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?P<ask>(?:{_ASKS})\s*\S.*?[?？。])\s+(?P<answer>(?:{_ANSWERS})\s*\S.*)", re.IGNORECASE | re.DOTALL
)
_LINE = re.compile(rf"\n(?=[ \t]*(?:{_ASKS}|{_ANSWERS})\s*\S)", re.IGNORECASE)
_ASKING = ("?", "？")


def begins_turn(line: str, *, answering: bool) -> bool:
    """Whether a line begins a question, or, below one, an answer that are marked as such (`Q:`, `問`, `Асуулт:`)."""
    line = line.strip()
    return bool(_ASK.match(line) or (answering and _ANSWER.match(line)))


def with_turns_apart(text: str) -> str:
    """Put each marked question and answer of a paragraph on a line of its own, which a vertical tab begins."""
    if not _ASK.match(text.strip()):
        return text
    return _LINE.sub("\v", text)


def paired(blocks: Iterable[Block], title: str = "") -> Iterator[Block]:
    """Yield the blocks of a document, each question together with its answer.

    A question is marked (`Q:`), or a paragraph that asks and nothing else, or the heading of what follows. Below a
    question that is not answered at once nothing changes.
    """
    waiting: Block | None = None
    headed: tuple[str, ...] = ()
    for block in _apart(blocks):
        heading = block.headings[-1] if block.headings and block.headings != headed else ""
        headed = block.headings
        if waiting is not None:
            # Before an answer is expected a Latin A is a Cyrillic one, which asks (А: асуулт).
            answers = _ANSWER.match(block.text) or not _asks(block)
            if block.headings == waiting.headings and answers:
                yield _pair(waiting.text, block)
                waiting = None
                continue
            yield waiting
            waiting = None
        asking = heading != title and _is_question(heading) and not block.note and not block.questions
        if asking and (_ANSWER.match(block.text) or not _asks(block)):
            yield _pair(heading, block)
        elif _asks(block):
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks of which none holds several marked questions, or a question and its answer."""
    for block in blocks:
        if block.note or not _ASK.match(block.text):
            yield block
            continue
        for part in _LINE.split(block.text):
            if both := _PAIR.fullmatch(part):
                yield _pair(both["ask"], replace(block, text=both["answer"]))
            else:
                yield replace(block, text=part)


def _asks(block: Block) -> bool:
    if block.note or block.questions or block.sources or len(block.text) > MOST_QUESTION:
        return False
    if _ASK.match(block.text):
        return True
    return block.text.endswith(_ASKING) and not is_item(block.text) and _is_question(block.text)


def _is_question(text: str) -> bool:
    """Whether a text is one question, or is marked as one."""
    asked = _ASK.sub("", text, count=1)
    if not text or len(text) > MOST_QUESTION or "\n" in text:
        return False
    return asked != text or (text.endswith(_ASKING) and not re.search(r"[.!。！]\s*\S", text[:-1]))


def _pair(question: str, block: Block) -> Block:
    asked = _ASK.sub("", question, count=1).strip()
    # A stop after the mark of the answer (Ａ１．) would make the mark a sentence.
    mark = _ANSWER.match(block.text)
    length = len(mark[0]) if mark and mark[0].rstrip()[-1] in ".．" else 0
    return replace(
        block, text=f"{question}\n{block.text}", asked=len(question) + 1 + length, questions=(*block.questions, asked)
    )
