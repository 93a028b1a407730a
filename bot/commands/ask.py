"""`partnership-bot ask`: answers in a terminal, or as JSON."""

import argparse
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.commands.opening import open_index
from bot.settings import read_settings
from index import Answer, Turn
from index.search import Found, Index

FROM_INPUT = "-"
# Characters that some readers of lines, such as Python's `splitlines`, end a line at, and that JSON lets stand.
_IN_ONE_LINE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"})


def run(options: argparse.Namespace) -> int:
    """Answer each question, in order, with the index loaded once."""
    if options.json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8, whatever the terminal takes
    index = open_index(read_settings())
    turns: dict[str, Turn] = {}
    for question, chat in _questions(options):
        found = index.find(question, language=options.lang, turn=turns.get(chat) if chat else None)
        answer = index.answer(found, question, options.top)
        if chat and (turn := index.turn(answer)):
            turns[chat] = turn
        if options.json:
            print(json.dumps(answer_json(answer), ensure_ascii=False).translate(_IN_ONE_LINE), flush=True)
        else:
            _show(answer)
        if options.explain:
            _explain(index, found, options.top)
    return 0


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer in the form of the contract."""
    return {
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "passages": [
            {
                "text": match.passage.text,
                "answer": match.sentence,
                "title": match.passage.title,
                "document": match.passage.document,
                "language": match.passage.language,
                "sources": [asdict(source) for source in match.passage.sources],
                "score": round(match.score, 4),
            }
            for match in answer.matches
        ],
        "suggestions": list(answer.suggestions),
    }


def _questions(options: argparse.Namespace) -> Iterator[tuple[str, str | None]]:
    """Questions with the chat that they are part of, if any."""
    if options.question != [FROM_INPUT]:
        yield _whole(" ".join(options.question)), None
        return
    for line in sys.stdin.buffer:
        yield _from_line(line.decode("utf-8-sig", "replace").rstrip("\r\n"))


def _from_line(line: str) -> tuple[str, str | None]:
    """A question with its chat; a line that is no JSON object with a question in it is the question itself."""
    if line.lstrip().startswith("{"):
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            return line, None
        question, chat = fields.get("question"), fields.get("chat")
        if isinstance(question, str):
            return _whole(question), None if chat is None else str(chat)
    return line, None


def _whole(text: str) -> str:
    """The text without halves of characters, as bytes that are no UTF-8 leave them on a command line."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _show(answer: Answer) -> None:
    from bot.commands.terminal import show_answer

    show_answer(answer)


def _explain(index: Index, found: Found, top: int) -> None:
    from bot.commands.terminal import show_explanation

    show_explanation(index.explain(found, top))
