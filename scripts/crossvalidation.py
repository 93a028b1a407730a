"""Measure the weights on titles that they never saw: of a file of paragraphs, each half by weights fitted on the other.

The shipped weights (`scripts/fit`) learn from every title of such a file, so that what they score on it says little of
other documents. Here they are fitted twice, each time without every second title, and asked on those: all paragraphs
indexed, for the ranking; and the unseen titles alone indexed and all questions asked, for the price of refusing.
"""

import argparse
from pathlib import Path

import numpy as np
from fit import ROOT, Fitting

from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.evaluation.fitting import Asked, ask_all
from index.evaluation.questions import Judge, passages_of, read_passages, read_questions
from index.retrieval.confidence import evidence
from index.retrieval.weights import Weights, basis
from index.store.language_index import LanguageIndex

HALVES = 2
# Of the off-topic questions so many are refused where the price is measured.
REFUSED = 0.95
# Every fourth question is enough to know the price.
STEP = 4


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--data", type=Path, default=ROOT / "var")
    arguments = parser.parse_args()
    encoder = Encoder.load(exported("bundled", arguments.data))
    passages = read_passages(arguments.passages)
    questions = read_questions(arguments.questions, passages)
    language = questions[0].language
    titles = sorted({fields["title"] for fields in passages.values()})
    ranks: list[int] = []
    for half in range(HALVES):
        unseen = set(titles[half::HALVES])
        fitting = Fitting(encoder)
        fitting.own_corpus()
        fitting.paragraphs(arguments.passages, arguments.questions, set(titles) - unseen)

        whole, part = (fitting.indexes(passages_of(of, passages, language))[language] for of in (set(titles), unseen))
        weights = Weights(**fitting.fit(basis(whole)))
        asked = ask_all(whole, (q for q in questions if q.title in unseen), encoder, Judge({}))
        ranks += [rank(one, weights) for one in asked]
        print(f"half {half}: price {price(part, ask_all(part, questions[::STEP], encoder, Judge({})), weights):.1%}")
    for depth in (1, 3):
        print(f"hit@{depth} {np.mean([rank <= depth for rank in ranks]):.1%}")


def rank(asked: Asked, weights: Weights) -> int:
    """The place of the first right passage, from 1; a large number if there is none."""
    rows = asked.candidates.ranked(weights.ranking).rows
    right = np.flatnonzero(np.isin(rows, asked.candidates.rows[asked.right]))
    return int(right[0]) + 1 if len(right) else len(asked.store.passages) + 1


def price(store: LanguageIndex, every: list[Asked], weights: Weights) -> float:
    """The share of the answerable questions that is refused where most of the others are."""
    off, on = [], []
    for asked in every:
        ranking = asked.candidates.ranked(weights.ranking)
        log_odds = evidence(asked.query, store, ranking).log_odds(weights.confidence) if len(ranking.rows) else -np.inf
        (on if len(asked.right) else off).append(log_odds)
    return float((np.array(on) <= np.quantile(off, REFUSED)).mean())


if __name__ == "__main__":
    main()
