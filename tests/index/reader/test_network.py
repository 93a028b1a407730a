from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor
from transformers import BertModel

from index.reader.adapter import Adapter
from index.reader.network import Network, Shape

# All layers read apart, as the encoder does.
APART = Shape(width=32, heads=2, split=2, last=2, rank=4, hidden=16)


@pytest.fixture(scope="module")
def states(tiny_model: Path) -> dict[str, Tensor]:
    return load_file(tiny_model / "model.safetensors")


@pytest.fixture(scope="module")
def network(states: dict[str, Tensor], adapter: Adapter) -> Network:
    made = Network(states, Shape(**adapter.card["shape"]))
    weights = {name: torch.from_numpy(array.astype(np.float32)) for name, array in adapter.weights.items()}
    unknown = made.load_state_dict(weights, strict=False).unexpected_keys
    assert unknown == []
    return made.eval()


def given(seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Word embeddings of a question and of two passages, the second shorter, and three sentences of each."""
    torch.manual_seed(seed)
    mask = torch.ones(2, 9)
    mask[1, 6:] = 0
    sentences = torch.zeros(2, 3, 9)
    for sentence in range(3):
        sentences[:, sentence, 2 * sentence : 2 * sentence + 2] = 0.5
    return torch.randn(1, 5, 32), torch.randn(2, 9, 32), mask, sentences


@torch.no_grad()
def test_texts_read_apart_are_what_transformers_makes_of_them(tiny_model: Path, states: dict[str, Tensor]) -> None:
    reference: Any = BertModel.from_pretrained(str(tiny_model), attn_implementation="eager")
    _, passages, mask, _ = given()
    expected = reference.eval()(inputs_embeds=passages, attention_mask=mask).last_hidden_state
    states_apart = Network(states, APART).eval().apart(passages, mask)
    for own, other, length in zip(states_apart, expected, mask.sum(1).int(), strict=True):
        torch.testing.assert_close(own[:length], other[:length], atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_merging_the_adapter_changes_nothing_but_its_form(
    network: Network, states: dict[str, Tensor], adapter: Adapter
) -> None:
    before = network(*given())
    copy = Network(states, Shape(**adapter.card["shape"]))
    copy.load_state_dict(network.state_dict())
    after = copy.merge().eval()(*given())
    for own, other in zip(after, before, strict=True):
        torch.testing.assert_close(own, other, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_the_adapter_counts(network: Network, states: dict[str, Tensor], adapter: Adapter) -> None:
    without = Network(states, Shape(**adapter.card["shape"])).eval()
    heads = {name: value for name, value in network.state_dict().items() if not name.startswith("upper")}
    without.load_state_dict(heads, strict=False)
    assert (network(*given())[0] - without(*given())[0]).abs().max() > 1e-3


@torch.no_grad()
def test_a_passage_is_read_the_same_beside_a_longer_one(network: Network) -> None:
    question, passages, mask, sentences = given()
    both = network(question, passages, mask, sentences)
    alone = network(question, passages[1:, :6], mask[1:, :6], sentences[1:, :, :6])
    torch.testing.assert_close(alone[0], both[0][1:], atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(alone[1], both[1][1:], atol=1e-5, rtol=1e-4)


def test_the_adapter_alone_is_trained(network: Network, adapter: Adapter) -> None:
    trained = {name for name, parameter in network.named_parameters() if parameter.requires_grad}
    assert trained == adapter.weights.keys()
    answers, scores = network(*given())
    (answers.sum() + scores.sum()).backward()
    for name, parameter in network.named_parameters():
        assert (parameter.grad is not None) == (name in trained), name
    network.zero_grad()
