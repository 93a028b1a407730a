"""The way of a document: a folder of files to a snapshot on disk."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.documents import Corpus, Language, Problem
from index.encoding.encoded import EncodedTexts
from index.encoding.encoder import Encoder, Progress, TokenVectors, Vector
from index.encoding.model import exported
from index.errors import CorpusError, IndexMismatchError
from index.passages import Passage, split
from index.question.calibration import fitted
from index.question.weights import all_weights
from index.reading.corpus import folder_digest, read_corpus
from index.search import Index
from index.shelves import snapshots
from index.shelves.shelf import Shelf
from index.shelves.shelving import build_shelves, shelf_texts
from index.shelves.snapshots import Manifest

# A build that finds less than this share of the documents that the folder's last index had stops and asks.
LEAST_LEFT = 0.5


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `encoded` texts are new; `reused` ones had a vector already."""

    folder: Path
    documents: int
    passages: int
    problems: tuple[Problem, ...]
    encoded: int
    reused: int
    seconds: float


def build(
    corpus: Path, data: Path, model: str, progress: Progress | None = None, *, shrink: bool = False
) -> BuildReport:
    """Build the index of the documents in `corpus`, below the folder `data`.

    Files that cannot be read are reported and left out. Raises CorpusError when there is nothing to read, or so
    much less than at the last build that something is probably missing (`shrink` allows it), and ModelError when
    the model cannot be used. The index that was there stays until the new one is whole.
    """
    started = time.monotonic()
    digest = folder_digest(corpus)
    read = read_corpus(corpus)
    if not shrink:
        _refuse_to_shrink(read, corpus, data)
    encoder = Encoder.load(exported(model, data))
    passages = [passage for document in read.documents for passage in split(document)]
    encoded = EncodedTexts(encoder, *_known(data, encoder), progress)
    built = build_shelves(passages, encoded, encoder.card.reads, read.aliases)
    shelves = {language: _calibrated(shelf, encoder) for language, shelf in built.items()}
    manifest = _manifest(corpus, digest, encoder, read, shelves)
    folder = snapshots.write(data, manifest, shelves)
    reused = sum(counts["vectors"] for counts in manifest.counts.values()) - encoded.encoded
    seconds = time.monotonic() - started
    return BuildReport(folder, len(read.documents), len(passages), read.problems, encoded.encoded, reused, seconds)


def load_index(corpus: Path, data: Path, model: str) -> Index:
    """The index of `corpus` as it is now.

    IndexMismatchError when there is none, or none that is sound and up to date.
    """
    digest = folder_digest(corpus)
    problem = IndexMismatchError(
        "there is no index of these documents with this model; run: partnership-bot index build"
    )
    if not snapshots.has_any(data, digest):
        raise problem  # before a model is exported for nothing
    encoder = Encoder.load(exported(model, data))
    tried: set[Path] = set()
    # Listed again after each: another process may have put a newer one in the place of what was listed.
    while new := [folder for folder in snapshots.find(data, digest, encoder.card.digest) if folder not in tried]:
        tried.add(new[0])
        try:
            return Index(snapshots.load(new[0], encoder.card), encoder, all_weights())
        except IndexMismatchError as error:
            problem = error
    raise problem


def _calibrated(shelf: Shelf, encoder: Encoder) -> Shelf:
    return replace(shelf, offset=fitted(shelf, all_weights(), encoder))


def _known(data: Path, encoder: Encoder) -> tuple[dict[str, Vector], dict[str, TokenVectors]]:
    """Vectors of the last sound snapshot of this model, and of its passages' tokens, by text."""
    vectors: dict[str, Vector] = {}
    tokens: dict[str, TokenVectors] = {}
    for folder in snapshots.newest(data):
        try:
            shelves = snapshots.load(folder, encoder.card)
        except IndexMismatchError:
            continue
        for shelf in shelves.values():
            if shelf.vectors is not None and shelf.tokens is not None:
                texts = shelf_texts(shelf.passages)
                vectors.update(zip(texts, shelf.vectors.rows(np.arange(len(texts))), strict=True))
                tokens.update((text, shelf.tokens.of(row)) for row, text in enumerate(texts[: len(shelf.passages)]))
        break
    return vectors, tokens


def _refuse_to_shrink(read: Corpus, corpus: Path, data: Path) -> None:
    for folder in snapshots.newest(data):
        try:
            before = Manifest.read(folder)
        except IndexMismatchError:
            continue
        if before.corpus == str(corpus.resolve()):
            documents = sum(counts["documents"] for counts in before.counts.values())
            if len(read.documents) < LEAST_LEFT * documents:
                raise CorpusError(
                    f"{corpus} has {len(read.documents)} documents that can be read and had {documents} before; "
                    "if that is right, run: partnership-bot index build --shrink"
                )
            return


def _manifest(corpus: Path, digest: str, encoder: Encoder, read: Corpus, shelves: dict[Language, Shelf]) -> Manifest:
    topics: Counter[str] = Counter(p.topic or "" for shelf in shelves.values() for p in shelf.passages)
    return Manifest(
        **snapshots.current_parameters(encoder.card),
        built=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        corpus=str(corpus.resolve()),
        corpus_digest=digest,
        counts={language: _counts(shelf.passages, shelf) for language, shelf in shelves.items()},
        topics=dict(topics),
        problems=[[problem.path, problem.reason] for problem in read.problems],
        files={},
    )


def _counts(passages: Sequence[Passage], shelf: Shelf) -> dict[str, int]:
    return {
        "documents": len({p.document for p in passages}),
        "passages": len(passages),
        "sentences": len(shelf.sentences.owners),
        "questions": len(shelf.questions.owners),
        "vectors": 0 if shelf.vectors is None else len(shelf.vectors),
    }
