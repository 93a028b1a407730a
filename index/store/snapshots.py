"""Indexes on disk: written whole, checked whole, replaced in one step.

A snapshot is a folder `indexes/<corpus digest>-<model digest>-<number>` below the data folder. It is written under
another name beside its place and renamed when it is complete; a reader takes the highest number that is sound.
Snapshots of several corpora and models live side by side.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.documents import Source
from index.embedding.model import ModelCard, file_sha256
from index.errors import IndexMismatchError
from index.passages import Passage
from index.store.bm25 import K1, METHOD, B
from index.store.store import Store
from index.text.words import ANALYSIS
from index.workplace import workplace

FORMAT = 5
MANIFEST = "manifest.json"
# Snapshots of other corpora or models that are kept when a new one is written; older ones go.
KEPT = 4
# A change of these libraries can change what the files hold or mean.
LIBRARIES = (
    "bm25s",
    "faiss-cpu",
    "numpy",
    "onnxruntime",
    "PyStemmer",
    "SudachiDict-small",
    "SudachiPy",
    "sentencepiece",
    "tokenizers",
)

_NAME = re.compile(r"[0-9a-f]{12}-[0-9a-f]{12}-\d+")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of and from.

    `files` maps each file's path to its size in bytes and sha256. On disk the manifest has a sha256 of its own.
    """

    format: int
    built: str
    corpus: str
    corpus_digest: str
    model: str
    model_digest: str
    dimensions: int
    normalised: bool
    query_prompt: str
    document_prompt: str
    analysis: int
    bm25: list[Any]
    libraries: dict[str, str]
    counts: dict[str, dict[str, int]]
    topics: dict[str, int]
    problems: list[list[str]]
    files: dict[str, list[Any]]

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of a snapshot; IndexMismatchError if it is missing, changed or of another format."""
        try:
            fields = dict(json.loads((folder / MANIFEST).read_text("utf-8")))
            found = fields.get("format")
            if found == FORMAT and fields.pop("sha256") == _digest(fields):
                return cls(**fields)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexMismatchError(
                f"{folder.name}: the manifest is missing or damaged; build the index anew"
            ) from error
        if found != FORMAT:
            raise IndexMismatchError(_not_fitting(folder, "format", found, FORMAT))
        raise IndexMismatchError(f"{folder.name}: the manifest was changed; build the index anew")

    def write(self, folder: Path) -> None:
        """Write the manifest of a snapshot."""
        fields = asdict(self)
        fields["sha256"] = _digest(fields)
        (folder / MANIFEST).write_text(json.dumps(fields, ensure_ascii=False, indent=1) + "\n", "utf-8")


def current_parameters(card: ModelCard) -> dict[str, Any]:
    """What a snapshot must agree with to be used by this program and this model."""
    return {
        "format": FORMAT,
        "model": card.name,
        "model_digest": card.digest,
        "dimensions": card.dimensions,
        "normalised": card.normalised,
        "query_prompt": card.query_prompt,
        "document_prompt": card.document_prompt,
        "analysis": ANALYSIS,
        "bm25": [METHOD, K1, B],
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def find(data: Path, corpus_digest: str, model_digest: str) -> list[Path]:
    """Snapshots of a corpus and a model, newest first; none of them has been checked."""
    start = _start(corpus_digest, model_digest)
    return sorted((f for f in _snapshots(data) if f.name.startswith(start)), key=_number, reverse=True)


def has_any(data: Path, corpus_digest: str) -> bool:
    """Whether there is a snapshot of a corpus, of whatever model."""
    return any(folder.name.startswith(corpus_digest[:12]) for folder in _snapshots(data))


def newest(data: Path) -> list[Path]:
    """All snapshots below the data folder, last written first."""
    return sorted(_snapshots(data), key=lambda folder: folder.stat().st_mtime, reverse=True)


def write(data: Path, manifest: Manifest, store: Store) -> Path:
    """Write a snapshot and put it in its place; returns its folder.

    Older ones of the same corpus and model go, and the oldest of the others.
    """
    home = data / "indexes"
    with workplace(home) as work:
        store.save(work)
        write_passages(work, store.passages)
        files = {name: [path.stat().st_size, file_sha256(path)] for name, path in _files(work)}
        replace(manifest, files=files).write(work)
        for _, path in _files(work):
            _to_disk(path)
        before = find(data, manifest.corpus_digest, manifest.model_digest)
        number = 1 + (_number(before[0]) if before else 0)
        place = home / f"{_start(manifest.corpus_digest, manifest.model_digest)}{number}"
        work.replace(place)
        _to_disk(home)
        _prune(data, place, manifest)
    return place


def load(folder: Path, card: ModelCard) -> Store:
    """Check a snapshot whole and read it; IndexMismatchError names what does not fit."""
    manifest = Manifest.read(folder)
    stored = asdict(manifest)
    for name, expected in current_parameters(card).items():
        if stored[name] != expected:
            raise IndexMismatchError(_not_fitting(folder, name, stored[name], expected))
    try:
        problems = damage(folder, manifest)
        if problems:
            raise IndexMismatchError(f"{folder.name}: {problems[0]}; build the index anew")
        return Store.load(folder, PassageFile(folder))
    except (FileNotFoundError, RuntimeError) as error:  # the second is how FAISS says it
        raise IndexMismatchError(f"{folder.name}: a file has just gone, perhaps for a newer index") from error


def damage(folder: Path, manifest: Manifest) -> list[str]:
    """What is wrong with the files of a snapshot, a line each; nothing if it is as it was written."""
    found = dict(_files(folder))
    found.pop(MANIFEST, None)
    lines = [f"{name} is missing" for name in manifest.files if name not in found]
    lines += [f"{name} does not belong there" for name in found if name not in manifest.files]
    for name, (size, digest) in manifest.files.items():
        if name in found and (found[name].stat().st_size != size or file_sha256(found[name]) != digest):
            lines.append(f"{name} was cut short or changed")
    return lines


class PassageFile(Sequence[Passage]):
    """Passages read from the disk one by one, when they are shown."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._lines = np.memmap(folder / "passages.jsonl", np.uint8, "r")
        self._starts = np.load(folder / "passage-starts.npy", allow_pickle=False)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return [self[i] for i in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        row %= len(self)
        return _passage(json.loads(self._lines[self._starts[row] : self._starts[row + 1]].tobytes()))


def write_passages(folder: Path, passages: Sequence[Passage]) -> None:
    """Write passages as JSON lines, and where each line starts."""
    import numpy as np

    lines = [(json.dumps(asdict(passage), ensure_ascii=False) + "\n").encode() for passage in passages]
    (folder / "passages.jsonl").write_bytes(b"".join(lines))
    np.save(
        folder / "passage-starts.npy",
        np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64),
        allow_pickle=False,
    )


def _passage(fields: dict[str, Any]) -> Passage:
    return Passage(
        **{
            **fields,
            "sentences": tuple((start, end) for start, end in fields["sentences"]),
            "sources": tuple(Source(**source) for source in fields["sources"]),
            "questions": tuple(fields["questions"]),
            "unanswered": tuple(fields["unanswered"]),
        }
    )


def _prune(data: Path, place: Path, manifest: Manifest) -> None:
    """Remove what the new snapshot replaces.

    That is the same corpus and model, the same folder's earlier state, and the oldest of the rest.
    """
    others = [folder for folder in newest(data) if folder != place]
    for folder in list(others):
        try:
            earlier = Manifest.read(folder)
        except IndexMismatchError:
            earlier = None
        if earlier is None or (earlier.corpus, earlier.model_digest) == (manifest.corpus, manifest.model_digest):
            shutil.rmtree(folder, ignore_errors=True)
            others.remove(folder)
    for folder in others[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _snapshots(data: Path) -> list[Path]:
    return [folder for folder in (data / "indexes").glob("*") if _NAME.fullmatch(folder.name)]


def _start(corpus_digest: str, model_digest: str) -> str:
    return f"{corpus_digest[:12]}-{model_digest[:12]}-"


def _number(folder: Path) -> int:
    return int(folder.name.rsplit("-", 1)[1])


def _not_fitting(folder: Path, name: str, found: object, needed: object) -> str:
    if isinstance(found, dict) and isinstance(needed, dict):
        name = next(key for key in [*needed, *found] if found.get(key) != needed.get(key))
        found, needed = found.get(name), needed.get(name)
    return f"{folder.name}: {name} is {found!r}, and {needed!r} is needed; build the index anew"


def _digest(fields: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _files(folder: Path) -> list[tuple[str, Path]]:
    return sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
