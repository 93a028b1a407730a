"""The reader as a torch module, for training and export; serving never imports it.

A cross-encoder on the encoder's own weights. The lower layers read question and passage each for itself, as the
encoder does; some of the upper ones read both together, changed by a low-rank adapter (LoRA, Hu et al. 2021,
https://arxiv.org/abs/2106.09685). That a late join costs little is shown by PreTTR (MacAvaney et al. 2020) and DeFormer
(Cao et al. 2020); here it makes training several times quicker, since the lower states never change.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

# What a BERT layer's matrices and norms are called here and in transformers.
_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
_NORMS = {"attended": "attention.output.LayerNorm", "fed": "output.LayerNorm"}
_EPSILON = 1e-12
_NOWHERE = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a reader: layers `split` to `last` (exclusive) read question and passage together."""

    width: int = 384
    heads: int = 12
    split: int = 6
    last: int = 10
    rank: int = 32
    hidden: int = 256


class Adapted(nn.Module):
    """A frozen linear layer and what is added to it: x -> Wx + b + 2·up(down(x)), with `rank` numbers between."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.weight = nn.Buffer(weight, persistent=False)
        self.bias = nn.Buffer(bias, persistent=False)
        self.a = nn.Parameter(torch.randn(rank, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.b = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, x: Tensor) -> Tensor:
        """Apply both at once; in training in the precision of `weight`."""
        low = functional.linear(functional.linear(x, self.a.to(x.dtype)), (2 * self.b).to(x.dtype))
        return functional.linear(x, self.weight, self.bias) + low

    def merged(self) -> nn.Linear:
        """The same as one plain layer."""
        linear = nn.Linear(self.weight.shape[1], self.weight.shape[0])
        linear.weight.data = self.weight.float() + 2 * self.b.data @ self.a.data
        linear.bias.data = self.bias.float()
        return linear


class Layer(nn.Module):
    """One layer of BERT; its matrices are plain or adapted."""

    def __init__(self, states: Mapping[str, Tensor], number: int, shape: Shape, *, adapted: bool) -> None:
        super().__init__()
        self.heads = shape.heads
        for name, place in _LINEAR.items():
            weight, bias = (states[f"encoder.layer.{number}.{place}.{part}"] for part in ("weight", "bias"))
            setattr(self, name, Adapted(weight, bias, shape.rank) if adapted else _linear(weight, bias))
        for name, place in _NORMS.items():
            norm = nn.LayerNorm(shape.width, eps=_EPSILON)
            norm.weight.data, norm.bias.data = (
                states[f"encoder.layer.{number}.{place}.{part}"] for part in ("weight", "bias")
            )
            setattr(self, name, norm.requires_grad_(requires_grad=False))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` has shape (texts, tokens, width), `mask` (texts, 1, 1, tokens) is what is added to attention."""
        texts, tokens, width = x.shape
        low = x.to(_precision(self))

        def heads(y: Tensor) -> Tensor:
            return y.view(texts, tokens, self.heads, width // self.heads).transpose(1, 2)

        parts: dict[str, Any] = dict(self.named_children())
        query, key, value = (heads(parts[name](low)) for name in ("query", "key", "value"))
        attention = (query * (width // self.heads) ** -0.5) @ key.transpose(2, 3) + mask.to(low.dtype)
        mixed = (attention.softmax(-1) @ value).transpose(1, 2).reshape(texts, tokens, width)
        x = parts["attended"](x + parts["mixed"](mixed))
        fed: Tensor = parts["fed"](x + parts["down"](functional.gelu(parts["up"](x.to(low.dtype)))))
        return fed


class Network(nn.Module):
    """The whole reader; `states` are those of the encoder's BERT."""

    def __init__(self, states: Mapping[str, Tensor], shape: Shape) -> None:
        super().__init__()
        width, hidden = shape.width, shape.hidden
        self.positions = nn.Buffer(states["embeddings.position_embeddings.weight"], persistent=False)
        self.kind = nn.Buffer(states["embeddings.token_type_embeddings.weight"][0], persistent=False)
        self.norm = nn.LayerNorm(width, eps=_EPSILON).requires_grad_(requires_grad=False)
        self.norm.weight.data, self.norm.bias.data = (states[f"embeddings.LayerNorm.{p}"] for p in ("weight", "bias"))
        self.lower = nn.ModuleList(Layer(states, i, shape, adapted=False) for i in range(shape.split))
        self.lower.requires_grad_(requires_grad=False)
        self.upper = nn.ModuleList(Layer(states, i, shape, adapted=True) for i in range(shape.split, shape.last))
        self.segments = nn.Parameter(torch.zeros(2, width))
        self.answers = nn.Sequential(nn.Linear(4 * width, hidden), nn.GELU(), nn.Linear(hidden, 1))
        self.sentence = nn.Sequential(nn.Linear(3 * width, hidden), nn.GELU(), nn.Linear(hidden, 1))

    def apart(self, words: Tensor, mask: Tensor) -> Tensor:
        """States of texts that are read each for itself, shape (texts, tokens, width), from their word embeddings."""
        states: Tensor = self.norm(words + self.positions[: words.shape[1]] + self.kind)
        for layer in self.lower:
            states = layer(states, _hidden(mask))
        return states

    def together(
        self, question: Tensor, question_mask: Tensor, passages: Tensor, mask: Tensor, sentences: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Log-odds of pairs, shape (pairs,), and a score a sentence, shape (pairs, sentences).

        Question and passages are states of `apart`; `sentences` has shape (pairs, sentences, tokens), each row the mean
        over the sentence's tokens.
        """
        length = question.shape[1]
        states = torch.cat([question + self.segments[0], passages + self.segments[1]], 1)
        both = _hidden(torch.cat([question_mask, mask], 1))
        for layer in self.upper:
            states = layer(states, both)
        asked, said = states[:, :length], states[:, length:]
        of_question = _mean(asked, question_mask)
        pooled = torch.cat([of_question, _mean(said, mask), asked[:, 0], said[:, 0]], 1)
        of_sentences = sentences @ said
        widened = of_question[:, None].expand_as(of_sentences)
        scores = self.sentence(torch.cat([of_sentences, widened, of_sentences * widened], 2))
        return self.answers(pooled)[:, 0], scores[..., 0]

    def forward(self, question: Tensor, passages: Tensor, mask: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """From word embeddings: one question, shape (1, tokens, width), and its passages."""
        asked = torch.ones_like(question[..., 0])
        states = self.apart(question, asked)
        pairs = passages.shape[0]
        return self.together(
            states.expand(pairs, -1, -1), asked.expand(pairs, -1), self.apart(passages, mask), mask, sentences
        )

    def merge(self) -> "Network":
        """Merge the adapter into the weights, for export."""
        for layer in self.upper:
            for name in _LINEAR:
                setattr(layer, name, getattr(layer, name).merged())
        return self


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight.data, linear.bias.data = weight, bias
    return linear


def _precision(layer: Any) -> torch.dtype:
    weight: Tensor = layer.query.weight
    return weight.dtype


def _hidden(mask: Tensor) -> Tensor:
    """What is added to attention, so that nothing is seen where the mask is 0."""
    return ((1 - mask) * _NOWHERE)[:, None, None, :]


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
