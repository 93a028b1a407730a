"""A sentence-transformers model as an ONNX graph, whole: pooling and normalisation included, torch left behind."""

import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OPSET = 17
OUTPUT = "embedding"

logger = logging.getLogger(__name__)


def load_model(folder: Path) -> Any:
    """The sentence-transformers model in a folder; OSError, ValueError or KeyError if it is none."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
    )


def words_shape(model: Any) -> tuple[int, int]:
    """How many word embeddings the model has, and of how many dimensions."""
    words = model[0].auto_model.get_input_embeddings()
    return int(words.num_embeddings), int(words.embedding_dim)


def word_embeddings(model: Any, ids: list[int]) -> NDArray[np.float32]:
    """The rows of the model's word embeddings, as it gives them to its first layer, shape (len(ids), dimensions)."""
    import torch

    with torch.no_grad():
        rows: NDArray[np.float32] = model[0].auto_model.get_input_embeddings()(torch.tensor(ids)).float().numpy()
    return rows


def export_with_words_outside(model: Any, target: Path) -> tuple[str, ...]:
    """Write the fp32 graph that takes word embeddings in place of ids; returns the names of its inputs."""
    import torch

    _, width = words_shape(model)
    example = {"inputs_embeds": torch.randn(2, 7, width), "attention_mask": torch.ones(2, 7, dtype=torch.long)}
    # The second text is shorter: a graph traced without padding would not have to read the mask.
    example["attention_mask"][1, 4:] = 0
    return _export(model, example, target)


def export_with_words_inside(model: Any, target: Path) -> tuple[str, ...]:
    """Write the fp32 graph that takes ids; returns the names of its inputs."""
    encoded = model.tokenizer(["a first text", "and a second one that is longer"], padding=True, return_tensors="pt")
    return _export(model, dict(encoded), target)


def _export(model: Any, example: dict[str, Any], target: Path) -> tuple[str, ...]:
    import torch

    inputs = tuple(example)

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: torch.Tensor) -> Any:
            return self.model(dict(zip(inputs, tensors, strict=True)))["sentence_embedding"]

    sizes = {name: {0: "batch", 1: "tokens"} for name in inputs}
    with torch.no_grad(), warnings.catch_warnings():
        # The tracing exporter warns of its own retirement and of shapes that it fixes; what it writes is compared
        # with sentence-transformers' own vectors before it is used.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            tuple(example.values()),
            str(target),
            input_names=list(inputs),
            output_names=[OUTPUT],
            dynamic_axes={**sizes, OUTPUT: {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
    return inputs


def quantise(fp32: Path, int8: Path) -> None:
    """Write the graph with weights in int8, dynamic (activations as they come), each channel with its own scale."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    # quantize_dynamic advises on the root logger about a step that this model does not need, and gives that logger a
    # handler where it has none.
    root.setLevel(logging.ERROR)
    try:
        quantize_dynamic(str(fp32), str(int8), weight_type=QuantType.QInt8, per_channel=True)
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers
