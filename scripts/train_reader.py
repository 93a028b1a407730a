"""Train index/reader/adapter.npz: the low-rank adapter and the heads of the reader, on the bundled model.

Every group of `training_pairs` is a step's part: whether each passage answers (cross-entropy), which of them does
(softmax over the group), and which sentence (softmax over the passage). The lower layers are frozen and read each text
once. On two cores it takes some 90 minutes.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from index.embedding import bundled
from index.embedding.encoder import Encoder
from index.embedding.model import exported
from index.passages import Passage
from index.reader.adapter import ADAPTER, Adapter
from index.reader.network import Network, Shape
from index.reader.text import passage_pieces, question_pieces
from training_pairs import Group, Pair, Pairs

GROUPS = 8
"""Groups a step."""
BUCKETS = 24
"""So many steps' groups are sorted by length, so that little is padded."""
RATE, HEAD_RATE = 7e-4, 1e-3
SMOOTHING = 0.02
SHARES = {"documents": 1.6, "facts": 2.0, "stored": 0.6, "exchanged": 0.6}
"""How often a group of a kind is taken in a round; once where nothing is said."""


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="PASSAGES QUESTIONS")
    parser.add_argument("--data", type=Path, default=Path("var"))
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=ADAPTER)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    encoder = Encoder.load(exported("bundled", options.data))
    groups = Pairs(encoder).all(list(zip(options.files[::2], options.files[1::2], strict=True)))
    with tempfile.TemporaryDirectory() as folder:
        states = load_file(bundled.unpack(Path(folder) / "model") / "model.safetensors")
    shape = Shape()
    trainer = Trainer(Network(states, shape), encoder, options.seed)
    trainer.train(groups, options.minutes * 60)
    card = {
        "model": encoder.card.digest,
        "shape": {name: getattr(shape, name) for name in shape.__slots__},
        "groups": len(groups),
        "minutes": options.minutes,
        "seed": options.seed,
        "public": [path.name for path in options.files],
    }
    Adapter(card, trainer.weights()).save(options.out)


class Trainer:
    """Trains a network; texts are read by the frozen layers once and kept in half precision."""

    def __init__(self, network: Network, encoder: Encoder, seed: int) -> None:
        self._network, self._encoder, self._random = network, encoder, random.Random(seed)  # noqa: S311 - no secret
        self._states: dict[Any, tuple[Tensor, list[tuple[int, int]]]] = {}
        for module in network.modules():
            # The frozen matrices in bfloat16: twice as quick where the processor knows it.
            for name, tensor in list(module.named_buffers(recurse=False)):
                if name in {"weight", "bias"}:
                    setattr(module, name, tensor.to(torch.bfloat16))

    def train(self, groups: Sequence[Group], seconds: float) -> None:
        """Take steps for so long; the rate rises for 100 steps and falls to nothing with the time."""
        network = self._network
        heads = [network.segments, *network.answers.parameters(), *network.sentence.parameters()]
        known = {id(head) for head in heads}
        adapter = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
        optimiser = torch.optim.AdamW(
            [{"params": adapter, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
        )
        start, step = time.monotonic(), 0
        while (share := (time.monotonic() - start) / seconds) < 1:
            for some in self._round(groups):
                share = (time.monotonic() - start) / seconds
                if share >= 1:
                    break
                for parameters, rate in zip(optimiser.param_groups, (RATE, HEAD_RATE), strict=True):
                    parameters["lr"] = rate * min(1, step / 100) * max(0.05, 1 - share)
                loss = self._loss(some)
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_([*adapter, *heads], 1.0)
                optimiser.step()
                step += 1
                if step % 100 == 0:
                    print(f"step {step}, loss {loss.item():.3f}, {share:.0%}", flush=True)

    def weights(self) -> dict[str, Any]:
        """What was trained."""
        return {name: p.detach().numpy() for name, p in self._network.named_parameters() if p.requires_grad}

    def _round(self, groups: Sequence[Group]) -> list[list[Group]]:
        """The groups of one round in steps, those of a length together."""
        taken = [g for g in groups for _ in range(int(SHARES.get(g.kind, 1) + self._random.random()))]
        self._random.shuffle(taken)
        steps: list[list[Group]] = []
        for i in range(0, len(taken), GROUPS * BUCKETS):
            bucket = sorted(taken[i : i + GROUPS * BUCKETS], key=lambda g: max(len(p.passage.text) for p in g.pairs))
            some = [bucket[j : j + GROUPS] for j in range(0, len(bucket), GROUPS)]
            self._random.shuffle(some)
            steps += some
        return steps

    def _loss(self, groups: Sequence[Group]) -> Tensor:
        pairs = [(group.question, pair) for group in groups for pair in group.pairs]
        answers, scores, known = self._network_on(pairs)
        right = torch.tensor([float(pair.answers) for _, pair in pairs])
        loss = functional.binary_cross_entropy_with_logits(answers, right * (1 - 2 * SMOOTHING) + SMOOTHING)
        at, chosen = 0, []
        for group in groups:
            if group.pairs[0].answers and len(group.pairs) > 1:
                own = answers[at : at + len(group.pairs)]
                chosen.append(functional.cross_entropy(own[None], torch.tensor([0])))
            at += len(group.pairs)
        if chosen:
            loss = loss + 0.3 * torch.stack(chosen).mean()
        told = torch.tensor([pair.sentence for _, pair in pairs])
        if (told >= 0).any():
            masked = scores[told >= 0].masked_fill(~known[told >= 0], -1e4)
            loss = loss + 0.3 * functional.cross_entropy(masked, told[told >= 0])
        return loss

    def _network_on(self, pairs: Sequence[tuple[str, Pair]]) -> tuple[Tensor, Tensor, Tensor]:
        questions = [self._of_question(question)[0] for question, _ in pairs]
        passages = [self._of_passage(pair.passage) for _, pair in pairs]
        question, question_mask = _padded(questions)
        passage, mask = _padded([states for states, _ in passages])
        sentences = torch.zeros(len(pairs), max(len(spans) for _, spans in passages), passage.shape[1])
        for i, (_, spans) in enumerate(passages):
            for j, (start, end) in enumerate(spans):
                sentences[i, j, start:end] = 1 / max(1, end - start)
        answers, scores = self._network.together(question, question_mask, passage, mask, sentences)
        return answers, scores, sentences.sum(2) > 0

    def _of_question(self, question: str) -> tuple[Tensor, list[tuple[int, int]]]:
        if question not in self._states:
            pieces = question_pieces(question, self._encoder, self._encoder.card.query_prompt)
            self._states[question] = self._frozen(pieces), []
        return self._states[question]

    def _of_passage(self, passage: Passage) -> tuple[Tensor, list[tuple[int, int]]]:
        key = (passage.title, passage.section, passage.text)
        if key not in self._states:
            pieces = passage_pieces(passage, self._encoder, self._encoder.card.document_prompt)
            spans = [(start + 1, end + 1) for start, end in pieces.sentences]  # one mark stands before the text
            self._states[key] = self._frozen(pieces.ids), spans
        return self._states[key]

    @torch.no_grad()
    def _frozen(self, pieces: list[int]) -> Tensor:
        card = self._encoder.card
        words = torch.from_numpy(np.array(self._encoder.embeddings([*card.bos, *pieces, *card.eos])))[None]
        return self._network.apart(words, torch.ones(words.shape[:2]))[0].half()


def _padded(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    length, width = max(map(len, states)), states[0].shape[1]
    padded, mask = torch.zeros(len(states), length, width), torch.zeros(len(states), length)
    for i, own in enumerate(states):
        padded[i, : len(own)], mask[i, : len(own)] = own, 1
    return padded, mask


if __name__ == "__main__":
    main()
