"""Measure what `index.retrieval.calibration` is worth: public questions, as small corpora that nobody labelled.

Of each set, some titles are indexed and questions are asked on these and on other titles. Printed for each such
corpus, before and after the calibration: the share of the off-topic questions that are refused, and of the others
whose first passage is right the share that is answered. With `--shifted`, all vectors have a common part, as those of
many models do: any two texts are alike then.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean, pstdev
from typing import Any, NamedTuple

import numpy as np

from index.embedding.cache import EncodedTexts
from index.embedding.encoder import Encoder, Vector
from index.embedding.model import exported
from index.evaluation.fitting import Asked, ask_all
from index.evaluation.questions import Judge, Question, passages_of, read_passages, read_questions
from index.retrieval.calibration import fitted
from index.retrieval.confidence import ANSWERED, evidence
from index.retrieval.weights import all_weights, basis
from index.store.indexing import build_indexes
from index.store.language_index import LanguageIndex

ROOT = Path(__file__).resolve().parents[1]
TITLES = (3, 4, 6, 8, 12, 24)
DRAWS = 2
ASKED = 200


class Shifted(Encoder):
    """The encoder with a common part in all of its vectors."""

    def _encode(self, text: str) -> tuple[Any, Vector, Vector]:
        encoding, vector, tokens = super()._encode(text)
        return encoding, _shifted(vector), _shifted(tokens)


def _shifted(vectors: Vector) -> Vector:
    shifted = vectors + vectors.shape[-1] ** -0.5
    return np.asarray(shifted / np.linalg.norm(shifted, axis=-1, keepdims=True), np.float32)


class Shares(NamedTuple):
    """Of the off-topic questions those refused, of the questions with the right passage first those answered."""

    refused: float
    answered: float


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    parser.add_argument("--shifted", action="store_true")
    arguments = parser.parse_args()
    encoder = (Shifted if arguments.shifted else Encoder).load(exported("bundled", arguments.data))
    passages = read_passages(arguments.passages)
    questions = read_questions(arguments.questions, passages)
    titles = sorted({fields["title"] for fields in passages.values()})
    rows = []
    for count in (count for count in TITLES if count < len(titles)):
        for draw in range(DRAWS):
            chance = random.Random(f"{count} {draw}")  # noqa: S311 - the same draw each time
            chosen = set(chance.sample(titles, count))
            store = index_of(chosen, passages, questions[0], encoder)
            own = [question for question in questions if question.title in chosen]
            others = [question for question in questions if question.title not in chosen]
            asked = ask_all(store, draw_of(own, chance) + draw_of(others, chance), encoder, Judge({}))
            moved = replace(store, offset=fitted(store, all_weights(), encoder))
            rows.append((shares(asked, store), shares(asked, moved)))
            print(
                f"{count:3} titles, {len(store.passages):5} passages, moved by {moved.offset:+.2f}:",
                *map(shown, rows[-1]),
            )
    for name, column in zip(("as shipped", "calibrated"), zip(*rows, strict=True), strict=True):
        refused, answered = ([100 * share for share in part] for part in zip(*column, strict=True))
        print(
            f"{name}: refused {mean(refused):.1f} (at least {min(refused):.1f}, spread {pstdev(refused):.1f}), "
            f"answered {mean(answered):.1f} (at least {min(answered):.1f})"
        )


def index_of(
    chosen: set[str], passages: dict[str, dict[str, str]], question: Question, encoder: Encoder
) -> LanguageIndex:
    """The paragraphs of the chosen titles as documents, one a title."""
    every = passages_of(chosen, passages, question.language)
    return build_indexes(every, EncodedTexts(encoder), encoder.card.reads)[question.language]


def draw_of(questions: Sequence[Question], chance: random.Random) -> list[Question]:
    """Some of the questions."""
    return chance.sample(questions, min(ASKED, len(questions)))


def shares(asked: Sequence[Asked], store: LanguageIndex) -> Shares:
    """What the threshold of the confidence makes of the questions."""
    weights = all_weights()[basis(store)]
    refused, answered = [], []
    for one in asked:
        ranking = one.candidates.ranked(weights.ranking)
        seen = evidence(one.query, store, ranking) if len(ranking.rows) else None
        sure = seen is not None and seen.probability(weights.confidence, store.offset) >= ANSWERED
        if not len(one.right):
            refused.append(not sure)
        elif ranking.rows[0] in one.candidates.rows[one.right]:
            answered.append(sure)
    return Shares(mean(refused), mean(answered))


def shown(found: Shares) -> str:
    """Shares as percentages."""
    return f"refused {100 * found.refused:.1f}, answered {100 * found.answered:.1f}"


if __name__ == "__main__":
    main()
