"""Measure what a conversation changes: each question of a file asked alone, and after another question.

A follow-up is asked after what it follows, every other question after one on something else; so the second column
tells how many follow-ups are understood, how many new topics are dragged back to the old one, and how many questions
that no document answers are answered with what was asked before.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.building import load_index
from index.evaluation.metrics import Outcome, ask_all
from index.evaluation.questions import Judge, Question, exchanges, read_questions
from index.ingest.corpus import read_corpus
from index.search import Index

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Read the arguments, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    arguments = parser.parse_args()
    index = load_index(ROOT / "corpus", arguments.data, "bundled")
    judge = Judge.of(read_corpus(ROOT / "corpus"))
    alone: list[Outcome] = []
    after: list[Outcome] = []
    for path in arguments.files:
        questions = read_questions(path)
        alone += ask_all(index, [replace(question, after=None) for question in questions], judge)
        after += in_conversation(index, questions, judge)
    for kind in sorted({outcome.kind for outcome in after}):
        print(f"{kind:12} alone {share(alone, kind)}   after another {share(after, kind)}")


def in_conversation(index: Index, questions: Sequence[Question], judge: Judge) -> list[Outcome]:
    """Outcomes of the questions in the conversations of `exchanges`."""
    told = [
        replace(question, id=f"{question.id} told", after=before[-1].id) for before, question in exchanges(questions)
    ]
    outcomes = ask_all(index, [*questions, *told], judge)
    return outcomes[len(questions) :]


def share(outcomes: Sequence[Outcome], kind: str) -> str:
    """How many of a kind are right."""
    right = [outcome.right for outcome in outcomes if outcome.kind == kind]
    return f"{sum(right) / len(right):6.1%} of {len(right):4}"


if __name__ == "__main__":
    main()
