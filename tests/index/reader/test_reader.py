from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.passages import Passage
from index.reader.adapter import Adapter
from index.reader.network import Network, Shape
from index.reader.reader import KEPT, NOT_READ, Reader, load_reader
from index.reader.text import passage_pieces, question_pieces
from index.retrieval.ranking import Reading

QUESTIONS = ["who planted the tree", "say the river", "ask", "the man and the horse of the steppe", "zzz qqq xx"]


def passage(*sentences: str) -> Passage:
    text = " ".join(sentences)
    ends = [len(" ".join(sentences[: i + 1])) for i in range(len(sentences))]
    spans = tuple((end - len(sentence), end) for sentence, end in zip(sentences, ends, strict=True))
    return Passage(text, spans, "tree", "", "a.md", "en")


PASSAGES = [
    passage("the tree was planted by a man", "say the tree"),
    passage("ask the man"),
    passage("a river", "runs by", "the tree of the steppe and does not say a word of it"),
]


@pytest.fixture(scope="module")
def home(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(str(tiny_model), tmp_path_factory.mktemp("data"))


def expected(encoder: Encoder, tiny_model: Path, adapter: Adapter) -> list[Reading]:
    """What the network makes of each question and passage alone, in torch and in full precision."""
    network = Network(load_file(tiny_model / "model.safetensors"), Shape(**adapter.card["shape"])).eval()
    weights = {name: torch.from_numpy(array.astype(np.float32)) for name, array in adapter.weights.items()}
    network.load_state_dict(weights, strict=False)
    card = encoder.card
    readings = []
    for question, one in product(QUESTIONS, PASSAGES):
        cut = passage_pieces(one, encoder, card.document_prompt)
        asked = encoder.embeddings([*card.bos, *question_pieces(question, encoder, card.query_prompt), *card.eos])
        words = encoder.embeddings([*card.bos, *cut.ids, *card.eos])
        sentences = np.zeros((1, len(cut.sentences), len(words)), np.float32)
        for i, (start, end) in enumerate(cut.sentences):
            sentences[0, i, len(card.bos) + start : len(card.bos) + end] = 1 / (end - start)
        given = (asked[None], words[None], np.ones((1, len(words)), np.float32), sentences)
        with torch.no_grad():
            answers, scores = network(*map(torch.from_numpy, given))
        readings.append(Reading(float(answers[0]), scores[0].numpy()))
    return readings


def correlations(readings: list[Reading], others: list[Reading]) -> list[float]:
    """Of the answers of two readers, and of their scores of sentences."""
    pairs = (
        ([one.answers for one in readings], [one.answers for one in others]),
        (np.concatenate([one.sentences for one in readings]), np.concatenate([one.sentences for one in others])),
    )
    return [float(np.corrcoef(own, other)[0, 1]) for own, other in pairs]


def test_a_reading_is_the_networks(reader: Reader, home: Path, tiny_model: Path, adapter: Adapter) -> None:
    readings = [reader.read(question, [one])[0] for question, one in product(QUESTIONS, PASSAGES)]
    wanted = expected(Encoder.load(home), tiny_model, adapter)
    # The graph's weights are in int8, and what a network that learned nothing says differs little.
    assert min(correlations(readings, wanted)) > 0.99
    spread = np.ptp([one.answers for one in wanted])
    for own, other in zip(readings, wanted, strict=True):
        assert own.answers == pytest.approx(other.answers, abs=spread / 8)


def test_passages_are_read_together_as_each_alone(reader: Reader) -> None:
    alone = [reader.read(question, [one])[0] for question, one in product(QUESTIONS, PASSAGES)]
    together = [reading for question in QUESTIONS for reading in reader.read(question, PASSAGES)]
    assert min(correlations(together, alone)) > 0.95


def test_there_is_a_score_for_each_sentence_also_of_those_not_read(reader: Reader) -> None:
    (reading,) = reader.read(QUESTIONS[0], [passage(*["the tree of the steppe"] * 90)])
    assert len(reading.sentences) == 90
    assert reading.sentences[0] > NOT_READ
    assert reading.sentences[-1] == NOT_READ
    assert (np.diff((reading.sentences == NOT_READ).astype(int)) >= 0).all(), "once it is not read, no more is"


def test_nothing_to_read_is_read_at_once(reader: Reader) -> None:
    assert reader.read(QUESTIONS[0], []) == []


def test_many_threads_get_what_one_gets(reader: Reader) -> None:
    questions = [f"who planted the tree of {letter}" for letter in "abcdefgh"] * 3
    alone = [reader.read(question, PASSAGES) for question in questions]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda question: reader.read(question, PASSAGES), questions))
    for own, other in zip(together, alone, strict=True):
        assert [one.answers for one in own] == [one.answers for one in other]
        for mine, theirs in zip(own, other, strict=True):
            np.testing.assert_array_equal(mine.sentences, theirs.sentences)


def test_more_passages_than_it_keeps_in_mind_are_read_the_same(reader: Reader) -> None:
    before = reader.read(QUESTIONS[0], PASSAGES)
    for number in range(0, KEPT + 50, 50):
        reader.read("ask", [passage(f"tree {i}") for i in range(number, number + 50)])
    again = reader.read(QUESTIONS[0], PASSAGES)
    assert [one.answers for one in again] == [one.answers for one in before]


def test_there_is_no_reader_of_a_model_that_none_was_trained_on(home: Path) -> None:
    encoder = Encoder.load(home)
    assert encoder.card.reader is None
    assert load_reader(home, encoder) is None
