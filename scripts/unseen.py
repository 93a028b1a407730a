"""Measure the index on documents that it never saw: titles of a public file that nothing was trained or fitted on.

Of a file of paragraphs the reader learned from every second title (`scripts/training_pairs.py`) and the weights from
every second of the rest (`scripts/fit.py`); the others are asked here. All of them indexed: how often the first passage
answers, and the marked sentence. Half of them indexed, and the questions on the other half without an answer: how many
of the questions with one are refused where 95 of 100 of those without are.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.evaluation.metrics import Outcome, ask_all, price_of_refusing, scores
from index.evaluation.questions import Judge, Question, passages_of, read_passages, read_questions
from index.passages import Passage
from index.reader.reader import load_reader
from index.retrieval.weights import all_weights
from index.search import Index
from index.store.indexing import build_store

ROOT = Path(__file__).resolve().parents[1]
MOST_ASKED = 1000


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    options = parser.parse_args()
    paragraphs = read_passages(options.passages)
    titles = sorted({paragraph["title"] for paragraph in paragraphs.values()})[1::2][1::2]
    every = [q for q in read_questions(options.questions, paragraphs) if q.title in titles]
    questions = every[:: 1 + len(every) // MOST_ASKED]
    home = exported(options.model, options.data)
    asking = Asking(home)
    passages = passages_of(titles, paragraphs, questions[0].language)
    answered = next(s for s in scores(asking.ask(passages, questions)) if (s.language, s.kind) == ("all", "all"))
    print(f"{len(titles)} titles, {len(passages)} passages, {len(questions)} questions")
    print(f"hit@1 {answered.hit_1:.1%}, hit@3 {answered.hit_3:.1%}", end="")
    print("" if answered.marked is None else f", sentence marked {answered.marked:.1%}")
    half = set(titles[::2])
    kept = passages_of(half, paragraphs, questions[0].language)
    judged = [q if q.title in half else replace(q, answerable=False) for q in questions]
    print(f"half of them indexed: price of refusing {price_of_refusing(asking.ask(kept, judged)):.1%}")


class Asking:
    """Asks about passages with what the program comes with; each text is encoded once."""

    def __init__(self, home: Path) -> None:
        self._encoder = Encoder.load(home)
        self._reader = load_reader(home, self._encoder)
        self._encoded = EncodedTexts(self._encoder)

    def ask(self, passages: Sequence[Passage], questions: Sequence[Question]) -> list[Outcome]:
        """What comes of the questions where these passages are all that there is."""
        store = build_store(passages, self._encoded, self._encoder.card.reads)
        return ask_all(Index(store, self._encoder, all_weights(), self._reader), questions, Judge({}))


if __name__ == "__main__":
    main()
