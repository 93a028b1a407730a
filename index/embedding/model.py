"""The embedding model: found, trusted by its digest, and exported to ONNX at the first start.

What an export (`index.embedding.export`) leaves in the data folder is all that `index.embedding.encoder` needs.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from index.digests import file_sha256
from index.documents import Language
from index.embedding import bundled
from index.errors import ModelError
from index.reader.adapter import adapter_digest
from index.workplace import workplace

# Until `index.store` takes it from its own module.
__all__ = ["BUNDLED", "FoundModel", "ModelCard", "exported", "file_sha256", "find_model"]

BUNDLED = "bundled"
CARD_FILE, GRAPH_FILE = "model.json", "encoder.onnx"
EXPORT_FORMAT = 3

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of an exported model.

    `inputs` are those of its graph. `words` says how the word embeddings are stored, and is None where the graph has
    them inside; `word_dimensions` are theirs. `bos` and `eos` are the ids before and after a text, `pad` fills.
    `max_tokens` counts them in. `reads` is measured at the export, see `index.embedding.supported_languages`.
    `files` has the sha256 of every file but the card.
    """

    name: str
    digest: str
    dimensions: int
    max_tokens: int
    normalised: bool
    query_prompt: str
    document_prompt: str
    bos: tuple[int, ...]
    eos: tuple[int, ...]
    pad: int
    inputs: tuple[str, ...]
    precision: Literal["int8", "fp32"]
    words: Literal["int8", "fp16"] | None
    word_dimensions: int
    reads: tuple[Language, ...]
    files: Mapping[str, str]
    reader: str | None = None
    """The digest of the adapter with which a reader was exported too, see `index.reader`."""
    format: int = EXPORT_FORMAT

    @classmethod
    def load(cls, folder: Path) -> "ModelCard":
        """Read the card of an export; ModelError if it is missing, damaged or of another format."""
        try:
            fields: dict[str, Any] = json.loads((folder / CARD_FILE).read_text("utf-8"))
            lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
            card = cls(**{**fields, **lists})
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ModelError(
                f"the exported model in {folder} cannot be read; delete that folder to export it anew"
            ) from error
        if card.format != EXPORT_FORMAT:
            raise ModelError(
                f"the exported model in {folder} is of another format; delete that folder to export it anew"
            )
        return card

    def check_files(self, folder: Path, leave_out: str | None = None) -> None:
        """Read the export's files, all but one; ModelError when one is missing or not what was exported."""
        for name, digest in self.files.items():
            path = folder / name
            if not path.is_file() or (name != leave_out and file_sha256(path) != digest):
                raise ModelError(
                    f"the exported model in {folder} is damaged ({name}); delete that folder to export it anew"
                )


class FoundModel(NamedTuple):
    """A model that PARTNERSHIP_MODEL names; `folder` is None for the bundled one, which is to be unpacked first."""

    name: str
    digest: str
    folder: Path | None


def find_model(setting: str) -> FoundModel:
    """Find the model that PARTNERSHIP_MODEL names and read it for its digest; ModelError if it is none to be used.

    Only a hub's name may touch the network.
    """
    if setting == BUNDLED:
        bundled.packed_file()
        return FoundModel(bundled.NAME, bundled.SHA256, None)
    folder = Path(setting).expanduser()
    if folder.is_dir():
        folder = folder.resolve()
        return FoundModel(folder.name, _folder_digest(folder), folder)
    if setting.startswith((".", "/", "~")):
        raise ModelError(f"PARTNERSHIP_MODEL names {setting}, and there is no such folder")
    folder = _from_hub(setting)
    return FoundModel(setting, _folder_digest(folder), folder)


def _folder_digest(folder: Path) -> str:
    """sha256 over a model's weights, configuration and tokenizer."""
    weights = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not weights:
        raise ModelError(f"{folder} holds no model weights (model.safetensors)")
    others = [path for kind in ("*.json", "vocab.txt", "*.model") for path in sorted(folder.rglob(kind))]
    whole = hashlib.sha256()
    for path in (*weights, *others):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + file_sha256(path).encode() + b"\n")
    return whole.hexdigest()


def exported(setting: str, data: Path) -> Path:
    """Folder of the model's export below `data`, exporting it if there is none yet; ModelError if that fails."""
    # The bundled model is known by its digest before it is read; it need not be read to find its export.
    if setting == BUNDLED and _is_current(home := _home(data, bundled.NAME, bundled.SHA256)):
        return home
    found = find_model(setting)
    home = _home(data, found.name, found.digest)
    if _is_current(home):
        return home
    with workplace(home.parent) as work:
        # Another process may have exported it while this one waited.
        if not _is_current(home):
            made = _export(found, work)
            shutil.rmtree(home, ignore_errors=True)
            made.replace(home)
    return home


def _export(found: FoundModel, work: Path) -> Path:
    from index.embedding.export import export

    logger.info("exporting the model %s to ONNX (once)", found.name)
    # Half a gigabyte that nobody reads again: what is unpacked goes with the workplace.
    folder = found.folder or bundled.unpack(work / "unpacked")
    made = work / "export"
    made.mkdir()
    export(found.name, folder, found.digest, made)
    return made


def _home(data: Path, name: str, digest: str) -> Path:
    return data / "models" / f"{_slug(name)}-{digest[:12]}"


def _is_current(home: Path) -> bool:
    """Whether there is an export of this format, with the reader of today.

    A damaged one is left for `ModelCard.load` to name.
    """
    if not (home / CARD_FILE).is_file():
        return False
    try:
        card = json.loads((home / CARD_FILE).read_text("utf-8"))
        return bool(card["format"] >= EXPORT_FORMAT and card["reader"] == adapter_digest(card["digest"]))
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
