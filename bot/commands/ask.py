"""`partnership-bot ask`: answers in a terminal, or as JSON."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.commands.opening import open_index
from bot.settings import read_settings
from index.answers import Answer, Turn
from index.search import Index

FROM_INPUT = "-"


def run(options: argparse.Namespace) -> int:
    """Answer each question, in order, with the index loaded once."""
    index = open_index(read_settings())
    turns: dict[str, Turn] = {}
    for question, chat in _questions(options):
        answer = index.search(question, language=options.lang, turn=turns.get(chat) if chat else None, top=options.top)
        if chat and (turn := index.turn(answer)):
            turns[chat] = turn
        if options.json:
            print(json.dumps(answer_json(answer), ensure_ascii=False), flush=True)
        else:
            _show(answer)
        if options.explain:
            _explain(index, question, options)
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
        yield " ".join(options.question), None
        return
    for line in sys.stdin.buffer:
        yield _from_line(line.decode("utf-8", "replace").rstrip("\r\n"))


def _from_line(line: str) -> tuple[str, str | None]:
    if line.lstrip().startswith("{"):
        try:
            fields = json.loads(line)
            return str(fields["question"]), str(fields["chat"]) if fields.get("chat") is not None else None
        except (ValueError, KeyError):
            pass
    return line, None


def _show(answer: Answer) -> None:
    from bot.commands.terminal import show_answer

    show_answer(answer)


def _explain(index: Index, question: str, options: argparse.Namespace) -> None:
    from bot.commands.terminal import show_explanation

    _, found = index.find(question, language=options.lang)
    show_explanation(found, options.top)
