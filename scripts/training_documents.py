"""The documents of scripts/training, written for the reader: of many kinds, with questions on them, near misses too."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.documents import Document, Paragraph
from index.evaluation.questions import Question
from index.passages import Passage, split

FOLDER = Path(__file__).resolve().parent / "training"
# One document of so many is held out from the reader; every second of these is for measuring only.
HELD_OUT = 6


def documents() -> list[dict[str, Any]]:
    """All of them, in the order of the files."""
    files = sorted(FOLDER.glob("documents-*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def trained_on() -> list[dict[str, Any]]:
    """Those that the reader learns from."""
    return [document for document in documents() if _number(document) % HELD_OUT]


def held_out(*, measured: bool = False) -> list[dict[str, Any]]:
    """Those that it does not: for fitting the confidence or, `measured`, for measuring only."""
    kept = [document for document in documents() if _number(document) % HELD_OUT == 0]
    return [document for document in kept if (_number(document) // HELD_OUT % 2 == 1) == measured]


def passages_of_documents(chosen: Sequence[dict[str, Any]]) -> list[Passage]:
    """Their passages, as the product cuts them."""
    return [passage for document in chosen for passage in split(_document(document))]


def judged(chosen: Sequence[dict[str, Any]]) -> list[Question]:
    """Their questions, with the paragraph and the sentence that answer."""
    asked = []
    for document in chosen:
        for number, question in enumerate(document["questions"]):
            near = question["kind"] == "near"
            sentences = document["paragraphs"][question["paragraph"]]
            asked.append(
                Question(
                    id=f"{document['id']}-{number}",
                    text=question["q"],
                    language=question["lang"],
                    kind=question["kind"],
                    answerable=not near,
                    gold=None if near else _text(sentences, document["lang"]),
                    sentence="" if near else sentences[question["sentence"]],
                    title=document["title"],
                )
            )
    return asked


def _document(document: dict[str, Any]) -> Document:
    paragraphs = tuple(Paragraph(_text(sentences, document["lang"])) for sentences in document["paragraphs"])
    return Document(f"{document['id']}.md", document["title"], document["lang"], "", paragraphs)


def _text(sentences: Sequence[str], language: str) -> str:
    return ("" if language == "ja" else " ").join(sentences)


def _number(document: dict[str, Any]) -> int:
    return int(sha256(document["id"].encode()).hexdigest(), 16)
