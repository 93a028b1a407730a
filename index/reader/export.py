"""The reader exported to ONNX, once, beside the encoder's export."""

import warnings
from pathlib import Path

import numpy as np

from index.embedding.graph import OPSET, quantise
from index.reader.adapter import Adapter
from index.reader.reader import READER_FILE

_INPUTS = {
    "question": {1: "asked"},
    "passages": {0: "passages", 1: "tokens"},
    "mask": {0: "passages", 1: "tokens"},
    "sentences": {0: "passages", 1: "count", 2: "tokens"},
}
_OUTPUTS = {"answers": {0: "passages"}, "scores": {0: "passages", 1: "count"}}


def export_reader(folder: Path, home: Path, adapter: Adapter) -> None:
    """Write the reader on the sentence-transformers model in `folder` into `home`, its weights in int8."""
    import torch
    from safetensors.torch import load_file

    from index.reader.network import Network, Shape

    network = Network(load_file(folder / "model.safetensors"), Shape(**adapter.card["shape"]))
    weights = {name: torch.from_numpy(array.astype(np.float32)) for name, array in adapter.weights.items()}
    network.load_state_dict(weights, strict=False)
    width = adapter.card["shape"]["width"]
    example = (
        torch.randn(1, 5, width),
        torch.randn(2, 9, width),
        torch.cat([torch.ones(1, 9), torch.tensor([[1.0] * 6 + [0.0] * 3])]),
        torch.rand(2, 3, 9),
    )
    whole = home / "reader-fp32.onnx"
    with torch.no_grad(), warnings.catch_warnings():
        # As in `index.embedding.graph`: what is written is compared in a test.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.merge().eval(),
            example,
            str(whole),
            input_names=list(_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes={**_INPUTS, **_OUTPUTS},
            opset_version=OPSET,
            dynamo=False,
        )
    _share_weights(whole)
    quantise(whole, home / READER_FILE)
    whole.unlink()


def _share_weights(graph: Path) -> None:
    """Let all uses of a weight name it; the exporter gives each use after the first an identity of its own.

    The lower layers stand in the graph twice, and the quantiser passes over weights that it meets by way of a node.
    """
    import onnx

    model = onnx.load(str(graph))
    weights = {weight.name for weight in model.graph.initializer}
    same = {n.output[0]: n.input[0] for n in model.graph.node if n.op_type == "Identity" and n.input[0] in weights}
    kept = [node for node in model.graph.node if not (node.op_type == "Identity" and node.output[0] in same)]
    for node in kept:
        node.input[:] = [same.get(name, name) for name in node.input]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    onnx.save(model, str(graph))
